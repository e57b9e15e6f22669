"""What single rows of the phrase table make of a sentence, and what they leave alone."""

from __future__ import annotations

import pytest

from panj import Coder, Document


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "actor", "recipient"),
    [
        ("Norway fined Iceland over the nets.", "fined", "SANCTION", "NOR", "ISL"),
        ("Italy returned four paintings to Peru.", "returned", "RETREAT", "ITA", "PER"),
        ("Ghana asked Togo for police trainers.", "asked", "REQUEST", "GHA", "TGO"),
        ("Poland bought oil from Norway.", "bought", "COOPERATE", "POL", "NOR"),
        ("Turkish soldiers beat Syrian refugees.", "beat", "ASSAULT", "TUR", "SYR"),
        ("Oslo lowered tariffs on Chilean fish.", "lowered", "RETREAT", "NOR", "CHL"),
        ("Paris took Rome to court over the ferry.", "took", "ACCUSE", "FRA", "ITA"),
    ],
)
def test_rows(coder: Coder, text: str, trigger: str, kind: str, actor: str, recipient: str) -> None:
    claims = coder.code(Document(text=text, published_at="2024-03-01"))
    found = [c for c in claims if c.trigger.text == trigger]
    assert [(c.type, c.actors[0].country, c.recipients[0].country) for c in found] == [(kind, actor, recipient)]


@pytest.mark.parametrize(
    "text",
    [
        "The French president called the Iranian president on Monday to discuss the talks.",
        "Sweden wanted to stay in the union.",
    ],
)
def test_no_request(coder: Coder, text: str) -> None:
    claims = coder.code(Document(text=text, published_at="2024-03-01"))
    assert not [c for c in claims if c.type == "REQUEST"]
