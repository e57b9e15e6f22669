"""The gold sentences of status: every marked event with its status, polarity and background."""

from __future__ import annotations

import json

import pytest
from tests.conftest import FLOORS, GOLD

from panj import Coder
from panj.claims import status, triggers
from panj.records import Document, Judgement
from panj.sentences import Parser

ROWS = [json.loads(line) for line in (GOLD / "status.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def judged(parser: Parser) -> list[tuple[str, dict[str, object], Judgement | None]]:
    found: list[tuple[str, dict[str, object], Judgement | None]] = []
    documents = [Document(id=r["id"], text=r["text"], published_at=r["published_at"]) for r in ROWS]
    for row, parsed in zip(ROWS, parser.stream(documents), strict=True):
        at = {parsed.sentences[t.sentence].tokens[t.i].start: t for some in triggers.find(parsed) for t in some}
        for event in row["events"]:
            trigger = at.get(event["start"])
            found.append((row["text"], event, status.judge(parsed, trigger) if trigger else None))
    return found


@pytest.mark.parametrize("field", ["status", "polarity", "background"])
def test_floor(judged: list[tuple[str, dict[str, object], Judgement | None]], field: str) -> None:
    marked = [(text, event, judgement) for text, event, judgement in judged if field in event]
    wrong = [
        f"{e['word']}: {j and getattr(j, field)} for {e[field]}: {t}"
        for t, e, j in marked
        if j is None or getattr(j, field) != e[field]
    ]
    assert 1 - len(wrong) / len(marked) >= FLOORS["status"][field], "\n".join(wrong)


def test_what_is_no_event_gives_none(judged: list[tuple[str, dict[str, object], Judgement | None]]) -> None:
    absent = [(text, event["word"], judgement) for text, event, judgement in judged if "status" not in event]
    assert absent
    wrong = [f"{word}: {text}" for text, word, judgement in absent if judgement is not None]
    assert len(wrong) <= (1 - FLOORS["status"]["absent"]) * len(absent), "\n".join(wrong)


def test_what_something_goes_back_to_is_history(coder: Coder) -> None:
    text = "Peru backs rebels with ties to Bolivia going back to the attack on Argentina by Chile in the 1980s."
    claims = coder.code(Document(text=text, published_at="2021-08-01"))
    assert [c.background for c in claims if c.trigger.text == "attack"] == [True]
