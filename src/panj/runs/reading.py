"""Sources -> tasks: the documents and refusals of a corpus, in order, cut into parts of fixed ranges.

The only file of the runs that reads sources. Reading is done again from the start when a run is gone on with, so
that the same documents fall into the same parts; it costs little beside coding.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Container, Iterator

from panj.errors import DocumentError, DuplicateId, OutputError, PanjError, SourceError
from panj.records import Document, Record
from panj.sources import read

CHARACTERS = 4_000_000
"""A part is closed early when its texts reach this length, so that a part of books fits into memory."""


class Refusal(Record, frozen=True, kw_only=True, tag=True):
    """A document that is not coded, and why."""

    place: str
    """Where it stood, e.g. "news.jsonl line 3"."""
    error: str
    """The name of the error, e.g. "EmptyDocument"."""
    reason: str
    """The error's message."""
    document_id: str | None = None
    """Its id, where it is known."""


class Item(Record, frozen=True, kw_only=True, tag=True):
    """A document and where it stood."""

    place: str
    document: Document


class Task(Record, frozen=True, kw_only=True):
    """A part to code; one without items says how many parts there are: its own number."""

    part: int
    first: int
    items: tuple[Item | Refusal, ...]


class Reading(Record, frozen=True, kw_only=True):
    """What to read and how to cut it; small, so that it can be sent to another process."""

    sources: tuple[str, ...]
    published: str | None
    publisher: str | None
    size: int
    """Documents of a part."""
    folder: str
    """The folder that relative paths start from."""

    def tasks(self, finished: Container[int], note: Callable[[str], None]) -> Iterator[Task]:
        """The parts that are not finished, then the task without items."""
        part = first = number = characters = 0
        items: list[Item | Refusal] = []
        for item in self.items(note):
            items.append(item)
            number += 1
            characters += len(item.document.text) if isinstance(item, Item) else 0
            if len(items) == self.size or characters >= CHARACTERS:
                if part not in finished:
                    yield Task(part=part, first=first, items=tuple(items))
                part, first, characters = part + 1, number, 0
                items.clear()
        if items:
            if part not in finished:
                yield Task(part=part, first=first, items=tuple(items))
            part += 1
        yield Task(part=part, first=number, items=())

    def items(self, note: Callable[[str], None]) -> Iterator[Item | Refusal]:
        """The documents and refusals of all sources, in order.

        Raises:
            SourceError: The only source cannot be read.
        """
        refused: list[Refusal] = []
        ids = _Ids()

        def refuse(error: DocumentError) -> None:
            refused.append(Refusal(place=error.where, error=type(error).__name__, reason=error.what))

        for source in self.sources:
            number = 0
            try:
                documents = read(
                    source, published_at=self.published, publisher=self.publisher, on_refused=refuse, on_note=note
                )
                for document in documents:
                    yield from refused
                    refused.clear()
                    number += 1
                    yield ids.checked(Item(place=f"{source} document {number}", document=document))
            except SourceError as error:
                if len(self.sources) == 1:
                    raise
                refused.append(Refusal(place=source, error=type(error).__name__, reason=_without(source, error)))
            except DocumentError as error:
                refuse(error)
            yield from refused
            refused.clear()

    def start(self) -> None:
        """Go to the folder that relative paths start from."""
        os.chdir(self.folder)


class _Ids:
    """The ids seen in a run, on disk where they are many: memory stays flat."""

    def __init__(self) -> None:
        """No id is seen yet."""
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute("PRAGMA synchronous = OFF")
        self._seen.execute("PRAGMA journal_mode = OFF")
        self._seen.execute("PRAGMA cache_size = -16000")
        self._seen.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, place TEXT) WITHOUT ROWID")

    def checked(self, item: Item) -> Item | Refusal:
        """The item, or its refusal where an earlier document has its id."""
        given = item.document.id
        try:
            added = self._seen.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (given, item.place)).rowcount
        except sqlite3.Error as error:
            raise OutputError(f"the folder for temporary files is full or gone ({error}); set TMPDIR") from None
        if added:
            return item
        (first,) = self._seen.execute("SELECT place FROM seen WHERE id = ?", (given,)).fetchone()
        why = f"id {given!r} was already given to {first}; ids must be unique in a run"
        return Refusal(place=item.place, error=DuplicateId.__name__, reason=why, document_id=given)


def _without(source: str, error: PanjError) -> str:
    """The message of an error without the source it begins with."""
    return str(error).removeprefix(f"{source}: ")
