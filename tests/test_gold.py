"""The gold sentences of claims: every field has a floor, and what a sentence does not say must not be written."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest

from panj import Claim, Coder, Document
from panj.records import Party
from tests.conftest import FLOORS as ALL_FLOORS
from tests.conftest import GOLD
from tests.tally import Tally

ROWS = [json.loads(line) for line in (GOLD / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
FLOORS = ALL_FLOORS["claims"]


def names(party: Party) -> set[str]:
    kind = {"organization"} if {"IGO", "EUR", "UNO"} & set(party.sectors) else set()
    return {n for n in (party.country, party.id, party.name, *party.text.split(), party.text) if n} | kind


def same(expected: list[str], found: tuple[Party, ...]) -> bool:
    if len(expected) != len(found):
        return False
    rest = list(found)
    for name in expected:
        match = next((p for p in rest if name in names(p) or any(name in n for n in names(p) if len(name) > 3)), None)
        if match is None:
            return False
        rest.remove(match)
    return True


def judge(row: dict[str, Any], claims: tuple[Claim, ...], tally: Tally) -> None:
    tell = partial(tally.tell, of=f"{row['id']} {row['text']}")
    rest = list(claims)
    for expected in row["claims"]:
        claim = next((c for c in rest if c.type == expected["type"] and expected["trigger"] in c.trigger.text), None)
        tell("found", claim is not None, [(c.type, c.trigger.text) for c in claims])
        if claim is None:
            continue
        rest.remove(claim)
        tell("actors", same(expected["actors"], claim.actors), [(p.text, p.country) for p in claim.actors])
        tell(
            "recipients",
            same(expected["recipients"], claim.recipients),
            [(p.text, p.country) for p in claim.recipients],
        )
        tell("status", claim.status == expected["status"], claim.status)
        tell("polarity", claim.polarity == expected["polarity"], claim.polarity)
        for field in ("mode", "cameo", "stance"):
            if field in expected:
                said = (
                    claim.codes.cameo
                    if field == "cameo"
                    else claim.mode
                    if field == "mode"
                    else claim.speaker and claim.speaker.stance
                )
                tell(field, said == expected[field], said)
        if "contexts" in expected:
            tell("contexts", set(expected["contexts"]) <= set(claim.contexts), claim.contexts)
        if "when" in expected:
            tell("when", bool(claim.when) and [claim.when.earliest, claim.when.latest] == expected["when"], claim.when)
        if "where" in expected:
            tell("where", [w.country for w in claim.where] == expected["where"], [w.text for w in claim.where])
        if "counts" in expected:
            tell(
                "counts", [c.value or c.low for c in claim.counts] == expected["counts"], [c.text for c in claim.counts]
            )
        if "speaker" in expected:
            said = claim.speaker and (claim.speaker.country, claim.speaker.name, claim.speaker.text)
            tell("speaker", bool(said) and expected["speaker"] in said, said)
        else:
            tell("speaker", claim.speaker is None, claim.speaker)
        tell("background", claim.background == expected.get("background", False), claim.background)
    for claim in rest:
        tally.invented(f"{row['id']} {claim.type} {claim.trigger.text}   {row['text']}")


@pytest.fixture(scope="module")
def figures(coder: Coder) -> tuple[dict[str, float], list[str]]:
    tally = Tally()
    for row in ROWS:
        claims = coder.code(Document(id=row["id"], text=row["text"], published_at=row["published_at"]))
        judge(row, claims, tally)
    return tally.shares(), tally.wrong


@pytest.mark.parametrize("field", sorted(FLOORS))
def test_floor(figures: tuple[dict[str, float], list[str]], field: str) -> None:
    shares, wrong = figures
    kind = "invented" if field == "precision" else field
    assert shares[field] >= FLOORS[field], "\n".join(w for w in wrong if f" {kind}:" in w)
