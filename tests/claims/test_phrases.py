"""Acts by the phrase table: adjectives, what is said of others, nouns that verbs carry, and who is public enough."""

from __future__ import annotations

import pytest

from panj import Coder, Document

ACTS = [
    ("Norway is willing to send engineers to Malta.", "AGREE", "willing", ["NOR"], ["MLT"]),
    ("Peru is critical of Chile over the border fence.", "ACCUSE", "critical", ["PER"], ["CHL"]),
    ("Kenya said that Uganda must close the camp.", "REQUEST", "said", ["KEN"], ["UGA"]),
    ("Egypt said Sudan was responsible for the flood.", "ACCUSE", "said", ["EGY"], ["SDN"]),
    ("Spain gave asylum to twelve Cuban nurses.", "AID", "gave", ["ESP"], ["CUB"]),
    ("Ghana opened a case against Togo at the tribunal.", "ACCUSE", "opened", ["GHA"], ["TGO"]),
    ("Polish soldiers were deployed on Tuesday.", "MOBILIZE", "deployed", ["POL"], []),
    ("Haiti received financial support from Canada.", "AID", "support", ["CAN"], ["HTI"]),
    ("France pulled its observers from Serbia.", "SANCTION", "pulled", ["FRA"], ["SRB"]),
    ("Denmark returned four masks to Nigeria.", "RETREAT", "returned", ["DNK"], ["NGA"]),
    ("Japan wrote off a loan to Nepal.", "AID", "wrote", ["JPN"], ["NPL"]),
    ("Chile and Peru fought a war over the desert.", "ASSAULT", "fought", ["CHL", "PER"], []),
    ("Peru's president announced his support for Chile.", "SUPPORT", "announced", ["PER"], ["CHL"]),
    ("The removal of Chilean troops from Peru began.", "RETREAT", "removal", [], ["PER"]),
]


@pytest.mark.parametrize(("text", "kind", "trigger", "actors", "recipients"), ACTS)
def test_an_act_has_a_row(
    coder: Coder, text: str, kind: str, trigger: str, actors: list[str], recipients: list[str]
) -> None:
    found = [
        (c.type, c.trigger.text, [p.country for p in c.actors], [p.country for p in c.recipients])
        for c in coder.code(Document(text=text, published_at="2021-03-10"))
    ]
    assert (kind, trigger, actors, recipients) in found


@pytest.mark.parametrize(
    "text",
    [
        "Norway is ready for the winter.",
        "The minister of Peru spoke to reporters in Lima.",
        "Kenya offered an explanation.",
        "Egypt gave evidence to the panel.",
        "The president of Peru discussed her plans with Reuters.",
        "When asked about his plans, the minister of Peru said nothing to CNN.",
        "The president of Peru was admitted to a hospital in Lima and released from the hospital on Friday.",
        "Peruvian police identified the attacker.",
        "Caucuses were held in Peru on Friday.",
        "Peruvian police are treating it as a robbery.",
        "Chilean butterflies occupied six hectares in Peru.",
        "Many jobs in the government of Peru require citizenship.",
        "A million people attended the funeral procession in Peru.",
        "Chile took over 7,000 employees from the bank.",
        "Peru can seize the opportunity.",
        "The minister of Peru asked whether Chile was ready.",
        "Reuters asked the ministry of Peru for comment.",
        "People visiting Peru should bring water.",
        "The hardware stops people from sharing books.",
        "The virus has killed two ministers in Peru.",
        "The weather service of Peru issued a flood warning.",
        "The minister, who hails from Peru, was sworn in.",
        "The president of Peru did not attend the funeral of Ana Rojas.",
        "Officials warned the government of Peru that dams could burst.",
    ],
)
def test_what_is_no_act_makes_no_claim(coder: Coder, text: str) -> None:
    assert not coder.code(Document(text=text, published_at="2021-03-10"))


def test_a_strike_that_is_called_off_is_no_strike(coder: Coder) -> None:
    found = coder.code(Document(text="The Kenyan opposition called off its strike.", published_at="2021-03-10"))
    assert [c.type for c in found] == ["CONCEDE"]


def test_people_at_odds_make_a_claim(coder: Coder) -> None:
    text = "Two thousand pensioners sued a bank over lost savings."
    assert [c.type for c in coder.code(Document(text=text, published_at="2021-03-10"))] == ["ACCUSE"]
