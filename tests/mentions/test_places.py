from __future__ import annotations

from collections.abc import Callable

import pytest

from panj.knowledge.actors import ActorTables
from panj.knowledge.places.gazetteer import Gazetteer
from panj.mentions import actors, places
from panj.records import ParsedDocument, PlaceMention

Parsed = Callable[..., ParsedDocument]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def tables() -> ActorTables:
    return ActorTables.load()


@pytest.fixture
def find(parsed: Parsed, gazetteer: Gazetteer, tables: ActorTables) -> Callable[[str], dict[str, PlaceMention]]:
    def inner(text: str) -> dict[str, PlaceMention]:
        document = parsed(text)
        return {m.text: m for m in places.find(document, gazetteer, actors.find(document, tables))}

    return inner


Find = Callable[[str], dict[str, PlaceMention]]


@pytest.mark.parametrize(
    ("text", "words", "country", "precision"),
    [
        ("Troops massed near Kandahar in Afghanistan.", "Kandahar", "AFG", "locality"),
        ("He spoke in Paris, Texas.", "Paris", "USA", "locality"),
        ("He spoke in Paris to French officials.", "Paris", "FRA", "locality"),
        ("Ships crossed the Strait of Hormuz.", "Strait of Hormuz", None, "region"),
        ("Fighting went on in Afghanistan.", "Afghanistan", "AFG", "country"),
    ],
)
def test_names_find_their_place(find: Find, text: str, words: str, country: str | None, precision: str) -> None:
    found = find(text)
    match = next(m for name, m in found.items() if words in name)
    assert (match.country, match.precision) == (country, precision)
    assert match.lat is not None


def test_a_place_only_this_text_names_stays_a_place(find: Find) -> None:
    found = find("Tajik troops drilled at the Kuhi Sabz training ground.")
    match = next(m for name, m in found.items() if "Kuhi Sabz" in name)
    assert (match.lat, match.geonames_id, match.country) == (None, None, "TJK")


@pytest.mark.parametrize("text", ["Paris Hilton smiled.", "Turkish officials left.", "They met in May."])
def test_what_is_no_place(find: Find, text: str) -> None:
    assert find(text) == {}
