"""What panj knows about English: small word tables, one file a concept, read on first use and kept."""

from __future__ import annotations

from functools import cache

from panj.errors import Problem
from panj.knowledge.tables import ROOT, refuse, rows

FOLDER = ROOT / "english"


@cache
def words(table: str) -> frozenset[str]:
    """The `word` column of a table of this folder, e.g. words("abbreviations")."""
    problems: list[Problem] = []
    found = frozenset(row["word"] for row in rows(FOLDER / f"{table}.csv", ("word",), problems))
    refuse(problems)
    return found


def abbreviations() -> frozenset[str]:
    """Abbreviations whose full stop ends no sentence, without it, in lower case."""
    return words("abbreviations")
