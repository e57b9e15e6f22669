"""Actors: the gold texts, each field and each kind with its floor."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from tests.conftest import FLOORS as ALL_FLOORS
from tests.conftest import GOLD
from tests.tally import Tally

from panj import Coder
from panj.knowledge.actors import ActorTables
from panj.knowledge.places.gazetteer import Gazetteer
from panj.mentions import actors, places
from panj.records import ActorMention, Document
from panj.sentences import Parser

ROWS = [json.loads(line) for line in (GOLD / "actors.jsonl").read_text(encoding="utf-8").splitlines()]
FLOORS = ALL_FLOORS["actors"]


def judge(row: dict[str, Any], said: tuple[ActorMention, ...], tally: Tally) -> None:
    tell = partial(tally.tell, of=f"{row['id']} {row['text']}")
    for gold in row["actors"]:
        mention = next((m for m in reversed(said) if m.text == gold["text"]), None)
        tell("found", mention is not None, (gold["text"], [m.text for m in said]))
        if mention is None:
            continue
        tell("kind", mention.kind == gold["kind"], (mention.text, mention.kind))
        tell("country", mention.country == gold["country"], (mention.text, mention.country))
        if "name" in gold:
            tell("name", mention.name == gold["name"], (mention.text, mention.name))
        if "sectors" in gold:
            tell("sectors", set(mention.sectors) == set(gold["sectors"]), (mention.text, mention.sectors))
        if "members" in gold:
            tell("members", [p.id for p in mention.members] == gold["members"], [p.id for p in mention.members])
    for words in row["absent"]:
        acting = [m.text for m in said if m.text == words]
        tell("absent", not acting, acting)


def test_gold(parser: Parser) -> None:
    tables, gazetteer, tally = ActorTables.load(), Gazetteer.open(), Tally()
    documents = (Document(id=row["id"], text=row["text"], published_at=row["day"]) for row in ROWS)
    for row, document in zip(ROWS, parser.stream(documents), strict=True):
        named, before = actors.find(document, tables), len(tally.wrong)
        judge(row, actors.with_places(document, named, places.find(document, gazetteer, named)), tally)
        tally.sentence(row["kind"], before)
    tally.check(FLOORS)


def test_the_two_congos(coder: Coder) -> None:
    """Bare "Congo" is the bigger one, and nobody where the words around speak of the other."""

    def countries(text: str) -> set[str | None]:
        return {m.country for m in coder.annotate(Document(text=text)).actors if "Congo" in m.text}

    assert countries("Congo's army attacked rebels near Goma.") == {"COD"}
    assert "COD" not in countries("Congo's president, Denis Sassou Nguesso, arrived in Brazzaville.")
    assert countries("The Republic of the Congo closed its border.") == {"COG"}
