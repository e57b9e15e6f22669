"""What durations, repetitions and times of day mean."""

from __future__ import annotations

import re
from datetime import date

from dateutil.relativedelta import relativedelta

from panj.knowledge.english.calendar import calendar_words
from panj.mentions.times.values import Situation, Value, number, reference, unresolved

_VAGUE = frozenset({"few", "a few", "several", "some", "many", "recent", "countless", "numerous"})
_BACK = frozenset({"last", "past", "recent"})
_AHEAD = frozenset({"next", "coming"})
_COUNTED = frozenset({"D", "W", "W2", "M", "Q", "Y", "DE"})
_CLOCK = frozenset({"H", "S", "TM"})
_IN_YEARS = {"DE": 10, "CE": 100}


def timex(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a length: decades and centuries in years, a half in the next smaller unit.

    >>> timex(10, "D"), timex(2, "DE"), timex(2.5, "Y"), timex(None, "W"), timex(5.5, "H"), timex(1.5, "TM")
    ('P10D', 'P20Y', 'P2Y6M', 'PXW', 'PT5H30M', 'PT1M30S')
    """
    if unit == "W2":
        count, unit = (None if count is None else count * 2), "W"
    if unit in _IN_YEARS:
        if count is None:
            return f"PX{unit}"
        count, unit = count * _IN_YEARS[unit], "Y"
    if unit == "WE":
        return f"P{'X' if count is None else f'{count:g}'}WE"
    letter = "M" if unit == "TM" else unit
    sign = "PT" if unit in _CLOCK else "P"
    if count is None:
        return f"{sign}X{letter}"
    whole, rest = int(count), count - int(count)
    if rest == 0.5:
        smaller = {"Y": "6M", "H": "30M", "TM": "30S", "D": "T12H"}.get(unit)
        if smaller:
            return f"{sign}{f'{whole}{letter}' if whole else ''}{smaller}"
    return f"{sign}{count:g}{letter}"


def _unit(word: str) -> str:
    """The TIMEX3 letters of a unit."""
    return calendar_words()["unit"][word.lower()]


def _count(word: str | None) -> float | None:
    """The number of a length, None where it is vague or missing."""
    plain = re.sub(r"\s+", " ", word.lower()).strip() if word else ""
    if not plain or plain in _VAGUE or plain.startswith(("several", "a few", "few")):
        return None
    return number(plain) or None


def duration(m: re.Match[str], s: Situation) -> Value | None:
    """As in "10-day-long", "three hours", "a decade", "two and a half years", "two to three weeks"."""
    groups = m.groupdict()
    unit, count = _unit(m["unit"]), 1.0 if m["count"].lower() == "the" else _count(m["count"])
    if unit == "D" and m["count"].lower() == "one" and s.tense == "future":
        return reference("FUTURE_REF", s.day)  # "will one day be"
    if groups.get("half") and count is not None:
        count += 0.5
    if unit == "S" and not (m["unit"].lower() == "seconds" or m["count"][0].isdigit()):
        return None  # "a second", "one second" count other things
    return Value("DURATION", timex(count, unit))


def bare(m: re.Match[str], s: Situation) -> Value | None:
    """As in "for years", "within hours", "decades of war"."""
    return Value("DURATION", timex(None if m["unit"].endswith(("s", "S")) else 1, _unit(m["unit"])))


def counted_span(m: re.Match[str], s: Situation) -> Value | None:
    """As in "the last three weeks", "the next two years", "the first nine months"."""
    value = Value("DURATION", timex(_count(m["count"]), _unit(m["unit"])))
    return _from_today(value, m.group().lower().split()[0], _count(m["count"]), _unit(m["unit"]), s)


def vague_span(m: re.Match[str], s: Situation) -> Value | None:
    """As in "recent months", "the coming weeks"."""
    unit = _unit(m["unit"])
    if m["shift"].lower() in ("recent", "past") and unit in ("Y", "DE"):
        return reference("PAST_REF", s.day)
    return _from_today(Value("DURATION", timex(None, unit)), m["shift"].lower(), None, unit, s)


def _from_today(value: Value, shift: str, count: float | None, unit: str, s: Situation) -> Value:
    """A length with the days that it covers, counted from the document's day: one end is open where it is vague."""
    if s.day is None or shift not in _BACK | _AHEAD or unit not in _COUNTED:
        return value
    end: date | None = None
    if count is not None and count == int(count):
        end = moved(s.day, value.timex, -1 if shift in _BACK else 1)
        if end is None:
            return value
    ends = (end, s.day) if shift in _BACK else (s.day, end)
    return value._replace(
        earliest=ends[0], latest=ends[1], precision="open" if end is None else "day", anchor="document"
    )


def moved(day: date, timex: str | None, way: int) -> date | None:
    """The day so far before (-1) or behind (1) another as a length of whole days, weeks, months or years, or None.

    >>> moved(date(2021, 5, 3), "P2W", 1), moved(date(2021, 5, 31), "P3M", -1), moved(date(2021, 5, 3), "PXD", 1)
    (datetime.date(2021, 5, 17), datetime.date(2021, 2, 28), None)
    """
    match = re.fullmatch(r"P(\d{1,5})([DWMY])", timex or "")
    if match is None:
        return None
    number_ = way * int(match[1])
    try:
        return day + {
            "D": relativedelta(days=number_), "W": relativedelta(weeks=number_), "M": relativedelta(months=number_),
            "Y": relativedelta(years=number_),
        }[match[2]]  # fmt: skip
    except (ValueError, OverflowError):
        return None


def repeated(m: re.Match[str], s: Situation) -> Value | None:
    """As in "every Friday", "each year", "every two weeks", "Friday nights"."""
    groups = m.groupdict()
    if groups.get("word"):
        return Value("SET", calendar_words()["set"][groups["word"].lower()])
    if groups.get("weekday"):
        number_ = int(calendar_words()["weekday"][re.sub(r"s$", "", groups["weekday"].lower())]) + 1
        part = groups.get("part")
        letters = "T" + calendar_words()["daypart"][re.sub(r"s$", "", part.lower())] if part else ""
        return Value("SET", f"XXXX-WXX-{number_}{letters}")
    if groups.get("month"):
        return Value("SET", f"XXXX-{int(calendar_words()['month'][groups['month'].lower()]):02}")
    if groups.get("season"):
        return Value("SET", f"XXXX-{calendar_words()['season'][groups['season'].lower()]}")
    if groups.get("daypart"):
        return Value("SET", f"XXXX-XX-XXT{calendar_words()['daypart'][groups['daypart'].lower()]}")
    count = 2.0 if (groups.get("other") or "").lower() == "other" else _count(groups.get("count")) or 1.0
    return Value("SET", timex(count, _unit(m["unit"])))


def clock(m: re.Match[str], s: Situation) -> Value | None:
    """A time of day, of the document's day unless a date stands by it."""
    groups = m.groupdict()
    if groups.get("word"):
        letters = calendar_words()["daypart"][groups["word"].lower()]
    else:
        hour, minute = int(m["hour"]), int(groups.get("minute") or 0)
        half = re.sub(r"[^apmornightevig]", "", (groups.get("half") or "").lower())
        if hour > 24 or minute > 59 or (half and hour > 12):
            return None
        if half and half[0] != "a" and "morning" not in half and hour < 12:
            hour += 12
        elif half == "am" and hour == 12:
            hour = 0
        letters = f"{hour:02}:{minute:02}"
    if s.day is None:
        return unresolved("TIME", f"T{letters}")
    return Value("TIME", f"{s.day.isoformat()}T{letters}", s.day, s.day, "hour", "document")
