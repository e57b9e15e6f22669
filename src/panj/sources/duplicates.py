"""Near-duplicates and wire copies: each document that repeats one read before is marked with it, never dropped.

MinHash over runs of five words (Broder 1997), found again by locality-sensitive hashing: 64 bands of 3 hashes, so that a
pair that shares .3 of its runs is looked at with a probability of .83, one that shares .02 with .0005. Two texts are
the same where the estimated resemblance is at least `ALIKE`, or where the shorter one stands almost whole in the longer
(`CONTAINED`): wire copy is cut from the end. Everything is kept in a temporary SQLite database that spills to the disk:
memory stays flat however long the run. The same documents in the same order give the same marks.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zlib
from collections import Counter
from types import TracebackType
from typing import Any, Self

import msgspec

from panj.records import Document

RUN = 5
"""Words of a run."""
LEAST = 12
"""Words of the shortest text that can be a copy."""
ALIKE = 0.5
"""Share of common runs among all runs of both, from which two texts are the same."""
CONTAINED = 0.8
"""Share of the shorter text's runs that stand in the longer one, from which it is a copy of it."""
_HASHES, _BANDS = 192, 64
_WORD = re.compile(r"\w+")
_CANDIDATES = 200
"""Documents that a text is held against, the first ones; no band needs to know more, however often a text is repeated."""


class Duplicates:
    """The documents of a run, as far as they are needed to know a copy."""

    def __init__(self) -> None:
        """No document is known yet."""
        import numpy

        self._numpy = numpy
        random = numpy.random.RandomState(5)  # fixed for ever: the marks must be the same in each run
        self._factor = random.randint(1, 1 << 31, _HASHES, dtype=numpy.int64).astype(numpy.uint64) | numpy.uint64(1)
        self._shift = random.randint(0, 1 << 31, _HASHES, dtype=numpy.int64).astype(numpy.uint64)
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-64000;"
            "CREATE TABLE documents(n INTEGER PRIMARY KEY, id TEXT, runs INTEGER, signature BLOB);"
            "CREATE TABLE bands(key INTEGER, n INTEGER, PRIMARY KEY(key, n)) WITHOUT ROWID; BEGIN;"
        )
        self._count = 0

    def mark(self, document: Document) -> Document:
        """The document, with `copy_of` where it repeats one that was marked before; it is remembered."""
        found = self._signature(document.text)
        if found is None:
            return document
        signature, runs = found
        keys = self._keys(signature)
        original, full = self._original(signature, runs, keys)
        self._count += 1
        self._base.execute(
            "INSERT INTO documents VALUES(?,?,?,?)", (self._count, document.id, runs, signature.tobytes())
        )
        fresh = [(key, self._count) for key in keys if full[key] < _CANDIDATES]
        self._base.executemany("INSERT OR IGNORE INTO bands VALUES(?,?)", fresh)
        if original is None or document.copy_of is not None:
            return document
        return msgspec.structs.replace(document, copy_of=original)

    def _signature(self, text: str) -> tuple[Any, int] | None:
        """The least hash of the runs of a text by each of the hash functions, and how many runs it has."""
        numpy = self._numpy
        words = _WORD.findall(text.lower())
        if len(words) < LEAST:
            return None
        codes = numpy.array([zlib.crc32(word.encode("utf-8", "replace")) for word in words], dtype=numpy.uint64)
        runs = codes[: -RUN + 1].copy()
        for step in range(1, RUN):
            runs *= numpy.uint64(0x9E3779B97F4A7C15)
            runs ^= codes[step : len(codes) - RUN + 1 + step]
        runs = numpy.unique(runs)
        runs ^= runs >> numpy.uint64(29)
        runs *= numpy.uint64(0xBF58476D1CE4E5B9)
        runs >>= numpy.uint64(32)
        least = numpy.full(_HASHES, numpy.iinfo(numpy.uint64).max, dtype=numpy.uint64)
        for start in range(0, len(runs), 4096):  # in pieces: a long text must not fill the memory
            some = runs[start : start + 4096, None] * self._factor + self._shift
            some ^= some >> numpy.uint64(31)
            some *= numpy.uint64(0x94D049BB133111EB)
            numpy.minimum(least, some.min(axis=0), out=least)
        return (least >> numpy.uint64(32)).astype(numpy.uint32), len(runs)

    def _keys(self, signature: Any) -> list[int]:
        """One number for each band of a signature."""
        data = signature.tobytes()
        size = len(data) // _BANDS
        return [
            int.from_bytes(
                hashlib.blake2b(data[b * size : (b + 1) * size], digest_size=8, salt=bytes([b])).digest(), "big"
            )
            >> 1
            for b in range(_BANDS)
        ]

    def _original(self, signature: Any, runs: int, keys: list[int]) -> tuple[str | None, Counter[int]]:
        """The id of the first document that a text repeats, and how many documents each of its bands has."""
        numpy = self._numpy
        marks = ",".join("?" * len(keys))
        near = self._base.execute(f"SELECT key, n FROM bands WHERE key IN ({marks})", keys).fetchall()
        full = Counter(key for key, _ in near)
        for n in sorted({n for _, n in near})[:_CANDIDATES]:
            id, others, data = self._base.execute(
                "SELECT id, runs, signature FROM documents WHERE n = ?", (n,)
            ).fetchone()
            share = float((numpy.frombuffer(data, dtype=numpy.uint32) == signature).mean())
            common = share * (runs + others) / (1 + share)
            if share >= ALIKE or common / min(runs, others) >= CONTAINED:
                return str(id), full
        return None, full

    def close(self) -> None:
        """Forget all."""
        self._base.close()

    def __enter__(self) -> Self:
        """The index itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Forget all."""
        self.close()
