"""Writes documents as JSON Lines, CSV or Parquet: into one file, or into a folder in parts."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

import msgspec

from panj.errors import OutputError
from panj.records import Document, Record
from panj.store.files import Sink, Writer
from panj.store.rows import CsvRows, ParquetRows
from panj.store.tables import schema

PART = 10_000
"""Documents of a part of a folder."""
_BATCH = 500
_FIELDS = tuple(field.name for field in msgspec.structs.fields(Document))


class _Lines:
    """JSON Lines, fields that are not known left out."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, document: Record) -> None:
        """Add a line."""
        known = {k: v for k, v in msgspec.structs.asdict(document).items() if v is not None}
        self._file.write(msgspec.json.encode(known) + b"\n")

    def close(self) -> None:
        """Nothing is held back."""


class _Packed(_Lines):
    """JSON Lines in gzip, the same bytes for the same documents."""

    def __init__(self, file: BinaryIO) -> None:
        self._packed = gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0)
        super().__init__(cast(BinaryIO, self._packed))

    def close(self) -> None:
        """Write the end of the gzip stream."""
        self._packed.close()


class _Table(CsvRows):
    """CSV, a column a field."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, _FIELDS)

    def write(self, document: Record) -> None:
        """Add a row."""
        self.add(msgspec.structs.asdict(document))


class _Parquet(ParquetRows):
    """Parquet, a column a field."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, schema(dict.fromkeys(_FIELDS, str)), _BATCH)

    def write(self, document: Record) -> None:
        """Add a row."""
        self.add(msgspec.structs.asdict(document))


_SINKS: dict[str, Callable[[BinaryIO], Sink]] = {
    ".jsonl": _Lines, ".ndjson": _Lines, ".gz": _Packed, ".csv": _Table, ".parquet": _Parquet,
}  # fmt: skip


class DocumentWriter:
    """Writes documents; used with `with`. A file, or a part of a folder, appears when it is whole, or never."""

    def __init__(self, out: Path | None) -> None:
        """Choose the place: None is standard output; a folder, or a name without an ending, is written in parts.

        Raises:
            OutputError: It cannot be written, or the folder holds documents already.
        """
        self.count = 0
        self._folder = out if out is not None and (out.is_dir() or not (out.suffix or out.exists())) else None
        self._writer: Writer | None = None
        if self._folder is not None:
            self._make_folder(self._folder)
        elif out is None:
            self._writer = Writer(None, _Lines)
        elif out.suffix.lower() not in _SINKS or (out.suffix == ".gz" and not out.stem.endswith((".jsonl", ".ndjson"))):
            raise OutputError(
                f"{out}: no format has this ending; give .jsonl, .jsonl.gz, .csv or .parquet, or a folder"
            )
        else:
            self._writer = Writer(out, _SINKS[out.suffix.lower()])

    def _make_folder(self, folder: Path) -> None:
        """Make a folder without documents.

        Raises:
            OutputError: It cannot be made, or holds some already.
        """
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder}: cannot be made ({error.strerror})") from None
        if any(folder.glob("documents-*")):
            raise OutputError(f"{folder}: holds documents already; give another folder")

    def write(self, document: Document) -> None:
        """Add a document.

        Raises:
            OutputError: The place is full or gone.
        """
        if self._folder is not None and self.count % PART == 0:
            if self._writer is not None:
                self._writer.finish()
            self._writer = Writer(self._folder / f"documents-{self.count // PART + 1:05}.jsonl", _Lines)
        assert self._writer is not None
        self._writer.write(document)
        self.count += 1

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish, or after an error remove what is unfinished."""
        if self._writer is not None:
            self._writer.__exit__(kind, error, trace)
