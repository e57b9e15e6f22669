"""Words that tell places: nouns for kinds of place, words before and behind names."""

from __future__ import annotations

from functools import cache

from panj.errors import Problem
from panj.knowledge.places.index import FOLDER
from panj.knowledge.tables import refuse, rows


@cache
def place_words(group: str) -> frozenset[str]:
    """The words of a group of words.csv ("division", "title")."""
    return _groups()[group]


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Group -> its words."""
    problems: list[Problem] = []
    found: dict[str, set[str]] = {}
    for row in rows(FOLDER / "words.csv", ("group", "word"), problems):
        found.setdefault(row.cells["group"], set()).add(row.cells["word"])
    refuse(problems)
    return {group: frozenset(words) for group, words in found.items()}
