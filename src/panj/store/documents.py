"""Writes documents as JSON Lines, CSV or Parquet: into one file, or into a folder in parts."""

from __future__ import annotations

import csv
import gzip
import io
import os
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Protocol, Self, cast

import msgspec

from panj.errors import MissingExtra, OutputError
from panj.records import Document

PART = 10_000
"""Documents of a part of a folder."""
_BATCH = 500
_FIELDS = tuple(field.name for field in msgspec.structs.fields(Document))


class _Sink(Protocol):
    """What turns documents into bytes of one format."""

    def write(self, document: Document) -> None:
        """Add a document."""

    def close(self) -> None:
        """Write what is held back; the file itself stays open."""


class _Lines:
    """JSON Lines, fields that are not known left out."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, document: Document) -> None:
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


class _Table:
    """CSV."""

    def __init__(self, file: BinaryIO) -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        self._rows = csv.writer(self._text, lineterminator="\n")
        self._rows.writerow(_FIELDS)

    def write(self, document: Document) -> None:
        """Add a row."""
        self._rows.writerow([value or "" for value in msgspec.structs.astuple(document)])

    def close(self) -> None:
        """Let go of the file."""
        self._text.flush()
        self._text.detach()


class _Parquet:
    """Parquet with zstd, a column a field."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError:
            raise MissingExtra("writing Parquet", "parquet") from None
        self._schema = pyarrow.schema([(name, pyarrow.string()) for name in _FIELDS])
        self._writer = pyarrow.parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._batch = pyarrow.RecordBatch
        self._rows: list[dict[str, Any]] = []

    def write(self, document: Document) -> None:
        """Add a row."""
        self._rows.append(msgspec.structs.asdict(document))
        if len(self._rows) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        """Write the rows held back."""
        if self._rows:
            self._writer.write_batch(self._batch.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()

    def close(self) -> None:
        """Write the rows held back and the footer."""
        self._flush()
        self._writer.close()


_SINKS: dict[str, type[_Lines] | type[_Table] | type[_Parquet]] = {
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
        self._out = out
        self._folder = out is not None and (out.is_dir() or not out.suffix)
        self._part = 0
        self._file: BinaryIO | None = None
        self._temporary: Path | None = None
        self._sink: _Sink | None = None
        if out is None:
            self._file, self._sink = sys.stdout.buffer, _Lines(sys.stdout.buffer)
        elif self._folder:
            self._make_folder(out)
        elif out.suffix.lower() not in _SINKS or (out.suffix == ".gz" and not out.stem.endswith((".jsonl", ".ndjson"))):
            raise OutputError(
                f"{out}: no format has this ending; give .jsonl, .jsonl.gz, .csv or .parquet, or a folder"
            )
        else:
            self._open(out)

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

    def _open(self, out: Path) -> None:
        """Begin a file beside its place."""
        try:
            handle, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent)
        except OSError as error:
            raise OutputError(f"{out}: cannot be written ({error.strerror}); give a folder that exists") from None
        mask = os.umask(0)
        os.umask(mask)
        self._temporary = Path(name)
        self._temporary.chmod(0o666 & ~mask)
        self._file = os.fdopen(handle, "wb")
        try:
            self._sink = _SINKS[out.suffix.lower()](self._file)
        except BaseException:
            self._discard()
            raise

    def write(self, document: Document) -> None:
        """Add a document.

        Raises:
            OutputError: The place is full or gone.
        """
        try:
            if self._folder and self.count % PART == 0:
                self._finish()
                self._part += 1
                assert self._out is not None
                self._open(self._out / self._name())
            assert self._sink is not None
            self._sink.write(document)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"{self._out or 'standard output'}: cannot be written ({error.strerror})") from None
        self.count += 1

    def _name(self) -> str:
        """The name of the part that is being written."""
        return f"documents-{self._part:05}.jsonl"

    def _finish(self) -> None:
        """Give the file that is being written its name."""
        if self._sink is None or self._file is None:
            return
        self._sink.close()
        self._file.flush()
        if self._temporary is None or self._out is None:
            return
        os.fsync(self._file.fileno())
        self._file.close()
        self._temporary.replace(self._out / self._name() if self._folder else self._out)
        self._temporary = self._sink = self._file = None

    def _discard(self) -> None:
        """Remove the unfinished file."""
        if self._temporary is not None and self._file is not None:
            self._file.close()
            self._temporary.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish, or after an error remove what is unfinished."""
        if kind is not None:
            self._discard()
            return
        try:
            self._finish()
        except OSError as problem:
            self._discard()
            raise OutputError(f"{self._out or 'standard output'}: cannot be written ({problem.strerror})") from None
