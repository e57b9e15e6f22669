"""The words of counting: number words, bounds, hedges, vague numbers, and what counted nouns are called."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from panj.errors import Problem
from panj.knowledge.english import FOLDER
from panj.knowledge.tables import Row, build, one_of, refuse

KINDS = (
    "hedge", "nearly", "low", "high", "low-after", "hedge-after", "vague", "exact", "unit", "currency", "sign", "verb",
    "after", "invariant",
)  # fmt: skip


class Quantity(NamedTuple):
    """A row of quantities.csv."""

    word: str
    kind: str
    value: str


@cache
def quantities() -> dict[str, dict[str, str]]:
    """Kind -> word or phrase -> value."""
    problems: list[Problem] = []
    found: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for row in build(FOLDER / "quantities.csv", ("word", "kind", "value"), _quantity, problems):
        found[row.kind][row.word] = row.value
    refuse(problems)
    return found


def _quantity(row: Row) -> Quantity:
    """The Quantity of a row."""
    return Quantity(row["word"], one_of(row["kind"], KINDS, "kind"), row["value"])
