"""The names of the countries by themselves, for what needs no more of them."""

from __future__ import annotations

from functools import cache

from panj.errors import Problem
from panj.knowledge.tables import ROOT, refuse, rows

_COLUMNS = ("name", "aliases", "until")


@cache
def country_names() -> frozenset[str]:
    """The names of the countries of today as a text may write them, acronyms left out ("Mali", "Ivory Coast")."""
    problems: list[Problem] = []
    found: set[str] = set()
    for row in rows(ROOT / "actors" / "countries.csv", _COLUMNS, problems):
        if not row["until"]:
            found.update(name for name in (row["name"], *row.many("aliases")) if not name.replace(".", "").isupper())
    refuse(problems)
    return frozenset(found)
