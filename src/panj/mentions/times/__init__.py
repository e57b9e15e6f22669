"""When: time expressions, their TIMEX3 values, and the interval of days each means.

A word that may open an expression is looked up; the shapes it may open are tried at its place, and each knows its
meaning. Relative expressions are resolved against the day of the document and the tense of their clause, never
against today: without a day they stay unresolved, and say why.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from panj.mentions.times.scan import Scan
from panj.mentions.times.values import NO_DAY
from panj.records import ParsedDocument, TimeMention

__all__ = ["NO_DAY", "close", "find"]


def find(parsed: ParsedDocument) -> tuple[TimeMention, ...]:
    """Every time expression of a document, in the order of the text."""
    return tuple(Scan(parsed).mentions())


def close(start: TimeMention, duration: TimeMention) -> tuple[str, str] | None:
    """The interval that begins on a day and lasts as long as a duration, as ISO days, or None."""
    match = re.fullmatch(r"P(\d+)([DW])", duration.timex or "")
    if match is None or not start.earliest or int(match[1]) < 1:
        return None
    days = int(match[1]) * (7 if match[2] == "W" else 1)
    first = date.fromisoformat(start.earliest[:10])
    try:
        return first.isoformat(), (first + timedelta(days=days - 1)).isoformat()
    except OverflowError:
        return None
