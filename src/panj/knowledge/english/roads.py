"""Where a party stands that no slot of an act holds: the prepositions that lead to it, by the type of the act."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from panj.errors import Problem
from panj.knowledge.english import FOLDER
from panj.knowledge.tables import Row, build, one_of, refuse
from panj.records import TYPES

Roads = Mapping[tuple[str, str], tuple[str, ...]]
"""(type, "noun" or "verb" that the prepositions hang on) -> prepositions, the nearest first."""


@cache
def roads() -> Roads:
    """The roads of every type from a noun, and of some from a verb.

    Raises:
        KnowledgeError: The table has problems, or lacks a type.
    """
    problems: list[Problem] = []

    def make(row: Row) -> tuple[tuple[str, str], tuple[str, ...]]:
        one_of(row["type"], TYPES, "type")
        one_of(row["from"], ("noun", "verb"), "from")
        if not row.many("prepositions"):
            raise ValueError("no preposition")
        return (row["type"], row["from"]), row.many("prepositions")

    path = FOLDER / "roads.csv"
    found = dict(build(path, ("type", "from", "prepositions"), make, problems))
    if lacking := [kind for kind in TYPES if (kind, "noun") not in found]:
        problems.append(Problem(path.name, 0, f"no row from a noun for {', '.join(lacking)}"))
    refuse(problems)
    return found
