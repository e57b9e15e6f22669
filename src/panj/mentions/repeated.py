"""Ordinals of repetition ("the third such visit this year") and bodies that only a word counts ("a brigade")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from panj.knowledge.english import words
from panj.knowledge.english.calendar import calendar_words
from panj.knowledge.english.eventuality import eventuality
from panj.records import Token

Tokens = tuple[Token, ...]
_AGAIN = frozenset({"such", "straight", "consecutive", "successive"})
_REACH = 5


class Repeated(NamedTuple):
    """A phrase of tokens [first, last], headed by its last, that counts without a cardinal number."""

    first: int
    last: int
    value: int | None
    """Which of them it is, or None for a body that stays as text."""
    unit: str
    """"nth visit" for an ordinal, else the body's noun."""


def repeated(tokens: Tokens) -> Iterator[Repeated]:
    """The ordinals of repetition and the bodies of a sentence.

    An ordinal counts where "such", "straight" or "consecutive" follows, where a time does ("for the third time"), or
    where what has happened is put in a stretch of time ("the second raid in a week", "his first visit since 2010").
    """
    ordinals = calendar_words()["ordinal"]
    for token in tokens:
        nth = ordinals.get(token.lower) or (token.lower[:-2] if _digits(token) else None)
        if nth is not None and token.tag in ("JJ", "RB", "NN", "CD", "NNP", "RBR"):
            found = _ordinal(tokens, token.i, int(nth))
            if found is not None:
                yield found
        elif token.lemma in words("unit_bodies") and token.tag == "NN" and token.dep not in ("compound", "nmod"):
            before = next((tokens[c] for c in token.children if tokens[c].dep == "det" and c < token.i), None)
            if before is not None and before.lower in ("a", "an") and token.i - before.i <= 4:
                yield Repeated(before.i, token.i, None, token.lemma)


def _digits(token: Token) -> bool:
    """Whether a token is an ordinal in digits: "12th"."""
    return token.text[:1].isdigit() and token.text[:-2].isdigit() and token.lower[-2:] in ("st", "nd", "rd", "th")


def _ordinal(tokens: Tokens, i: int, nth: int) -> Repeated | None:
    """The phrase of an ordinal at token i, if it tells how often something has happened."""
    noun = next(
        (t.i for t in tokens[i + 1 : i + 1 + _REACH] if t.pos == "NOUN" and t.dep not in ("compound", "nmod")), None
    )
    if noun is None or any(t.pos in ("VERB", "AUX", "ADP", "PUNCT") and t.text != "-" for t in tokens[i + 1 : noun]):
        return None
    again = any(t.lower in _AGAIN for t in tokens[i + 1 : noun])
    lemma = tokens[noun].lemma
    if lemma in calendar_words()["unit"]:
        return None  # "the second consecutive day"
    timed = (
        lemma == "time" and nth > 1 and i >= 2 and tokens[i - 1].lower in ("the", "a") and tokens[i - 2].lower == "for"
    )
    if not (again or timed or (lemma in eventuality().nouns and _within(tokens, noun))):
        return None
    return Repeated(i, noun, nth, f"nth {lemma}")


def _within(tokens: Tokens, noun: int) -> bool:
    """Whether a stretch of time stands right behind a noun: "in a month", "this year", "since 2010"."""
    behind = tokens[noun + 1 : noun + 3]
    if not behind:
        return False
    if behind[0].lower == "this":
        return len(behind) > 1 and behind[1].lemma in calendar_words()["unit"]
    return behind[0].lower in ("in", "since", "within") and any(
        t.entity in ("DATE", "TIME") for t in tokens[noun + 1 : noun + 5]
    )
