"""The gold sentences of speakers: every attribution with its source, content, speaker, stance and chain, and no others."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Any

import pytest
from tests.conftest import FLOORS, GOLD
from tests.tally import Tally

from panj import Coder, Document
from panj.records import Saying

ROWS = [json.loads(line) for line in (GOLD / "speakers.jsonl").read_text(encoding="utf-8").splitlines()]
TRIMMED = re.compile(r"^[\s\"“”‘’'.,;:?!]+|[\s\"“”‘’'.,;:?!]+$")


def trimmed(text: str) -> str:
    return TRIMMED.sub("", text)


def judge(row: dict[str, Any], found: tuple[Saying, ...], tally: Tally) -> None:
    text = row["text"]

    tell = partial(tally.tell, of=f"{row['id']} {row['text']}")
    rest = list(found)
    for expected in row["attributions"]:
        saying = next(
            (
                s
                for s in rest
                if expected["cue"] in text[slice(*s.cue)]
                and (s.source is None) == (expected["source"] is None)
                and (s.source is None or text[slice(*s.source)] == expected["source"])
            ),
            None,
        ) or next((s for s in rest if expected["cue"] in text[slice(*s.cue)]), None)
        tell("found", saying is not None, (expected["cue"], [text[slice(*s.cue)] for s in found]))
        if saying is None:
            continue
        rest.remove(saying)
        source = text[slice(*saying.source)] if saying.source else None
        tell("source", source == expected["source"], source)
        content = trimmed(text[slice(*saying.content)])
        tell("content", content == trimmed(expected["content"]), content)
        tell("stance", saying.stance == expected["stance"], saying.stance)
        tell("chain", list(saying.chain) == expected["chain"], saying.chain)
        if "speaker" in expected:
            who = saying.speaker
            tell(
                "speaker", bool(who) and expected["speaker"] in (who.name, who.country), who and (who.name, who.country)
            )
    for saying in rest:
        tally.invented(f"{row['id']} {text[slice(*saying.cue)]!r}   {text}")


@pytest.fixture(scope="module")
def figures(coder: Coder) -> tuple[dict[str, float], list[str]]:
    tally = Tally()
    documents = [Document(id=r["id"], text=r["text"], published_at=r["published_at"]) for r in ROWS]
    for row, scene in zip(ROWS, coder.scenes(documents), strict=True):
        judge(row, scene.sayings, tally)
    return tally.shares(), tally.wrong


@pytest.mark.parametrize("field", sorted(FLOORS["speakers"]))
def test_floor(figures: tuple[dict[str, float], list[str]], field: str) -> None:
    shares, wrong = figures
    kind = "invented" if field == "precision" else field
    assert shares[field] >= FLOORS["speakers"][field], "\n".join(w for w in wrong if f" {kind}:" in w)
