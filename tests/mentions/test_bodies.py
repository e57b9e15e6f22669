"""Whose body is meant where no country stands beside it, whose title is taken up, and names that open with who they are."""

from __future__ import annotations

import pytest

from panj import Coder, Document
from panj.records import Party


def actors(coder: Coder, text: str) -> list[Party]:
    return list(coder.annotate(Document(id="x", text=text, published_at="2020-05-05")).actors)


@pytest.mark.parametrize(
    ("text", "body", "country"),
    [
        ("Germany and Denmark are neighbours. In Copenhagen, police arrested three men.", "police", "DNK"),
        ("The Danish prime minister spoke. Police in Berlin arrested two men.", "Police", "DEU"),
        ("The Danish prime minister spoke. In Nairobi the government closed the schools.", "government", "KEN"),
        ("The Danish prime minister spoke. Officials in Lagos said soldiers shot a man.", "soldiers", "NGA"),
        ("Rebels from Syria came. The government spoke to them in Geneva.", "government", "SYR"),
        ("A court in Lyon jailed a priest.", "court", "FRA"),
    ],
)
def test_country_of_a_body(coder: Coder, text: str, body: str, country: str) -> None:
    assert [a.country for a in actors(coder, text) if a.text == body] == [country]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Deputy Prime Minister Ana Rojas left. The Prime Minister apologised.", "Prime Minister"),
        ("Prime Minister Ana Rojas left. The Prime Minister apologised.", "Ana Rojas"),
        ("Vice President Mike Pence left. The president stayed.", "president"),
        ("Deputy Prime Minister Ana Rojas left. The deputy prime minister apologised.", "Ana Rojas"),
    ],
)
def test_titles(coder: Coder, text: str, name: str) -> None:
    assert actors(coder, text)[-1].name == name


@pytest.mark.parametrize(
    ("text", "name", "there"),
    [
        ("The rally was held by Women for America First.", "Women for America First", True),
        ("Mothers against Violence marched.", "Mothers against Violence", True),
        ("Protesters against Donald Trump marched.", "Protesters against Donald Trump", False),
        ("A gunman attacked a graduation party.", "graduation party", False),
    ],
)
def test_groups_named_for_their_aim(coder: Coder, text: str, name: str, there: bool) -> None:
    assert (name in [a.text for a in actors(coder, text)]) is there


@pytest.mark.parametrize(
    ("role", "sectors"),
    [("pilots", ("LAB",)), ("fighter pilots", ("MIL",)), ("park rangers", ("COP",)), ("crew members", ("LAB",))],
)
def test_who_is_no_soldier(coder: Coder, role: str, sectors: tuple[str, ...]) -> None:
    found = actors(coder, f"The Kenyan {role} met the envoy.")
    assert [a.sectors for a in found if a.text.endswith(role)] == [sectors]


def test_a_union_is_no_company(coder: Coder) -> None:
    text = "General Motors met Chrysler. The United Auto Workers left. The two companies sued Peru."
    (claim,) = [c for c in coder.code(Document(id="x", text=text)) if c.type == "ACCUSE"]
    assert [p.name for p in claim.actors] == ["General Motors", "Chrysler"]
