"""Files that appear whole or not at all: written beside their place under another name, synced, and renamed."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO


class Beside:
    """A file that is being written; used with `with`, it gets its name if the block ends well, else it is gone."""

    def __init__(self, path: Path) -> None:
        """Open a new file in the folder of a path.

        Raises:
            OSError: Nothing can be written there.
        """
        self._path = path
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        self._work = Path(name)
        mask = os.umask(0)
        os.umask(mask)
        self._work.chmod(0o666 & ~mask)
        self.file: BinaryIO = os.fdopen(handle, "wb")

    def keep(self) -> None:
        """Give the file its name.

        Raises:
            OSError: The disk is full, or the place gone.
        """
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        self._work.replace(self._path)

    def discard(self) -> None:
        """Remove the file."""
        with suppress(OSError):  # the disk is full: what is held back cannot be written, and need not be
            self.file.close()
        self._work.unlink(missing_ok=True)

    def __enter__(self) -> BinaryIO:
        """The file."""
        return self.file

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Keep the file, or after an error remove it."""
        try:
            if kind is None:
                self.keep()
        finally:
            self.discard()
