"""Writes claims, annotations and relations as JSON Lines, CSV or Parquet, and reads claims back.

A file is written beside its place under another name and renamed when it is whole: there is never half a file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

import msgspec

from panj.beside import Beside
from panj.errors import OutputError, SourceError, UnknownName
from panj.records import Claim, Record
from panj.store.flat import COLUMNS, flat
from panj.store.folder import CLAIMS as CLAIM_PARTS
from panj.store.folder import Folder
from panj.store.rows import CsvRows, ParquetRows, libraries
from panj.store.tables import CLAIMS, claim_row, schema

_STANDARD = Path("-")
FORMATS = ("jsonl", "csv", "parquet")
_SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}


class Sink(Protocol):
    """What turns records into bytes of one format."""

    def write(self, record: Record) -> None:
        """Add a record."""

    def close(self) -> None:
        """Write what is still held back."""


class _Lines:
    """JSON Lines."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._encoder = msgspec.json.Encoder()
        self._buffer = bytearray()

    def write(self, record: Record) -> None:
        """Add a line."""
        self._encoder.encode_into(record, self._buffer)
        self._buffer += b"\n"
        self._file.write(self._buffer)

    def close(self) -> None:
        """Nothing is held back."""


class _Table(CsvRows):
    """CSV, one row a claim, the columns of `panj.store.flat`."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, COLUMNS)

    def write(self, record: Record) -> None:
        """Add a row."""
        self.add(flat(_claim(record)))


class _Parquet(ParquetRows):
    """Parquet, the columns of `panj.store.flat` and the whole record as JSON beside them."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, schema(CLAIMS))

    def write(self, record: Record) -> None:
        """Add a row."""
        self.add(claim_row(_claim(record)))


def _claim(record: Record) -> Claim:
    """The record, if it is a claim.

    Raises:
        OutputError: It is not: only claims have rows.
    """
    if not isinstance(record, Claim):
        raise OutputError(f"a {type(record).__name__.lower()} has no rows; write JSON Lines")
    return record


_SINKS: dict[str, Callable[[BinaryIO], Sink]] = {"jsonl": _Lines, "csv": _Table, "parquet": _Parquet}


class Writer:
    """Writes records to one place; used with `with`, the file appears only if the block ends well."""

    def __init__(self, out: Path | None, form: Callable[[BinaryIO], Sink]) -> None:
        """Open the place; None is standard output.

        Args:
            out: The file.
            form: What turns records into its bytes.

        Raises:
            OutputError: Nothing can be written there.
            MissingExtra: The format needs a library that is not installed.
        """
        self._out = out
        self._beside = None if out is None else _beside(out)
        self._file: BinaryIO = sys.stdout.buffer if self._beside is None else self._beside.file
        try:
            self._sink = form(self._file)
        except BaseException as error:
            self._discard()
            if isinstance(error, OSError):
                raise self._full(error) from None
            raise
        self.count = 0

    def write(self, record: Record) -> None:
        """Add a record.

        Raises:
            OutputError: The place is full or gone.
        """
        try:
            self._sink.write(record)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._full(error) from None
        self.count += 1

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish and rename the file, or after an error remove it."""
        if kind is None:
            self.finish()
        else:
            self._discard()

    def finish(self) -> None:
        """Finish the file and give it its name.

        Raises:
            OutputError: The place is full or gone.
        """
        try:
            self._sink.close()
            if self._beside is None:
                self._file.flush()
            else:
                self._beside.keep()
        except OSError as problem:
            self._discard()
            raise self._full(problem) from None

    def _full(self, error: OSError) -> OutputError:
        """What is told where the place is full or gone."""
        return OutputError(f"{self._out or 'standard output'}: cannot be written ({error.strerror})")

    def _discard(self) -> None:
        """Remove the unfinished file."""
        if self._beside is not None:
            self._beside.discard()


def _beside(out: Path) -> Beside:
    """A new file in the folder of `out`.

    Raises:
        OutputError: The folder does not exist or nothing can be written in it.
    """
    if out.is_dir():
        raise OutputError(f"{out}: is a folder; give the name of a file")
    try:
        return Beside(out)
    except OSError as error:
        raise OutputError(
            f"{out}: cannot be written ({error.strerror}); give a folder that exists and can be written"
        ) from None


def open_writer(out: Path | None, format: str | None) -> Writer:
    """A Writer for a place; without a format, that of the file's ending, JSON Lines where it has none.

    Raises:
        UnknownName: There is no such format.
        OutputError: Nothing can be written there, or no format has this ending.
    """
    out = None if out == _STANDARD else out
    chosen = format or (_by_ending(out) if out else "jsonl")
    if chosen not in FORMATS:
        raise UnknownName("format", chosen, FORMATS)
    return Writer(out, _SINKS[chosen])


def _by_ending(out: Path) -> str:
    """The format of a file by its ending.

    Raises:
        OutputError: No format has it.
    """
    suffix = out.suffix.lower()
    if suffix and suffix not in _SUFFIXES:
        raise OutputError(f"{out}: no format has this ending; give {', '.join(_SUFFIXES)}, or say which with --format")
    return _SUFFIXES.get(suffix, "jsonl")


def read_claims(path: Path) -> Iterator[Claim]:
    """The claims of a JSON Lines or Parquet file that panj wrote, or of the folder of a run.

    Raises:
        SourceError: It cannot be read, or holds something else.
    """
    decoder = msgspec.json.Decoder(Claim)
    files = [path]
    if path.is_dir():
        files = Folder(path).parts(CLAIM_PARTS)
        if not files:
            raise SourceError(f"{path}: no run with claims; give a file or folder that panj code --out has written")
    try:
        for file in files:
            for where, record in _records(file):
                try:
                    yield decoder.decode(record)
                except msgspec.MsgspecError as error:
                    raise SourceError(
                        f"{where}: not a claim ({error}); give a file of panj code --format jsonl or parquet"
                    ) from None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from None


def _records(path: Path) -> Iterator[tuple[str, bytes | str]]:
    """(where, JSON) of each record of a file."""
    if path.suffix.lower() == ".parquet":
        arrow, parquet = libraries()
        try:
            with parquet.ParquetFile(path) as table:
                for batch in table.iter_batches(columns=["record"]):
                    yield from ((f"{path}", record) for record in batch.column(0).to_pylist())
        except arrow.ArrowException as error:
            raise SourceError(f"{path}: not Parquet of panj ({error})") from None
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield f"{path} line {number}", line
