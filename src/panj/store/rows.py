"""Rows into a CSV or Parquet file that is open: what the writers of claims, documents and runs have in common."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from typing import Any, BinaryIO

from panj.errors import MissingExtra

GROUP = 2000
"""Rows of one row group of Parquet."""


class CsvRows:
    """CSV with a header; what is null is empty."""

    def __init__(self, file: BinaryIO, columns: Collection[str]) -> None:
        """Write the header."""
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        self._rows = csv.DictWriter(self._text, columns, lineterminator="\n")
        self._rows.writeheader()

    def add(self, row: Mapping[str, object]) -> None:
        """Add a row."""
        self._rows.writerow({column: "" if value is None else value for column, value in row.items()})

    def close(self) -> None:
        """Flush and let go of the file."""
        self._text.flush()
        self._text.detach()


class ParquetRows:
    """Parquet with zstd, a group of rows at a time."""

    def __init__(self, file: Any, form: Any, group: int = GROUP) -> None:
        """Write the head of the file.

        Args:
            file: The file.
            form: The Arrow schema.
            group: Rows of one row group.

        Raises:
            MissingExtra: pyarrow is not installed.
        """
        arrow, parquet = libraries()
        self._form = form
        self._writer = parquet.ParquetWriter(file, form, compression="zstd")
        self._batch = arrow.RecordBatch
        self._group = group
        self._waiting: list[Mapping[str, object]] = []

    def add(self, row: Mapping[str, object]) -> None:
        """Add a row."""
        self._waiting.append(row)
        if len(self._waiting) >= self._group:
            self._flush()

    def _flush(self) -> None:
        """Write the rows held back."""
        if self._waiting:
            self._writer.write_batch(self._batch.from_pylist(self._waiting, schema=self._form))
            self._waiting.clear()

    def close(self) -> None:
        """Write the rows held back and the footer."""
        self._flush()
        self._writer.close()


def libraries() -> tuple[Any, Any]:
    """The modules pyarrow and pyarrow.parquet.

    Raises:
        MissingExtra: They are not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra("writing Parquet", "parquet") from None
    return pyarrow, pyarrow.parquet
