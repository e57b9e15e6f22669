"""How a word hangs on the one that decides about it: a Link, and what the links of verbs and of nouns share."""

from __future__ import annotations

from typing import NamedTuple

from panj import syntax
from panj.knowledge.english import groups, words
from panj.knowledge.english.eventuality import Control, Eventuality
from panj.records import Token

Tokens = tuple[Token, ...]


class Link(NamedTuple):
    """How a word hangs on the one that decides about it."""

    head: int | None
    """The governor; None at the top."""
    effect: str
    """An effect of eventuality.EFFECTS, or "time" (the governor's time, not its polarity), "purpose", "forward"."""
    negated: str
    """The effect where the governor is negated; "" for the same."""
    rule: str
    """For the trace; "" where there is nothing to tell."""


TOP = Link(None, "own", "", "")


def controlled(head: int, control: Control) -> Link:
    """The Link of a table row."""
    return Link(head, control.effect, control.negated, control.rule)


def frames(tokens: Tokens, verb: int, known: Eventuality) -> dict[str, Control]:
    """The frames of a verb with its particle where there is a row for both ("end up"), else of the verb."""
    found = known.verbs.get(tokens[verb].lemma, {})
    particle = syntax.child(tokens, verb, "prt")
    return found if particle is None else known.verbs.get(f"{tokens[verb].lemma} {tokens[particle].lower}", found)


def preposition(tokens: Tokens, prep: int, known: Eventuality) -> str:
    """The word by which a preposition counts: "instead" for "instead of", "far" for "far from", else itself."""
    for c in tokens[prep].children:
        if c == prep - 1 and tokens[c].dep == "advmod" and tokens[c].lower in known.prepositions:
            return tokens[c].lower
    return tokens[prep].lower


def table_of(token: Token, known: Eventuality) -> dict[str, dict[str, Control]]:
    """The table of control words that a governor belongs to."""
    if token.pos in ("VERB", "AUX"):
        return known.verbs
    if token.pos == "ADJ" or (token.pos == "ADV" and token.lemma in known.adjectives):
        return known.adjectives
    return known.given


def prepositional(head: int, effect: str, rule: str) -> Link:
    """The Link of a preposition's effect."""
    if effect == "past":
        return Link(head, "after", "", rule)
    if effect == "as":
        return Link(head, "time", "", rule)
    return Link(head, effect, effect if effect == "negated" else "", rule)


def frame_of(tokens: Tokens, i: int) -> str:
    """The kind of clause that verb i heads: inf, ing, wh ("whether"), question ("why"), small ("saw it burn") or that."""
    to = question = False
    for c in tokens[i].children:
        child = tokens[c]
        if child.dep == "mark" and child.lower in ("whether", "if"):
            return "wh"
        if child.tag in ("WRB", "WP", "WDT") and c < i and child.dep in ("advmod", "dobj", "nsubj", "attr", "pobj"):
            question = True
        if child.dep in ("aux", "auxpass") and child.tag in ("MD", "VBD", "VBZ", "VBP"):
            return "question" if question else "that"
        if child.tag == "TO" and child.dep == "aux":
            to = True
        if child.tag == "VBG" and child.dep in ("aux", "auxpass"):
            return "question" if question else "ing"
    if to:
        return "inf"
    if question:
        return "question"
    if tokens[i].tag == "VBG":
        return "ing"
    return "small" if tokens[i].tag in ("VB", "VBN") and tokens[i].dep in ("xcomp", "ccomp") else "that"


def by_somebody(tokens: Tokens, verb: int) -> bool:
    """Whether a verb is active, or passive with an agent."""
    predicate = tokens[verb].tag == "VBN" and tokens[verb].dep in ("acomp", "oprd", "xcomp")  # "stands accused of"
    passive = predicate or syntax.is_passive(tokens, verb)
    return not passive or syntax.child(tokens, verb, "agent") is not None


def answered(tokens: Tokens, noun: int, known: Eventuality) -> Control | None:
    """The verb that rejects, denies or accepts noun: a control on what it holds ("dismissed reports that")."""
    head = tokens[tokens[noun].head]
    if (tokens[noun].dep, head.lemma) in _LOST:  # "the motion to expel him failed"
        return Control("not", "", "what failed")
    if tokens[noun].dep not in ("dobj", "nsubjpass") or head.pos != "VERB" or withheld(tokens, head.i):
        return None
    frames = known.verbs.get(head.lemma, {})
    for c in head.children:
        if tokens[c].dep in ("prt", "advmod"):
            frames = known.verbs.get(f"{head.lemma} {tokens[c].lower}", frames)
    control = frames.get("obj")
    return control if control is not None and control.effect in ("rejected", "denied", "accepted", "not") else None


_LOST = frozenset({("nsubj", "fail"), ("dobj", "defeat"), ("nsubjpass", "defeat")})


def withheld(tokens: Tokens, verb: int) -> bool:
    """Whether an answer is not given: "did not deny", "declined to confirm or deny"."""
    first = syntax.first_conjunct(tokens, verb)
    if any(tokens[c].dep == "neg" for v in (verb, first) for c in tokens[v].children):
        return True
    return tokens[first].dep == "xcomp" and tokens[tokens[first].head].lemma in ("decline", "refuse")


def unshown(tokens: Tokens, verb: int, known: Eventuality) -> bool:
    """Whether a verb says that what is told is not found to be so: "could not be confirmed", "has yet to verify"."""
    control = known.verbs.get(tokens[verb].lemma, {}).get("that")
    if control is None or control.effect != "shown":
        return False
    return any(
        tokens[c].dep == "neg" or tokens[c].lower == "yet"
        for v in (verb, tokens[verb].head)
        for c in tokens[v].children
    )


def refused(tokens: Tokens, noun: int, frame: str) -> bool:
    """Whether a noun that is rejected holds what is still to do: "the demand that it withdraw", "a plan to attack"."""
    return frame == "inf" or groups("held_nouns").get(tokens[noun].lemma) == "asked"


def answer_on(tokens: Tokens, noun: int, answer: Control) -> Link:
    """The Link of a gerund behind a noun that is accepted or rejected: "rejected accusations of", "dropped the idea of"."""
    if answer.effect == "accepted":
        return Link(noun, "planned", "", answer.rule)
    told = groups("held_nouns").get(tokens[noun].lemma) == "told"
    return Link(noun, "denied" if told else "refused", "", answer.rule)


def occurs(tokens: Tokens, verb: int, known: Eventuality) -> str | None:
    """Whether verb says of its subject that it "happens" or "ends", or None; "take" only with "place"."""
    taken = tokens[verb].lemma == "take" and all(tokens[c].lower != "place" for c in tokens[verb].children)
    return None if taken else known.occurrence.get(tokens[verb].lemma)


def undone_verdict(tokens: Tokens, above: int) -> int | None:
    """The verb that undoes the verdict which word above is, or is on: "overturned the conviction of X for bombing", or None."""
    if tokens[above].pos == "VERB":
        above = next(iter(syntax.children(tokens, above, "dobj", "nsubjpass")), above)
    noun = syntax.counted(tokens, above, words("suffered_nouns"))
    if tokens[noun].lemma not in words("suffered_nouns") or tokens[noun].dep not in ("dobj", "nsubjpass"):
        return None
    return tokens[noun].head if tokens[tokens[noun].head].lemma in words("undoing_verbs") else None


_HOLDING = frozenset({"include", "involve", "entail", "comprise"})


def held_by(tokens: Tokens, verb: int, known: Eventuality) -> Control | None:
    """What a plan makes of the act that verb says it holds: "a plan that includes closures"."""
    if tokens[verb].lemma not in _HOLDING:
        return None
    subject = syntax.subject(tokens, verb)[0]
    return None if subject is None else known.given.get(tokens[subject].lemma, {}).get("inf")
