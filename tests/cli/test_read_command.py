"""`panj read` as a user runs it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from tests.cli.test_commands import panj
from tests.sources.test_formats import TEXT, row

from panj.store import documents

FRENCH = "Le ministre des Affaires étrangères a rencontré mardi son homologue à Lima, et ils ont signé un accord sur la pêche dans les eaux de leurs deux pays."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(f"{row(1)}\n".encode()))
    (folder / "c.txt").write_text(FRENCH, encoding="utf-8")
    (folder / "d.png").write_bytes(b"\x89PNG")
    return folder


def test_report_and_log(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("py3langid")
    out, log = tmp_path / "out.jsonl", tmp_path / "log.jsonl"
    done = panj("read", str(folder), "--out", str(out), "--log", str(log), "--published", "2021-03-10")
    assert done.returncode == 1 and done.stdout == ""
    assert "2 documents read, 2 refused, 1 marked as copies" in done.stderr
    assert "French, not English" in done.stderr and "1 repeats" in done.stderr
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert (
        rows[1]["copy_of"] == rows[0]["id"] and rows[1]["published_at"] == "2021-03-10" and rows[0]["language"] == "en"
    )
    told = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [t["kind"] for t in told] == ["OtherLanguage", "BinaryFile"] and told[0]["origin"].endswith("c.txt")
    coded = panj("code", str(out))
    assert coded.returncode == 0 and '"SANCTION"' in coded.stdout


@pytest.mark.parametrize("name", ["out.csv", "out.parquet", "out.jsonl.gz", "parts"])
def test_every_form_is_read_back(folder: Path, tmp_path: Path, name: str) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    out = tmp_path / name
    assert panj("read", str(folder / "a.txt"), str(folder / "b.jsonl.gz"), "--out", str(out)).returncode == 0
    done = panj("read", str(out))
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 2
    if name == "parts":
        assert [p.name for p in out.iterdir()] == ["documents-00001.jsonl"]
        again = panj("read", str(folder / "a.txt"), "--out", str(out))
        assert again.returncode == 2 and "holds documents already" in again.stderr


def test_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from panj import Document

    monkeypatch.setattr(documents, "PART", 2)
    with documents.DocumentWriter(tmp_path / "x") as writer:
        for number in range(5):
            writer.write(Document(id=str(number), text="x"))
    assert [len(p.read_bytes().splitlines()) for p in sorted((tmp_path / "x").iterdir())] == [2, 2, 1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["none"], "cannot be read"),
        (["a.txt", "--map", "text"], "not FIELD=COLUMN"),
        (["a.txt", "--out", "x.docx"], "no format has this ending"),
        (["a.txt", "--out", "/dev/null"], "no format has this ending"),
        (["a.txt", "--published", "soon"], "--published"),
        (["http://127.0.0.1:9/"], "--allow-local"),
        (["a.txt", "--state", "a.txt"], "not a state file"),
    ],
)
def test_nothing_can_be_done(tmp_path: Path, words: list[str], told: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = panj("read", *words, cwd=tmp_path)
    assert done.returncode == 2 and told in done.stderr
    assert not list(tmp_path.glob(".*.part"))


def test_code_takes_packed_files_and_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(f'body,date\n"{TEXT}",2021-03-10\n'.encode()))
    done = panj("code", str(path), "--map", "text=body,published_at=date")
    assert done.returncode == 0 and "2021-03-08" in done.stdout
