from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.conftest import FLOORS as ALL_FLOORS
from tests.conftest import GOLD
from tests.tally import Tally

from panj.mentions import times
from panj.records import Document, ParsedDocument
from panj.sentences import Parser

Parsed = Callable[..., ParsedDocument]
DAY = "2021-08-01"  # a Sunday
ROWS = [json.loads(line) for line in (GOLD / "times.jsonl").read_text(encoding="utf-8").splitlines()]
FLOORS = ALL_FLOORS["times"]


def one(parsed: Parsed, text: str, day: str | None = DAY) -> tuple[str, str | None, str | None, str | None]:
    found = times.find(parsed(text, day))
    assert len(found) == 1, found
    return found[0].text, found[0].timex, found[0].earliest, found[0].latest


@pytest.mark.parametrize(
    ("text", "words", "timex", "earliest", "latest"),
    [
        ("They met on Thursday.", "Thursday", "2021-07-29", "2021-07-29", "2021-07-29"),
        ("They will meet on Thursday.", "Thursday", "2021-08-05", "2021-08-05", "2021-08-05"),
        ("They met last Sunday.", "last Sunday", "2021-07-25", "2021-07-25", "2021-07-25"),
        ("They met on Friday, July 30.", "Friday, July 30", "2021-07-30", "2021-07-30", "2021-07-30"),
        ("They met on 3 May 2019.", "3 May 2019", "2019-05-03", "2019-05-03", "2019-05-03"),
        ("From August 9-14, they will drill.", "From August 9-14", "2021-08-09/2021-08-14", "2021-08-09", "2021-08-14"),
        ("They drilled between 3 and 5 May.", "between 3 and 5 May", "2021-05-03/2021-05-05", "2021-05-03", "2021-05-05"),
        ("They left in 2003.", "2003", "2003", "2003-01-01", "2003-12-31"),
        ("It was fought in the 1980s.", "the 1980s", "198", "1980-01-01", "1989-12-31"),
        ("They met last week.", "last week", "2021-W29", "2021-07-19", "2021-07-25"),
        ("They will meet next month.", "next month", "2021-09", "2021-09-01", "2021-09-30"),
        ("They met three days ago.", "three days ago", "2021-07-29", "2021-07-29", "2021-07-29"),
        ("They met in January of this year.", "January of this year", "2021-01", "2021-01-01", "2021-01-31"),
        ("They met in late June.", "late June", "2021-06", "2021-06-21", "2021-06-30"),
        ("They met yesterday.", "yesterday", "2021-07-31", "2021-07-31", "2021-07-31"),
        ("They met in the summer of 2019.", "the summer of 2019", "2019-SU", "2019-06-01", "2019-08-31"),
        ("They met in the first quarter of 2020.", "the first quarter of 2020", "2020-Q1", "2020-01-01", "2020-03-31"),
        ("They drilled for ten days.", "ten days", "P10D", None, None),
        ("They meet every Friday.", "every Friday", "XXXX-WXX-5", None, None),
    ],
)  # fmt: skip
def test_values(parsed: Parsed, text: str, words: str, timex: str, earliest: str | None, latest: str | None) -> None:
    assert one(parsed, text) == (words, timex, earliest, latest)


@pytest.mark.parametrize(
    "text", ["They may march on the city.", "He came second.", "Some 2000 troops marched.", "No time here."]
)
def test_what_is_no_time(parsed: Parsed, text: str) -> None:
    assert times.find(parsed(text)) == ()


def test_without_a_day_relative_dates_stay_unresolved_and_say_why(parsed: Parsed) -> None:
    (found,) = times.find(parsed("They met on Thursday.", None))
    assert (found.earliest, found.latest, found.reason) == (None, None, times.NO_DAY)
    assert one(parsed, "They met on 3 May 2019.", None)[2] == "2019-05-03"


@pytest.mark.parametrize(
    ("text", "bound"),
    [("It has been banned since 2003.", "since"), ("It runs until August 10.", "until"), ("They met in 2003.", None)],
)
def test_bounds(parsed: Parsed, text: str, bound: str | None) -> None:
    assert times.find(parsed(text))[0].bound == bound


def test_a_duration_closes_an_interval(parsed: Parsed) -> None:
    length, day = times.find(parsed("They began 10-day-long drills on August 1."))
    assert times.close(day, length) == ("2021-08-01", "2021-08-10")


def test_gold(parser: Parser) -> None:
    tally = Tally()
    documents = (Document(id=row["id"], text=row["text"], published_at=row["day"]) for row in ROWS)
    for row, document in zip(ROWS, parser.stream(documents), strict=True):
        said, before = times.find(document), len(tally.wrong)
        for gold in row["times"]:
            m = next((m for m in said if (m.start, m.end) == (gold["start"], gold["end"])), None)
            tally.tell("recall", m is not None, (row["text"], gold["text"]))
            if m is not None:
                tally.tell("type", m.type == gold["type"], (row["text"], m))
                tally.tell("timex", m.timex == gold["timex"], (row["text"], m))
                tally.tell("interval", (m.earliest, m.latest) == (gold["earliest"], gold["latest"]), (row["text"], m))
                tally.tell("bound", m.bound == gold["bound"], (row["text"], m))
        spans = {(gold["start"], gold["end"]) for gold in row["times"]}
        for m in said:
            tally.tell("precision", (m.start, m.end) in spans, (row["text"], m.text))
            assert m.text == row["text"][m.start : m.end]
        tally.sentence(row["kind"], before)
    tally.check(FLOORS)


def test_a_time_of_day_is_put_on_the_day_beside_it(parsed: Parsed) -> None:
    assert one(parsed, "The blast came at 10:35 a.m. on Friday.")[1] == "2021-07-30T10:35"
    day, hour = times.find(parsed("They met on July 20. Talks began at 9 a.m. sharp."))
    assert (day.timex, hour.timex) == ("2021-07-20", "2021-07-20T09:00")


def test_what_is_told_of_another_time_says_so(parsed: Parsed) -> None:
    anchors = [m.anchor for m in times.find(parsed("He fled on May 12, 2019, and came back two days later."))]
    assert anchors == ["absolute", "text"]
    assert [m.anchor for m in times.find(parsed("He fled yesterday."))] == ["document"]


def test_close_needs_days_and_a_day(parsed: Parsed) -> None:
    hours, day = times.find(parsed("They talked for three hours on August 1."))
    assert times.close(day, hours) is None
    weeks, _ = times.find(parsed("A two-week exercise began on August 1."))
    assert times.close(day, weeks) == ("2021-08-01", "2021-08-14")


@pytest.mark.parametrize(
    "text",
    ["99/99/9999", "February 30, 2019", "25:99", "the 0th century", "between 31 and 32 May", "9999 years ago",
     "in 10000000000 years", "a a a a year", "May 0", "the 99th of May", "the first first first week of of May"],
)  # fmt: skip
def test_impossible_dates_never_break(parsed: Parsed, text: str) -> None:
    for m in times.find(parsed(text)):
        assert m.earliest is None or m.latest is None or m.earliest <= m.latest
