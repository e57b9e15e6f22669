"""Copies are found whatever a wire or an editor does to them; what is only alike is not."""

from __future__ import annotations

import random

import pytest

from panj.records import Document
from panj.sources.duplicates import _CANDIDATES, Duplicates

WORDS = [
    f"{a}{b}"
    for a in ("ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su")
    for b in ("ban", "den", "lin", "mor", "tus", "vek")
]


def text(seed: int, count: int = 300) -> str:
    source = random.Random(seed)
    return " ".join(source.choice(WORDS) for _ in range(count))


def marks(*texts: str) -> list[str | None]:
    with Duplicates() as copies:
        return [copies.mark(Document(id=str(n), text=t)).copy_of for n, t in enumerate(texts)]


@pytest.mark.parametrize("seed", range(8))
def test_copies(seed: int) -> None:
    whole = text(seed)
    words = whole.split()
    source = random.Random(seed)
    edited = " ".join(source.choice(WORDS) if source.random() < 0.03 else w for w in words)
    cut = " ".join(words[:180])
    credited = f"LIMA, May 3 (Agency) - {whole.upper()} Reporting by A. Writer."
    assert marks(whole, text(seed + 100), edited, cut, credited) == [None, None, "0", "0", "0"]
    assert marks(cut, whole) == [None, "0"]


def test_texts_that_share_a_paragraph_are_no_copies() -> None:
    shared = text(1, 60)
    assert marks(f"{text(2)} {shared}", f"{shared} {text(3)}", text(4)) == [None, None, None]


def test_short_and_strange_texts() -> None:
    assert marks("Envoys met.", "Envoys met.", "", "a " * 50, "a " * 60) == [None, None, None, None, "3"]


def test_what_is_marked_already_stays() -> None:
    with Duplicates() as copies:
        copies.mark(Document(id="1", text=text(1)))
        assert copies.mark(Document(id="2", text=text(1), copy_of="x")).copy_of == "x"


def test_a_text_repeated_for_ever_costs_no_more_each_time() -> None:
    whole = text(1)
    with Duplicates() as copies:
        for number in range(_CANDIDATES + 50):
            copies.mark(Document(id=str(number), text=f"{whole} {number}"))
        assert copies.mark(Document(id="last", text=f"{whole} last")).copy_of == "0"
        most = "SELECT MAX(c) FROM (SELECT COUNT(*) AS c FROM bands GROUP BY key)"
        assert copies._base.execute(most).fetchone() == (_CANDIDATES,)
