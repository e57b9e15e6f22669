"""The examples that the model is trained on: one schema, true spans, and nobody else's sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from panj.knowledge.codebook import Codebook
from panj.knowledge.tables import ROOT

FOLDER = ROOT / "codebook" / "examples"
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for path in sorted(FOLDER.glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def test_rows_are_of_one_schema() -> None:
    book = Codebook()
    seen: set[str] = set()
    assert len(ROWS) >= 7000
    for row in ROWS:
        assert set(row) == {"id", "group", "text", "claims"} and row["claims"], row["id"]
        assert row["text"] not in seen and "<" not in row["text"], row["id"]
        seen.add(row["text"])
        for claim in row["claims"]:
            for side in ("actor", "recipient", "trigger"):
                span = claim[side]
                assert span is None or (0 <= span[0] < span[1] <= len(row["text"])), row["id"]
            kind = claim["type"]
            contexts = claim["contexts"]
            assert len(set(contexts)) == len(contexts) and set(contexts) <= set(book.contexts), row["id"]
            if kind is None:
                assert (
                    not contexts and claim["mode"] is None and claim["status"] is None and claim["polarity"] is None
                ), row["id"]
                continue
            assert claim["trigger"], row["id"]
            assert kind in book.types and claim["status"] in ("past", "ongoing", "planned", "hypothetical"), row["id"]
            assert claim["polarity"] in ("affirmed", "negated"), row["id"]
            assert claim["mode"] is None or isinstance(book.goldstein(kind, claim["mode"]), float | int), row["id"]


def runs(text: str) -> Iterator[int]:
    """The hash of every eight words in a row."""
    words = re.findall(r"[a-z0-9']+", text.lower())
    return (hash(" ".join(words[i : i + 8])) for i in range(len(words) - 7))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora stand beside the project only where it is developed")
def test_no_example_is_from_a_corpus_a_bench_or_a_manual() -> None:
    others: set[int] = set()
    for name in ("corpus", "bench", "reference"):
        for path in (SHARED / name).rglob("*"):
            if path.suffix in (".txt", ".jsonl", ".json", ".tex", ".md", ".csv"):
                others.update(runs(path.read_text(encoding="utf-8", errors="ignore")))
    assert others
    assert not [row["id"] for row in ROWS if not others.isdisjoint(runs(row["text"]))]
