"""An attribution before its source is resolved, and the borders of what is said."""

from __future__ import annotations

from typing import NamedTuple

from panj import syntax
from panj.records import Token

Tokens = tuple[Token, ...]

FIRST_PERSON = frozenset({"i", "we", "me", "us"})
_COMPLEMENTIZERS = frozenset({"that", "if", "whether"})
_TAIL = frozenset({",", ".", ";", ":", "-", "--", "—", "–"})


class Found(NamedTuple):
    """An attribution before its source is resolved."""

    sentence: int
    source: tuple[int, int] | None
    """First and last token of the source."""
    head: int | None
    """The head token of the source."""
    cue: tuple[int, int]
    content: tuple[int, int]
    """What is said; empty (its start its end) where it stands in the next sentence."""
    trigger: int
    stance: str
    rule: str
    kind: str = "speech"


def extent(tokens: Tokens, i: int) -> tuple[int, int]:
    """The offsets of the subtree of i, complementizer and closing punctuation left out."""
    first, last = syntax.edges(tokens, i)
    if first < last and tokens[first].lower in _COMPLEMENTIZERS and tokens[first].dep == "mark":
        first += 1
    return between(tokens, first, last)


def between(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """The offsets of tokens first to last, punctuation at the ends left out."""
    while last > first and (tokens[last].text in _TAIL or tokens[last].dep == "cc"):
        last -= 1
    while first < last and tokens[first].text in _TAIL:
        first += 1
    return tokens[first].start, tokens[last].end


def joined(*spans: tuple[int, int] | None) -> tuple[int, int] | None:
    """The span from the first start to the last end, None where there is no span."""
    there = [s for s in spans if s is not None]
    return (min(s[0] for s in there), max(s[1] for s in there)) if there else None
