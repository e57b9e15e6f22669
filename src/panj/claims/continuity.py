"""Which earlier act a later mention speaks of: "the drills", "the visit", "it was the third such visit"."""

from __future__ import annotations

from panj import syntax
from panj.claims.scene import Scene
from panj.knowledge.codebook.phrases import Phrase
from panj.knowledge.english import words
from panj.records import Claim, Trigger

REACH = 12
"""Sentences back beyond which an act is not taken up again."""


class Continuity:
    """The acts told so far, for one document."""

    def __init__(self, scene: Scene) -> None:
        """Nothing is told yet."""
        self._scene = scene
        self._told: list[tuple[Claim, Trigger]] = []

    def remember(self, claim: Claim, trigger: Trigger) -> None:
        """Add an act that has been told."""
        self._told.append((claim, trigger))

    def earlier(self, trigger: Trigger, phrase: Phrase) -> Claim | None:
        """The earlier claim that a definite noun takes up again, or None.

        Only nouns with "the", "this", "that" or "these" and nothing that sets them apart ("the second visit",
        "the drills of 2019") take up an act: the last one of the same type, mode and noun that has parties,
        preferring one whose place or parties the noun's own words repeat.
        """
        if trigger.kind == "verb":
            return None
        tokens = self._scene.tokens(trigger.sentence)
        determiner = syntax.child(tokens, trigger.i, "det")
        if determiner is None or tokens[determiner].lower not in ("the", "this", "that", "these", "those"):
            return None
        if any(
            tokens[c].lemma in words("set_apart") or tokens[c].pos == "NUM" or tokens[c].tag == "JJS"
            for c in tokens[trigger.i].children
        ):
            return None
        lemma = tokens[trigger.i].lemma
        countries = {p.country for p in self._scene.places[trigger.sentence] if p.country}
        best: tuple[tuple[bool, bool, int], Claim] | None = None
        for claim, other in reversed(self._told):
            if trigger.sentence - claim.sentence > REACH:
                break
            if claim.type != phrase.type or (claim.mode or "") != phrase.mode or not (claim.actors or claim.recipients):
                continue
            other_lemma = self._scene.tokens(other.sentence)[other.i].lemma
            same_word = other_lemma == lemma
            if not same_word and phrase.lemma != lemma and other.kind == "verb":
                continue
            here = bool(countries & {p.country for p in (*claim.actors, *claim.recipients) if p.country})
            rank = (same_word, here, claim.sentence)
            if best is None or rank > best[0]:
                best = (rank, claim)
        return best[1] if best else None
