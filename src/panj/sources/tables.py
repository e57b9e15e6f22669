"""CSV, TSV and Parquet -> the fields of documents, with a column for a field of any name."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, cast

from panj.errors import BadField, DocumentError, SourceError, TooMuch, UnknownName
from panj.sources import bounds
from panj.sources.check import FIELDS
from panj.sources.decode import BROKEN, decode, encoding_of, refuse_binary, utf8
from panj.sources.lines import Found, Note, note_unknown

_CELL = 4_000_000
"""Characters of the longest cell; a quote that is never closed ends here."""


def columns_of(written: Iterable[str]) -> dict[str, str]:
    """The column of each field, as `--map` gives them.

    >>> columns_of(["text=body,published_at=date"])
    {'text': 'body', 'published_at': 'date'}

    Raises:
        SourceError: It is not FIELD=COLUMN.
        UnknownName: No document has such a field.
    """
    found: dict[str, str] = {}
    for part in (p for value in written for p in value.split(",")):
        field, sign, column = part.partition("=")
        field, column = field.strip(), column.strip()
        if not sign or not column:
            raise SourceError(f"--map {part!r}: not FIELD=COLUMN; write it as text=body,published_at=date")
        if field not in FIELDS and column in FIELDS:
            raise SourceError(f"--map {part!r}: the field comes first; write it as {column}={field}")
        if field not in FIELDS:
            raise UnknownName("field", field, FIELDS)
        found[field] = column
    return found


def rows(
    file: BinaryIO, name: str, separator: str, columns: Mapping[str, str], on_note: Note | None
) -> Iterator[Found]:
    """The documents of a CSV file with a header.

    Raises:
        BadField: It has no column for the text.
        DocumentError: It is no text.
    """
    csv.field_size_limit(_CELL)
    reader = csv.reader(_characters(file, name, on_note), delimiter=separator)
    try:
        header = [column.strip() for column in next(reader, [])]
    except csv.Error as error:
        raise BadField(name, f"not CSV ({error})") from None
    fields = _renamed(header, name, columns)
    unknown: set[str] = set()
    note_unknown(dict.fromkeys(fields), unknown, name, on_note)
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
        yield where, {c: v for c, v in zip(fields, cells, strict=True) if v or c == "text"}


def _renamed(header: list[str], name: str, columns: Mapping[str, str]) -> list[str]:
    """The header with the names of fields.

    Raises:
        BadField: A column that `--map` names is missing, or there is none for the text.
    """
    shown = ", ".join(header[:12])[:400] or "none"
    for field, column in columns.items():
        if column not in header:
            raise BadField(name, f"no column {column!r} for {field} (its columns: {shown})")
    taken = {column: field for field, column in columns.items()}
    fields = [taken.get(column, column if column not in columns else f"{column} (as it was)") for column in header]
    if "text" not in fields:
        if len(header) == 1 and (sign := next((s for s in ";|\t" if s in header[0]), None)):
            raise BadField(
                name, f"its header has {sign!r} between the columns; save it with commas, or with tabs as .tsv"
            )
        raise BadField(
            name, f"no column 'text' (its columns: {shown}); name the column with the articles: --map text=COLUMN"
        )
    return fields


def _characters(file: BinaryIO, name: str, on_note: Note | None) -> Iterator[str]:
    """The lines of a text, decoded as they come; the encoding is that of its first 200,000 bytes.

    Raises:
        DocumentError: It is no text in any likely encoding.
    """
    file = utf8(file)
    head = file.read(200_000)
    refuse_binary(head, name)
    encoding = "utf-8-sig"
    try:
        codecs.getincrementaldecoder(encoding)().decode(head, len(head) < 200_000)
    except UnicodeDecodeError:
        decode(head, name, on_note)  # refuses what is no text, and tells the encoding
        found = encoding_of(head)
        encoding = found if found not in (None, "utf-8") else encoding
    text = io.TextIOWrapper(
        io.BufferedReader(_Joined(head, file)), encoding=encoding, errors="surrogateescape", newline=""
    )
    number = 0
    while line := text.readline(_CELL):
        number += 1
        if "\x00" in line:
            line = line.replace("\x00", "")
        try:
            line.encode()
        except UnicodeEncodeError:
            line = line.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            if on_note is not None:
                on_note(f"{name} line {number}: bytes that are not {encoding}, read as {BROKEN}")
        yield line


class _Joined(io.RawIOBase):
    """Bytes already read, then the rest of their file."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """How many bytes were read into the buffer."""
        if self._head:
            data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def parquet_rows(path: str, name: str, columns: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The fields of each row of a Parquet file, a few columns of it in memory at a time; runs behind the fence.

    Raises:
        ImportError: pyarrow is not installed.
        BadField: There is no column for the text.
        TooMuch: A row group would not fit the memory.
    """
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(path, memory_map=True)
    except (pyarrow.ArrowException, OSError) as error:
        raise DocumentError(name, f"damaged Parquet ({error!s:.200})") from None
    header = list(file.schema_arrow.names)
    fields = _renamed(header, name, columns)
    wanted = {column: field for column, field in zip(header, fields, strict=True) if field in FIELDS}
    group_limit = bounds.MEMORY // 3
    for number in range(file.metadata.num_row_groups):
        if file.metadata.row_group(number).total_byte_size > group_limit:
            raise TooMuch(name, f"row group {number} holds more than {group_limit:,} bytes; write smaller row groups")
    try:
        for batch in file.iter_batches(batch_size=64, columns=list(wanted)):
            for row in batch.to_pylist():
                yield {wanted[column]: plain(value) for column, value in row.items() if value is not None}
    except MemoryError:
        raise
    except (pyarrow.ArrowException, OSError) as error:
        raise DocumentError(name, f"damaged Parquet ({error!s:.200}); rows before that place were read") from None


def plain(value: object) -> object:
    """A cell as JSON would have it: dates as ISO 8601, bytes as their text; as they are, to be refused, where they are none."""
    if isinstance(value, bytes):
        try:
            return decode(value, "a cell")
        except DocumentError:
            return value
    written = getattr(value, "isoformat", None)
    if written is not None:
        return cast(str, written())
    return value if isinstance(value, str | int | float | bool | list | dict) else str(value)
