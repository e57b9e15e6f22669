"""Sentences of `tests/gold/told/*.csv` and every claim that they make: who, whom, whether it is so, and on whose word.

A claim is written `TYPE actors>recipients status polarity speaker`: parties by their country, else id, else the last word of
their text; several joined by "+", none "-"; the speaker likewise. Negated is "not", history "BG" behind the polarity.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence

import pytest
from tests.conftest import GOLD

from panj import Claim, Coder, Document
from panj.records import Party

ROWS = [
    (file.stem, row["text"], row["claims"])
    for file in sorted((GOLD / "told").glob("*.csv"))
    for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())
]


def name(party: Party) -> str:
    return party.country or party.id or party.text.split()[-1]


def parties(found: Sequence[Party]) -> str:
    return "+".join(map(name, found)) or "-"


def told(claim: Claim) -> str:
    said = "-" if claim.speaker is None else name(claim.speaker)
    polarity = "not" if claim.polarity == "negated" else "so"
    return (
        f"{claim.type} {parties(claim.actors)}>{parties(claim.recipients)} {claim.status} "
        f"{polarity}{' BG' if claim.background else ''} {said}"
    )


@pytest.mark.parametrize(("kind", "text", "claims"), ROWS, ids=[f"{kind}: {text[:60]}" for kind, text, _ in ROWS])
def test_told(coder: Coder, kind: str, text: str, claims: str) -> None:
    whole = text.replace("\\n", "\n")
    found = [told(claim) for claim in coder.code(Document(id="x", text=whole, published_at="2024-03-15"))]
    assert "; ".join(found) == claims, kind
