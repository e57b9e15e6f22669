"""Recipients that stand deeper than a slot, and things as recipients."""

from __future__ import annotations

import pytest

from panj import Coder, Document


@pytest.mark.parametrize(
    ("text", "trigger", "recipients"),
    [
        ("Israeli jets bombed a depot of the Syrian army near Homs.", "bombed", [("Syrian army", "SYR")]),
        ("Chile agreed to lift a ban on imports of French beef.", "agreed", [("French", "FRA")]),
        ("Kenya's top court rejected an appeal filed by the African Union.", "rejected", [("African Union", None)]),
        ("Gunmen of Boko Haram attacked a military base in Cameroon.", "attacked", [("military base", "CMR")]),
        ("Norway condemned the killing of two nurses.", "condemned", [("killing of two nurses", None)]),
        ("Russia accused the West of meddling in Georgia.", "accused", [("West", None)]),
        ("Russia will send two helicopter squadrons to the drills.", "send", []),
        ("Police prosecutors in Peru opened an investigation into whether Chilean soldiers had crossed the border.",
         "investigation", [("Chilean soldiers", "CHL")]),
        ("An air strike by Saudi Arabia killed nine villagers.", "killed", [("nine villagers", None)]),
        ("Nurses staged a strike demanding that the government raise their pay.", "strike", [("government", None)]),
        ("Ana Lopez began a hunger strike to protest against the Chilean government.", "strike",
         [("Chilean government", "CHL")]),
        ("Students held a protest at Lima University against the visit of the French president.", "protest",
         [("French president", "FRA")]),
        ("Farmers held a demonstration at the Indian embassy.", "demonstration", [("Indian embassy", "IND")]),
        ("Chile mobilised reservists to move against Peruvian smugglers.", "mobilised", [("Peruvian smugglers", "PER")]),
        ("The Chilean general put two brigades on alert.", "put", []),
        ("President Vargas declared an emergency in response to the floods.", "declared", []),
        ("Russian troops surrounded a Ukrainian brigade.", "surrounded", [("Ukrainian brigade", "UKR")]),
    ],
)  # fmt: skip
def test_recipients(coder: Coder, text: str, trigger: str, recipients: list[tuple[str, str | None]]) -> None:
    claims = [c for c in coder.code(Document(text=text, published_at="2022-06-15")) if c.trigger.text == trigger]
    assert [[(p.text, p.country) for p in c.recipients] for c in claims] == [recipients]


def test_a_party_below_is_not_the_actor_itself(coder: Coder) -> None:
    """The actor's own country is not whom it acts on."""
    claims = coder.code(Document(text="The Turkish army seized a Turkish village.", published_at="2022-06-15"))
    assert [p.country for c in claims for p in c.recipients] in ([], ["TUR"])


def test_a_protest_and_what_it_is_for_are_one_act(coder: Coder) -> None:
    claims = coder.code(Document(text="Teachers in Lima went on strike in protest against the Peruvian government."))
    assert [(c.type, c.trigger.text) for c in claims] == [("PROTEST", "strike")]
