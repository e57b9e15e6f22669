"""The gazetteer: built once, opened fast, true to its tables."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from panj.knowledge.places import gazetteer, index
from panj.knowledge.places.gazetteer import Gazetteer, key
from panj.knowledge.places.words import place_words


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return Gazetteer.open()


def test_opens_fast_once_built(places: Gazetteer) -> None:
    begin = time.perf_counter()
    Gazetteer.open()
    assert time.perf_counter() - begin < 0.2


def test_file_is_small_and_built_whole(tmp_path: Path) -> None:
    index.compile_index(tmp_path / "places.bin")
    assert (tmp_path / "places.bin").stat().st_size < 150e6
    assert Gazetteer(tmp_path / "places.bin").find("Mosul")[0].country == "IRQ"


def test_falls_back_to_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: Gazetteer) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setattr(gazetteer.platformdirs, "user_cache_dir", lambda _: str(blocked / "panj"))
    monkeypatch.setattr(gazetteer.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(gazetteer, "compile_index", lambda path: path.write_bytes((8).to_bytes(8, "little")))
    with pytest.raises((KeyError, ValueError)):  # the stub is no index; it is looked for where it was written
        Gazetteer.open()
    assert list(tmp_path.glob("panj-*/places-*.bin"))
    assert not list(tmp_path.glob("panj-*/*.part"))


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Mexico", "MEX", "PCLI"), ("Georgia", "GEO", "PCLI"), ("Texas", "USA", "ADM1"), ("Helmand", "AFG", "ADM1"), ("Anbar", "IRQ", "ADM1"),
        ("Kabul", "AFG", "ADM1"), ("Europe", None, "CONT"), ("Strait of Hormuz", None, "STRT"), ("US", "USA", "PCLI"), ("Côte d’Ivoire", "CIV", "PCLI"),
    ],
)  # fmt: skip
def test_finds(places: Gazetteer, name: str, country: str | None, kind: str) -> None:
    assert (places.find(name)[0].country, places.find(name)[0].kind) == (country, kind)


def test_unknown_name_finds_nothing(places: Gazetteer) -> None:
    assert places.find("Xyzzyville") == ()


def test_cities_know_their_division(places: Gazetteer) -> None:
    assert {p.admin1 for p in places.find("Springfield") if p.country == "USA"} >= {
        "Illinois",
        "Massachusetts",
        "Missouri",
    }
    assert places.find("Bagram Airfield")[0].admin1 == "Parwan"


def test_key() -> None:
    assert key("Mazār-e  Sharīf") == "mazar e sharif"
    assert key("Sana’a") == "sana'a"


def test_words() -> None:
    assert "oblast" in place_words("division")
