"""What is remembered of feeds from one run to the next, so that each is read on without repeats."""

from __future__ import annotations

from pathlib import Path

import msgspec

from panj.beside import Beside
from panj.errors import OutputError, SourceError

KEPT = 20_000
"""Entries remembered of one feed, the latest."""


class Feed(msgspec.Struct):
    """A feed as it was when last read."""

    etag: str | None = None
    """The server's mark of the version that was read."""
    modified: str | None = None
    """When that version was made, as the server writes it."""
    seen: list[str] = []
    """The ids of the entries that were read, in order."""


class State:
    """The feeds of a state file; changes reach the file with `save`, when their documents are safe."""

    def __init__(self, path: Path | None = None) -> None:
        """Load the file; without one, or where it does not exist yet, nothing is remembered.

        Raises:
            SourceError: The file is no state file, or cannot be read.
        """
        self.path = path
        self.feeds: dict[str, Feed] = {}
        if path is None or not path.exists():
            return
        try:
            self.feeds = msgspec.json.decode(path.read_bytes(), type=dict[str, Feed])
        except OSError as error:
            raise SourceError(f"{path}: cannot be read ({error.strerror})") from None
        except msgspec.DecodeError as error:
            raise SourceError(f"{path}: not a state file of panj read ({error}); give another, or a new name") from None

    def note(self, url: str, etag: str | None, modified: str | None, seen: list[str]) -> None:
        """Remember a feed: its version, and the ids of the entries read now."""
        before = self.feeds.get(url, Feed()).seen
        self.feeds[url] = Feed(etag, modified, list(dict.fromkeys([*before, *seen]))[-KEPT:])

    def save(self) -> None:
        """Write the file, whole or not at all.

        Raises:
            OutputError: It cannot be written.
        """
        if self.path is None:
            return
        try:
            with Beside(self.path) as file:
                file.write(msgspec.json.format(msgspec.json.encode(self.feeds)))
        except OSError as error:
            raise OutputError(f"{self.path}: cannot be written ({error.strerror})") from None
