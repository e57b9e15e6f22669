"""A small corpus, and runs in this process with the coder that all tests share."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from panj import Coder
from panj.runs import Job, run
from panj.runs.coding import Setup
from panj.sources import Refusal
from panj.store.folder import Manifest
from panj.store.tables import Head

TEXTS = (
    "Peru expelled two Chilean diplomats on Monday. Chile condemned the move, officials said.",
    "Kenya will send 200 soldiers to Uganda next week, the defence ministry said.",
    "Talks between Norway and Finland ended in Oslo on Tuesday.",
    "  ",
    "Protesters marched in Lima. Police arrested 30 people.",
)


class Silent:
    """Is told how a run goes, and remembers it."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.parts: list[int] = []
        self.refused: list[Refusal] = []
        self.before = 0
        self._stop_after = stop_after

    def note(self, message: str) -> None:
        pass

    def begun(self, heads: Collection[Head]) -> None:
        self.before = len(heads)

    def done(self, head: Head, refused: tuple[Refusal, ...]) -> None:
        self.parts.append(head.part)
        self.refused.extend(refused)
        if len(self.parts) == self._stop_after:
            raise KeyboardInterrupt


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    rows = [{"id": f"d{n}", "text": TEXTS[n % len(TEXTS)], "published_at": "2024-05-16"} for n in range(17)]
    rows[12]["id"] = "d2"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def one_coder(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> Coder:
    monkeypatch.setattr(Setup, "coder", lambda _: coder)
    return coder


Code = Callable[..., Manifest]


@pytest.fixture
def code(corpus: Path, tmp_path: Path, one_coder: Coder) -> Code:
    def do(name: str, watch: Silent | None = None, **options: object) -> Manifest:
        given: dict[str, object] = {"sources": (str(corpus),), "out": tmp_path / name, "size": 4, **options}
        return run(Job(**given), watch or Silent())  # type: ignore[arg-type]

    return do


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a run that must be alike."""
    files = (p for p in folder.rglob("*") if p.is_file() and p.name != "times.json")
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}
