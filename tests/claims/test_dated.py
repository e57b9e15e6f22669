"""Sentences of `tests/gold/dated/*.csv`, of Wednesday 12 June 2024, and when and where every claim of theirs is.

A claim is written `TYPE earliest..latest place`: an end that is open is empty, no date at all "-", several places joined by
"+", none "-".
"""

from __future__ import annotations

import csv

import pytest
from tests.conftest import GOLD

from panj import Claim, Coder, Document

ROWS = [
    (file.stem, row["text"], row["claims"])
    for file in sorted((GOLD / "dated").glob("*.csv"))
    for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())
]


def dated(claim: Claim) -> str:
    when = claim.when
    day = "-" if when is None else f"{when.earliest or ''}..{when.latest or ''}"
    return f"{claim.type} {day} {'+'.join(w.text for w in claim.where) or '-'}"


@pytest.mark.parametrize(("kind", "text", "claims"), ROWS, ids=[f"{kind}: {text[:60]}" for kind, text, _ in ROWS])
def test_dated(coder: Coder, kind: str, text: str, claims: str) -> None:
    found = coder.code(Document(id="x", text=text, published_at="2024-06-12"))
    assert "; ".join(map(dated, found)) == claims, kind
