from __future__ import annotations

from collections.abc import Callable

import pytest

from panj.mentions import counts, times
from panj.records import CountMention, ParsedDocument

Parsed = Callable[..., ParsedDocument]


def found(parsed: Parsed, text: str) -> tuple[CountMention, ...]:
    document = parsed(text)
    return counts.find(document, times.find(document))


@pytest.mark.parametrize(
    ("text", "words", "value", "low", "high", "unit", "approximate"),
    [
        ("Some 10,000 troops left.", "Some 10,000 troops", 10000, None, None, "troops", True),
        ("They sent 130,000 reserve troops.", "130,000 reserve troops", 130000, None, None, "troops", False),
        ("At least twelve people died.", "At least twelve people", 12, 12, None, "people", False),
        ("Up to 300 vehicles came.", "Up to 300 vehicles", 300, None, 300, "vehicles", False),
        ("Twenty-five soldiers fell.", "Twenty-five soldiers", 25, None, None, "troops", False),
        ("Dozens of villagers fled.", "Dozens of villagers", None, 24, None, "villagers", True),
        ("They gave $2.5 million.", "$2.5 million", 2500000, None, None, "USD", False),
        ("Turnout fell by 7 percent.", "7 percent", 7, None, None, "percent", False),
        ("Between 20 and 30 rebels fell.", "Between 20 and 30 rebels", None, 20, 30, "rebels", False),
    ],
)  # fmt: skip
def test_values(
    parsed: Parsed,
    text: str,
    words: str,
    value: int | None,
    low: int | None,
    high: int | None,
    unit: str,
    approximate: bool,
) -> None:
    (count,) = found(parsed, text)
    assert (count.text, count.value, count.low, count.high) == (words, value, low, high)
    assert (count.unit, count.approximate) == (unit, approximate)


@pytest.mark.parametrize("text", ["They met in 2019.", "They met on May 3.", "The two sides met.", "No numbers here."])
def test_what_counts_nothing(parsed: Parsed, text: str) -> None:
    assert found(parsed, text) == ()


def test_two_figures_for_one_length_that_disagree_are_noted(parsed: Parsed) -> None:
    miles, km = found(parsed, "They share a 500-mile-long (900 kilometers) frontier.")
    assert miles.conflict and km.conflict
    miles, km = found(parsed, "They share a 500-mile-long (805 kilometers) frontier.")
    assert miles.conflict is None and km.conflict is None
