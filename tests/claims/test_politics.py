"""Campaigns, parliaments and laws: words that are no force or protest there, and whom acts are tied to."""

from __future__ import annotations

import pytest

from panj import Claim, Coder, Document


def claims(coder: Coder, text: str) -> list[Claim]:
    return list(coder.code(Document(id="x", text=text, published_at="2020-03-15")))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Joe Biden attacked the media as biased.", ["ACCUSE"]),
        ("Donald Trump attacked China in a speech in Ohio.", ["ACCUSE"]),
        ("Donald Trump attacked the World Health Organization.", ["ACCUSE"]),
        ("Iran attacked a U.S. base in Iraq.", ["ASSAULT"]),
        ("A gunman attacked Senator Lopez in Ohio.", ["ASSAULT"]),
        ("Donald Trump held a rally in Tulsa on Saturday.", []),
        ("The opposition held a rally in Caracas against Nicolas Maduro.", ["PROTEST"]),
        ("CNN called the state for Donald Trump.", []),
        ("Boris Johnson wants to eliminate the Electoral College.", []),
        ("The IMF warned of a recession in Europe.", []),
        ("Iran warned of consequences if Israel attacks.", ["THREATEN", "ASSAULT"]),
        ("The act allows courts to jail journalists.", []),
        ("The law bans Chinese companies from the country.", ["SANCTION"]),
        ("The NATO press release angered Russia.", []),
        ("Airbus charges Kenya Airways an added cost.", []),
        ("Justin Amash dropped out of the race.", []),
    ],
)
def test_kinds(coder: Coder, text: str, kinds: list[str]) -> None:
    assert [c.type for c in claims(coder, text)] == kinds


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("UK and EU negotiators met in Brussels.", "CONSULT", ["GBR", "igo-european-union"], []),
        ("Peruvian and Chilean envoys met. They signed a treaty.", "SUPPORT", ["PER", "CHL"], []),
        ("Angela Merkel visited a cemetery of U.S. soldiers in Normandy.", "CONSULT", ["DEU-merkel"], ["FRA"]),
        ("Peru called for Chile to open the border.", "REQUEST", ["PER"], ["CHL"]),
        ("Kenyan police arrested and deported three Chilean students.", "COERCE", ["KEN"], ["CHL"]),
        (
            "Boris Johnson asked Volodymyr Zelensky to investigate Joe Biden and his son.",
            "ACCUSE",
            ["UKR-zelensky"],
            ["USA-biden", "USA"],
        ),
        ("The Libyan House of Representatives rejected the treaty with Turkey.", "REJECT", ["LBY"], ["TUR"]),
        ("Turkey condemned Alexei Navalny's arrest.", "ACCUSE", ["TUR"], []),
        ("The US urged allies such as Germany and France to wait.", "REQUEST", ["USA"], ["DEU", "FRA"]),
        ("The US encouraged commercial entities to cease trading in Iran.", "REQUEST", ["USA"], []),
        ("Donald Trump withdrew the US from a nuclear treaty with Iran.", "SANCTION", ["USA-trump"], ["IRN"]),
        ("Alexei Navalny's arrest by Russian police angered Germany.", "COERCE", ["RUS"], ["RUS-navalny"]),
    ],
)
def test_parties(coder: Coder, text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    found = [c for c in claims(coder, text) if c.type == kind]
    assert found
    for claim in found:
        assert [p.id or p.country for p in claim.actors] == actors
        assert [p.id or p.country for p in claim.recipients if p.id or p.country] == recipients


def test_goes_on(coder: Coder) -> None:
    text = (
        "Jair Bolsonaro spoke on Monday. The U.S. labelled Qassem Soleimani a terrorist and imposed sanctions on him."
    )
    assert claims(coder, text)[-1].recipients[0].id == "IRN-soleimani"


def test_a_people_protests(coder: Coder) -> None:
    assert claims(coder, "Serbians protested in Belgrade.")[0].actors[0].sectors == ("CVL",)


def test_a_union_of_states_is_no_trade_union(coder: Coder) -> None:
    claim = claims(coder, "African Union officials met Kenyan diplomats in Addis Ababa.")[0]
    assert "LAB" not in claim.actors[0].sectors
