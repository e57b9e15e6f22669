"""What time expressions mean: the values, and how they are built.

Values follow TimeML's TIMEX3 (ISO 8601 with its extensions); weeks are ISO weeks; seasons are the northern ones,
winter that of the year it begins in. The bounds of an interval are whole days.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dateutil.relativedelta import relativedelta

from panj.knowledge.english.calendar import calendar_words
from panj.records import DatePrecision, TimeType

NO_DAY = "relative date in a document without a date"
Anchor = Literal["absolute", "document", "text"]
Tense = Literal["past", "present", "future"]
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2, "close": 2}


class Value(NamedTuple):
    """What an expression means."""

    type: TimeType
    timex: str | None
    earliest: date | None = None
    latest: date | None = None
    precision: DatePrecision | None = None
    anchor: Anchor = "absolute"
    reason: str | None = None


class Situation(NamedTuple):
    """What may be needed to resolve an expression."""

    day: date | None
    """The day of the document."""
    tense: Tense
    """The tense of the clause the expression stands in."""
    before: Value | None
    """The last dated expression of the document."""
    last_day: Value | None
    """The last single day the document named."""
    period: Value | None
    """The last quarter or half-year the document reported on."""
    done: bool = False
    """Whether the expression itself hangs on a verb of the past ("left on May 3"), not on what such a verb is about."""


Make = Callable[[re.Match[str], Situation], Value | None]


def safe(year: int, month: int, day: int) -> date | None:
    """A day of the calendar, or None."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def span(timex: str, first: date, last: date, precision: DatePrecision, anchor: Anchor = "absolute") -> Value:
    """A DATE with its interval."""
    return Value("DATE", timex, first, last, precision, anchor)


def day_value(day: date, anchor: Anchor = "absolute") -> Value:
    """One day."""
    return span(day.isoformat(), day, day, "day", anchor)


def month_value(year: int, month: int, anchor: Anchor = "absolute") -> Value | None:
    """One month."""
    if not 1 <= year <= 9999:
        return None
    last = calendar.monthrange(year, month)[1]
    return span(f"{year:04}-{month:02}", date(year, month, 1), date(year, month, last), "month", anchor)


def year_value(year: int, anchor: Anchor = "absolute") -> Value | None:
    """One year."""
    if not 1 <= year <= 9999:
        return None
    return span(f"{year:04}", date(year, 1, 1), date(year, 12, 31), "year", anchor)


def week_value(day: date, anchor: Anchor = "document") -> Value:
    """The ISO week of a day."""
    year, week, _ = day.isocalendar()
    monday = date.fromisocalendar(year, week, 1)
    return span(f"{year}-W{week:02}", monday, monday + timedelta(6), "week", anchor)


def weekend_value(day: date) -> Value:
    """The weekend of the ISO week of a day."""
    value = week_value(day)
    assert value.latest is not None
    return value._replace(timex=f"{value.timex}-WE", earliest=value.latest - timedelta(1), precision="day")


def season_value(year: int, letters: str, anchor: Anchor = "absolute") -> Value:
    """A season."""
    first = date(year, SEASONS[letters], 1)
    return span(f"{year:04}-{letters}", first, first + relativedelta(months=3, days=-1), "season", anchor)


def quarter_value(year: int, quarter: int, anchor: Anchor = "absolute") -> Value:
    """A quarter of a year; quarters before the first and after the fourth run into the years around it."""
    year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
    first = date(year, 3 * quarter - 2, 1)
    return span(f"{year:04}-Q{quarter}", first, first + relativedelta(months=3, days=-1), "season", anchor)


def half_value(year: int, half: int, anchor: Anchor = "absolute") -> Value:
    """A half of a year."""
    first = date(year, 6 * half - 5, 1)
    return span(f"{year:04}-H{half}", first, first + relativedelta(months=6, days=-1), "season", anchor)


def decade_value(first: int, anchor: Anchor = "absolute") -> Value | None:
    """A decade by its first year."""
    if not 10 <= first <= 9990:
        return None
    return span(f"{first // 10:03}", date(first, 1, 1), date(first + 9, 12, 31), "decade", anchor)


def century_value(nth: int, anchor: Anchor = "absolute") -> Value | None:
    """A century by its number: the 20th is 1900 to 1999."""
    first = (nth - 1) * 100
    if not 1 <= nth <= 99:
        return None
    return span(f"{nth - 1:02}", date(max(first, 1), 1, 1), date(first + 99, 12, 31), "decade", anchor)


def unresolved(kind: TimeType = "DATE", timex: str | None = None) -> Value:
    """A relative expression without a day to count from."""
    return Value(kind, timex, reason=NO_DAY)


def reference(timex: str, day: date | None) -> Value:
    """PRESENT_REF, PAST_REF or FUTURE_REF; the present is the document's day."""
    if timex == "PRESENT_REF" and day:
        return Value("DATE", timex, day, day, "day", "document")
    return Value("DATE", timex, anchor="document")


def unit_value(unit: str, base: date, step: int, anchor: Anchor = "document") -> Value | None:
    """The unit that holds a day, moved by so many units; as exact as the unit is."""
    try:
        if unit == "D":
            return day_value(base + timedelta(step), anchor)
        if unit in ("W", "W2"):
            return week_value(base + timedelta(7 * step * (2 if unit == "W2" else 1)), anchor)
        if unit == "WE":
            return weekend_value(base + timedelta(7 * step))
        if unit == "M":
            moved = base + relativedelta(months=step)
            return month_value(moved.year, moved.month, anchor)
        if unit == "Q":
            return quarter_value(base.year, (base.month + 2) // 3 + step, anchor)
        if unit == "Y":
            return year_value(base.year + step, anchor)
        if unit == "DE":
            return decade_value(base.year // 10 * 10 + 10 * step, anchor)
        if unit == "CE":
            return century_value(base.year // 100 + 1 + step, anchor)
    except (ValueError, OverflowError):
        return None
    return None


def part_of(value: Value, word: str) -> Value:
    """A value cut to its beginning, middle or end, in whole months of a year and whole years of a decade or century."""
    first, last = value.earliest, value.latest
    which = THIRDS.get(word)
    if which is None or first is None or last is None or (last - first).days < 6:
        return value
    if value.precision == "year" and first.year == last.year:
        return value._replace(
            earliest=first + relativedelta(months=4 * which),
            latest=first + relativedelta(months=4 * which + 4, days=-1),
        )
    if value.precision == "decade":
        years = last.year - first.year + 1
        cuts = (0, years * 4 // 10, years * 7 // 10, years) if years == 10 else (0, 33, 66, 100)
        begin = first.year // 10 * 10 if years < 100 else last.year - 99
        return value._replace(
            earliest=date(max(begin + cuts[which], 1), 1, 1), latest=date(begin + cuts[which + 1] - 1, 12, 31)
        )
    if value.precision == "season":
        return value._replace(
            earliest=first + relativedelta(months=which), latest=first + relativedelta(months=which + 1, days=-1)
        )
    days = (last - first).days + 1
    third = round(days / 3)
    starts = (0, third, 2 * third, days)
    return value._replace(earliest=first + timedelta(starts[which]), latest=first + timedelta(starts[which + 1] - 1))


def number(words: str) -> float:
    """The number that words or digits name; 0 where they name none.

    >>> number("10"), number("twenty-five"), number("a"), number("1,200"), number("two and a half"), number("2 1/2")
    (10.0, 25.0, 1.0, 1200.0, 2.5, 2.5)
    >>> number("two thousand"), number("a couple of"), number("half a"), number("a hundred")
    (2000.0, 2.0, 0.5, 100.0)
    """
    plain = words.lower().replace(",", "").strip()
    if plain in ("half a", "half an", "half"):
        return 0.5
    if "couple" in plain:
        return 2.0
    total, current = 0.0, 0.0
    known = calendar_words()["number"]
    for part in re.split(r"[\s-]+", plain):
        if re.fullmatch(r"\d+(\.\d+)?", part):
            current += float(part)
        elif part == "half" or part == "1/2":
            current += 0.5
        elif part == "1/4" or part == "3/4":
            current += int(part[0]) / 4
        elif part in ("a", "an", "one") and not current and not total:
            current = 1.0
        elif part == "dozen":
            current = max(current, 1.0) * 12
        elif part in known:
            value = int(known[part])
            if value >= 1000:
                total += max(current, 1.0) * value
                current = 0.0
            elif value == 100:
                current = max(current, 1.0) * 100
            else:
                current += value
    return total + current if total + current < 1e17 else 0.0


def year_number(words: str) -> int | None:
    """The year that digits or words name: "1998", "nineteen ninety-eight", "two thousand", "'98".

    >>> year_number("1998"), year_number("nineteen ninety-eight"), year_number("two thousand"), year_number("'04")
    (1998, 1998, 2000, 2004)
    """
    plain = words.lower().strip()
    digits = re.sub(r"\D", "", plain)
    if digits:
        year = int(digits)
        return year if year > 99 else 2000 + year if year < 40 else 1900 + year
    if "thousand" in plain:
        return int(number(plain.replace(" and ", " ")))
    known = calendar_words()["number"]
    parts = re.split(r"[\s-]+", plain)
    head = int(known.get(parts[0], "0"))
    if head < 13:
        return None
    return head * 100 + sum(int(known.get(p, "0")) for p in parts[1:] if p != "hundred")
