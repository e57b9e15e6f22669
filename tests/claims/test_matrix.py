"""The matrices: base sentences in many forms, each with the claim that is due; and the same with the parties swapped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from scripts import matrix
from tests.conftest import FLOORS
from tests.tally import Tally

from panj import Claim, Coder, Document
from panj.records import Party

Cell = dict[str, Any]
Answers = list[tuple[Cell, list[Claim]]]


def coded(coder: Coder, cells: Sequence[Cell]) -> Answers:
    """Each cell with the claims whose trigger it names."""
    documents = (Document(id=c["id"], text=c["text"], published_at=c["published_at"]) for c in cells)
    return [
        (cell, [c for c in claims if c.trigger.text.split()[0].lower() in cell["trigger"]])
        for cell, (_, claims) in zip(cells, coder.code_stream(documents), strict=True)
    ]


def right(cell: Cell, claim: Claim, field: str) -> bool:
    if field == "speaker":
        said = claim.speaker
        return cell["speaker"] in ((said.country, said.name, said.text) if said else (None,))
    if field in ("actors", "recipients"):
        parties: tuple[Party, ...] = getattr(claim, field)
        return sorted(p.country or p.text for p in parties) == sorted(cell[field])
    return bool(getattr(claim, field) == cell[field])


def bound(cell: Cell, claims: Sequence[Claim]) -> bool:
    """Whether a claim is there, and every one has the actors and recipients that are due."""
    return bool(claims) and all(right(cell, c, "actors") and right(cell, c, "recipients") for c in claims)


def said(claim: Claim) -> tuple[object, ...]:
    parties = [[p.country or p.text for p in side] for side in (claim.actors, claim.recipients)]
    return claim.type, claim.trigger.text, *parties, claim.status, claim.polarity, claim.speaker and claim.speaker.name


def tallied(answers: Answers, fields: Sequence[str]) -> Tally:
    """What was found, whether its roles are right, and each field of the first claim."""
    tally = Tally()
    for cell, claims in answers:
        of = f"{cell['id']} {cell['text']}"
        tally.tell("found", bool(claims), "no claim", of)
        tally.tell("bound", bound(cell, claims), list(map(said, claims)), of)
        for field in fields if claims else ():
            tally.tell(field, right(cell, claims[0], field), said(claims[0]), of)
    return tally


@pytest.fixture(scope="module", params=matrix.MATRICES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def answers(coder: Coder, name: str) -> Answers:
    return coded(coder, list(matrix.MATRICES[name].cells()))


def test_file_is_what_the_table_gives(name: str) -> None:
    assert matrix.MATRICES[name].file.read_text(encoding="utf-8") == matrix.MATRICES[name].text()


def test_fields(answers: Answers, name: str) -> None:
    floors = {field: floor for field, floor in FLOORS[f"matrix_{name}"].items() if field != "swapped"}
    tallied(answers, [field for field in floors if field not in ("found", "bound")]).check(floors)


def test_swapping_the_names_swaps_the_roles(coder: Coder, answers: Answers, name: str) -> None:
    """Where the roles were right, they are right with the names swapped."""
    swapped = coded(coder, list(matrix.MATRICES[name].cells(swapped=True)))
    pairs = zip(answers, swapped, strict=True)
    wrong = [
        (cell["text"], list(map(said, claims)))
        for before, (cell, claims) in pairs
        if bound(*before) and not bound(cell, claims)
    ]
    share = 1 - len(wrong) / sum(bound(*answer) for answer in answers)
    assert share >= FLOORS[f"matrix_{name}"]["swapped"], f"{share:.4f}\n" + "\n".join(map(str, wrong))
