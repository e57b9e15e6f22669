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


def test_the_dateline_is_a_place(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = "KABUL, Aug 1 (Agency) - Fighting reached Lashkar Gah in Helmand."
    found = places.find(parsed(text), gazetteer)
    assert [m.text for m in found] == ["KABUL", "Lashkar Gah", "Helmand"]
    assert all(m.text == text[m.start : m.end] for m in found)


def test_a_town_that_its_state_does_not_know_gets_no_point(find: Find) -> None:
    found = find("The driver lived in Randolph, New Hampshire.")["Randolph"]
    assert (found.country, found.admin1, found.lat) == ("USA", "New Hampshire", None)


def test_what_troops_march_into_or_leave_is_a_place(find: Find) -> None:
    for text in ("Russian troops marched into Kherson.", "Russian forces pulled out of Kherson."):
        assert find(text)["Kherson"].country == "UKR"
    assert "Biden" not in find("Donald Trump fled from Biden.")


def test_what_stands_before_a_state_says_it_is_one(find: Find) -> None:
    found = find("Voters in Atlanta, Georgia, waited for hours.")
    assert [(m.country, m.precision) for m in found.values()] == [("USA", "locality"), ("USA", "admin1")]


def test_a_county_gets_the_point_of_its_state_and_says_so(find: Find) -> None:
    found = find("A car burned in Adair County, Kentucky.")["Adair County"]
    assert (found.kind, found.admin1, found.precision) == ("ADM2", "Kentucky", "admin1")
