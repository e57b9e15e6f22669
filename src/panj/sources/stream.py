"""Many sources as one stream of documents and refusals, each with its origin and an id that stays the same."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from panj.errors import DocumentError, DuplicateId, PanjError, spelled
from panj.records import Document
from panj.sources.duplicates import Duplicates
from panj.sources.lines import Note
from panj.sources.options import Options
from panj.sources.read import Reader
from panj.sources.spool import read as kept_from
from panj.sources.state import State


class Read(msgspec.Struct, frozen=True, kw_only=True, tag="read"):
    """A document that was read."""

    origin: str
    """Where it stands, e.g. "news.zip!2021/a.jsonl line 3"."""
    document: Document
    """The document; `copy_of` names the one before that it repeats."""

    @property
    def id(self) -> str:
        """The id of the document, unique in the run."""
        return self.document.id


class Refusal(msgspec.Struct, frozen=True, kw_only=True, tag="refused"):
    """A document, file or URL that was refused."""

    origin: str
    """Where it stands."""
    kind: str
    """The name of the error, e.g. "EmptyDocument"."""
    reason: str
    """What is wrong, and what would work."""

    @property
    def id(self) -> str:
        """A number that the same refusal has in every run."""
        return hashlib.sha256(f"{self.origin}\n{self.reason}".encode("utf-8", "surrogateescape")).hexdigest()[:16]

    def __str__(self) -> str:
        """As it is told to users."""
        return f"{self.origin}: {self.reason}"


def stream(
    sources: Iterable[Path | str],
    options: Options | None = None,
    *,
    state: State | None = None,
    kept: Mapping[str, str] | None = None,
    mark_copies: bool = True,
    on_note: Note | None = None,
) -> Iterator[Read | Refusal]:
    """Every document of the sources in order, or why it is refused; the same sources give the same stream.

    A document without an id has the hash of its text; where an earlier one has the same text, "-2", "-3" ... is added,
    so that a copy is not lost. An id that was given twice is refused the second time.

    Args:
        sources: Files, folders, URLs, or "-".
        options: How they are read.
        state: What is known of feeds from earlier runs; save it when the documents are safe.
        kept: The file where `spool` has kept what a source gave, for sources that are not to be read again.
        mark_copies: Whether documents that repeat an earlier one are marked with `copy_of`.
        on_note: Told of things worth knowing that refuse nothing.

    Raises:
        SourceError: The only source cannot be read at all.
        MissingExtra: The only source needs a library that is not installed.
        BadField: An option is wrong.
    """
    options = options or Options()
    options.check()
    names = list(sources)
    with Reader(options, on_note, state) as reader, _Ids() as ids, Duplicates() as copies:
        for source in names:
            try:
                for found in (
                    kept_from(Path(kept[str(source)])) if kept and str(source) in kept else reader.found(source)
                ):
                    try:
                        where, document = reader.document(found)
                        given = not isinstance(found, DocumentError) and bool(found[1].get("id"))
                        document = ids.unique(document, where, given=given)
                    except DocumentError as error:
                        yield refusal(error)
                        continue
                    yield Read(origin=where, document=copies.mark(document) if mark_copies else document)
            except PanjError as error:
                if len(names) == 1:
                    raise
                name = spelled(str(source))
                what = str(error).removeprefix(f"{name}: ")
                yield Refusal(origin=name, kind=type(error).__name__, reason=what)


def refusal(error: DocumentError) -> Refusal:
    """An error as a record."""
    return Refusal(origin=error.where, kind=type(error).__name__, reason=error.what)


class _Ids:
    """The ids of a run, in a temporary database: memory stays flat."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000;"
            "CREATE TABLE ids(id TEXT PRIMARY KEY, origin TEXT, times INTEGER) WITHOUT ROWID; BEGIN;"
        )

    def unique(self, document: Document, where: str, *, given: bool) -> Document:
        """The document with an id that no earlier one has; one with the very text of an earlier one is marked as its copy.

        Raises:
            DuplicateId: It was given an id that an earlier one has.
        """
        row = self._base.execute("SELECT origin, times FROM ids WHERE id = ?", (document.id,)).fetchone()
        if row is None:
            self._base.execute("INSERT INTO ids VALUES(?,?,1)", (document.id, where))
            return document
        origin, times = row
        if given:
            raise DuplicateId(
                where,
                f"id {document.id!r} was already given to {origin}; ids are unique in a run; take them from another column, e.g. --map id=url",
            )
        self._base.execute("UPDATE ids SET times = ? WHERE id = ?", (times + 1, document.id))
        changed = {"id": f"{document.id}-{times + 1}", "copy_of": document.copy_of or document.id}
        return self.unique(msgspec.structs.replace(document, **changed), where, given=False)

    def __enter__(self) -> _Ids:
        """The ids themselves."""
        return self

    def __exit__(self, *_: object) -> None:
        """Forget them."""
        self._base.close()
