"""The log of a run: one line of JSON for each refused document, none twice, however often the run was begun."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from panj.beside import Beside
from panj.errors import OutputError
from panj.sources import Refusal
from panj.store.folder import CLAIMS, DOCUMENTS, Folder
from panj.store.rows import libraries
from panj.store.tables import Head

COLUMNS = ("item", "document_id", "origin", "kind", "reason")


class Log:
    """Writes the log, if one is asked for."""

    def __init__(self, path: Path | None, folder: Folder) -> None:
        """Nothing is written yet."""
        self._path = path
        self._folder = folder

    def start(self) -> None:
        """Write it anew from the parts that are finished, in their order."""
        if self._path is None:
            return
        try:
            with Beside(self._path) as file:
                for row in refusals(self._folder):
                    file.write(msgspec.json.encode(row) + b"\n")
        except OSError as error:
            raise OutputError(f"--log {self._path}: cannot be written ({error.strerror})") from None

    def add(self, head: Head, refused: tuple[Refusal, ...]) -> None:
        """Add the refused documents of a part that has just been finished."""
        if self._path is None or not refused:
            return
        rows = (r for r in _of(self._folder.path / DOCUMENTS / f"part-{head.part:06d}.parquet"))
        try:
            with self._path.open("ab") as file:
                for row in rows:
                    file.write(msgspec.json.encode(row) + b"\n")
        except OSError as error:
            raise OutputError(f"--log {self._path}: cannot be written ({error.strerror})") from None


def refusals(folder: Folder) -> Iterator[dict[str, object]]:
    """The refused documents of the finished parts of a run, in order."""
    for path in folder.parts(CLAIMS):
        yield from _of(folder.path / DOCUMENTS / path.name)


def _of(path: Path) -> Iterator[dict[str, object]]:
    """The refused documents of a part."""
    _, parquet = libraries()
    if not path.exists():
        return
    for row in parquet.read_table(path, columns=["status", *COLUMNS]).to_pylist():
        if row.pop("status") == "refused":
            yield row
