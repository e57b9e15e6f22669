"""Places: what is found, where it is put, and what is not a place."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import pytest
from tests.conftest import FLOORS as ALL_FLOORS
from tests.conftest import GOLD
from tests.tally import Tally

from panj.knowledge.actors import ActorTables
from panj.knowledge.places.gazetteer import Gazetteer
from panj.mentions import actors, places
from panj.records import Document, ParsedDocument, PlaceMention
from panj.sentences import Parser

ROWS = [json.loads(line) for line in (GOLD / "places.jsonl").read_text(encoding="utf-8").splitlines()]
FLOORS = ALL_FLOORS["places"]
Find = Callable[[str], tuple[PlaceMention, ...]]


@pytest.fixture(scope="module")
def tables() -> ActorTables:
    return ActorTables.load()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture
def find(parsed: Callable[..., ParsedDocument], tables: ActorTables, gazetteer: Gazetteer) -> Find:
    def found(text: str) -> tuple[PlaceMention, ...]:
        document = parsed(text)
        return places.find(document, gazetteer, actors.find(document, tables))

    return found


def far(a: tuple[float, float], b: tuple[float, float]) -> float:
    return 111.2 * math.hypot(a[0] - b[0], (a[1] - b[1]) * math.cos(math.radians((a[0] + b[0]) / 2)))


def test_gold(parser: Parser, tables: ActorTables, gazetteer: Gazetteer) -> None:
    tally = Tally()
    documents = (Document(id=row["id"], text=row["text"], published_at="2021-08-01") for row in ROWS)
    for row, document in zip(ROWS, parser.stream(documents), strict=True):
        said, before = places.find(document, gazetteer, actors.find(document, tables)), len(tally.wrong)
        matched = set()
        for gold in row["places"]:
            m = next((m for m in said if m.start < gold["end"] and gold["start"] < m.end), None)
            tally.tell("recall", m is not None, (row["text"], gold["text"]))
            if m is None:
                continue
            matched.add(m.start)
            if gold["country"]:
                tally.tell("country", m.country == gold["country"], (row["text"], m.text, m.name, m.country))
            if "precision" in gold:
                tally.tell("exactness", m.precision == gold["precision"], (row["text"], m.text, m.precision, m.kind))
            if "near" in gold:
                tally.tell("point", placed(m, gold), (row["text"], m.text, m.name, m.lat, m.lon))
        for m in said:
            tally.tell("precision", m.start in matched, (row["text"], m.text))
        tally.sentence(row["kind"], before)
    tally.check(FLOORS)


def placed(m: PlaceMention, gold: dict[str, Any]) -> bool:
    """Whether a mention has a point within reach of the gold one, or none where there is none."""
    if gold["near"] is None or m.lat is None or m.lon is None:
        return gold["near"] is None and m.lat is None
    wide = {"country": 800, "region": 800, "admin1": 400}.get(gold.get("precision", ""), 161)
    return far((m.lat, m.lon), gold["near"]) < wide


def test_a_name_has_one_sense_in_a_document(find: Find) -> None:
    found = [
        m
        for m in find("Fire destroyed a mill in Paris, Texas. The mayor of Paris thanked the firemen.")
        if m.text == "Paris"
    ]
    assert [m.admin1 for m in found] == ["Texas", "Texas"]


def test_spans_are_those_of_the_text(find: Find) -> None:
    text = "KABUL, Aug 1 (Agency) - Fighting reached Lashkar Gah in Helmand."
    for m in find(text):
        assert m.text == text[m.start : m.end]


def test_admin1_is_a_name(find: Find) -> None:
    (mosul,) = find("Iraqi troops entered Mosul.")
    assert (mosul.name, mosul.country, mosul.admin1) == ("Mosul", "IRQ", "Nineveh")


def test_unknown_names_stay_unlocated(find: Find) -> None:
    (ground,) = find("Russian soldiers trained at the Zarbulak training ground.")
    assert (ground.text, ground.lat, ground.country) == ("Zarbulak training ground", None, "RUS")


def test_without_actors_it_still_works(parsed: Callable[..., ParsedDocument], gazetteer: Gazetteer) -> None:
    assert [m.country for m in places.find(parsed("Police closed a bridge in Lagos."), gazetteer)] == ["NGA"]
    assert places.find(parsed("Nothing happened."), gazetteer) == ()
