"""The matrix: 150 base sentences in eleven forms, each with the claim that is due; and the same with the parties swapped."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from scripts import matrix
from tests.conftest import FLOORS

from panj import Claim, Coder, Document
from panj.records import Party

FIELDS = ("status", "polarity", "background", "speaker", "actor", "recipient")
Answers = dict[str, tuple[dict[str, Any], Claim | None]]


def coded(coder: Coder, cells: list[dict[str, Any]]) -> Answers:
    """Each cell with the claim whose trigger it names."""
    documents = (Document(id=c["id"], text=c["text"], published_at=c["published_at"]) for c in cells)
    found: Answers = {}
    for cell, (_, claims) in zip(cells, coder.code_stream(documents), strict=True):
        due = (c for c in claims if c.trigger.text.split()[0].lower() in cell["trigger"])
        found[cell["id"]] = cell, next(due, None)
    return found


@pytest.fixture(scope="module")
def answers(coder: Coder) -> Answers:
    return coded(coder, list(matrix.cells(matrix.rows())))


def right(cell: dict[str, Any], claim: Claim, field: str) -> bool:
    if field == "speaker":
        said = claim.speaker
        return cell["speaker"] in ((said.country, said.name, said.text) if said else (None,))
    if field in ("actor", "recipient"):
        parties: tuple[Party, ...] = claim.actors if field == "actor" else claim.recipients
        return [p.country for p in parties] == [cell[field]]
    return bool(getattr(claim, field) == cell[field])


def test_file_is_what_the_table_gives() -> None:
    assert matrix.FILE.read_text(encoding="utf-8") == matrix.text()


def test_found(answers: Answers) -> None:
    missed = [cell["text"] for cell, claim in answers.values() if claim is None]
    assert 1 - len(missed) / len(answers) >= FLOORS["matrix"]["found"], "\n".join(missed)


@pytest.mark.parametrize("field", FIELDS)
def test_field(answers: Answers, field: str) -> None:
    found = [(cell, claim) for cell, claim in answers.values() if claim is not None]
    wrong = [(cell["id"].split("-")[1], cell["text"]) for cell, claim in found if not right(cell, claim, field)]
    share = 1 - len(wrong) / len(found)
    assert share >= FLOORS["matrix"][field], f"{share:.4f} {Counter(form for form, _ in wrong)}\n{wrong}"


def test_swapping_the_names_swaps_the_roles(coder: Coder, answers: Answers) -> None:
    """Where both roles were right, they are right with the names swapped."""
    swapped = coded(coder, list(matrix.cells(matrix.rows(), swapped=True)))

    def both(cell: dict[str, Any], claim: Claim | None) -> bool:
        return claim is not None and right(cell, claim, "actor") and right(cell, claim, "recipient")

    before = [key for key, answer in answers.items() if both(*answer)]
    wrong = [swapped[key][0]["text"] for key in before if not both(*swapped[key])]
    assert 1 - len(wrong) / len(before) >= FLOORS["matrix"]["swapped"], "\n".join(wrong)
