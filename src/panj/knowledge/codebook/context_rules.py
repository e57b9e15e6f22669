"""The table of contexts that the parties and the type of an act bring, alone or with a word beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from panj.errors import Problem
from panj.knowledge.tables import Row, build, one_of
from panj.records import TYPES, Party

COLUMNS = ("context", "type", "actor", "recipient", "party", "words")


class ContextRule(NamedTuple):
    """A row: where all its conditions hold, the act has the context. An empty condition holds."""

    context: str
    drops: bool
    """Whether the context is taken from the act, where its phrase row gave it, instead of given."""
    modes: frozenset[str]
    """Modes of the type one of which the act must have."""
    actor: frozenset[str]
    """Sectors one of which an actor must have."""
    recipient: frozenset[str]
    """Sectors one of which a recipient must have."""
    party: frozenset[str]
    """Sectors one of which any party must have."""
    words: frozenset[str]
    """Words one of which must stand around the act."""
    without: frozenset[str]
    """Words none of which may stand there."""


class ContextRules:
    """The rows, by the type that they hold for."""

    def __init__(self, rows: Mapping[str, Sequence[ContextRule]]) -> None:
        """Keep the rows."""
        self._rows = rows

    def of(
        self, kind: str, mode: str, actors: Sequence[Party], recipients: Sequence[Party], words: Collection[str]
    ) -> Iterator[ContextRule]:
        """The rows whose conditions an act fulfils, in the order of the table."""
        acting = {s for p in actors for s in p.sectors}
        suffering = {s for p in recipients for s in p.sectors}
        every = acting | suffering
        for row in self._rows.get(kind, self._rows.get("", ())):
            if (
                (not row.modes or mode in row.modes)
                and (not row.actor or not row.actor.isdisjoint(acting))
                and (not row.recipient or not row.recipient.isdisjoint(suffering))
                and (not row.party or not row.party.isdisjoint(every))
                and (not row.words or not row.words.isdisjoint(words))
                and row.without.isdisjoint(words)
            ):
                yield row


def read(
    folder: Path,
    problems: list[Problem],
    *,
    contexts: Collection[str],
    modes: Mapping[str, Collection[str]],
    sectors: Collection[str],
) -> ContextRules:
    """The rules of a codebook folder, every cell checked."""

    def make(row: Row) -> dict[str, ContextRule]:
        context = row["context"].removeprefix("-")
        one_of(context, contexts, "context")
        named = [item.partition(".")[::2] for item in row.many("type")]
        for kind, mode in named:
            one_of(kind, TYPES, "type")
            if mode:
                one_of(mode, modes[kind], f"mode of {kind}")
        sides: list[frozenset[str]] = []
        for side in ("actor", "recipient", "party"):
            for sector in row.many(side):
                one_of(sector, sectors, "sector")
            sides.append(frozenset(row.many(side)))
        words = frozenset(word for word in row.many("words") if not word.startswith("!"))
        without = frozenset(word[1:] for word in row.many("words") if word.startswith("!"))
        if not (any(sides) or words or named):
            raise ValueError("no condition")
        drops = row["context"].startswith("-")
        actor, recipient, party = sides
        made: dict[str, ContextRule] = {}
        for kind in dict.fromkeys(kind for kind, _ in named) or TYPES:
            wanted = frozenset(mode for of, mode in named if of == kind and mode)
            made[kind] = ContextRule(context, drops, wanted, actor, recipient, party, words, without)
        return made

    found: dict[str, list[ContextRule]] = {"": []}
    for made in build(folder / "context_rules.csv", COLUMNS, make, problems):
        for kind, rule in made.items():
            found.setdefault(kind, []).append(rule)
    return ContextRules(found)
