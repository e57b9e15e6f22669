"""Reads the codebook's example sentences as candidates: a sentence, the marked parties and trigger, and what they are."""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

KNOWLEDGE = Path(__file__).resolve().parent.parent / "src" / "panj" / "knowledge"
FOLDER = KNOWLEDGE / "codebook" / "examples"
SIDES = ("actor", "recipient", "trigger")


class Candidate(NamedTuple):
    """One claim of an example sentence."""

    id: str
    group: str
    """Rows of one group are variants of each other and never fall on two sides of a split."""
    text: str
    spans: dict[str, tuple[int, int]]
    """Character offsets by side; a side that the sentence does not name is missing."""
    type: str | None
    mode: str | None
    status: str | None
    polarity: str | None
    bound: bool = False
    """Whether it is asked about its trigger only: without it another act of the sentence may join its parties."""


def read(folder: Path = FOLDER) -> list[Candidate]:
    """Every candidate of the example files, in the order of file and line."""
    return list(_candidates(sorted(folder.glob("*.jsonl"))))


def digest(folder: Path = FOLDER) -> str:
    """The SHA-256 of all example files, in the order of their names."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob("*.jsonl")):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def _candidates(paths: Iterable[Path]) -> Iterator[Candidate]:
    """The candidates of some files."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for claim in row["claims"]:
                yield Candidate(
                    id=row["id"], group=row["group"], text=row["text"],
                    spans={side: tuple(claim[side]) for side in SIDES if claim.get(side)},
                    type=claim["type"], mode=claim["mode"], status=claim["status"], polarity=claim["polarity"],
                )  # fmt: skip


def split(candidates: Sequence[Candidate], share: float, seed: int) -> tuple[list[Candidate], list[Candidate]]:
    """(the rest, about `share` of the candidates), by whole groups."""
    groups = sorted({c.group for c in candidates})
    random.Random(seed).shuffle(groups)
    held = set(groups[: round(len(groups) * share)])
    return [c for c in candidates if c.group not in held], [c for c in candidates if c.group in held]


class Swapper:
    """Puts other countries in the place of those a sentence names, so that no name comes to mean a type."""

    def __init__(self) -> None:
        """Read the names and demonyms of the countries."""
        with (KNOWLEDGE / "actors" / "countries.csv").open(encoding="utf-8", newline="") as file:
            rows = [r for r in csv.DictReader(file) if r["kind"] == "country" and not r["until"] and r["demonyms"]]
        self._forms = [(r["name"], r["demonyms"].split(";")[0]) for r in rows]
        self._of = {form: (i, k) for i, forms in enumerate(self._forms) for k, form in enumerate(forms)}
        names = sorted(self._of, key=len, reverse=True)
        self._pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")

    def swap(self, candidate: Candidate, chance: random.Random) -> Candidate:
        """The candidate with every country drawn anew, its spans moved along."""
        drawn: dict[int, int] = {}
        out: list[str] = []
        moves: list[tuple[int, int]] = []
        at = shift = 0
        for found in self._pattern.finditer(candidate.text):
            i, k = self._of[found.group()]
            if i not in drawn:
                drawn[i] = chance.randrange(len(self._forms))
            new = self._forms[drawn[i]][k]
            out += [candidate.text[at : found.start()], new]
            shift += len(new) - len(found.group())
            moves.append((found.end(), shift))
            at = found.end()
        if not moves:
            return candidate
        text = "".join([*out, candidate.text[at:]])

        def moved(offset: int) -> int:
            return offset + next((s for end, s in reversed(moves) if end <= offset), 0)

        spans = {side: (moved(start), moved(end)) for side, (start, end) in candidate.spans.items()}
        return candidate._replace(text=text, spans=spans)
