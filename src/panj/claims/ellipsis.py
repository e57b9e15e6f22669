"""Acts that a sentence tells without their verb: "Peru expelled two diplomats, and Chile three", "as did Bolivia".

The act is that of the verb before; what stands in for it has a subject of its own, and perhaps an object or a
preposition that takes the place of the first ("imposed sanctions on Iran, and the union on Syria").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from panj import syntax
from panj.claims.frames import Frame
from panj.records import Token, Trigger

Tokens = tuple[Token, ...]

STANDING_IN = frozenset({"do", "have", "be", "will", "would", "can", "could"})
"""Auxiliaries that stand for a whole predicate."""
SAME = frozenset({"same", "likewise", "so"})
"""Objects of "do" that name the act before."""


class Repeat(NamedTuple):
    """An act told once more of somebody else."""

    trigger: Trigger
    """The word that stands in for the act; the frame keeps the word that names it."""
    frame: Frame
    """The slots, those that are not said again as they were."""
    negated: bool | None
    """Whether it is denied here; None for as it was."""


def repeats(tokens: Tokens, trigger: Trigger, frame: Frame) -> Iterator[Repeat]:
    """The acts that take up the act of a trigger without naming it.

    Args:
        tokens: The sentence.
        trigger: A trigger: a verb, or a noun with a light verb.
        frame: Its slots.
    """
    verb = trigger.i if trigger.kind == "verb" else trigger.verb
    if verb < 0 or trigger.kind == "noun":
        return
    for c in tokens[verb].children:
        if c < max(verb, trigger.i):
            continue
        if tokens[c].lemma in STANDING_IN and tokens[c].dep in ("conj", "advcl"):
            if (who := _stand_in(tokens, verb, c)) is not None:
                yield Repeat(_moved(trigger, c), _with(tokens, frame, who, ()), _denied(tokens, c))
        elif tokens[c].dep == "conj" and not frame.passive and (remnants := _remnants(tokens, frame, c)):
            yield Repeat(_moved(trigger, c), _with(tokens, frame, c, remnants), None)
    for t in tokens:
        if t.i > verb and t.dep in ("conj", "appos") and syntax.stranded(tokens, t.i):
            above = syntax.governor(tokens, t.i)
            if above == verb and tokens[t.head].i != verb and not frame.passive:
                yield Repeat(_moved(trigger, t.i), _with(tokens, frame, t.i, ()), None)


_ACTING = frozenset({"GPE", "ORG", "NORP"})
_WHERE = frozenset({"in", "at", "of", "by"})


def _remnants(tokens: Tokens, frame: Frame, c: int) -> list[int]:
    """What is left of a predicate behind name c: a number, an object, or a preposition that the act has too."""
    return [
        d
        for d in tokens[c].children
        if d > c
        and tokens[c].entity in _ACTING
        and (
            tokens[d].dep == "dobj"
            or (tokens[d].dep == "nummod" and d == c + 1)
            or (tokens[d].dep == "prep" and tokens[d].lower not in _WHERE and frame.get("prep:" + tokens[d].lower))
        )
    ]


def _stand_in(tokens: Tokens, verb: int, c: int) -> int | None:
    """Who does what auxiliary c stands for, None where it stands for nothing ("and it has an embassy")."""
    if tokens[c].dep == "advcl" and not any(tokens[d].lower == "as" for d in tokens[c].children):
        return None
    if tokens[c].lemma == "be" and not syntax.is_passive(tokens, verb):
        return None
    who = None
    for d in tokens[c].children:
        token = tokens[d]
        if token.dep in ("nsubj", "nsubjpass"):
            who = d
        elif token.dep in _COMPLEMENTS and token.lower not in SAME:
            return None
    return who if who is not None and tokens[who].pos in ("NOUN", "PROPN") else None


_COMPLEMENTS = frozenset({"acomp", "attr", "xcomp", "ccomp", "expl", "oprd", "dobj"})


def _denied(tokens: Tokens, c: int) -> bool:
    """Whether what auxiliary c stands for is denied: "but Chile did not", "nor did Chile"."""
    first = syntax.edges(tokens, c)[0]
    return any(tokens[d].dep == "neg" for d in tokens[c].children) or any(
        tokens[k].lower in ("nor", "neither") for k in range(max(first - 1, 0), c)
    )


def _moved(trigger: Trigger, i: int) -> Trigger:
    """The trigger at the word that stands in for it."""
    return Trigger(sentence=trigger.sentence, i=i, verb=trigger.verb, kind=trigger.kind)


def _with(tokens: Tokens, frame: Frame, who: int, remnants: list[int] | tuple[()]) -> Frame:
    """The frame with another subject, and with what is said again in place of what was."""
    slots = dict(frame.slots)
    again: dict[str, list[int]] = {}
    holders = [who] if remnants else []
    for d in remnants:
        if tokens[d].dep == "dobj":
            again.setdefault("obj", []).extend(syntax.conjuncts(tokens, d))
            holders.append(d)
    for holder in holders:
        for name, t in syntax.prepositions(tokens, holder):
            again.setdefault("prep:" + name, []).extend(syntax.conjuncts(tokens, t))
    if "obj" in again:  # what hung on the object goes with it
        gone = {t for held in frame.get("obj") for _, t in syntax.prepositions(tokens, held)}
        slots = {slot: tuple(t for t in found if t not in gone) for slot, found in slots.items()}
    slots.update({slot: tuple(found) for slot, found in again.items()})
    slots["obj" if frame.passive else "subj"] = tuple(syntax.conjuncts(tokens, who))
    for slot in ("poss", "mod", "prep:together"):
        slots.pop(slot, None)
    return Frame(frame.i, slots, {"subj": "taken up"}, frame.passive)
