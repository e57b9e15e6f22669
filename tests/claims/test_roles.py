"""Who acts and who is acted upon, by kind of construction: (text, type, actors, recipients), parties by their countries."""

from __future__ import annotations

import pytest

from panj import Coder, Document

CASES = [
    # a clause behind a noun is active where it has a subject of its own
    ("Moscow denied reports that it had jailed three Ukrainian sailors.", "COERCE", ["RUS"], ["UKR"]),
    # an agent that the parser hangs lower, and what it hangs on the agent
    ("Japan was threatened with sanctions by Russia on Monday.", "THREATEN", ["RUS"], ["JPN"]),
    ("Missiles have been stationed by the Greek army against Turkey.", "MOBILIZE", ["GRC"], ["TUR"]),
    # who acts beside the subject
    ("Mexico, together with Kenya, deported forty Chilean migrants.", "COERCE", ["MEX", "KEN"], ["CHL"]),
    # adjectives in coordination
    ("China blockaded two Japanese and Vietnamese islands.", "COERCE", ["CHN"], ["JPN", "VNM"]),
    # a light verb in the relative clause of a noun behind a preposition
    ("Reuters has reported on an attack, which Turkey has launched on Syria.", "ASSAULT", ["TUR"], ["SYR"]),
    ("Polish farmers staged a demonstration against Ukraine.", "PROTEST", ["POL"], ["UKR"]),
    # adjectives pass on the subject; calling and using somebody is no control
    ("China is ready to deliver vaccines to Kenya.", "AID", ["CHN"], ["KEN"]),
    ("Russia used drones to attack Ukraine.", "ASSAULT", ["RUS"], ["UKR"]),
    ("A bombing by the Syrian army killed two Turkish soldiers.", "ASSAULT", ["SYR"], ["TUR"]),
    ("Japan cancelled a visit to Beijing.", "REJECT", ["JPN"], ["CHN"]),
    # participles are passive, and who has something done does it
    ("Turkey had two Greek journalists arrested.", "COERCE", ["TUR"], ["GRC"]),
    ("Hit by Israeli rockets, Syrian troops fled.", "ASSAULT", ["ISR"], ["SYR"]),
    # what is said of the object, though the parser makes a clause or an adverb of it
    ("Chile held Peru responsible for the attack on the convoy.", "ACCUSE", ["CHL"], ["PER"]),
    ("Chile holds the Peruvian government fully accountable for the shelling.", "ACCUSE", ["CHL"], ["PER"]),
    # one act of force and its victims
    ("At least 12 Peruvian soldiers were killed in a Chilean air raid.", "ASSAULT", ["CHL"], ["PER"]),
    ("Nine Peruvians were wounded in clashes with Chilean troops.", "ASSAULT", ["CHL"], ["PER"]),
    # who takes part in what he walks out of or seeks
    ("Chile proposed a summit with Peru.", "CONSULT", ["CHL", "PER"], []),
    ("Chile and Peru are at war.", "ASSAULT", ["CHL", "PER"], []),
    ("Fighting broke out between Chile and Peru.", "ASSAULT", ["CHL", "PER"], []),
    ("Chile is weighing sanctions on Peru.", "SANCTION", ["CHL"], ["PER"]),
    ("It was Chile that attacked Peru.", "ASSAULT", ["CHL"], ["PER"]),
    ("Kenya warned Chile against attacking Peru.", "ASSAULT", ["CHL"], ["PER"]),
    # beyond a particle
    ("Chile handed the islands back to Peru.", "RETREAT", ["CHL"], ["PER"]),
    ("Chile evacuated ninety Peruvians from Kabul.", "AID", ["CHL"], ["PER"]),
    ("Chile withdrew from a fisheries accord with Peru.", "SANCTION", ["CHL"], ["PER"]),
    ("Chile said it would attack Peru if the talks failed.", "THREATEN", ["CHL"], ["PER"]),
    # who is called on to act, acts
    ("Japan appealed to China to release three Kenyan sailors.", "RETREAT", ["CHN"], ["KEN"]),
    # an actor that is left out stays out
    ("Israel was called on to reopen the border, Reuters reported.", "REQUEST", [], ["ISR"]),
    ("Two Chilean diplomats were expelled on Monday.", "SANCTION", [], ["CHL"]),
]
NOUNS = [
    # what comes from somebody is theirs
    ("Missile attacks from Azerbaijan alarmed the town.", "ASSAULT", ["AZE"], []),
    ("Shelling from Peruvian positions alarmed the town.", "ASSAULT", ["PER"], []),
    ("Demands from Chile that Peru withdraw its troops were in vain.", "REQUEST", ["CHL"], ["PER"]),
    ("Criticism from Chile and Kenya followed.", "ACCUSE", ["CHL", "KEN"], []),
    ("A threat from Chile against Peru followed.", "THREATEN", ["CHL"], ["PER"]),
    # what hangs on the thing done to, and a "by" that the parser hung lower or on the verb
    ("The imposition of sanctions on Belarus by Canada took effect on Monday.", "SANCTION", ["CAN"], ["BLR"]),
    ("The imposition by Canada of sanctions on Belarus took effect.", "SANCTION", ["CAN"], ["BLR"]),
    ("Nepal noted the delivery of food aid to Chad by the Dutch government.", "AID", ["NLD"], ["TCD"]),
    # a noun read as its verb, and whom it is done to
    ("Reporters asked about the jailing of three Kenyan sailors by Yemen.", "COERCE", ["YEM"], ["KEN"]),
    ("The pardon of two Nigerian smugglers by the Ghanaian president came late.", "CONCEDE", ["GHA"], ["NGA"]),
    # the subject suffers or receives it
    ("Sudan has come under attack from Ethiopian militias.", "ASSAULT", ["ETH"], ["SDN"]),
    ("Georgia suffered an attack by Russian troops.", "ASSAULT", ["RUS"], ["GEO"]),
    ("Belarus drew condemnation from Poland.", "ACCUSE", ["POL"], ["BLR"]),
    ("Haiti received aid from Canada.", "AID", ["CAN"], ["HTI"]),
    # joined, and each other
    ("Egypt joined Jordan in a boycott of Turkish goods.", "PROTEST", ["EGY", "JOR"], ["TUR"]),
    ("Canada joined Norway in condemning the Iranian government.", "ACCUSE", ["CAN", "NOR"], ["IRN"]),
    ("Serbia and Kosovo blamed each other for the violence.", "ACCUSE", ["SRB", "XKX"], []),
    # people of two countries, and somebody beside his office
    ("Troops from Kenya and Uganda attacked Somali rebels.", "ASSAULT", ["KEN", "UGA"], ["SOM"]),
    ("Ana Rojas, Peru's foreign minister, criticised Chile.", "ACCUSE", ["PER"], ["CHL"]),
    # an actor that is left out stays out
    ("The expulsion of two Chilean diplomats surprised nobody.", "SANCTION", [], ["CHL"]),
]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), [*CASES, *NOUNS])
def test_parties(coder: Coder, text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    found = coder.code(Document(text=text, published_at="2022-06-15"))
    bound = [([p.country for p in c.actors], [p.country for p in c.recipients]) for c in found if c.type == kind]
    assert bound[-1:] == [(actors, recipients)]


ELLIPSES = [
    ("Peru expelled two Vietnamese diplomats and Chile three.", [("PER", "VNM", True), ("CHL", "VNM", True)]),
    ("India arrested three Kenyan sailors, as did France.", [("IND", "KEN", True), ("FRA", "KEN", True)]),
    ("Russia has not attacked Poland, but Belarus has.", [("RUS", "POL", False), ("BLR", "POL", True)]),
    ("Russia attacked Poland, but Belarus did not.", [("RUS", "POL", True), ("BLR", "POL", False)]),
    ("Peru was attacked by Chile, and so was Bolivia.", [("CHL", "PER", True), ("CHL", "BOL", True)]),
    ("Japan imposed sanctions on Iran, and Germany on Syria.", [("JPN", "IRN", True), ("DEU", "SYR", True)]),
    ("Mexico condemned Turkey, and Kenya has an embassy there.", [("MEX", "TUR", True)]),
]


@pytest.mark.parametrize(("text", "expected"), ELLIPSES)
def test_acts_without_their_verb(coder: Coder, text: str, expected: list[tuple[str, str, bool]]) -> None:
    found = coder.code(Document(text=text, published_at="2022-06-15"))
    assert [(c.actors[0].country, c.recipients[0].country, c.polarity == "affirmed") for c in found] == expected
    assert len({c.id for c in found}) == len(found)
    assert len({c.trigger.text for c in found}) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru and Chile began a new round of joint naval exercises on Monday.", ("COOPERATE", ["PER", "CHL"], [])),
        ("Peru and Chile opened three days of talks.", ("CONSULT", ["PER", "CHL"], [])),
        ("Russia launched a wave of missile strikes on Ukraine.", ("ASSAULT", ["RUS"], ["UKR"])),
        ("Peru announced a new round of sanctions against Chile.", ("SANCTION", ["PER"], ["CHL"])),
    ],
)
def test_acts_that_are_counted(coder: Coder, text: str, expected: tuple[str, list[str], list[str]]) -> None:
    claims = coder.code(Document(text=text))
    sides = [(c.type, [p.country for p in c.actors], [p.country for p in c.recipients]) for c in claims]
    assert sides == [expected]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Chile is willing to withdraw its troops from Bolivia.", "willing", ["BOL"]),
        ("Peru threatened to cut aid to Ecuador.", "threatened", ["ECU"]),
        ("Norway has offered to send medics to help Kenya.", "offered", ["KEN"]),
    ],
)
def test_a_promise_is_to_whom_the_promised_act_is(coder: Coder, text: str, trigger: str, expected: list[str]) -> None:
    claims = [c for c in coder.code(Document(text=text)) if c.trigger.text == trigger]
    assert [[p.country for p in c.recipients] for c in claims] == [expected]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ('"We have expelled two diplomats," Foreign Ministry spokeswoman Maria Zakharova said.', "RUS"),
        ('"We bombed the camp," Turkish President Recep Tayyip Erdogan said.', "TUR"),
        ('"Our country has expelled two diplomats," Turkish President Recep Tayyip Erdogan said.', "TUR"),
        ('"I have expelled two diplomats," Turkish President Recep Tayyip Erdogan said.', "TUR-erdogan"),
    ],
)
def test_the_we_of_a_minister_is_his_country(coder: Coder, text: str, actor: str) -> None:
    (claim,) = coder.code(Document(id="x", text=text, published_at="2024-03-15"))
    assert [p.id for p in claim.actors] == [actor]
