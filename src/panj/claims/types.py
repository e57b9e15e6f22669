"""Which type of act a trigger names: the phrase table's answer, with its score and the runner-up."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from panj.claims.frames import Frame
from panj.knowledge.codebook.phrases import Condition, Phrase, PhraseTable
from panj.records import Token, Trigger

Tokens = tuple[Token, ...]
Kinds = Callable[[int], Collection[str]]
"""The kinds of mention ("#actor", "#country" ...) that a token heads."""


class Typing(NamedTuple):
    """The answer for one trigger."""

    phrase: Phrase
    """The row that won."""
    score: float
    """How sure, 0 to 1."""
    runner_up: tuple[str, float] | None
    """The best row of another type, and its score."""


def type_of(tokens: Tokens, trigger: Trigger, frame: Frame, table: PhraseTable, kinds: Kinds) -> Typing | None:
    """The type of the act a trigger names, or None where no row of the table fits it.

    Args:
        tokens: The sentence.
        trigger: The trigger.
        frame: Its slots.
        table: The phrase table.
        kinds: What kinds of mention a token heads.
    """
    rows = table.of(tokens[trigger.i].lemma, _pos(tokens, trigger))
    best: Phrase | None = None
    other: Phrase | None = None
    for row in rows:  # heaviest first
        if best is not None and (other is not None or row.type == best.type):
            continue
        if all(_holds(tokens, frame, condition, kinds) for condition in row.conditions):
            if best is None:
                best = row
                if not row.type:
                    return None
            elif row.type:
                other = row
    if best is None:
        return None
    return Typing(best, best.sure, (other.type, round(other.sure * (1 - best.sure), 3)) if other else None)


def _pos(tokens: Tokens, trigger: Trigger) -> str:
    """The table's part of speech of a trigger."""
    if trigger.kind != "verb":
        return "N"
    return "A" if tokens[trigger.i].pos == "ADJ" else "V"


def _holds(tokens: Tokens, frame: Frame, condition: Condition, kinds: Kinds) -> bool:
    """Whether a condition holds in a frame."""
    if condition.slot == "passive":
        return frame.passive is not condition.negated
    found = frame.get(condition.slot)
    if condition.slot == "obj" and condition.words:
        found = found + frame.get("inner")
    if condition.words or condition.kinds:
        held = any(
            tokens[t].lemma in condition.words
            or tokens[t].lower in condition.words
            or (condition.kinds and not condition.kinds.isdisjoint(kinds(t)))
            for t in found
        )
    else:
        held = bool(found)
    return held is not condition.negated
