"""The corpus as one stream of documents and refusals: the only file of the runs that reads sources."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence

from panj.errors import DocumentError, DuplicateId, OutputError, SourceError
from panj.records import Document, Record
from panj.sources import read


class Options(Record, frozen=True, kw_only=True):
    """How sources are read."""

    published_at: str | None = None
    """The date of publication of documents that have none."""
    publisher: str | None = None
    """The outlet of documents that have none."""


class Read(Record, frozen=True, kw_only=True, tag="read"):
    """A document that was read."""

    origin: str
    """Where it stands."""
    document: Document


class Refusal(Record, frozen=True, kw_only=True, tag="refused"):
    """A document, file or URL that was refused."""

    origin: str
    """Where it stands, e.g. "news.jsonl line 3"."""
    kind: str
    """The name of the error, e.g. "EmptyDocument"."""
    reason: str
    """What is wrong, and what would work."""


def stream(sources: Sequence[str], options: Options, *, on_note: Callable[[str], None]) -> Iterator[Read | Refusal]:
    """Every document of the sources in order, or why it is refused; the same sources give the same stream.

    Raises:
        SourceError: The only source cannot be read.
    """
    refused: list[Refusal] = []
    ids = _Ids()

    def refuse(error: DocumentError) -> None:
        refused.append(Refusal(origin=error.where, kind=type(error).__name__, reason=error.what))

    for source in sources:
        number = 0
        try:
            for document in read(
                source,
                published_at=options.published_at,
                publisher=options.publisher,
                on_refused=refuse,
                on_note=on_note,
            ):
                yield from refused
                refused.clear()
                number += 1
                yield ids.checked(Read(origin=f"{source} document {number}", document=document))
        except SourceError as error:
            if len(sources) == 1:
                raise
            what = str(error).removeprefix(f"{source}: ")
            refused.append(Refusal(origin=source, kind=type(error).__name__, reason=what))
        except DocumentError as error:
            refuse(error)
        yield from refused
        refused.clear()


class _Ids:
    """The ids seen in a run, on disk where they are many: memory stays flat."""

    def __init__(self) -> None:
        """No id is seen yet."""
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.executescript(
            "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -16000;"
            "CREATE TABLE seen (id TEXT PRIMARY KEY, origin TEXT) WITHOUT ROWID; BEGIN;"
        )

    def checked(self, found: Read) -> Read | Refusal:
        """What was read, or its refusal where an earlier document has its id."""
        given = found.document.id
        try:
            added = self._seen.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (given, found.origin)).rowcount
        except sqlite3.Error as error:
            raise OutputError(f"the folder for temporary files is full or gone ({error}); set TMPDIR") from None
        if added:
            return found
        (first,) = self._seen.execute("SELECT origin FROM seen WHERE id = ?", (given,)).fetchone()
        why = f"id {given!r} was already given to {first}; ids must be unique in a run"
        return Refusal(origin=found.origin, kind=DuplicateId.__name__, reason=why)
