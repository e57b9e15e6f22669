"""What panj knows about English: small word tables, one file a concept, read on first use and kept."""

from __future__ import annotations

from collections.abc import Collection
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


@cache
def _deverbal() -> dict[str, str]:
    """Noun -> the verb whose act it names."""
    problems: list[Problem] = []
    found = {row["noun"]: row["verb"] for row in rows(FOLDER / "deverbal_nouns.csv", ("noun", "verb"), problems)}
    refuse(problems)
    return found


def verb_of(noun: str, verbs: Collection[str]) -> str:
    """The verb whose act a noun names: "imposition" and "imposing", "banning" and "shelling"; "" where none is known.

    Args:
        noun: Its lemma.
        verbs: The verbs that a noun in -ing may come from.
    """
    if verb := _deverbal().get(noun):
        return verb
    if not noun.endswith("ing"):
        return ""
    stem = noun.removesuffix("ing")
    return next((verb for verb in (stem, stem + "e", stem[:-1]) if verb in verbs), "")
