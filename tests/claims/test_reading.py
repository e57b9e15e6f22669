"""Kinds of mistake that reading whole articles showed: what is no act, who acts, and what is not so yet."""

from __future__ import annotations

import pytest

from panj import Claim, Coder, Document


def claims(coder: Coder, text: str) -> list[Claim]:
    return list(coder.code(Document(id="x", text=text, published_at="2020-03-15")))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Nokia released a new phone in China.", []),
        ("Nokia announced the release of the software in Japan.", []),
        ("Peru released two Chilean fishermen.", ["RETREAT"]),
        ("Peru announced the release of two Chilean soldiers.", ["RETREAT"]),
        ("In Iowa, caucuses were held on Monday.", []),
        ("The Kenyan hostages were held in a cellar.", ["COERCE"]),
        ("The president of Mexico is limited to one term.", []),
        ("The King of Spain is allowed to speak.", []),
        ("Three Kenyans sued over jobs that require a diploma.", ["ACCUSE"]),
        ("Ana Rojas, who hails from Peru, met the Chilean president.", ["CONSULT"]),
        ("Donald Trump travelled to Cleveland.", []),
        ("Donald Trump travelled to Poland.", ["CONSULT"]),
        ("With the BBC, Angela Merkel discussed her plans.", []),
        ("With the Kenyan president, Angela Merkel discussed her plans.", ["CONSULT"]),
        ("Lufthansa offers flights to Cuban cities.", []),
        ("Opposition candidate Ana Rojas held a rally in Lima.", []),
        ("Opposition candidate Ana Rojas led a rally in Lima against the president.", ["PROTEST"]),
        ("A rally for Joe Biden was held in Ohio.", []),
        ("The judge asked Ana Rojas, Peru's minister, to wait, but the minister declined.", ["REQUEST", "REJECT"]),
    ],
)
def test_kinds(coder: Coder, text: str, kinds: list[str]) -> None:
    assert [c.type for c in claims(coder, text)] == kinds


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Ted Cruz posted a note on Twitter blaming Iran.", "ACCUSE", ["Ted Cruz"], ["Iran"]),
        ("Ted Cruz spoke on CNN accusing Iran of lies.", "ACCUSE", ["Ted Cruz"], ["Iran"]),
        ("The senator wrote to the US Embassy in Lima asking to waive the rule.", "REQUEST", ["senator"], ["US Embassy"]),
        ("Mike Pompeo sent a letter requesting visas to the Peruvian minister.", "REQUEST", ["Mike Pompeo"],
         ["Peruvian minister"]),
        ("The US embassy moved. Dominic Raab urged the embassy to wait.", "REQUEST", ["Dominic Raab"], ["embassy"]),
        ("Dominic Raab urged Peru to wait and met with Mike Pompeo.", "CONSULT", ["Dominic Raab", "Mike Pompeo"], []),
        ("Ministers of the European Union met in Tokyo.", "CONSULT", ["Ministers of the European Union"], []),
        ("Chile joined criticism by Peru of the plan.", "ACCUSE", ["Chile"], []),
        ("Peru gave its deepest sympathies after the quake.", "SUPPORT", ["Peru"], []),
        ("African leaders negotiated the deal.", "CONSULT", ["African leaders"], []),
        ("A lawsuit filed by Texas was rejected by the Supreme Court.", "REJECT", ["Supreme Court"], ["Texas"]),
    ],
)  # fmt: skip
def test_parties(coder: Coder, text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    found = [c for c in claims(coder, text) if c.type == kind]
    assert [([p.text for p in c.actors], [p.text for p in c.recipients]) for c in found] == [(actors, recipients)]


def test_who_resigns_is_of_the_country_of_the_office(coder: Coder) -> None:
    (claim,) = claims(coder, "Peter Meyer resigned as foreign minister of Austria.")
    assert ([(p.text, p.country) for p in claim.actors], claim.recipients) == ([("Peter Meyer", "AUT")], ())


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Senators introduced a law that punishes Chinese companies.", "hypothetical"),
        ("The government proposed a law banning Chinese companies.", "hypothetical"),
        ("The law that punishes Chinese companies is old.", "ongoing"),
        ("Peru plans to punish companies that arm Chilean rebels.", "hypothetical"),
        ("Peru punished companies that arm Chilean rebels.", "ongoing"),
    ],
)
def test_status(coder: Coder, text: str, status: str) -> None:
    assert claims(coder, text)[-1].status == status


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A Russian airstrike killed twelve people in Idlib.", ["ASSAULT"]),
        ("The Syrian general was killed by a Russian airstrike in Idlib.", ["ASSAULT"]),
        ("A Russian airstrike on Idlib angered Turkey.", ["ASSAULT"]),
        ("Thousands of Kenyans attended the funeral procession in Nairobi.", []),
        ("Ana Rojas attended Donald Trump's rally in Ohio.", []),
        ("Kenyan police warned people to stay inside.", []),
        ("Israel warned Lebanese residents to leave.", ["THREATEN"]),
        ("Joe Biden has amassed 900 pledged delegates.", []),
        ("Donald Trump wants Joe Biden to leave.", ["REQUEST"]),
        ("The court upheld Boeing's protest.", ["ACCUSE"]),
        ("Questions were asked of the Kenyan authorities.", []),
        ("Three senators sought the Republican Party's nomination.", []),
        ("Joko Widodo designated Wiranto as security minister.", []),
        ("The Kenyan suspects had been exposed to radicalism.", []),
        ("The general was being treated at a Kenyan hospital.", []),
        ("The ban hurt the American economy.", []),
        ("The plan stands under an act which gives the ministry permission to buy gold.", []),
        ("The Kenyan parliament held two ministers in contempt.", ["SANCTION"]),
    ],
)
def test_told_once(coder: Coder, text: str, kinds: list[str]) -> None:
    assert [c.type for c in claims(coder, text)] == kinds


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru's efforts at leaving the European Union are known.", "hypothetical"),
        ("Joe Biden hopes to earn Kenya's support.", "hypothetical"),
        ("Joe Biden earned Kenya's support.", "past"),
    ],
)
def test_what_is_sought(coder: Coder, text: str, status: str) -> None:
    assert claims(coder, text)[-1].status == status


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Amar Patel, the son of Indian immigrants, criticised Peru.", None),
        ("Amar Patel, an Indian minister, criticised Peru.", "IND"),
        ("John Smith, a Russia expert, criticised Peru.", None),
        ("Adam Kohn, an Iraq War veteran, criticised Peru.", None),
        ("Adam Kohn, a Russian expert, criticised Peru.", "RUS"),
        ("Adam Kohn, a U.S. veteran, criticised Peru.", "USA"),
    ],
)
def test_what_somebody_is_not_of(coder: Coder, text: str, country: str | None) -> None:
    assert [c.actors[0].country for c in claims(coder, text)] == [country]


def test_who_is_blamed_for_what_he_did(coder: Coder) -> None:
    (attack,) = [c for c in claims(coder, "Merkel criticised Erdogan for his attack on Cyprus.") if c.type == "ASSAULT"]
    assert [p.id for p in attack.actors] == ["TUR-erdogan"]


def test_a_judge_who_ordered_is_not_ordered(coder: Coder) -> None:
    (order,) = claims(coder, "It came after Ann Lee, a Kenyan judge, ordered on Friday that votes be counted.")
    assert ([p.text for p in order.actors], order.recipients) == (["Ann Lee"], ())


@pytest.mark.parametrize(
    ("text", "status", "polarity"),
    [
        ("Attacks by Kenyan rebels were not reported.", "hypothetical", "affirmed"),
        ("No attacks by Kenyan rebels were reported.", "past", "negated"),
        ("It came after an allegation Kenya attacked Peru.", "hypothetical", "affirmed"),
        ("Kenyan officials announced an arrest of a Peruvian man.", "past", "affirmed"),
        ("Kenyan officials announced a withdrawal from Peru.", "planned", "affirmed"),
        ("The writer supposes an invasion of Spain by Morocco.", "hypothetical", "affirmed"),
        ('He told her: "If you can not go, take a knife and attack the police of Peru."', "hypothetical", "affirmed"),
    ],
)
def test_not_so(coder: Coder, text: str, status: str, polarity: str) -> None:
    assert [(c.status, c.polarity) for c in claims(coder, text)] == [(status, polarity)]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The Chilean government gave Ford Australia a loan.", [["Chilean government"], ["Ford Australia"]]),
        ("Donald Trump opposed Senator Smith's pro-Israel position.", [["Donald Trump"], ["Senator Smith"]]),
        ("Qandeel Baloch wrote a book. Baloch blamed Peru.", [[], ["Peru"]]),
    ],
)
def test_names_in_longer_ones(coder: Coder, text: str, parties: list[list[str]]) -> None:
    (claim,) = claims(coder, text)
    assert [[p.text for p in side] for side in (claim.actors, claim.recipients)] == parties


def test_what_was_allowed_on_a_condition(coder: Coder) -> None:
    found = claims(coder, "Protests in Kenya were only allowed if a judge agreed.")
    assert "RETREAT" not in [c.type for c in found]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("The spokesperson for the German government condemned the attack.", "ACCUSE", ["DEU"], [None]),
        ("Turkey and Greece quarrelled, but the leaders of the two countries spoke by telephone.", "CONSULT",
         ["TUR", "GRC"], []),
        ("The Kenyan ministry alleged that the general was bribed by Peru.", "ACCUSE", ["KEN"], ["PER"]),
        ("The Kenyan ministry alleged that the general was poisoned.", "ACCUSE", ["KEN"], []),
        ("The Kenyan ministry alleged that Peru poisoned the general.", "ACCUSE", ["KEN"], ["PER"]),
        ("Peru has received Chinese loans.", "AID", ["CHN"], ["PER"]),
        ("Joe Biden spoke on Monday. His campaign criticised Peru.", "ACCUSE", ["USA"], ["PER"]),
    ],
)  # fmt: skip
def test_countries(coder: Coder, text: str, kind: str, actors: list[str], recipients: list[str | None]) -> None:
    found = next(c for c in claims(coder, text) if c.type == kind)
    assert ([p.country for p in found.actors], [p.country for p in found.recipients]) == (actors, recipients)


def test_let_alone(coder: Coder) -> None:
    assert not claims(coder, "Joe Biden has won no states, let alone any of the states headed for recounts.")
