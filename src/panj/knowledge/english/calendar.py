"""The words of the calendar: months, weekdays, seasons, units, parts of day, holidays, deictic words."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from panj.errors import Problem
from panj.knowledge.english import FOLDER
from panj.knowledge.tables import Row, build, one_of, refuse

KINDS = (
    "month", "weekday", "season", "unit", "daypart", "holiday", "number", "ordinal", "decade", "deictic", "reference",
    "set", "event", "nickname",
)  # fmt: skip


class Word(NamedTuple):
    """A row of calendar.csv: a word, what kind it is, and its value (a number, TIMEX3 letters, a day)."""

    word: str
    kind: str
    value: str


@cache
def calendar_words() -> dict[str, dict[str, str]]:
    """Kind -> word -> value."""
    problems: list[Problem] = []
    found: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for word in build(FOLDER / "calendar.csv", ("word", "kind", "value"), _word, problems):
        found[word.kind][word.word] = word.value
    refuse(problems)
    return found


def _word(row: Row) -> Word:
    """The Word of a row."""
    return Word(row["word"], one_of(row["kind"], KINDS, "kind"), row["value"])
