"""Actors: the gold texts, each field with its floor."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from tests.conftest import FLOORS as ALL_FLOORS
from tests.conftest import GOLD
from tests.tally import Tally

from panj.knowledge.actors import ActorTables
from panj.mentions import actors
from panj.records import ActorMention, ParsedDocument

ROWS = [json.loads(line) for line in (GOLD / "actors.jsonl").read_text(encoding="utf-8").splitlines()]
FLOORS = ALL_FLOORS["actors"]
Parsed = Callable[..., ParsedDocument]


@pytest.fixture(scope="module")
def tables() -> ActorTables:
    return ActorTables.load()


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
        if "members" in gold:
            tell("members", [p.id for p in mention.members] == gold["members"], [p.id for p in mention.members])
    for words in row["absent"]:
        acting = [m.text for m in said if m.text == words]
        tell("absent", not acting, acting)


@pytest.fixture(scope="module")
def figures(parser: Any, tables: ActorTables) -> tuple[dict[str, float], list[str]]:
    from panj.records import Document

    tally = Tally()
    for row in ROWS:
        parsed = parser.parse(Document(id=row["id"], text=row["text"], published_at="2021-08-01"))
        judge(row, actors.find(parsed, tables), tally)
    return tally.shares(), tally.wrong


def test_enough_gold() -> None:
    assert len(ROWS) >= 80


@pytest.mark.parametrize("field", sorted(FLOORS))
def test_floor(figures: tuple[dict[str, float], list[str]], field: str) -> None:
    shares, wrong = figures
    assert shares[field] >= FLOORS[field], "\n".join([str(shares), *(w for w in wrong if f" {field}:" in w)])
