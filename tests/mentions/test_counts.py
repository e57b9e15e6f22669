from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.conftest import FLOORS as ALL_FLOORS
from tests.conftest import GOLD
from tests.tally import Tally

from panj.mentions import counts, times
from panj.records import CountMention, Document, ParsedDocument
from panj.sentences import Parser

Parsed = Callable[..., ParsedDocument]
ROWS = [json.loads(line) for line in (GOLD / "counts.jsonl").read_text(encoding="utf-8").splitlines()]
FLOORS = ALL_FLOORS["counts"]


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


def test_gold(parser: Parser) -> None:
    tally = Tally()
    documents = (Document(id=row["id"], text=row["text"], published_at="2021-08-01") for row in ROWS)
    for row, document in zip(ROWS, parser.stream(documents), strict=True):
        said, before = counts.find(document, times.find(document)), len(tally.wrong)
        for gold in row["counts"]:
            m = next((m for m in said if (m.start, m.end) == (gold["start"], gold["end"])), None)
            tally.tell("recall", m is not None, (row["text"], gold["text"]))
            if m is not None:
                number = (gold["value"], gold["low"], gold["high"])
                tally.tell("number", (m.value, m.low, m.high) == number, (row["text"], m))
                tally.tell("unit", m.unit == gold["unit"], (row["text"], m))
                tally.tell("approximate", m.approximate == gold["approximate"], (row["text"], m))
                tally.tell("conflict", (m.conflict is not None) == gold["conflict"], (row["text"], m))
        spans = {(gold["start"], gold["end"]) for gold in row["counts"]}
        for m in said:
            tally.tell("precision", (m.start, m.end) in spans, (row["text"], m.text))
            assert m.text == row["text"][m.start : m.end]
        tally.sentence(row["kind"], before)
    tally.check(FLOORS)


@pytest.mark.parametrize(
    "text", ["9/11", "1-2-3", "3,,000", "$", "$ million", "a", "hundred", "one of", "5 -", "- 5 to"]
)
def test_broken_numbers_never_break(parsed: Parsed, text: str) -> None:
    for m in found(parsed, text):
        assert m.low is None or m.high is None or m.low <= m.high


def test_counts_never_overlap_times_or_each_other(parsed: Parsed) -> None:
    document = parsed("On 3 May 2019, some 20 to 30 men and 12 women held 5 of the 40 posts for 2 days at 10 a.m.")
    ends = -1
    when = times.find(document)
    for m in counts.find(document, when):
        assert m.start > ends and not any(m.start < t.end and t.start < m.end for t in when)
        ends = m.end
