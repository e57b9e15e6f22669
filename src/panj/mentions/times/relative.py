"""What relative expressions mean: weekdays, yesterday, last week, three days ago, the same day, the quarter."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from panj.knowledge.english.calendar import calendar_words
from panj.mentions.times.dates import full_date
from panj.mentions.times.values import (
    Anchor,
    Situation,
    Value,
    day_value,
    number,
    quarter_value,
    reference,
    unit_value,
    unresolved,
    year_number,
    year_value,
)

_STEPS = {"last": -1, "past": -1, "previous": -1, "prior": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1,
          "upcoming": 1}  # fmt: skip
_FROM_TEXT = frozenset({"previous", "prior", "preceding", "following", "same", "that"})


def _plain(words: str | None) -> str:
    """In lower case, with single blanks."""
    return re.sub(r"\s+", " ", words.lower()) if words else ""


def weekday(m: re.Match[str], s: Situation) -> Value | None:
    """A weekday, by the tense of its clause or by last, next, this; with its part of day."""
    day = _weekday(int(calendar_words()["weekday"][m["weekday"].lower()]), _plain(m["shift"]), s)
    if day is None:
        return unresolved()
    value = day_value(day, "document")
    return with_daypart(value, m["part"]) if m["part"] else value


def _weekday(wanted: int, shift: str, s: Situation) -> date | None:
    """The day that a weekday means, or None without a day to count from."""
    base = s.day
    if shift in ("previous", "following", "preceding") and s.before and s.before.earliest:
        base = s.before.earliest
    if base is None:
        return None
    back, ahead = (base.weekday() - wanted) % 7, (wanted - base.weekday()) % 7
    if shift in ("next", "coming", "following", "this coming", "upcoming"):
        return base + timedelta(ahead or 7)
    if shift in ("last", "past", "previous", "preceding", "this past"):
        return base - timedelta(back or 7)
    if shift == "this":
        return base - timedelta(back) if s.tense == "past" else base + timedelta(ahead)
    if shift == "that" and s.before and s.before.latest:
        return s.before.latest - timedelta((s.before.latest.weekday() - wanted) % 7)
    return base + timedelta(ahead) if s.tense == "future" else base - timedelta(back)


def with_daypart(value: Value, word: str) -> Value:
    """A day narrowed to a part of it."""
    letters = calendar_words()["daypart"][word.lower().rstrip("s")]
    return value._replace(type="TIME", timex=f"{(value.timex or '')[:10]}T{letters}")


def deictic(m: re.Match[str], s: Situation) -> Value | None:
    """As in today, yesterday, tomorrow, tonight, overnight, "yesterday morning"."""
    shift, *letters = calendar_words()["deictic"][_plain(m["word"])].split()
    if s.day is None:
        return unresolved("TIME" if letters else "DATE")
    day = s.day + timedelta(int(shift))
    value = day_value(day, "document")
    if letters:
        first = day - timedelta(1) if _plain(m["word"]) == "overnight" else day
        return value._replace(type="TIME", timex=f"{day.isoformat()}T{letters[0]}", earliest=first)
    return with_daypart(value, m["part"]) if m["part"] else value


def shifted_unit(m: re.Match[str], s: Situation) -> Value | None:
    """As in "last week", "next month", "this year", "the previous decade", "the same day"."""
    unit = calendar_words()["unit"][m["unit"].lower()]
    shift = _plain(m["shift"]).removeprefix("the ")
    step = _STEPS.get(shift.split()[-1], 0)
    anchor: Anchor = "document"
    base = s.day
    if unit == "D" and (shift in _FROM_TEXT or shift == "next"):
        if s.last_day is None or s.last_day.earliest is None:
            return None
        if s.tense == "past" and s.day and s.last_day.earliest > s.day:
            return None  # "the same day" is told of what has been, and the last day named is to come
        base, anchor = s.last_day.earliest, "text"
    elif shift in _FROM_TEXT and s.before and s.before.earliest:
        base, anchor = s.before.earliest, "text"
    if base is None:
        return unresolved()
    if unit in ("DE", "CE") and shift == "past":
        return Value("DURATION", "P10Y" if unit == "DE" else "P100Y")
    if unit == "D" and shift in ("last", "past", "coming", "this"):
        return None
    if unit == "WE" and step == 0:
        return weekend(base, s)
    if unit == "WE" and step == -1 and base.weekday() >= 5:
        return unit_value("WE", base, -1)
    return unit_value(unit, base, step, anchor)


def weekend(base: date, s: Situation) -> Value:
    """The weekend meant by "the weekend", "this weekend": the one just over early in the week, else by the tense."""
    over = base.weekday() < 5 and (s.tense == "past" or (s.tense == "present" and base.weekday() < 2))
    value = unit_value("WE", base, -1 if over else 0)
    assert value is not None
    return value


def the_weekend(m: re.Match[str], s: Situation) -> Value | None:
    """As in "over the weekend"."""
    return weekend(s.day, s) if s.day else unresolved()


def the_year(m: re.Match[str], s: Situation) -> Value | None:
    """As in "the year", "the end of the month"."""
    unit = calendar_words()["unit"][m["unit"].lower()]
    return unit_value(unit, s.day, 0) if s.day else unresolved()


def the_quarter(m: re.Match[str], s: Situation) -> Value | None:
    """As in "the quarter", "the latest quarter", "the year-ago period": the quarter the document reports on."""
    lead = _plain(m["lead"])
    period = s.period if lead != "current" else None
    if period is None or period.earliest is None:
        if s.day is None:
            return unresolved()
        if m["unit"] is None or m["unit"].lower() == "period":
            return None
        period = quarter_value(s.day.year, (s.day.month + 2) // 3 - (lead not in ("current", "this")))
    assert period.earliest is not None
    if m["year"]:
        year = year_number(m["year"])
        return _year_of(period, (year or 0) - period.earliest.year)
    back = any(word in lead for word in ("ago", "earlier", "before"))
    if back:
        return _year_of(period, -1)
    if lead in ("previous", "preceding", "last", "next", "following") and len(period.timex or "") == 7:
        return quarter_value(period.earliest.year, (period.earliest.month + 2) // 3 + _STEPS[lead], "text")
    return period._replace(anchor="text")


def quarter_ended(m: re.Match[str], s: Situation) -> Value | None:
    """As in "the quarter ended Sept. 30": the quarter of the year in which most of it lies."""
    day = full_date(m, s)
    if day is None or day.latest is None:
        return day
    about = day.latest - timedelta(40)
    return quarter_value(about.year, (about.month + 2) // 3, "text")


def _year_of(value: Value, years: int) -> Value:
    """The same stretch so many years later."""
    assert value.earliest is not None and value.latest is not None
    year = value.earliest.year + years
    shift = relativedelta(years=years)
    timex = f"{year:04}{(value.timex or '')[4:]}"
    return value._replace(timex=timex, earliest=value.earliest + shift, latest=value.latest + shift, anchor="text")


def ago(m: re.Match[str], s: Situation) -> Value | None:
    """As in "three days ago", "two weeks later", "a year earlier", "several years ago"."""
    counted, way = _plain(m["count"]), _plain(m["way"])
    unit = calendar_words()["unit"][m["unit"].lower()]
    count = number(counted)
    if unit in ("S", "TM", "H"):
        return day_value(s.day, "document") if s.day else unresolved()
    if not count or counted in ("few", "several", "many"):
        return reference("PAST_REF" if way in ("ago", "earlier", "before") else "FUTURE_REF", s.day)
    back = way in ("ago", "earlier", "before", "previously")
    if back and count == 1 and unit == "Y" and s.period:
        return _year_of(s.period, -1)
    base, anchor = s.day, "document"
    if way in ("later", "earlier", "after", "afterwards", "afterward", "before") and s.before and s.before.earliest:
        if way in ("earlier", "before") and unit in ("Y", "DE") and s.before.precision != "day":
            pass  # "compared with a year earlier": than the year of the report
        else:
            base, anchor = s.before.earliest, "text"
    if base is None:
        return unresolved()
    if unit in ("DE", "CE"):
        count, unit = count * (10 if unit == "DE" else 100), "Y"
    half = count % 1
    step = -int(count) if back else int(count)
    if half and unit == "Y":
        return unit_value("M", base, int(12 * count) * (-1 if back else 1))
    return unit_value(unit, base, step, anchor)  # type: ignore[arg-type]


def same_day_part(m: re.Match[str], s: Situation) -> Value | None:
    """As in "this morning", "that evening", "the next morning", "later that night"."""
    shift = _plain(m["shift"]).removeprefix("the ")
    base = s.last_day.earliest if shift != "this" and s.last_day and s.last_day.earliest else s.day
    if base is None:
        return unresolved("TIME")
    day = base + timedelta(_STEPS.get(shift, 0))
    return with_daypart(day_value(day, "document" if shift == "this" else "text"), m["part"])


def present(m: re.Match[str], s: Situation) -> Value | None:
    """As in now, recently, in the future."""
    return reference(calendar_words()["reference"][_plain(m["word"])], s.day)


def year_end(m: re.Match[str], s: Situation) -> Value | None:
    """As in "year-end", "the year's end", "month's end": the last day."""
    if s.day is None:
        return unresolved()
    unit = calendar_words()["unit"][m["unit"].lower()]
    whole = unit_value(unit, s.day, 0)
    if unit == "Y" and s.tense == "past" and s.day.month < 12:
        whole = year_value(s.day.year - 1, "document")
    return day_value(whole.latest, "document") if whole and whole.latest else None
