"""Which earlier act a later mention speaks of, and whether the mention says anything new of it.

"The drills will take place at ..." takes its parties and dates from the drills told before; "amid the withdrawal"
says nothing that has not been said. Sameness is judged by the noun, its modifiers, and the countries around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from panj import syntax
from panj.claims.attach import Adjuncts
from panj.claims.scene import Scene
from panj.knowledge.codebook.phrases import Phrase
from panj.knowledge.english import groups, words
from panj.records import Claim, Party, Trigger, When

REACH = 14
"""Sentences back beyond which an act is not taken up again."""


_SETTING_APART = frozenset({"into", "by", "against", "with", "between"})


class _Told(NamedTuple):
    """An act that has been told."""

    claim: Claim
    trigger: Trigger
    phrase: Phrase
    family: str


class Continuity:
    """The acts told so far, for one document."""

    def __init__(self, scene: Scene) -> None:
        """Nothing is told yet."""
        self._scene = scene
        self._told: list[_Told] = []

    def remember(self, claim: Claim, trigger: Trigger, phrase: Phrase) -> None:
        """Add an act that has been told."""
        self._told.append(_Told(claim, trigger, phrase, self._family(trigger)))

    def earlier(self, trigger: Trigger) -> tuple[Claim, Phrase] | None:
        """The earlier claim, with its phrase row, that a definite noun takes up again, or None.

        Only nouns with "the", "this", "that" or "these" and nothing that sets them apart ("the second visit",
        "the largest drills") take up an act. Of the earlier acts of the same family of nouns that have parties, one
        whose parties or place this sentence names goes first, then one named by the same noun, then the last.
        """
        if trigger.kind == "verb" or not self._definite(trigger):
            return None
        family = self._family(trigger)
        lemma = self._lemma(trigger)
        countries = {p.country for p in self._scene.places[trigger.sentence] if p.country}
        countries |= {a.country for a in self._scene.actors[trigger.sentence] if a.country}
        best: tuple[tuple[bool, bool, int], _Told] | None = None
        for told in reversed(self._told):
            claim = told.claim
            if trigger.sentence - claim.sentence > REACH:
                break
            if told.family != family or not (claim.actors or claim.recipients):
                continue
            here = any(p.country in countries for p in (*claim.actors, *claim.recipients) if p.country)
            rank = (here, self._lemma(told.trigger) == lemma, claim.sentence)
            if best is None or rank > best[0]:
                best = (rank, told)
        return (best[1].claim, best[1].phrase) if best else None

    def repeats(
        self,
        trigger: Trigger,
        kind: str,
        sides: tuple[Sequence[Party], Sequence[Party]],
        found: Adjuncts,
        moment: When | None,
    ) -> bool:
        """Whether a noun names an act that has been told with the same parties, and adds no time, place or count.

        Args:
            trigger: The noun.
            kind: The type of the act.
            sides: Its actors and its recipients.
            found: The times, places and counts stated with it.
            moment: When it is.
        """
        if trigger.kind == "verb":
            return False
        mine = _keys(sides[0]), _keys(sides[1])
        family = self._family(trigger)
        for told in self._told:
            if told.claim.type != kind or told.family != family:
                continue
            theirs = _keys(told.claim.actors), _keys(told.claim.recipients)
            if mine[0] <= theirs[0] and mine[1] <= theirs[1] and not _adds(told.claim, trigger, found, moment):
                return True
        return False

    def _definite(self, trigger: Trigger) -> bool:
        """Whether a noun points back: a definite article or demonstrative and nothing that sets it apart."""
        tokens = self._scene.tokens(trigger.sentence)
        determiner = syntax.child(tokens, trigger.i, "det")
        if determiner is None or tokens[determiner].lower not in ("the", "this", "that", "these", "those"):
            return False
        own = [tokens[t].pos for name, t in syntax.prepositions(tokens, trigger.i) if name in _SETTING_APART]
        if "PROPN" in own:  # "the inquiry into Burisma"
            return False
        dated = {t for time in self._scene.times[trigger.sentence] for t in range(time.first, time.last + 1)}
        return not any(
            c in dated or tokens[c].lemma in words("set_apart") or tokens[c].pos == "NUM" or tokens[c].tag == "JJS"
            for c in tokens[trigger.i].children
        )

    def _lemma(self, trigger: Trigger) -> str:
        """The lemma of a trigger."""
        return self._scene.tokens(trigger.sentence)[trigger.i].lemma

    def _family(self, trigger: Trigger) -> str:
        """The family of nouns of a trigger ("drill" for exercise, manoeuvre ...), its lemma where it has none."""
        lemma = self._lemma(trigger)
        return groups("act_families").get(lemma, lemma)


def _adds(told: Claim, trigger: Trigger, found: Adjuncts, moment: When | None) -> bool:
    """Whether a mention of an act says when, where or how many where its claim does not say the same.

    How many acts there were ("all three attacks") is nothing new.
    """
    if found.times and moment is not None:
        was = told.when
        if was is None or (was.earliest, was.latest) != (moment.earliest, moment.latest):
            return True
    if {p.name for p in found.places} - {p.name for p in told.where}:
        return True
    counted = {c.text for c in told.counts}
    return any(c.text not in counted and c.head != trigger.i for c in found.counts)


def _keys(parties: Sequence[Party]) -> set[str]:
    """What parties are compared by: their ids, or the last word of their names, with the country, where they have none."""
    return {p.id or f"{p.country} {(p.name or p.text).split()[-1].lower()}" for p in parties}
