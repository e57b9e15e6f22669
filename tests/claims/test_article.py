"""One article of our own, end to end: what it says is written, and nothing else of these kinds."""

from __future__ import annotations

from panj import Coder, Document

TEXT = """Kenya and Uganda open drills as envoys arrive

Nairobi, March 4 (Panj) - Kenya began joint naval drills with Uganda on Lake Victoria on Monday that are to run until March 9.

Some 900 sailors are taking part in the exercise. A spokesman for the rebels, Paul Odongo, said they would not attack Uganda.
Analysts fear a raid."""


def test_an_article(coder: Coder) -> None:
    claims = coder.code(Document(text=TEXT, published_at="2024-03-05"))
    first, second = claims[0], claims[1]
    assert (first.type, [p.id for p in first.actors], first.status) == ("COOPERATE", ["KEN", "UGA"], "past")
    assert first.when is not None and (first.when.earliest, first.when.latest) == ("2024-03-04", "2024-03-09")
    assert [p.id for p in second.actors] == ["KEN", "UGA"] and second.actors[0].basis == "inherited"
    assert second.counts[0].value == 900
    attack = next(c for c in claims if c.trigger.text == "attack")
    assert (attack.polarity, attack.speaker and attack.speaker.name) == ("negated", "Paul Odongo")
    assert all(c.status == "hypothetical" for c in claims if c.trigger.text == "raid")
    assert not any(c.sentence == 0 for c in claims)


def test_a_region_by_its_full_name_is_where(coder: Coder) -> None:
    text = "The drills in the northern Chinese Ningxia Hui Autonomous Region were held by Russia and China."
    (claim,) = coder.code(Document(text=text))
    assert [w.name for w in claim.where] == ["Ningxia"]
