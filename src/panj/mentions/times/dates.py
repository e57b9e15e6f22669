"""What dates of the calendar mean: days, months, years, seasons, quarters, decades, centuries, holidays."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.easter import easter

from panj.knowledge.english.calendar import calendar_words
from panj.mentions.times.values import (
    SEASONS,
    Anchor,
    Situation,
    Value,
    century_value,
    day_value,
    decade_value,
    half_value,
    month_value,
    quarter_value,
    safe,
    season_value,
    span,
    unresolved,
    year_number,
    year_value,
)

RELATIVE_YEARS = {
    "this": 0,
    "the same": 0,
    "that": 0,
    "the": 0,
    "last": -1,
    "the previous": -1,
    "past": -1,
    "next": 1,
    "the following": 1,
}
_FROM_TEXT = frozenset({"that", "the same", "the previous", "the following"})
"""Years that count from the last time that the text named: "expelled him in March of *that* year"."""
_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


def _month(word: str) -> int:
    """The number of a month."""
    return int(calendar_words()["month"][word.lower()])


def _day(word: str) -> int:
    """The number of a day: "3", "3rd", "third"."""
    digits = re.sub(r"\D", "", word)
    return int(digits or calendar_words()["ordinal"].get(word.lower().replace(" ", "-"), "0"))


def _year(m: re.Match[str], s: Situation) -> tuple[int | None, Anchor]:
    """The year that an expression names ("2019", "of this year"), and what it counts from; None where it names none."""
    groups = m.groupdict()
    if groups.get("year"):
        return year_number(groups["year"]), "absolute"
    told = s.before.earliest if s.before else None
    if groups.get("rel"):
        rel = re.sub(r"\s+", " ", groups["rel"].lower())
        if rel in _FROM_TEXT and told:
            return told.year + RELATIVE_YEARS[rel], "text"
        if s.day:
            return s.day.year + RELATIVE_YEARS[rel], "document"
    if (groups.get("shift") or "").lower() == "that" and told:
        return told.year, "text"
    return None, "document"


def near_year(month: int, day: int, s: Situation, shift: str = "") -> int | None:
    """The year of a day and month without one: the nearest to the document's day that its tense and "last", "next" allow."""
    if s.day is None:
        return None
    found = [(year, day_) for year in range(s.day.year - 1, s.day.year + 2) if (day_ := safe(year, month, day))]
    if shift in ("last", "past"):
        return max((year for year, day_ in found if day_ < s.day - timedelta(20)), default=s.day.year - 1)
    if shift in ("next", "coming"):
        return min((year for year, day_ in found if day_ > s.day), default=s.day.year + 1)
    if shift == "this":
        return s.day.year
    if not found:
        return None
    best = min(found, key=lambda pair: abs((pair[1] - s.day).days))  # type: ignore[operator]
    if s.tense == "future" and best[1] < s.day - timedelta(60):
        return best[0] + 1
    ahead = timedelta(1 if s.done else 60)  # a day ahead may be the clock of another country
    if s.tense == "past" and best[1] > s.day + ahead:
        return best[0] - 1
    return best[0]


def _year_of_weekday(month: int, day: int, weekday: str | None, s: Situation) -> int | None:
    """The year near the document's in which a day of a month falls on a weekday, or None."""
    if s.day is None or weekday is None:
        return None
    wanted = int(calendar_words()["weekday"][weekday.lower()])
    found = [safe(year, month, day) for year in range(s.day.year - 1, s.day.year + 2)]
    return next((d.year for d in found if d is not None and d.weekday() == wanted), None)


def full_date(m: re.Match[str], s: Situation) -> Value | None:
    """Day and month, with or without a year."""
    month, day = _month(m["month"]), _day(m["day"])
    year, anchor = _year(m, s)
    if year is None:
        year = _year_of_weekday(month, day, m.groupdict().get("weekday"), s)
    if year is None:
        year = near_year(month, day, s, (m.groupdict().get("shift") or "").lower())
    if year is None:
        return unresolved(timex=f"XXXX-{month:02}-{day:02}") if safe(2000, month, day) else None
    found = safe(year, month, day)
    return day_value(found, anchor) if found else None


def iso_date(m: re.Match[str], s: Situation) -> Value | None:
    """An ISO date."""
    found = safe(int(m["year"]), int(m["month"]), int(m["day"]))
    return day_value(found) if found else None


def slashed(m: re.Match[str], s: Situation) -> Value | None:
    """MM/DD/YY or DD/MM/YYYY, the American order unless it is impossible."""
    year = year_number(m["year"])
    assert year is not None
    found = safe(year, int(m["a"]), int(m["b"])) or safe(year, int(m["b"]), int(m["a"]))
    return day_value(found) if found else None


def day_range(m: re.Match[str], s: Situation) -> Value | None:
    """As in "August 9-14", "9 to 14 August 2021", "between 3 and 5 May", "from July 30 until August 10"."""
    month, first, last = _month(m["month"]), int(m["first"]), int(m["last"])
    other = _month(m["other"]) if m.groupdict().get("other") else month
    listed = m["joint"].strip().lower() == "and" and not (m["lead"] or "").lower().startswith("between")
    if listed and (other != month or last != first + 1):
        return None  # two days, not an interval
    year, anchor = _year(m, s)
    if year is None:
        year = near_year(month, min(first, 28), s)
    if year is None:
        return unresolved(timex=f"XXXX-{month:02}-{first:02}")
    a, b = safe(year, month, first), safe(year + (other < month), other, last)
    if a is None or b is None or b < a:
        return None
    if m["year"] and other < month:  # "from December 28 to January 3, 2020": the year is that of the end
        a, b = safe(year - 1, month, first), safe(year, other, last)
        assert a is not None and b is not None
    return span(f"{a.isoformat()}/{b.isoformat()}", a, b, "day", anchor)


def month_range(m: re.Match[str], s: Situation) -> Value | None:
    """As in "between June and August 2020", "January-March"."""
    first, last = _month(m["month"]), _month(m["other"])
    year, anchor = _year(m, s)
    if year is None:
        year = near_year(first, 15, s)
    if year is None:
        return unresolved(timex=f"XXXX-{first:02}")
    begun = year_number(m["begun"]) if m.groupdict().get("begun") else None
    a = month_value(begun or (year - 1 if last < first and anchor == "absolute" else year), first)
    b = month_value(year + 1 if last < first and anchor == "document" else year, last)
    if a is None or b is None or a.earliest is None or b.latest is None or b.latest < a.earliest:
        return None
    return span(f"{a.timex}/{b.timex}", a.earliest, b.latest, "month", anchor)


def month_year(m: re.Match[str], s: Situation) -> Value | None:
    """A month with or without its year."""
    month = _month(m["month"])
    shift = (m["shift"] or "").lower()
    year, anchor = _year(m, s)
    if year is None and s.day:
        year = s.day.year
        here = s.day.month
        if shift in ("last", "past"):
            year -= month >= here - 1
        elif shift in ("next", "coming"):
            year += month <= here
        elif shift == "this":
            pass
        elif s.tense == "future":
            year += month < here
        elif s.tense == "past":
            year -= month > here
        else:
            year = near_year(month, 15, s) or year
    if year is None:
        return unresolved(timex=f"XXXX-{month:02}")
    return month_value(year, month, anchor)


def year_only(m: re.Match[str], s: Situation) -> Value | None:
    """A year."""
    year = year_number(m["year"])
    return year_value(year) if year else None


def year_range(m: re.Match[str], s: Situation) -> Value | None:
    """As in "2003-2005", "1998-99", "between 2003 and 2005", "from 1939 to 1945"."""
    return _two_years(int(m["first"]), m["last"])


def decade(m: re.Match[str], s: Situation) -> Value | None:
    """As in "the 1980s", "the '90s", "the nineties"."""
    word = m["decade"].lower()
    found = int(calendar_words()["decade"].get(word, "0") or 0) or int(re.sub(r"\D", "", word) or 0)
    if found < 100:
        found += 1900
    return decade_value(found)


def century(m: re.Match[str], s: Situation) -> Value | None:
    """As in "the 19th century"."""
    return century_value(_day(m["nth"]))


def season(m: re.Match[str], s: Situation) -> Value | None:
    """A season with its year, or with last, next, this, or alone."""
    letters = calendar_words()["season"][m["season"].lower()]
    year, anchor = _year(m, s)
    if year is not None:
        return season_value(year, letters, anchor)
    if s.day is None:
        return unresolved()
    month, shift = SEASONS[letters], (m["shift"] or "").lower().replace("this past", "past")
    year = s.day.year
    if shift in ("last", "past") or (not shift and s.tense == "past"):
        begun = s.day >= date(year, month, 1)
        over = s.day >= season_value(year, letters).latest if begun else False  # type: ignore[operator]
        year -= not (over if shift == "last" else begun)
    elif shift in ("next", "coming") or (not shift and s.tense == "future"):
        year += s.day >= date(year, month, 1)
    return season_value(year, letters, "document")


def quarter(m: re.Match[str], s: Situation) -> Value | None:
    """As in "the first quarter of 2012", "third-quarter", "last year's fourth quarter", "the year-earlier third quarter"."""
    nth = int(calendar_words()["ordinal"][m["nth"].lower()])
    year, anchor = _year(m, s)
    lead = (m.groupdict().get("lead") or "").lower()
    if year is None and s.day:
        # a quarter that is not over can only lie ahead
        later = date(s.day.year, 3 * nth - 2, 1) > s.day
        year = s.day.year - (later and s.tense != "future")
        if lead.startswith("year"):
            year -= 1
        elif "following" in lead or "next" in lead:
            year += not later
    return quarter_value(year, nth, anchor) if year is not None else unresolved()


def quarter_letter(m: re.Match[str], s: Situation) -> Value | None:
    """As in "Q2 2019", "Q3": without a year the last one that has begun."""
    nth = int(m["nth"])
    year, anchor = _year(m, s)
    if year is None and s.day:
        year = s.day.year - (date(s.day.year, 3 * nth - 2, 1) > s.day and s.tense != "future")
    return quarter_value(year, nth, anchor) if year is not None else unresolved()


def fiscal(m: re.Match[str], s: Situation) -> Value | None:
    """As in "FY2022", "fiscal 2020-21": the years by name, since the months differ from state to state."""
    year = year_number(m["year"])
    return _two_years(year, m["last"]) if year and m["last"] else year_value(year) if year else None


def winter(m: re.Match[str], s: Situation) -> Value | None:
    """As in "the winter of 2014-15": the winter that begins in the first of the two years."""
    year = int(m["year"])
    both = _two_years(year, m["last"])
    return season_value(year, "WI") if both and both.latest and both.latest.year == year + 1 else None


def _two_years(first: int, last: str) -> Value | None:
    """From a year to another, which may be written with its last two digits."""
    until = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < until < first + 400:
        return None
    return span(f"{first}/{until}", date(first, 1, 1), date(until, 12, 31), "year")


def half(m: re.Match[str], s: Situation) -> Value | None:
    """As in "the first half of 2019", "the second half of this year"."""
    year, anchor = _year(m, s)
    if year is None:
        if s.day is None:
            return unresolved()
        year = s.day.year
    return half_value(year, 1 if m["which"].lower() == "first" else 2, anchor)


def quarters(m: re.Match[str], s: Situation) -> Value | None:
    """As in "the first three months of 2020", "the last two quarters of this year"."""
    year, anchor = _year(m, s)
    if year is None:
        return None
    count = int(calendar_words()["number"].get(m["count"].lower(), "0") or 0) or int(re.sub(r"\D", "", m["count"]) or 0)
    months = count * (3 if m["unit"].lower().startswith("quarter") else 1)
    if not 0 < months < 12:
        return None
    first = 1 if m["which"].lower() == "first" else 13 - months
    if months in (3, 6):
        return (quarter_value if months == 3 else half_value)(year, 1 if first == 1 else 12 // months, anchor)
    a, b = month_value(year, first), month_value(year, first + months - 1)
    assert a and b and a.earliest and b.latest
    return span(f"{a.timex}/{b.timex}", a.earliest, b.latest, "month", anchor)


def week_of(m: re.Match[str], s: Situation) -> Value | None:
    """As in "the first week of May", "the last week of 2020"."""
    nth = m["nth"].lower()
    if m["month"]:
        whole = month_year(m, s)
    else:
        year, anchor = _year(m, s)
        whole = year_value(year, anchor) if year is not None else None
    if whole is None or whole.earliest is None or whole.latest is None:
        return whole
    if nth in ("last", "final"):
        first = whole.latest - timedelta(6)
    else:
        first = whole.earliest + timedelta(7 * (int(calendar_words()["ordinal"][nth]) - 1))
    if first > whole.latest:
        return None
    last = min(first + timedelta(6), whole.latest)
    return span(f"{first.isoformat()}/{last.isoformat()}", first, last, "week", whole.anchor)


def holiday(m: re.Match[str], s: Situation) -> Value | None:
    """A holiday, fixed or moving."""
    rule = calendar_words()["holiday"][re.sub(r"\s+", " ", m["holiday"].lower()).replace("’", "'")]
    year, anchor = _year(m, s)
    if year is None:
        if s.day is None:
            return unresolved()
        about = _holiday(rule, s.day.year)
        year = near_year(about.month, min(about.day, 28), s, (m["shift"] or "").lower())
    return day_value(_holiday(rule, year), anchor) if year else None


def event_day(m: re.Match[str], s: Situation) -> Value | None:
    """A day known by what happened on it ("9/11", "the September 11 attacks")."""
    return day_value(date.fromisoformat(calendar_words()["event"][re.sub(r"\s+", " ", m["event"].lower())]))


def _holiday(rule: str, year: int) -> date:
    """The day of a holiday in a year: "12-25", "11+4THU" (the fourth Thursday of November), "easter-2"."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(int(rule[6:]))
    if "+" in rule:
        month, nth = rule.split("+")
        first = date(year, int(month), 1)
        return first + timedelta((_WEEKDAYS.index(nth[1:]) - first.weekday()) % 7 + 7 * (int(nth[0]) - 1))
    return date(year, int(rule[:2]), int(rule[3:]))
