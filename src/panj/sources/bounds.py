"""The bounds on memory and time within which any file is read, however hostile, and streams that keep to them."""

from __future__ import annotations

import io
from typing import BinaryIO, Protocol

from panj.errors import DocumentError, TooMuch
from panj.sources.check import LONGEST

PAGE = 10_000_000
"""Bytes of the largest HTML page: the longest articles have 2,000,000 with all their scripts."""
EXPORT = 50_000_000
"""Bytes of the largest export of LexisNexis or Factiva; they hold 500 articles at most."""
FEED = 20_000_000
"""Bytes of the largest feed."""
TEXT = 4 * LONGEST + 4
"""Bytes of the longest plain text: a character has at most four."""
LINE = 8 * LONGEST
"""Bytes of the longest JSON line: a character may be written as six (\\u00e9)."""
JSON = 64_000_000
"""Bytes of the largest JSON file that is one value, not a value a line."""
SPOOLED = 4_000_000_000
"""Bytes of the largest archive or table inside another file: it is unpacked to the disk first."""
NESTED = 4
"""Layers of compression and archives inside each other."""
ENTRIES = 200_000
"""Files of the largest zip archive."""
DIRECTORY = 16_000_000
"""Bytes of the largest zip directory."""
DEPTH = 1_000
"""Tags inside each other in the most deeply nested page; real ones stay below 100."""
SECONDS = 20.0
"""Time that one page, feed or batch of rows may take to read."""
MEMORY = 3_000_000_000
"""Bytes of address space of the process that reads pages, feeds and Parquet."""
RATIO = 200
"""How many times its size a compressed file may expand, beyond the first `FREE` bytes; text expands three to ten times."""
FREE = 64_000_000
"""Bytes that any compressed file may expand to."""


class Readable(Protocol):
    """What can be read."""

    def read(self, size: int, /) -> bytes:
        """Up to so many bytes; none at the end."""


class Budget:
    """What one file, with all that is packed inside it, may still expand to."""

    def __init__(self, size: int | None = None) -> None:
        """Nothing is unpacked yet; `size` is that of the file, None while it is only seen going by."""
        self.size = size
        self.seen = 0
        self.spent = 0

    @property
    def exhausted(self) -> bool:
        """Whether it has expanded to more than it may."""
        size = self.seen if self.size is None else self.size
        return self.spent > FREE + RATIO * size

    def spend(self, count: int, where: str) -> None:
        """Note bytes that were unpacked.

        Raises:
            TooMuch: They are more than a file of this size may expand to.
        """
        self.spent += count
        if self.exhausted:
            raise TooMuch(where, f"expands to more than {RATIO} times its size ({self.spent:,} bytes so far): a bomb")


class Seen(io.RawIOBase):
    """A stream that tells a budget how many packed bytes went by."""

    def __init__(self, inner: BinaryIO, budget: Budget) -> None:
        """Watch a stream."""
        self._inner = inner
        self._budget = budget

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """How many bytes were read into the buffer."""
        data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        self._budget.seen += len(data)
        return len(data)


class Unpacked(io.RawIOBase):
    """The bytes that a decompressor gives, within a budget; whatever it raises becomes a refusal."""

    def __init__(self, inner: Readable, budget: Budget, where: str, what: str) -> None:
        """Read a decompressor; `what` names it, e.g. "gzip"."""
        self._read = getattr(inner, "read1", inner.read)  # what there is before any damage, not all or nothing
        self._budget = budget
        self._where = where
        self._what = what

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """How many bytes were read into the buffer.

        Raises:
            TooMuch: They are more than the budget allows.
            DocumentError: The packed data are damaged.
        """
        try:
            data = self._read(len(buffer))
        except DocumentError:
            raise
        except MemoryError:
            raise TooMuch(self._where, f"needs more memory than there is to unpack as {self._what}") from None
        except Exception as error:
            raise DocumentError(
                self._where, f"damaged {self._what} ({error}); documents before that place were read"
            ) from None
        self._budget.spend(len(data), self._where)
        buffer[: len(data)] = data
        return len(data)


def whole(file: Readable, limit: int, where: str, what: str = "file") -> bytes:
    """All bytes of a stream.

    Raises:
        TooMuch: There are more than the limit.
    """
    parts: list[bytes] = []
    left = limit + 1
    while left and (data := file.read(min(left, 1 << 20))):
        parts.append(data)
        left -= len(data)
    if not left:
        raise TooMuch(where, f"a {what} of more than {limit:,} bytes, the limit; split it, or take out what is no text")
    return b"".join(parts)
