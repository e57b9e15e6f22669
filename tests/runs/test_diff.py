"""What differs between two runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

from panj import Coder
from panj.errors import SourceError
from panj.records import Claim, Document, ParsedDocument
from panj.runs.coding import Setup
from panj.runs.diff import Difference, OneSided, differences
from tests.runs.conftest import Code


class Other:
    """A coder of another opinion: assaults of status, no CONSULT, and COERCE where the others have SANCTION."""

    def __init__(self, coder: Coder) -> None:
        self._coder = coder

    def parsed_stream(self, documents: Iterable[Document]) -> Iterator[tuple[ParsedDocument, tuple[Claim, ...]]]:
        for parsed, claims in self._coder.parsed_stream(documents):
            yield parsed, tuple(self._other(c) for c in claims if c.type != "ACCUSE")

    def _other(self, claim: Claim) -> Claim:
        if claim.type == "SANCTION":
            return msgspec.structs.replace(claim, id="f" * 16, type="COERCE")
        if claim.type == "COERCE":
            return msgspec.structs.replace(claim, status="planned", background=not claim.background)
        return claim


def test_gained_lost_and_changed(code: Code, coder: Coder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = code("old").counts.types
    monkeypatch.setattr(Setup, "coder", lambda _: Other(coder))
    code("new", size=5)
    found = [d for d in differences(tmp_path / "old", tmp_path / "new") if isinstance(d, Difference)]
    lost = [d for d in found if d.kind == "lost"]
    assert {d.old.type for d in lost if d.old} == {"ACCUSE"} and len(lost) == counts["ACCUSE"]
    types = [d for d in found if "type" in d.fields]
    assert {(d.old.type, d.new.type) for d in types if d.old and d.new} == {("SANCTION", "COERCE")}
    assert len(types) == counts["SANCTION"]
    statuses = [d for d in found if d.kind == "changed" and "type" not in d.fields]
    assert {d.fields for d in statuses} == {("status", "background")} and len(statuses) == counts["COERCE"]
    turned = [d for d in differences(tmp_path / "new", tmp_path / "old") if isinstance(d, Difference)]
    assert sum(d.kind == "gained" for d in turned) == len(lost) and len(turned) == len(found)


def test_runs_of_the_same_differ_in_nothing(code: Code, tmp_path: Path) -> None:
    code("old")
    code("new", size=3)
    assert list(differences(tmp_path / "old", tmp_path / "new")) == []


def test_documents_of_one_side(code: Code, corpus: Path, tmp_path: Path) -> None:
    code("old")
    lines = corpus.read_text(encoding="utf-8").splitlines(keepends=True)
    corpus.write_text("".join(lines[:5] + lines[6:]), encoding="utf-8")
    code("new")
    found = list(differences(tmp_path / "old", tmp_path / "new"))
    assert [(d.document_id, d.only_in) for d in found if isinstance(d, OneSided)] == [("d5", "old")]
    assert len(found) == 1


def test_what_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="not a run"):
        list(differences(tmp_path, tmp_path))
