"""What panj knows about English: small word tables, one file a concept, read on first use and kept."""

from __future__ import annotations

from functools import cache

from panj.errors import Problem
from panj.knowledge.tables import ROOT, refuse, rows

FOLDER = ROOT / "english"


@cache
def words(table: str) -> frozenset[str]:
    """Every word of the `word` column of a table of this folder ("abbreviations")."""
    problems: list[Problem] = []
    found = frozenset(str(row["word"]) for row in rows(FOLDER / f"{table}.csv", ("word",), problems))
    refuse(problems)
    return found


@cache
def groups(table: str) -> dict[str, str]:
    """Word -> group of a table of this folder with the columns `group` and `word`."""
    problems: list[Problem] = []
    found = {row["word"]: row["group"] for row in rows(FOLDER / f"{table}.csv", ("group", "word"), problems)}
    refuse(problems)
    return found


def abbreviations() -> frozenset[str]:
    """Abbreviations whose full stop ends no sentence, without it, in lower case."""
    return words("abbreviations")
