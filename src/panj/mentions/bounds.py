"""What stands around a number: hedges and bounds before and behind it, and a second figure that disagrees."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from panj.knowledge.english.quantities import quantities
from panj.mentions.numbers import Run
from panj.records import CountMention, Sentence, Token

Tokens = tuple[Token, ...]
_LENGTHS = {"miles": 1609.344, "km": 1000.0, "m": 1.0, "feet": 0.3048, "yards": 0.9144}
_DISAGREE = 0.01
_ROUNDED = 0.06
"""By how much a rounded figure may be off."""


class Bounds(NamedTuple):
    """A number with its hedges."""

    first: int
    low: int | float | None
    high: int | float | None
    approximate: bool
    rule: str


def bounds_before(tokens: Tokens, first: int, run: Run, free: int) -> Bounds:
    """What the words before a number make of it: "some", "at least", "up to", "nearly"."""
    known = quantities()
    low, high = run.low, run.high
    approximate = run.value is None and run.high is None
    for length in (4, 3, 2, 1):
        if first - length < free:
            continue
        phrase = " ".join(t.lower for t in tokens[first - length : first])
        if length == 1 and phrase in ("over", "under", "above", "below") and _of_place(tokens, first - 1):
            continue
        if phrase in known["nearly"]:
            return Bounds(first - length, low, high if run.value is None else run.value, True, phrase)
        if phrase in known["high"]:
            return Bounds(
                first - length,
                low if run.value is None and run.high else None,
                high if run.value is None and run.high else run.value or run.low,
                approximate,
                phrase,
            )
        if phrase in known["low"]:
            return Bounds(first - length, low if run.value is None else run.value, high, approximate, phrase)
        if phrase in known["hedge"]:
            return Bounds(first - length, low, high, True, phrase)
    if run.high is not None and first > free and tokens[first - 1].lower in ("between", "from"):
        first -= 1
    return Bounds(first, low, high, approximate, "number")


def _of_place(tokens: Tokens, i: int) -> bool:
    """Whether "over" is a preposition of a verb or noun, not a bound: "won the nomination over two rivals"."""
    token = tokens[i]
    return token.dep == "prep" and tokens[token.head].pos in ("NOUN", "PROPN") and token.head < i


def bounds_after(tokens: Tokens, end: int, bounds: Bounds) -> tuple[Bounds, int]:
    """What the words behind a counted phrase make of its number: "20 rebels or more"; and where the phrase ends then."""
    if end + 2 < len(tokens) and tokens[end + 1].lower in ("or", "and"):
        phrase = f"{tokens[end + 1].lower} {tokens[end + 2].lower}"
        if phrase in quantities()["hedge-after"]:
            return bounds._replace(approximate=True, rule=phrase), end + 2
    return bounds, end


def _rounding(value: float) -> float:
    """Half of the last place that a number is written to.

    >>> _rounding(1303), _rounding(50), _rounding(4.8)
    (0.5, 5.0, 0.05)
    """
    if value != int(value):
        return 0.5 / 10.0 ** len(f"{value:g}".partition(".")[2])
    digits = str(int(value))
    return 0.5 * 10.0 ** (len(digits) - len(digits.rstrip("0")))


def conflicts(sentence: Sentence, found: list[CountMention]) -> list[CountMention]:
    """The counts, those marked that give one length twice and disagree by more than one in a hundred and than the second is rounded."""
    result = list(found)
    for n in range(len(found) - 1):
        a, b = found[n], found[n + 1]
        scale_a, scale_b = _LENGTHS.get(a.unit or ""), _LENGTHS.get(b.unit or "")
        if not (scale_a and scale_b and a.unit != b.unit and a.value and b.value):
            continue
        between = sentence.text[a.end - sentence.start : b.start - sentence.start].lower()
        if between.replace("-long", "").replace("long", "").strip(" -") not in ("(", ", or", "or", ",", "/"):
            continue
        one, two = a.value * scale_a, b.value * scale_b
        apart = abs(one - two) / max(one, two)
        if apart > _DISAGREE and (apart > _ROUNDED or abs(one / scale_b - b.value) > _rounding(b.value)):
            result[n] = msgspec.structs.replace(result[n], conflict=f"{b.text} is {two / scale_a:,.0f} {a.unit}")
            result[n + 1] = msgspec.structs.replace(b, conflict=f"{a.text} is {one / scale_b:,.0f} {b.unit}")
    return result
