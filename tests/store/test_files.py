from __future__ import annotations

import csv
import json
from pathlib import Path

import msgspec
import pyarrow.parquet
import pytest

from panj import Coder, Document
from panj.errors import OutputError, SourceError, UnknownName
from panj.records import Claim
from panj.store import open_writer, read_claims
from panj.store.flat import COLUMNS


@pytest.fixture(scope="module")
def claims(coder: Coder) -> tuple[Claim, ...]:
    text = (
        "Some 200 Peruvian troops crossed into Chile on Monday. Chile expelled two Peruvian diplomats, officials said."
    )
    found = coder.code(Document(id="d", text=text, published_at="2021-03-10"))
    assert found
    return found


@pytest.mark.parametrize("name", ["c.jsonl", "c.csv", "c.parquet"])
def test_each_format_holds_every_claim(tmp_path: Path, claims: tuple[Claim, ...], name: str) -> None:
    path = tmp_path / name
    with open_writer(path, None) as writer:
        for claim in claims:
            writer.write(claim)
    if name.endswith("jsonl"):
        assert tuple(read_claims(path)) == claims
    elif name.endswith("csv"):
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        assert [row["id"] for row in rows] == [c.id for c in claims]
        assert list(rows[0]) == list(COLUMNS)
    else:
        table = pyarrow.parquet.read_table(path).to_pylist()
        assert [json.loads(row["record"]) for row in table] == [json.loads(msgspec.json.encode(c)) for c in claims]
        assert [row["type"] for row in table] == [c.type for c in claims]
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_an_error_leaves_nothing_and_spares_what_was_there(tmp_path: Path, claims: tuple[Claim, ...]) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError), open_writer(path, None) as writer:
        writer.write(claims[0])
        raise RuntimeError
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["c.jsonl", "c.csv", "c.parquet"])
def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, claims: tuple[Claim, ...], name: str) -> None:
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2, limits[1]))  # no file may grow beyond two bytes
    try:
        with pytest.raises(OutputError, match="cannot be written"), open_writer(tmp_path / name, None) as writer:
            for _ in range(50):
                writer.write(claims[0])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not list(tmp_path.iterdir())


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        open_writer(tmp_path, None)
    with pytest.raises(OutputError, match="cannot be written"):
        open_writer(tmp_path / "none" / "c.jsonl", None)
    with pytest.raises(UnknownName, match="nearest: 'parquet'"):
        open_writer(tmp_path / "c", "parqet")


def test_reading_what_is_no_claim(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"a": 1}\n', encoding="utf-8")
    with pytest.raises(SourceError, match="line 1: not a claim"):
        list(read_claims(path))
    with pytest.raises(SourceError, match="cannot be read"):
        list(read_claims(tmp_path / "none"))
