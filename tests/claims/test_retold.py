"""What is told as history, what is told a second time, and what is no act between people."""

from __future__ import annotations

import pytest

from panj import Claim, Coder, Document


def claims(coder: Coder, text: str) -> list[Claim]:
    return list(coder.code(Document(id="x", text=text, published_at="2024-03-15")))


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("Ten thousand people were killed in a civil war that ended in 2005.", [True]),
        ("Ten thousand people were killed in a war that began on Monday.", [False]),
        ("The military had been disarmed by 2010.", [True]),
        ("The army bombed the city during World War II.", [True]),
        ("The army attacked a village founded in 1850.", [False]),
        ("Two Kenyan generals were convicted on Monday of killing a farmer in 2011.", [False, True]),
        ("Kenya sanctioned the general in 2011 over a plot to kill the Ethiopian ambassador.", [True, True]),
        ("Kenya's army occupied the town in 1998. It then bombed two villages.", [True, True]),
        ("Kenya's army occupied the town in 1998. It expelled the Ethiopian envoy on Monday.", [True, False]),
        ("Kenya's army occupied the town in 1998. Uganda expelled the Ethiopian envoy.", [True, False]),
        ("Kenya's army occupied the town in 1998.\n\nIt expelled the Ethiopian envoy.", [True, False]),
    ],
)
def test_history(coder: Coder, text: str, background: list[bool]) -> None:
    assert [c.background for c in claims(coder, text)] == background


def test_the_end_of_a_war_does_not_date_what_happened_in_it(coder: Coder) -> None:
    (claim,) = claims(coder, "Ten thousand people were killed in a civil war that ended in 2005.")
    assert claim.when is None


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("Kenya's president, William Ruto, resigned on Monday. The resignation was announced at noon.", ["resigned"]),
        (
            "Ethiopian rebels carried out three bombings in Kenya in March. They said they carried out all three attacks.",
            ["bombings"],
        ),
        (
            "Kenyan soldiers killed two Somali farmers. The killing of the farmers near Lamu was filmed.",
            ["killed", "killing"],
        ),
        ("Kenya killed two Somali farmers on Sunday. The killing of the farmers on Sunday was filmed.", ["killed"]),
        ("The killing of an elephant in Kenya angered villagers.", []),
        ("Two lions attacked four farmers in Kenya on Monday.", []),
        ("Kenyan police shot dead two elephants near Nairobi.", []),
        ("A mass stabbing killed three people in Nairobi on Saturday.", ["killed"]),
    ],
)
def test_told_once(coder: Coder, text: str, triggers: list[str]) -> None:
    assert [c.trigger.text for c in claims(coder, text)] == triggers


def test_who_denies_a_role_denies_to_have_done_it(coder: Coder) -> None:
    (role, denied) = claims(
        coder, "Kenya denied any role in the killing of the Somali minister and denied attacking Somalia."
    )
    assert (role.trigger.text, role.polarity, role.actors[0].id) == ("killing", "negated", "KEN")
    for claim in (role, denied):
        assert claim.polarity == "negated"
        assert claim.speaker is not None and claim.speaker.stance == "denies"
    (given,) = claims(coder, "Kenya denied knowledge of the killing of the Somali minister.")
    assert (given.trigger.text, given.polarity, given.speaker) == ("killing", "affirmed", None)


def test_claimed_force_stands_on_the_claimants_word(coder: Coder) -> None:
    (claim,) = claims(coder, "Al-Shabaab claimed responsibility for the bombing.")
    assert (claim.type, claim.speaker and claim.speaker.cue.text) == ("ASSAULT", "claimed")
