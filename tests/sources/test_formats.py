"""Every format, plain and packed, alone and in folders."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from panj import read
from panj.errors import SourceError, UnknownName
from panj.sources import Options, Read, Refusal, stream
from panj.sources.tables import columns_of

TEXT = "Peru expelled two Chilean diplomats on Monday, and the government of Chile condemned the move in a note."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Envoys expelled | The Paper</title>
<meta property="og:title" content="Envoys expelled"><meta property="og:site_name" content="The Paper">
<meta name="author" content="Ana Soto"><meta property="article:published_time" content="2021-03-10T08:00:00Z">
<link rel="canonical" href="https://paper.example/envoys"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Envoys expelled</h1><p>{TEXT}</p><p>The two countries had traded accusations for weeks before that, and
neither of them has said what it will do next in the matter.</p></article><footer>All rights reserved</footer></body></html>"""


def everything(*sources: Path | str, **options: Any) -> tuple[list[Read], list[Refusal]]:
    found = list(stream(sources, Options(**options)))
    return [f for f in found if isinstance(f, Read)], [f for f in found if isinstance(f, Refusal)]


def row(number: int, **more: str) -> str:
    return json.dumps({"id": str(number), "text": f"{TEXT} It was note number {number}.", **more})


@pytest.mark.parametrize(
    ("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".zst", None), ("", None)]
)
def test_packed_lines(tmp_path: Path, suffix: str, pack: Any) -> None:
    data = f"{row(1)}\n{row(2)}\n".encode()
    if suffix == ".zst":
        pack = pytest.importorskip("zstandard").ZstdCompressor().compress
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(pack(data) if pack else data)
    found, refused = everything(path)
    assert [f.id for f in found] == ["1", "2"] and not refused
    assert found[1].origin == f"{path} line 2"
    plain = tmp_path / "no-ending"
    plain.write_bytes(path.read_bytes())
    assert len(everything(plain)[0]) == 2


def test_zip_of_a_mix(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b/c.jsonl.gz", gzip.compress(row(1).encode()))
        archive.writestr("a.txt", TEXT)
        archive.writestr("__MACOSX/._a.txt", b"\x00\x01")
        archive.writestr("picture.png", b"\x89PNG\r\n")
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as second:
            second.writestr("d.csv", f'text,published_at\n"{TEXT}",2021-01-02\n')
        archive.writestr("inner.zip", inner.getvalue())
    found, refused = everything(path)
    assert [f.origin.removeprefix(str(path)) for f in found] == [
        "!a.txt", "!b/c.jsonl.gz line 1", "!inner.zip!d.csv line 2"
    ]  # fmt: skip
    assert [r.kind for r in refused] == ["BinaryFile"] and "picture.png" in refused[0].origin


def test_what_holds_no_document_is_told(tmp_path: Path) -> None:
    for suffix in ("txt", "jsonl", "json", "csv", "parquet", "html", "rss", "warc", "gz"):
        (tmp_path / f"a.{suffix}").write_bytes(b"")
    (tmp_path / "b.csv").write_text("text,title\n", encoding="utf-8")
    (tmp_path / "b.json").write_text("[]", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "c.zip", "w"):
        pass
    found, refused = everything(tmp_path)
    assert not found and [r.kind for r in refused] == ["EmptyDocument"] * 12
    assert [r.reason for r in refused[9:]] == ["holds no document"] * 2 + ["an archive without any file"]


def test_json_of_one_value(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(f"[{row(1)}, 5, {row(2)}]", encoding="utf-8")
    found, refused = everything(path)
    assert [f.id for f in found] == ["1", "2"] and "a JSON int" in refused[0].reason
    path.write_text(json.dumps(json.loads(row(1)), indent=2), encoding="utf-8")
    assert len(everything(path)[0]) == 1
    path.write_text(f"{row(1)}\n{row(2)}", encoding="utf-8")
    assert len(everything(path)[0]) == 2
    path.write_text("{no", encoding="utf-8")
    assert "not JSON" in everything(path)[1][0].reason


def test_columns_of_any_name(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(f"body\tdate\tid\n{TEXT}\t2021-01-02\t7\n", encoding="utf-8")
    columns = columns_of(["text=body,published_at=date"])
    found, _ = everything(path, columns=columns)
    assert (found[0].document.text, found[0].document.published_at, found[0].id) == (TEXT, "2021-01-02", "7")
    lines = tmp_path / "a.jsonl"
    lines.write_text(json.dumps({"body": TEXT, "date": "2021-01-02"}), encoding="utf-8")
    assert everything(lines, columns=columns)[0][0].document.published_at == "2021-01-02"
    missing = everything(path, columns={"text": "article"})[1]
    assert "no column 'article' for text (its columns: body, date, id)" in missing[0].reason
    assert "--map text=COLUMN" in everything(path)[1][0].reason
    with pytest.raises(SourceError, match="not FIELD=COLUMN"):
        columns_of(["body"])
    with pytest.raises(UnknownName, match="nearest: 'text'"):
        columns_of(["txt=body"])


def test_csv_in_another_encoding_is_read_as_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(
        f'{n},"The minister said that the café in Orléans, where both governments had met, was closed. Note {n}."\n'
        for n in range(9)
    )
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        path.write_bytes(("id,text\n" + rows).encode(encoding))
        found, refused = everything(path)
        assert len(found) == 9 and not refused
        assert "café in Orléans" in found[8].document.text


def test_parquet(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    import datetime

    import pyarrow
    import pyarrow.parquet

    path = tmp_path / "a.parquet"
    table = pyarrow.table(
        {"body": [TEXT, None, TEXT + " Again."], "date": [datetime.date(2021, 1, 2)] * 3, "n": [1, 2, 3]}
    )
    pyarrow.parquet.write_table(table, path)
    found, refused = everything(path, columns={"text": "body", "published_at": "date"})
    assert [f.document.published_at for f in found] == ["2021-01-02"] * 2
    assert found[1].origin == f"{path} row 3" and "no field 'text'" in refused[0].reason
    packed = tmp_path / "b.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(path, "x.parquet")
    assert len(everything(packed, columns={"text": "body"})[0]) == 2
    pyarrow.parquet.write_table(pyarrow.table({"id": [7, 8], "text": [TEXT.encode(), b"\x00\xff"]}), path)
    found, refused = everything(path)
    assert [(f.id, f.document.text) for f in found] == [("7", TEXT)] and "not a string" in refused[0].reason
    path.write_bytes(path.read_bytes()[:-20])
    assert "damaged Parquet" in everything(path)[1][0].reason


def test_page(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    (document,) = read(path)
    assert document.text.startswith("Peru expelled")
    assert "All rights" not in document.text and "Home" not in document.text
    assert (document.title, document.author, document.publisher) == ("Envoys expelled", "Ana Soto", "The Paper")
    assert (document.published_at, document.url, document.language) == (
        "2021-03-10",
        "https://paper.example/envoys",
        "en",
    )
    other = tmp_path / "saved page"
    other.write_bytes(
        PAGE.replace("note.", "note at the café.").replace("<head>", '<head><meta charset="cp1252">').encode("cp1252")
    )
    assert "café" in everything(other)[0][0].document.text
    path.write_text("<html><body></body></html>", encoding="utf-8")
    assert everything(path)[1][0].kind in ("DocumentError", "EmptyDocument")


def test_a_missing_library_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trafilatura.py").write_text("raise ImportError", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(TEXT, encoding="utf-8")
    found, refused = everything(tmp_path / "in")
    assert len(found) == 1
    assert "pip install 'panj[read]'" in refused[0].reason


def test_copies_are_marked_and_ids_unique(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "c.jsonl").write_text(f"{row(1)}\n{row(1)}\n", encoding="utf-8")
    (first, second, third), refused = everything(tmp_path)
    assert second.id == f"{first.id}-2" and second.document.copy_of == first.id and first.document.copy_of is None
    assert third.document.copy_of == first.id
    assert [r.kind for r in refused] == ["DuplicateId"] and "c.jsonl line 1" in refused[0].reason
    again = list(stream([tmp_path]))
    assert [f.id for f in again] == [first.id, second.id, third.id, refused[0].id]


def test_several_sources_and_one_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    found, refused = everything(tmp_path / "a.txt", tmp_path / "none")
    assert len(found) == 1 and refused[0].kind == "SourceError" and "No such file" in refused[0].reason
    with pytest.raises(SourceError):
        everything(tmp_path / "none")
    with pytest.raises(SourceError, match="--published"):
        everything(tmp_path, published_at="soon")
