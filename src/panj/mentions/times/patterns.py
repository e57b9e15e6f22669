"""The shapes of time expressions: each a regular expression over the words, the kinds of word it opens with, its meaning.

The shapes stand in english/time_patterns.csv and are tried in that order where
a word of their opening kinds stands; the first whose meaning exists is taken. In a
template a blank stands for any white space, and a name in angle brackets for the words of that kind.

Opening kinds: D digits, M month, W weekday, S season, H holiday, P part of day, U unit, N number word, O ordinal,
E decade word, Q letters of a quarter or fiscal year, X deictic, R reference, T set word, and F the words listed in `FUNCTION`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from panj.errors import Problem
from panj.knowledge.english import FOLDER
from panj.knowledge.english.calendar import calendar_words
from panj.knowledge.tables import Row, build, one_of, refuse
from panj.mentions.times import dates, lengths, relative
from panj.mentions.times.values import Make

FUNCTION = frozenset(
    {
        "the",
        "this",
        "last",
        "next",
        "past",
        "coming",
        "upcoming",
        "previous",
        "prior",
        "preceding",
        "following",
        "same",
        "that",
        "each",
        "every",
        "from",
        "between",
        "fiscal",
        "financial",
        "budget",
        "recent",
        "year-ago",
        "year-earlier",
        "latest",
        "current",
        "final",
        "several",
        "few",
        "half",
        "some",
        "many",
        "a",
        "an",
        "couple",
        "couples",
        "once",
        "twice",
        "mid",
        "comparable",
        "corresponding",
        "other",
        "about",
        "over",
        "nearly",
        "year-end",
        "month-end",
        "countless",
        "numerous",
    }
)
NUMBERS = frozenset(
    {
        "a",
        "an",
        "several",
        "few",
        "half",
        "some",
        "many",
        "couple",
        "dozen",
        "hundred",
        "thousand",
        "countless",
        "numerous",
    }
)


class Pattern(NamedTuple):
    """A shape of time expression."""

    name: str
    opens: str
    shape: re.Pattern[str]
    make: Make


_YEAR = r"(?:1\d|20)\d\d(?![\d/]|[.,:-]\d)"
_YEAR_WORDS = r"(?:eighteen|nineteen) (?:hundred|<tens>(?:[ -]<ones>)?|<teens>)|two thousand(?: (?:and )?(?:<teens>|<ones>))?(?! <units>)"
_REL = r"this|that|the same|last|the previous|past|next|the following|the"
_DAY = (
    r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%/]|[.,:]\d|-\d|(?: percent| per cent| million| billion))|<ordinal>"
)
_TO = r" ?[-–—] ?| (?:to|and|until|till|through) "
_COUNT = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[ -]\d/\d)?|(?:<number>)(?:[ -](?:and )?(?:<number>))*|an?|an? couple(?: of)?|couple(?: of)?"
    r"|an? (?:hundred|thousand|dozen)|half an?|several(?: dozen| hundred)?|an? few(?: hundred| thousand| dozen)?|few"
    r"|some|many|countless|numerous|(?:a )?dozen"
)
_SHIFT = r"this past|this coming|last|next|this|past|coming|upcoming|previous|preceding|following|that"
_ZONE = r"(?: ?\(?(?:(?-i:GMT|UTC|EST|EDT|CST|CDT|PST|PDT|CET|CEST|EET|EEST|BST|MSK|IST|JST|AEST|[A-Z]\w+ time)|local time|eastern time)\b\)?)?"
_NO_AGE = r"(?![ -](?:olds?|of age)\b)"

MEANINGS: dict[str, Make] = {
    "dates.century": dates.century,
    "dates.day_range": dates.day_range,
    "dates.decade": dates.decade,
    "dates.event_day": dates.event_day,
    "dates.fiscal": dates.fiscal,
    "dates.full_date": dates.full_date,
    "dates.half": dates.half,
    "dates.holiday": dates.holiday,
    "dates.iso_date": dates.iso_date,
    "dates.month_range": dates.month_range,
    "dates.month_year": dates.month_year,
    "dates.quarter": dates.quarter,
    "dates.quarter_letter": dates.quarter_letter,
    "dates.quarters": dates.quarters,
    "dates.season": dates.season,
    "dates.slashed": dates.slashed,
    "dates.week_of": dates.week_of,
    "dates.year_only": dates.year_only,
    "dates.winter": dates.winter,
    "dates.year_range": dates.year_range,
    "lengths.bare": lengths.bare,
    "lengths.clock": lengths.clock,
    "lengths.counted_span": lengths.counted_span,
    "lengths.duration": lengths.duration,
    "lengths.repeated": lengths.repeated,
    "lengths.vague_span": lengths.vague_span,
    "relative.ago": relative.ago,
    "relative.deictic": relative.deictic,
    "relative.present": relative.present,
    "relative.quarter_ended": relative.quarter_ended,
    "relative.same_day_part": relative.same_day_part,
    "relative.shifted_unit": relative.shifted_unit,
    "relative.the_quarter": relative.the_quarter,
    "relative.the_weekend": relative.the_weekend,
    "relative.the_year": relative.the_year,
    "relative.weekday": relative.weekday,
    "relative.year_end": relative.year_end,
}
"""Name in the table -> what computes the value."""


def _parts() -> dict[str, str]:
    """Placeholder -> regular expression."""
    known = calendar_words()

    def any_of(words: list[str]) -> str:
        ordered = sorted(words, key=len, reverse=True)
        return "|".join(w.replace(".", r"\.").replace("'", "['’]") for w in ordered)

    number = known["number"]
    parts = {kind: rf"(?:{any_of(list(known[kind]))})" for kind in known if known[kind]}
    parts |= {
        "units": parts["unit"],
        "tens": any_of([w for w in number if 20 <= int(number[w]) < 100]),
        "ones": any_of([w for w in number if 1 <= int(number[w]) < 10]),
        "teens": any_of([w for w in number if 10 <= int(number[w]) < 20]),
        "year": _YEAR + "|" + _YEAR_WORDS,
        "rel": _REL,
        "day": _DAY,
        "to": _TO,
        "count": _COUNT,
        "shift": _SHIFT,
        "zone": _ZONE,
        "no_age": _NO_AGE,
    }
    parts["unit"] = parts["units"]
    for name in ("tens", "ones", "teens", "year", "day", "to", "count", "shift"):
        parts[name] = f"(?:{parts[name]})"
    return parts


def _compile(template: str, parts: dict[str, str]) -> re.Pattern[str]:
    """The regular expression of a template.

    Raises:
        ValueError: It is none, or names words that there are not.
    """
    try:
        for _ in range(3):
            template = re.sub(r"(?<!\?P)<(\w+)>", lambda m: parts[m.group(1)], template)
        spaced = re.sub(r"\[[^\]]*\]| ", lambda m: r"(?:\s+)" if m.group() == " " else m.group(), template)
        return re.compile(rf"(?:{spaced})(?!\w)", re.IGNORECASE)
    except KeyError as error:
        raise ValueError(f"no words are called {error}") from None
    except re.error as error:
        raise ValueError(f"not a regular expression ({error})") from None


@cache
def patterns() -> tuple[Pattern, ...]:
    """Every pattern, in the order in which they are tried.

    Raises:
        KnowledgeError: The table has bad rows.
    """
    parts = _parts()
    problems: list[Problem] = []

    def make(row: Row) -> Pattern:
        meaning = MEANINGS[one_of(row["meaning"], MEANINGS, "meaning")]
        return Pattern(row["name"], row["opens"], _compile(row["shape"], parts), meaning)

    found = build(FOLDER / "time_patterns.csv", ("name", "opens", "meaning", "shape"), make, problems)
    refuse(problems)
    return tuple(found)


@cache
def opening(kinds: str) -> tuple[Pattern, ...]:
    """The patterns that a word of these kinds may open."""
    return tuple(pattern for pattern in patterns() if set(pattern.opens) & set(kinds))


@cache
def word_kinds() -> dict[str, str]:
    """Lower-case word -> the kinds of word it is, for every word that may open a time expression."""
    known = calendar_words()
    kinds: dict[str, str] = {}

    def add(words: list[str], letter: str) -> None:
        for word in words:
            for form in {word, word.replace("'", "’")}:
                if letter not in kinds.get(form, ""):
                    kinds[form] = kinds.get(form, "") + letter

    for kind, letter in (
        ("month", "M"),
        ("season", "S"),
        ("daypart", "P"),
        ("unit", "U"),
        ("decade", "E"),
        ("set", "T"),
    ):
        add(list(known[kind]), letter)
    add([w for name in known["weekday"] for w in (name, name + "s")], "W")
    add([re.split(r"[ ']", w)[0] for w in known["holiday"]], "H")
    add([w.split()[0] for w in known["deictic"]], "X")
    add([w.split()[0] for w in known["reference"]], "R")
    add([*known["number"], *NUMBERS], "N")
    add([w for w in known["ordinal"]] + ["last", "final"], "O")
    add(["q1", "q2", "q3", "q4", "fy"], "Q")
    add(list(FUNCTION), "F")
    return kinds


CORE = frozenset("MWSHPUEXTQ")
"""Kinds of word without which function words and number words open nothing."""
