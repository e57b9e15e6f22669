"""Reads paths as Documents, by the ending of each file; what cannot be read is refused and the rest goes on."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from panj.errors import BadField, DocumentError, SourceError, nearest
from panj.records import Document
from panj.sources.check import checked, day
from panj.sources.decode import decode, refuse_binary

FIELDS: tuple[str, ...] = tuple(f.name for f in msgspec.structs.fields(Document))
LINES = frozenset({".jsonl", ".ndjson"})
TABLES = frozenset({".csv", ".tsv"})
TEXTS = frozenset({".txt", ".text", ".md"})
_SKIPPED = frozenset({".ds_store", "thumbs.db"})

Report = Callable[[DocumentError], None]
Note = Callable[[str], None]


def read(
    path: Path | str,
    *,
    published_at: str | None = None,
    publisher: str | None = None,
    on_refused: Report | None = None,
    on_note: Note | None = None,
) -> Iterator[Document]:
    """The documents of a path, one by one, each checked and with an id.

    Plain text is one document; JSON Lines (.jsonl, .ndjson) and CSV (.csv, .tsv) hold one a line; a folder holds
    any mix, read in the order of names; "-" is standard input (JSON Lines if it begins with "{", else plain text).

    Args:
        path: The file or folder, or "-".
        published_at: The date of publication of documents that have none.
        publisher: The outlet of documents that have none.
        on_refused: Called for each document that is refused; without it the first one is raised.
        on_note: Called for things worth knowing that refuse nothing (an encoding, unknown fields).

    Raises:
        SourceError: The path cannot be read at all.
        DocumentError: A document is refused, and nobody asked to be told.
        BadField: `published_at` is no date.
    """
    if published_at is not None:
        day(published_at, "--published", "date")
    defaults = {"published_at": published_at, "publisher": publisher}
    for found in _documents(path, on_refused, on_note):
        try:
            if isinstance(found, DocumentError):
                raise found
            where, fields = found
            missing = {k: v for k, v in defaults.items() if v is not None and fields.get(k) is None}
            yield checked(_dated(_document({**fields, **missing}, where), where, on_note), where)
        except DocumentError as error:
            if on_refused is None:
                raise
            on_refused(error)


Found = tuple[str, dict[str, Any]] | DocumentError


def _documents(path: Path | str, on_refused: Report | None, on_note: Note | None) -> Iterator[Found]:
    """(where, fields) of each document of a path, or the error that refuses it."""
    if str(path) == "-":
        yield from _stream(sys.stdin.buffer.read(), "standard input", on_note)
        return
    path = Path(path)
    if path.is_dir():
        yield from _folder(path, on_refused, on_note)
        return
    try:
        suffix = path.suffix.lower()
        if suffix in LINES:
            with path.open("rb") as file:
                yield from _lines(file, str(path), on_note)
        elif suffix in TABLES:
            yield from _table(
                decode(path.read_bytes(), str(path), on_note), str(path), "\t" if suffix == ".tsv" else ",", on_note
            )
        else:
            data = path.read_bytes()
            try:
                text = decode(data, str(path), on_note)
            except DocumentError as error:
                yield error
                return
            yield str(path), {"text": text}
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); give a file or folder that exists") from None


def _folder(folder: Path, on_refused: Report | None, on_note: Note | None) -> Iterator[Found]:
    """The documents of every file below a folder, hidden ones left out."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file())
    seen = False
    for path in paths:
        if path.name.lower() in _SKIPPED or any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        seen = True
        try:
            yield from _documents(path, on_refused, on_note)
        except SourceError as error:
            yield DocumentError(str(path), str(error).removeprefix(f"{path}: "))
        except DocumentError as error:
            yield error
    if not seen:
        raise SourceError(f"{folder}: a folder without any file; give one with .txt, .jsonl or .csv files")


def objects(path: Path) -> Iterator[Found]:
    """(where, object) of each line of a JSON Lines file, or the error that refuses it.

    Raises:
        SourceError: The file cannot be read.
    """
    try:
        with path.open("rb") as file:
            yield from _lines(file, str(path), None)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); give a file that exists") from None


def _stream(data: bytes, where: str, on_note: Note | None) -> Iterator[Found]:
    """The documents of standard input."""
    if data.lstrip()[:1] == b"{":
        yield from _lines(io.BytesIO(data), where, on_note)
        return
    try:
        yield where, {"text": decode(data, where, on_note)}
    except DocumentError as error:
        yield error


def _lines(file: Iterable[bytes], name: str, on_note: Note | None) -> Iterator[Found]:
    """The documents of JSON Lines; a bad line is refused by its number."""
    decoder = msgspec.json.Decoder()
    unknown: set[str] = set()
    number = 0
    for number, line in enumerate(file, 1):
        where = f"{name} line {number}"
        if not line.strip():
            continue
        try:
            if number == 1:
                refuse_binary(line, name)
                line = line.removeprefix(b"\xef\xbb\xbf")
            row = decoder.decode(line)
            if not isinstance(row, dict):
                raise BadField(where, f"a JSON {type(row).__name__}, not an object with a text")
            _note_unknown(row, unknown, name, on_note)
            yield where, row
        except msgspec.DecodeError as error:
            yield BadField(where, f"not JSON ({error})")
        except DocumentError as error:
            yield error
            if error.where == name:
                return
    if not number:
        yield DocumentError(name, "an empty file; give JSON Lines, one document a line")


def _table(text: str, name: str, separator: str, on_note: Note | None) -> Iterator[Found]:
    """The documents of a CSV file with a header.

    Raises:
        BadField: It has no column `text`.
    """
    csv.field_size_limit(50_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    header = [column.strip() for column in next(reader, [])]
    if "text" not in header:
        shown = ", ".join(header[:12]) or "none"
        raise BadField(name, f"no column 'text' (its columns: {shown}); name the column with the articles 'text'")
    unknown: set[str] = set()
    _note_unknown(dict.fromkeys(header), unknown, name, on_note)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield BadField(f"{name} line {reader.line_num}", f"not CSV ({error})")
            continue
        if cells is None:
            return
        where = f"{name} line {reader.line_num}"
        if not cells:
            continue
        if len(cells) != len(header):
            yield BadField(where, f"{len(cells)} cells where the header has {len(header)}")
            continue
        yield where, {c: v for c, v in zip(header, cells, strict=True) if v or c == "text"}


def _note_unknown(row: Mapping[str, Any], seen: set[str], name: str, on_note: Note | None) -> None:
    """Tell once a file of each field that no Document has."""
    fresh = [field for field in row if field not in FIELDS and field not in seen]
    seen.update(fresh)
    if fresh and on_note is not None:
        for field in fresh:
            on_note(f"{name}: field {field!r} is unknown and left out; {nearest(field, FIELDS)}")


def _dated(document: Document, where: str, on_note: Note | None) -> Document:
    """The document, its date left out where it is none: the text can still be coded, only relative dates cannot.

    Raises:
        BadField: The date is none, and nobody asked to be told.
    """
    if document.published_at is None:
        return document
    if not document.published_at.strip():
        return msgspec.structs.replace(document, published_at=None)
    try:
        day(document.published_at, where)
    except BadField as error:
        if on_note is None:
            raise
        on_note(f"{error}; coded without a date")
        return msgspec.structs.replace(document, published_at=None)
    return document


def _document(fields: Mapping[str, Any], where: str) -> Document:
    """The Document of some fields.

    Raises:
        BadField: The text is missing, or a field is of a wrong type.
    """
    if "text" not in fields:
        raise BadField(where, "no field 'text'; the fields are " + ", ".join(FIELDS))
    known: dict[str, str] = {}
    for name in FIELDS:
        value = fields.get(name)
        if value is None:
            if name == "text":
                raise BadField(where, "text is null, not a string")
            continue
        if not isinstance(value, str):
            raise BadField(where, f"{name} is a {type(value).__name__} ({value!r:.40}), not a string")
        known[name] = value
    return Document(**known)
