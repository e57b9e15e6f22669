"""JSON Lines and JSON -> the fields of documents."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, cast

import msgspec

from panj.errors import BadField, DocumentError, TooMuch, nearest
from panj.sources import bounds
from panj.sources.check import FIELDS
from panj.sources.decode import decode, refuse_binary, utf8

Found = tuple[str, dict[str, Any]] | DocumentError
"""(where, fields) of a document, or the error that refuses it."""
Note = Callable[[str], None]
_UNKNOWN = 12
"""Unknown fields that are named."""


def lines(file: BinaryIO, name: str, columns: Mapping[str, str], on_note: Note | None) -> Iterator[Found]:
    """The documents of JSON Lines; a bad line is refused by its number.

    Args:
        file: The bytes.
        name: How to call it.
        columns: The key of a document's field, where it is not its name.
        on_note: Told of unknown fields.
    """
    decoder = msgspec.json.Decoder()
    unknown: set[str] = set()
    number = 0
    file, on_bytes = utf8(file), on_note
    while line := file.readline(bounds.LINE + 1):
        number += 1
        where = f"{name} line {number}"
        if len(line) > bounds.LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(1 << 20)
            yield TooMuch(where, f"a line of more than {bounds.LINE:,} bytes, the limit; split it into documents")
            continue
        if not line.strip():
            continue
        try:
            if number == 1:
                refuse_binary(line, name)
                line = line.removeprefix(b"\xef\xbb\xbf")
            try:
                value = decoder.decode(line)
            except UnicodeDecodeError:
                value = decoder.decode(decode(line, where, on_bytes))
                on_bytes = None  # told once
            yield where, row_of(value, where, name, columns, unknown, on_note)
        except (msgspec.DecodeError, RecursionError) as error:
            yield BadField(where, f"not JSON ({error})")
        except DocumentError as error:
            yield error
            if error.where == name:
                return
    if not number:
        yield DocumentError(name, "an empty file; give JSON Lines, one document a line")


def values(file: BinaryIO, name: str, columns: Mapping[str, str], on_note: Note | None) -> Iterator[Found]:
    """The documents of a JSON file: an object, a list of them, or objects a line after all."""
    data = bounds.whole(file, bounds.JSON, name, "JSON file (not JSON Lines)")
    try:
        found = msgspec.json.decode(decode(data, name, on_note))
    except (msgspec.DecodeError, RecursionError) as error:
        if data.lstrip()[:1] == b"{" and b"\n" in data.strip():
            yield from lines(cast(BinaryIO, io.BufferedReader(io.BytesIO(data))), name, columns, on_note)
        else:
            yield BadField(name, f"not JSON ({error})")
        return
    del data
    unknown: set[str] = set()
    rows = found if isinstance(found, list) else [found]
    for number, row in enumerate(rows, 1):
        where = f"{name} value {number}" if isinstance(found, list) else name
        try:
            yield where, row_of(row, where, name, columns, unknown, on_note)
        except DocumentError as error:
            yield error


def row_of(
    row: object, where: str, name: str, columns: Mapping[str, str], unknown: set[str], on_note: Note | None
) -> dict[str, Any]:
    """The fields of a JSON object.

    Raises:
        BadField: It is no object.
    """
    if not isinstance(row, dict):
        raise BadField(where, f"a JSON {type(row).__name__}, not an object with a text")
    if columns:
        mapped = {field: row[key] for field, key in columns.items() if key in row}
        row = {**{k: v for k, v in row.items() if k not in columns.values()}, **mapped}
    note_unknown(row, unknown, name, on_note)
    return row


def note_unknown(row: Mapping[str, Any], seen: set[str], name: str, on_note: Note | None) -> None:
    """Tell once a file of the fields that no Document has, those of a row at once."""
    if on_note is None or len(seen) >= _UNKNOWN:
        return
    fresh = [field for field in row if field not in FIELDS and field not in seen]
    seen.update(fresh)
    if len(fresh) == 1:
        on_note(f"{name}: field {fresh[0]!r:.80} is unknown and left out; {nearest(fresh[0][:80], FIELDS)}")
    elif fresh:
        shown = ", ".join(f"{field!r:.40}" for field in fresh[:_UNKNOWN]) + ", ..." * (len(fresh) > _UNKNOWN)
        on_note(f"{name}: fields {shown} are unknown and left out; known: {', '.join(FIELDS)}; --map names others")
