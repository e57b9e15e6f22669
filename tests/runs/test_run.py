"""Runs into a folder: whole, gone on with, refused, on a full disk; in this process."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow.parquet
import pytest

from panj import Coder
from panj.errors import EmptyDocument, KnowledgeError, NotFetched, OutputError, SourceError, UnknownName
from panj.records import Claim, Document, ParsedDocument
from panj.runs import Job, Options, run
from panj.runs.coding import Coding, Setup
from panj.runs.reading import Reading
from panj.sources import Read
from panj.sources.lines import Found
from panj.sources.read import Reader
from panj.store import read_claims
from panj.store.folder import Folder
from panj.store.tables import CLAIMS, document_columns
from tests.runs.conftest import Code, Silent, tree

ROOT = Path(__file__).parent.parent.parent


def reading(corpus: Path, size: int = 4) -> Reading:
    return Reading(sources=(str(corpus),), options=Options(), size=size, folder=".")


def test_parts_are_ranges_and_the_last_task_counts_them(corpus: Path) -> None:
    tasks = list(reading(corpus).tasks((), lambda _: None))
    assert [(t.part, t.first, len(t.items)) for t in tasks] == [
        (0, 0, 4), (1, 4, 4), (2, 8, 4), (3, 12, 4), (4, 16, 1), (5, 17, 0),
    ]  # fmt: skip
    rest = list(reading(corpus).tasks({0, 3}, lambda _: None))
    assert rest == [tasks[1], tasks[2], tasks[4], tasks[5]]


def test_a_part_of_long_texts_is_closed_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("panj.runs.reading.CHARACTERS", 25)
    path = tmp_path / "c.jsonl"
    path.write_text(
        "".join(
            json.dumps({"text": f"{n} The ministry said on Monday that new talks had begun there."}) + "\n"
            for n in range(5)
        ),
        encoding="utf-8",
    )
    assert [len(t.items) for t in reading(path).tasks((), lambda _: None)] == [2, 2, 1, 0]


def test_every_document_is_there_once(code: Code, corpus: Path, tmp_path: Path, one_coder: Coder) -> None:
    manifest = code("run", log=tmp_path / "log.jsonl")
    rows = pyarrow.parquet.read_table(tmp_path / "run" / "documents").to_pylist()
    assert [row["item"] for row in rows] == list(range(17))
    refused = {row["item"]: row["kind"] for row in rows if row["status"] == "refused"}
    assert refused == {3: "EmptyDocument", 8: "EmptyDocument", 12: "DuplicateId", 13: "EmptyDocument"}
    assert manifest.counts.refusals == {"EmptyDocument": 3, "DuplicateId": 1}
    assert (manifest.counts.documents, manifest.counts.coded, manifest.counts.refused) == (17, 13, 4)
    tasks = reading(corpus).tasks((), lambda _: None)
    documents = [item.document for task in tasks for item in task.items if isinstance(item, Read)]
    expected = [claim for _, claims in one_coder.code_stream(documents) for claim in claims]
    assert list(read_claims(tmp_path / "run")) == expected and expected
    assert manifest.counts.claims == len(expected) == sum(manifest.counts.types.values())
    told = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["item"] for line in told] == [3, 8, 12, 13] and "line 4" in told[0]["origin"]
    assert (tmp_path / "run" / "times.json").exists() and not (tmp_path / "run" / ".unfinished").exists()


def test_columns_are_as_documented(code: Code, tmp_path: Path) -> None:
    code("run")
    page = (ROOT / "docs" / "reference" / "runs.md").read_text(encoding="utf-8")
    for kind, columns in (("claims", CLAIMS), ("documents", document_columns())):
        schema = pyarrow.parquet.read_schema(tmp_path / "run" / kind / "part-000000.parquet")
        assert schema.names == list(columns)
        for field in schema:
            assert f"| `{field.name}` | {field.type} |" in page, f"{kind}: {field.name} {field.type}"
        meta = pyarrow.parquet.read_metadata(tmp_path / "run" / kind / "part-000000.parquet")
        assert meta.row_group(0).column(0).compression == "ZSTD"


@pytest.mark.parametrize("stop", [1, 2, 3, 4, 5])
def test_a_stopped_run_goes_on_and_becomes_the_same(code: Code, tmp_path: Path, stop: int) -> None:
    code("whole", log=tmp_path / "whole.jsonl")
    with pytest.raises(KeyboardInterrupt):
        code("broken", Silent(stop_after=stop), log=tmp_path / "broken.jsonl")
    rest = Silent()
    code("broken", rest, log=tmp_path / "broken.jsonl")
    assert rest.before == stop and rest.parts == list(range(stop, 5))
    assert tree(tmp_path / "broken") == tree(tmp_path / "whole")
    assert (tmp_path / "broken.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert len(Folder(tmp_path / "broken").sessions()) == 2


def test_a_finished_run_is_left_as_it_is(code: Code, tmp_path: Path) -> None:
    code("run")
    before = tree(tmp_path / "run")
    again = Silent()
    assert code("run", again).state == "finished"
    assert again.parts == [] and tree(tmp_path / "run") == before


def test_a_damaged_or_half_there_part_is_coded_again(code: Code, tmp_path: Path) -> None:
    code("whole")
    with pytest.raises(KeyboardInterrupt):
        code("broken", Silent(stop_after=4))
    claims = tmp_path / "broken" / "claims"
    (claims / "part-000000.parquet").write_bytes((claims / "part-000000.parquet").read_bytes()[:-9])
    (claims / "part-000001.parquet").unlink()
    (claims / "part-000002.parquet").write_bytes((claims / "part-000003.parquet").read_bytes())
    rest = Silent()
    code("broken", rest)
    assert rest.parts == [0, 1, 2, 4] and tree(tmp_path / "broken") == tree(tmp_path / "whole")


def test_other_inputs_or_options_are_not_mixed_in(code: Code, corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        code("run", Silent(stop_after=2))
    before = tree(tmp_path / "run")
    with pytest.raises(OutputError, match=r"threshold was 0\.0 and is 0\.5"):
        code("run", threshold=0.5)
    with pytest.raises(OutputError, match="part_size was 4 and is 5"):
        code("run", size=5)
    with corpus.open("a", encoding="utf-8") as file:
        file.write('{"text": "One more."}\n')
    with pytest.raises(OutputError, match=r"files of .*corpus\.jsonl changed"):
        code("run")
    assert tree(tmp_path / "run") == before


@pytest.mark.parametrize("at", range(1, 12))
def test_a_full_disk_leaves_what_is_finished(
    code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    code("whole")
    sync, calls = os.fsync, 0

    def full(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls >= at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OutputError, match="No space left on device"):
            code("broken")
    code("broken")
    assert tree(tmp_path / "broken") == tree(tmp_path / "whole")


def test_places_that_are_no_good(code: Code, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.doc").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"holds 'thesis\.doc'"):
        code("other")
    with pytest.raises(OutputError, match="is inside"):
        code("run", sources=(str(tmp_path),))
    with pytest.raises(SourceError, match="no such file or folder"):
        code("run", sources=(str(corpus), str(tmp_path / "none")))
    with pytest.raises(UnknownName, match="nearest: 'ray'"):
        code("run", engine="rayy")
    with pytest.raises(KnowledgeError):
        code("run2", codebook=tmp_path / "other")
    with Folder(tmp_path / "held").held(), pytest.raises(OutputError, match="another panj is at work"):
        code("held")


class Failing:
    """A coder that fails on some documents."""

    def __init__(self, coder: Coder) -> None:
        self._coder = coder

    def parsed_stream(self, documents: Iterable[Document]) -> Iterator[tuple[ParsedDocument, tuple[Claim, ...]]]:
        for parsed, claims in self._coder.parsed_stream(documents):
            if "Kenya" in parsed.document.text:
                raise IndexError("tuple index out of range")
            yield parsed, claims


def test_a_document_that_panj_fails_on_is_refused(
    code: Code, coder: Coder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Setup, "coder", lambda _: Failing(coder))
    watch = Silent()
    manifest = code("run", watch)
    assert manifest.counts.refusals["IndexError"] == 4 and manifest.counts.coded == 9
    assert any("a mistake in panj (IndexError" in r.reason for r in watch.refused)


def test_a_machine_that_would_code_otherwise_is_refused() -> None:
    setup = Setup(codebook=None, actors=(), threshold=0, plan="", versions={"panj": "0.0.0", "spacy": "1"})
    with pytest.raises(OutputError, match=r"panj .* \(planned: 0\.0\.0\), spacy"):
        Coding(setup)


def test_sources_of_several_files(one_coder: Coder, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.txt").write_text(f"Peru expelled {n + 2} Chilean diplomats.", encoding="utf-8")
    (folder / "3.txt").write_bytes(b"%PDF-1.4")
    (folder / ".hidden").write_text("x", encoding="utf-8")
    manifest = run(Job(sources=(str(folder),), out=tmp_path / "run"), Silent())
    lines = (tmp_path / "run" / "inputs.jsonl").read_text(encoding="utf-8").splitlines()
    assert [Path(json.loads(line)["path"]).name for line in lines] == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert (manifest.counts.coded, manifest.counts.refusals) == (3, {"BinaryFile": 1})
    assert manifest.plan.inputs[0].files == 4


def test_what_can_be_read_once_is_kept(tmp_path: Path, code: Code, monkeypatch: pytest.MonkeyPatch) -> None:
    """A URL is asked once, whatever becomes of the run; one that gives nothing begins none."""
    asked: list[str] = []

    def url(self: Reader, url: str) -> Iterator[Found]:
        asked.append(url)
        yield f"{url} entry 1", {"text": "Peru expelled two Chilean diplomats on Monday.", "url": "https://x.example/1"}
        yield EmptyDocument(f"{url} entry 2", "empty; give it a text")

    monkeypatch.setattr(Reader, "_url", url)
    source = "https://paper.example/feed.rss"
    manifest = run(Job(sources=(source,), out=tmp_path / "run"), Silent())
    assert (manifest.counts.coded, manifest.counts.refused) == (1, 1)
    kept = json.loads((tmp_path / "run" / "inputs.jsonl").read_bytes())
    assert (kept["source"], kept["path"]) == (source, "sources/0000.jsonl")
    (tmp_path / "run" / "manifest.json").unlink()  # as if it had been killed
    for path in (tmp_path / "run").glob("c*/*"):
        path.unlink()
    whole = run(Job(sources=(source,), out=tmp_path / "run"), Silent())
    assert whole == manifest and len(asked) == 1

    def nothing(self: Reader, url: str) -> Iterator[Found]:
        yield NotFetched(url, "the server answered 404")

    monkeypatch.setattr(Reader, "_url", nothing)
    with pytest.raises(SourceError, match="404"):
        run(Job(sources=(source,), out=tmp_path / "other"), Silent())
    assert not (tmp_path / "other" / "sources" / "0000.jsonl").exists()
