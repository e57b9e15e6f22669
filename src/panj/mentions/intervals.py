"""What time expressions mean: each pattern with the TIMEX3 value and interval it stands for.

Long because it is a catalogue: one small function a kind of expression, and the table of patterns at the end.

The patterns are tried in this order, the longer and more exact first. Values follow TimeML's TIMEX3 (ISO 8601 with
its extensions); weeks are ISO weeks; seasons are the northern ones, winter that of the year it begins in.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from panj.knowledge.english.calendar import calendar_words
from panj.mentions import times as t

Make = Callable[[re.Match[str], "t.Situation"], "t.Value | None"]


def _any(kind: str) -> str:
    """An alternation of the words of a kind, the longest first."""
    return "|".join(re.escape(w) for w in sorted(calendar_words()[kind], key=len, reverse=True))


def number(word: str) -> int:
    """The value of a number written in digits or words; "a" and "several" included as they count in spans.

    >>> number("10"), number("twenty-five"), number("a"), number("1,200")
    (10, 25, 1, 1200)
    """
    plain = word.lower().replace(",", "").strip()
    if plain.isdigit():
        return int(plain)
    if plain in ("a", "an", "the"):
        return 1
    if plain in ("a couple of", "couple of", "a couple"):
        return 2
    known = calendar_words()["number"]
    return sum(int(known.get(part, "0")) for part in re.split(r"[\s-]+", plain))


# ---------------------------------------------------------------- values


def day_value(day: date, anchor: str = "absolute") -> t.Value:
    """One day."""
    return t.Value("DATE", day.isoformat(), day, day, "day", anchor)  # type: ignore[arg-type]


def month_value(year: int, month: int, anchor: str = "absolute") -> t.Value:
    """One month."""
    last = calendar.monthrange(year, month)[1]
    return t.Value("DATE", f"{year:04}-{month:02}", date(year, month, 1), date(year, month, last), "month", anchor)  # type: ignore[arg-type]


def year_value(year: int, anchor: str = "absolute") -> t.Value:
    """One year."""
    return t.Value("DATE", f"{year:04}", date(year, 1, 1), date(year, 12, 31), "year", anchor)  # type: ignore[arg-type]


def week_value(day: date, anchor: str = "document") -> t.Value:
    """The ISO week of a day."""
    year, week, _ = day.isocalendar()
    monday = date.fromisocalendar(year, week, 1)
    return t.Value("DATE", f"{year}-W{week:02}", monday, monday + timedelta(6), "week", anchor)  # type: ignore[arg-type]


def weekend_value(day: date) -> t.Value:
    """The weekend of the ISO week of a day."""
    value = week_value(day)
    assert value.latest is not None
    return value._replace(timex=f"{value.timex}-WE", earliest=value.latest - timedelta(1))


def season_value(year: int, letters: str, anchor: str = "absolute") -> t.Value:
    """A season."""
    month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[letters]
    first = date(year, month, 1)
    return t.Value("DATE", f"{year:04}-{letters}", first, first + relativedelta(months=3, days=-1), "season", anchor)  # type: ignore[arg-type]


def quarter_value(year: int, quarter: int, anchor: str = "absolute") -> t.Value:
    """A quarter of a year."""
    first = date(year, 3 * quarter - 2, 1)
    return t.Value("DATE", f"{year:04}-Q{quarter}", first, first + relativedelta(months=3, days=-1), "season", anchor)  # type: ignore[arg-type]


def decade_value(decade: int, anchor: str = "absolute") -> t.Value:
    """A decade by its first year."""
    return t.Value("DATE", f"{decade // 10}", date(decade, 1, 1), date(decade + 9, 12, 31), "decade", anchor)  # type: ignore[arg-type]


def unresolved(kind: str = "DATE", timex: str | None = None) -> t.Value:
    """A relative expression without a day to count from."""
    return t.Value(kind, timex, reason=t.NO_DAY)  # type: ignore[arg-type]


def vague(reference: str, s: t.Situation) -> t.Value:
    """PRESENT_REF, PAST_REF or FUTURE_REF."""
    day = s.day if reference == "PRESENT_REF" else None
    return t.Value("DATE", reference, day, day, "day" if day else None, "document")


def _safe(year: int, month: int, day: int) -> date | None:
    """A day of the calendar, or None."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    """The number of a month."""
    return int(calendar_words()["month"][word.lower()])


def _near_year(month: int, day: int, s: t.Situation) -> int | None:
    """The year of a day and month without one: the nearest to the document's day that the tense allows."""
    if s.day is None:
        return None
    options = [
        (abs((found - s.day).days), year)
        for year in (s.day.year - 1, s.day.year, s.day.year + 1)
        if (found := _safe(year, month, day))
    ]
    if not options:
        return None
    best = min(options)[1]
    found = _safe(best, month, day)
    if found and s.tense == "future" and found < s.day - timedelta(60) and (later := _safe(best + 1, month, day)):
        return later.year
    if found and s.tense == "past" and found > s.day + timedelta(60) and (sooner := _safe(best - 1, month, day)):
        return sooner.year
    return best


# ---------------------------------------------------------------- makers


def full_date(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """Day, month and perhaps year."""
    month, day = _month(m["month"]), int(re.sub(r"\D", "", m["day"]))
    year = int(m["year"]) if m["year"] else _near_year(month, day, s)
    if year is None:
        return unresolved(timex=f"XXXX-{month:02}-{day:02}")
    found = _safe(year, month, day)
    return day_value(found, "absolute" if m["year"] else "document") if found else None


def iso_date(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """An ISO or slashed date."""
    found = _safe(int(m["year"]), int(m["month"]), int(m["day"]))
    return day_value(found) if found else None


def slashed(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """MM/DD/YY or DD/MM/YYYY, the American order unless it is impossible."""
    a, b, year = int(m["a"]), int(m["b"]), int(m["year"])
    year = year if year > 99 else 2000 + year if year < 50 else 1900 + year
    found = _safe(year, a, b) or _safe(year, b, a)
    return day_value(found) if found else None


def day_range(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """As in "August 9-14", "9 to 14 August 2021", "between 3 and 5 May"."""
    month = _month(m["month"])
    first, last = int(m["first"]), int(m["last"])
    month_two = _month(m["other"]) if m.groupdict().get("other") else month
    year = int(m["year"]) if m["year"] else _near_year(month, min(first, 28), s)
    if year is None:
        return unresolved(timex=f"XXXX-{month:02}-{first:02}")
    a, b = _safe(year, month, first), _safe(year + (month_two < month), month_two, last)
    if a is None or b is None or b < a:
        return None
    return t.Value("DATE", f"{a.isoformat()}/{b.isoformat()}", a, b, "day", "absolute" if m["year"] else "document")


def month_year(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """A month with or without its year, whole or in part ("mid-March 2013")."""
    month = _month(m["month"])
    if m["year"]:
        year = int(m["year"])
    elif m["rel"] and s.day:
        year = s.day.year + {"this": 0, "last": -1, "next": 1}[m["rel"].lower()]
    elif m["shift"] and s.day:
        year = _shifted_year(month, m["shift"].lower(), s.day)
    else:
        found = _near_year(month, 15, s)
        if found is None:
            return unresolved(timex=f"XXXX-{month:02}")
        year = found
        if s.day and not m["shift"]:
            if s.tense != "future" and (year, month) > (s.day.year, s.day.month):
                year -= 1
            elif s.tense == "future" and (year, month) < (s.day.year, s.day.month):
                year += 1
    return _part(month_value(year, month, "absolute" if m["year"] else "document"), m["part"])


def _shifted_year(month: int, shift: str, day: date) -> int:
    """The year of "last March", "next March", "this March"."""
    if shift in ("last", "past"):
        return day.year if month < day.month else day.year - 1
    if shift in ("next", "coming"):
        return day.year if month > day.month else day.year + 1
    return day.year


def _part(value: t.Value, part: str | None) -> t.Value:
    """A value cut to its beginning, middle or end."""
    if not part or value.earliest is None or value.latest is None:
        return value
    first, last = value.earliest, value.latest
    third = (last - first + timedelta(1)) / 3
    word = re.split(r"[\s-]", part.lower().strip())
    if set(word) & {"early", "beginning", "start", "earlier"}:
        return value._replace(latest=first + third - timedelta(1))
    if set(word) & {"mid", "middle"}:
        return value._replace(earliest=first + third, latest=last - third)
    if set(word) & {"late", "end", "later"}:
        return value._replace(earliest=last - third + timedelta(1))
    return value


def year_only(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """A year, whole or in part."""
    return _part(year_value(int(m["year"])), m["part"])


def year_range(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """As in "2003-2005", "1998-99"."""
    first = int(m["first"])
    last = int(m["last"]) if len(m["last"]) == 4 else first // 100 * 100 + int(m["last"])
    if last <= first:
        return None
    return t.Value("DATE", f"{first}/{last}", date(first, 1, 1), date(last, 12, 31), "year")


def decade(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """As in "the 1980s", "the eighties" by digits."""
    found = int(m["decade"])
    if found < 100:
        found += 1900
    return _part(decade_value(found), m["part"])


def century(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """As in "the 19th century"."""
    word = m["nth"].lower()
    nth = int(re.sub(r"\D", "", word) or calendar_words()["ordinal"].get(word, "0"))
    if not 1 <= nth <= 30:
        return None
    first = (nth - 1) * 100
    return _part(
        t.Value("DATE", f"{nth - 1:02}", date(max(first, 1), 1, 1), date(first + 99, 12, 31), "decade"), m["part"]
    )


def weekday(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """A weekday, by the tense of its clause or by last, next, this."""
    wanted = int(calendar_words()["weekday"][m["weekday"].lower()])
    if s.day is None:
        return unresolved()
    shift = (m["shift"] or "").lower()
    back = (s.day.weekday() - wanted) % 7
    if shift in ("next", "coming") or (not shift and s.tense == "future"):
        day = s.day + timedelta((wanted - s.day.weekday()) % 7 or (7 if shift else 0))
    elif shift in ("last", "past"):
        day = s.day - timedelta(back or 7)
    elif shift == "this":
        day = s.day + timedelta(wanted - s.day.weekday())
    else:
        day = s.day - timedelta(back)
    if m["part"]:
        letters = calendar_words()["daypart"][m["part"].lower()]
        return t.Value("TIME", f"{day.isoformat()}T{letters}", day, day, "day", "document")
    return day_value(day, "document")


def weekday_date(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """As in "Friday, July 30": the date says which."""
    return full_date(m, s)


def deictic(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """today, yesterday, tomorrow, tonight, overnight."""
    word = m["word"].lower()
    if s.day is None:
        return unresolved()
    shift = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(word, 0)
    day = s.day + timedelta(shift)
    part = (m.groupdict().get("part") or "").lower()
    if word in ("tonight", "last night") or part:
        letters = "NI" if not part else calendar_words()["daypart"][part]
        day = day - timedelta(1) if word == "last night" else day
        return t.Value("TIME", f"{day.isoformat()}T{letters}", day, day, "day", "document")
    if word == "overnight":
        return t.Value("TIME", f"{day.isoformat()}TNI", day - timedelta(1), day, "day", "document")
    return day_value(day, "document")


def shifted_unit(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """As in "last week", "next month", "this year", "earlier this month", "the previous decade"."""
    unit = calendar_words()["unit"][m["unit"].lower()]
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(m["shift"].lower(), 0)
    if s.day is None:
        return unresolved()
    base = s.day
    if m["shift"].lower() in ("previous", "following", "same") and s.before and s.before.earliest:
        base = date.fromisoformat(s.before.earliest[:10])
    value = _unit_value(unit, base, step)
    if value is None:
        return None
    part = m["part"]
    if part and value.earliest and value.latest and re.split(r"[\s-]", part.lower())[0] in ("earlier", "later"):
        if step == 0 and part.lower().startswith("earlier"):
            return value._replace(latest=min(value.latest, s.day))
        if step == 0:
            return value._replace(earliest=max(value.earliest, s.day))
        return value
    return _part(value, part)


def _unit_value(unit: str, base: date, step: int) -> t.Value | None:
    """The unit that holds a day, shifted by steps."""
    if unit == "D":
        return day_value(base + timedelta(step), "document")
    if unit == "W":
        return week_value(base + timedelta(7 * step))
    if unit == "WE":
        return weekend_value(base + timedelta(7 * step))
    if unit == "M":
        moved = base + relativedelta(months=step)
        return month_value(moved.year, moved.month, "document")
    if unit == "Q":
        moved = base + relativedelta(months=3 * step)
        return quarter_value(moved.year, (moved.month + 2) // 3, "document")
    if unit == "Y":
        return year_value(base.year + step, "document")
    if unit == "DE":
        return decade_value(base.year // 10 * 10 + 10 * step, "document")
    if unit == "CE":
        first = base.year // 100 * 100 + 100 * step
        return t.Value("DATE", f"{first // 100}", date(first, 1, 1), date(first + 99, 12, 31), "decade", "document")
    return None


def season(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """A season with its year, or with last, next, this, or alone."""
    letters = calendar_words()["season"][m["season"].lower()]
    if m["year"]:
        return season_value(int(m["year"]), letters)
    if s.day is None:
        return unresolved()
    month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[letters]
    shift = (m["shift"] or "").lower()
    year = s.day.year
    if shift in ("last", "past"):
        year = year if month + 2 < s.day.month else year - 1
    elif shift in ("next", "coming"):
        year = year if month > s.day.month else year + 1
    return season_value(year, letters, "document")


def ago(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """As in "three days ago", "two weeks later", "a year earlier"."""
    count, unit = number(m["count"]), calendar_words()["unit"][re.sub(r"s$", "", m["unit"].lower())]
    word = m["way"].lower()
    base = s.day
    if word in ("later", "earlier", "before", "after") and s.before and s.before.earliest:
        base = date.fromisoformat(s.before.earliest[:10])
    if base is None:
        return unresolved()
    return _moved(base, count if word in ("later", "after", "from now") else -count, unit)


def _moved(base: date, count: int, unit: str) -> t.Value | None:
    """A day so many units away, as exact as the unit is."""
    try:
        if unit in ("S", "H") or unit == "M0":
            return day_value(base, "document")
        if unit == "D":
            return day_value(base + timedelta(count), "document")
        if unit in ("W", "W2"):
            return week_value(base + timedelta(7 * count * (2 if unit == "W2" else 1)))
        if unit == "M":
            moved = base + relativedelta(months=count)
            return month_value(moved.year, moved.month, "document")
        if unit == "Q":
            moved = base + relativedelta(months=3 * count)
            return quarter_value(moved.year, (moved.month + 2) // 3, "document")
        if unit == "Y":
            return year_value(base.year + count, "document")
        if unit == "DE":
            return year_value(base.year + 10 * count, "document")
        if unit == "CE":
            return year_value(base.year + 100 * count, "document")
    except (ValueError, OverflowError):
        return None
    return None


def past_span(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """As in "the last three weeks", "in recent months", "the next two years"."""
    unit = calendar_words()["unit"][re.sub(r"s$", "", m["unit"].lower())]
    counted = m.groupdict().get("count")
    vague_count = counted is None or counted.lower() in ("few", "several", "couple of", "many")
    timex = f"P{'X' if vague_count else number(counted or '')}{_letters(unit)}"
    return t.Value("DURATION", timex)


def duration(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """As in "10-day-long", "three hours", "a decade"."""
    unit_word = re.sub(r"s$", "", m["unit"].lower())
    unit = "TM" if unit_word == "minute" else calendar_words()["unit"][unit_word]
    counted = m["count"].lower()
    vague_count = counted in ("few", "several", "some", "many", "a few", "recent")
    count = 0.5 if counted in ("half a", "half-") else number(counted)
    if not vague_count and not count:
        return None
    shown = "X" if vague_count else f"{count:g}"
    return t.Value("DURATION", f"P{'T' if unit in ('H', 'S', 'TM') else ''}{shown}{_letters(unit)}")


def _letters(unit: str) -> str:
    """The TIMEX3 letter of a unit."""
    return {"TM": "M", "W2": "W"}.get(unit, unit)


def repeated(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """As in "every Friday", "daily", "annually", "each year"."""
    word = m.group().lower()
    known = {
        "daily": "P1D",
        "weekly": "P1W",
        "monthly": "P1M",
        "quarterly": "P1Q",
        "yearly": "P1Y",
        "annual": "P1Y",
        "annually": "P1Y",
        "hourly": "PT1H",
        "biweekly": "P2W",
    }
    if word in known:
        return t.Value("SET", known[word])
    unit = re.sub(r"s$", "", (m.groupdict().get("unit") or "").lower())
    if unit in calendar_words()["unit"]:
        return t.Value("SET", f"P1{_letters(calendar_words()['unit'][unit])}")
    for name, value in calendar_words()["weekday"].items():
        if unit == name:
            return t.Value("SET", f"XXXX-WXX-{int(value) + 1}")
    return t.Value("SET", None)


def clock(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """A time of day."""
    hour, minute = int(m["hour"]), int(m["minute"] or 0)
    half = (m["half"] or "").lower().replace(".", "")
    if hour > 24 or minute > 59:
        return None
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    if s.day is None:
        return unresolved("TIME", f"T{hour:02}:{minute:02}")
    return t.Value("TIME", f"{s.day.isoformat()}T{hour:02}:{minute:02}", s.day, s.day, "hour", "document")


def part_of_day(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """As in "this morning", "on the evening of" without its date."""
    letters = calendar_words()["daypart"][m["part"].lower()]
    if s.day is None:
        return unresolved("TIME")
    return t.Value("TIME", f"{s.day.isoformat()}T{letters}", s.day, s.day, "day", "document")


def holiday(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """A holiday with a fixed date."""
    month, day = map(int, calendar_words()["holiday"][m["holiday"].lower().replace("’", "'")].split("-"))
    year = int(m["year"]) if m["year"] else _near_year(month, day, s)
    if year is None:
        return unresolved(timex=f"XXXX-{month:02}-{day:02}")
    return day_value(date(year, month, day), "document")


def quarter(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """As in "the first quarter of 2012", "third quarter"."""
    nth = int(calendar_words()["ordinal"][m["nth"].lower()])
    if nth > 4:
        return None
    if m["year"]:
        return quarter_value(int(m["year"]), nth)
    if s.day is None:
        return unresolved()
    year = s.day.year - (1 if 3 * nth - 2 > s.day.month else 0)
    return quarter_value(year, nth, "document")


def present(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """now, currently, at present."""
    return vague("PRESENT_REF", s)


def past(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """recently, in the past."""
    return vague("PAST_REF", s)


def future(m: re.Match[str], s: t.Situation) -> t.Value | None:
    """In the future, in the coming days."""
    return vague("FUTURE_REF", s)


# ---------------------------------------------------------------- the patterns


def patterns() -> tuple[tuple[str, str, Make], ...]:
    """(name, regular expression, what it means) in the order in which they are tried."""
    month, weekday_, season_, unit = _any("month"), _any("weekday"), _any("season"), _any("unit")
    _daypart, holiday_, ordinal = _any("daypart"), _any("holiday"), _any("ordinal")
    word_number = "|".join(w for w in sorted(calendar_words()["number"], key=len, reverse=True))
    count = rf"(?:\d[\d,]*|(?:{word_number})(?:[\s-](?:{word_number}))*|an?\s+couple\s+of|a\s+couple\s+of|an?)"
    units = rf"(?:{unit})s?"
    year = r"(?:1[5-9]|20)\d\d"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    part = r"(?:early|mid|late|the\s+end\s+of|the\s+beginning\s+of|the\s+start\s+of|the\s+middle\s+of|end\s+of|beginning\s+of|earlier|later)"
    shift = r"(?:last|next|this|past|coming)"
    return (
        ("iso", rf"(?P<year>{year})-(?P<month>\d\d)-(?P<day>\d\d)", iso_date),
        ("slashed", r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>\d{4}|\d\d)", slashed),
        ("day-range-months", rf"(?:from\s+|between\s+)?(?P<month>{month})\s+(?P<first>\d{{1,2}})\s*(?:-|–|to|until|and|through)\s*(?P<other>{month})\s+(?P<last>\d{{1,2}})(?:,?\s+(?P<year>{year}))?", day_range),
        ("day-range", rf"(?:from\s+|between\s+)?(?P<month>{month})\s+(?P<first>\d{{1,2}})\s*(?:-|–|to|until|and|through)\s*(?P<last>\d{{1,2}})(?!\s*[:%\d])(?:,?\s+(?P<year>{year}))?", day_range),
        ("day-range-day-first-months", rf"(?:from\s+|between\s+)?(?P<first>\d{{1,2}})\s+(?P<month>{month})\s*(?:-|–|to|until|and|through)\s*(?P<last>\d{{1,2}})\s+(?P<other>{month})(?:,?\s+(?P<year>{year}))?", day_range),
        ("day-range-day-first", rf"(?:from\s+|between\s+)?(?P<first>\d{{1,2}})\s*(?:-|–|to|until|and|through)\s*(?P<last>\d{{1,2}})\s+(?P<month>{month})(?:,?\s+(?P<year>{year}))?", day_range),
        ("weekday-date", rf"(?:{weekday_}),?\s+(?P<month>{month})\s+(?P<day>{day})(?!\d|:)(?:,?\s+(?P<year>{year}))?", weekday_date),
        ("weekday-date-day-first", rf"(?:{weekday_}),?\s+(?P<day>{day})\s+(?:of\s+)?(?P<month>{month})(?:,?\s+(?P<year>{year}))?", weekday_date),
        ("date", rf"(?P<month>{month})\s+(?P<day>{day})(?!\d|:)(?:,?\s+(?P<year>{year}))?", full_date),
        ("date-day-first", rf"(?P<day>{day})\s+(?:of\s+)?(?P<month>{month})(?:,?\s+(?P<year>{year}))?", full_date),
        ("holiday", rf"(?P<holiday>{holiday_})(?:,?\s+(?P<year>{year}))?", holiday),
        ("month", rf"(?:(?P<part>{part})(?:\s+|-))?(?:(?P<shift>{shift})\s+)?(?P<month>{month})(?:,?\s+(?:of\s+)?(?P<year>{year})|\s+of\s+(?P<rel>this|last|next)\s+year)?", month_year),
        ("decade", rf"(?:the\s+)?(?:(?P<part>{part})(?:\s+|-))?(?:the\s+)?['’]?(?P<decade>(?:1[5-9]|20)?\d0)['’]?s", decade),
        ("century", rf"(?:the\s+)?(?:(?P<part>{part})(?:\s+|-))?(?P<nth>\d{{1,2}}(?:st|nd|rd|th)|{ordinal})[\s-]century", century),
        ("quarter", rf"(?:the\s+)?(?P<nth>first|second|third|fourth)[\s-]quarter(?:\s+of(?:\s+(?P<year>{year}))?)?", quarter),
        ("season", rf"(?:(?P<shift>{shift})\s+)?(?P<season>{season_})(?:,?\s+(?:of\s+)?(?P<year>{year}))?", season),
        ("weekday", rf"(?:(?P<shift>{shift})\s+)?(?P<weekday>{weekday_})(?:\s+(?P<part>morning|afternoon|evening|night))?", weekday),
        ("deictic", r"(?P<word>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|yesterday|tomorrow|today|tonight|last\s+night|overnight)(?:\s+(?P<part>morning|afternoon|evening|night))?", deictic),
        ("set", rf"(?:every|each)\s+(?P<unit>{weekday_}|{units})|daily|weekly|monthly|quarterly|yearly|annually|annual|hourly|biweekly", repeated),
        ("ago", rf"(?P<count>{count}|half\s+a)[\s-](?P<unit>{units})\s+(?P<way>ago|later|earlier|from\s+now)", ago),
        ("span", rf"(?:the\s+)?(?:last|past|next|coming|recent|previous|following)\s+(?P<count>{count}|few|several|couple\s+of)\s+(?P<unit>{units})", past_span),
        ("recent-span", r"recent\s+(?P<unit>days|weeks|months|years|decades)", past_span),
        ("shifted-unit", rf"(?:(?P<part>{part})\s+(?:of\s+)?)?(?:the\s+)?(?P<shift>last|next|this|past|previous|following|coming|same)\s+(?P<unit>week|weekend|month|quarter|year|decade|century|day)", shifted_unit),
        ("day-part", r"this\s+(?P<part>morning|afternoon|evening)", part_of_day),
        ("clock", r"(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s*(?P<half>[ap]\.?\s?m\b\.?)", clock),
        ("clock-24", r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?P<half>(?!x)x)?", clock),
        ("duration", rf"(?P<count>{count}|half\s+a|several|(?:a\s+)?few|some|many)(?:\s+|-|\s-\s)(?P<unit>{units}|minutes?)(?:[\s-](?:long|old))?", duration),
        ("year-range", rf"(?P<first>{year})\s*(?:-|–)\s*(?P<last>{year}|\d\d)", year_range),
        ("year", rf"(?:(?P<part>{part})(?:\s+|-))?(?P<year>{year})", year_only),
        ("present", r"now|currently|at\s+present|at\s+the\s+moment|nowadays", present),
        ("past", r"recently|in\s+the\s+past|previously|formerly", past),
        ("future", r"in\s+the\s+(?:near\s+)?future|soon", future),
    )  # fmt: skip
