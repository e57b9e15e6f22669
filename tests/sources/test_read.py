from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from panj import SourceError, read
from panj.errors import BadField, BinaryFile, DocumentError, EmptyDocument, UndecodableText
from panj.records import Document
from panj.sources.check import LONGEST, checked


def reading(path: Path, **options: Any) -> tuple[list[Document], list[str], list[str]]:
    refused: list[str] = []
    notes: list[str] = []
    found = list(read(path, on_refused=lambda e: refused.append(str(e)), on_note=notes.append, **options))
    return found, refused, notes


def test_text_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Envoys met.", encoding="utf-8")
    (document,) = read(path, published_at="2021-08-01", publisher="Paper")
    assert (document.text, document.published_at, document.publisher) == ("Envoys met.", "2021-08-01", "Paper")
    assert len(document.id) == 64


def test_json_lines_refuse_bad_lines_and_go_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        json.dumps({"id": "1", "text": "One."}), "not json", json.dumps(["text"]), json.dumps({"id": "2"}),
        json.dumps({"text": 5}), json.dumps({"text": "   "}), json.dumps({"text": "Two.", "published_at": "2021-02-30"}),
        "", json.dumps({"id": "3", "text": "Three.", "titel": "x"}),
    ]  # fmt: skip
    path.write_text("\n".join(rows), encoding="utf-8")
    found, refused, notes = reading(path)
    assert [(d.text, d.published_at) for d in found] == [("One.", None), ("Two.", None), ("Three.", None)]
    assert len(refused) == 5
    assert "line 2: not JSON" in refused[0]
    assert "line 4: no field 'text'" in refused[2]
    assert "text is 5, not a string" in refused[3]
    assert "2021-02-30" in notes[0] and "coded without a date" in notes[0]
    assert notes[1:] == [f"{path}: field 'titel' is unknown and left out; nearest: 'title'"]


def test_fields_that_are_no_strings(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows: list[dict[str, object]] = [
        {"id": 7, "text": "One."}, {"id": "b", "text": "Two.", "author": ["A. Soto", "B. Diaz"]}, {"id": True, "text": "No."},
        {"id": "c", "text": "Three.", "published_at": 1627776000, "publisher": {"name": "x"}, "language": []},
        {"id": 8.0, "text": "Four.", "published_at": "2021-08-01" * 100_000}, {"id": "e", "text": ["No."]},
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found, refused, notes = reading(path)
    assert [(d.id, d.author) for d in found] == [("7", None), ("b", "A. Soto, B. Diaz"), ("c", None), ("8", None)]
    assert len(refused) == 2 and "id is True" in refused[0]
    assert len(notes) == 2 and "publisher is {'name': 'x'}" in notes[0] and "published_at is 1627776000" in notes[1]
    with pytest.raises(BadField, match="id is True"):
        list(read(path))


def test_many_unknown_fields_are_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text," + ",".join(f"c{n}" for n in range(50)) + "\nMet.," + "," * 49 + "\n", encoding="utf-8")
    found, _, (note,) = reading(path)
    assert len(found) == 1 and "'c0', 'c1'" in note and "..., " not in note and len(note) < 400


def test_without_a_listener_the_first_refusal_is_raised(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": ""}\n', encoding="utf-8")
    with pytest.raises(EmptyDocument, match="line 1"):
        list(read(path))


def test_csv(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text,published_at\n1,"Envoys met, and left.",2021-01-02\n2,Short\n3,,\n', encoding="utf-8")
    found, refused, _ = reading(path)
    assert [(d.id, d.text, d.published_at) for d in found] == [("1", "Envoys met, and left.", "2021-01-02")]
    assert "2 cells where the header has 3" in refused[0]
    assert "line 4: empty" in refused[1]


def test_csv_without_a_text_column_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,body\n1,x\n", encoding="utf-8")
    with pytest.raises(BadField, match=r"no column .text. .its columns: id, body"):
        list(read(path))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"%PDF-1.7 stuff", BinaryFile),
        (b"ab\x00cd", BinaryFile),
        (b"", EmptyDocument),
        (b" \n\t ", EmptyDocument),
        (b"\xff\xfe\x00", UndecodableText),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, error: type[DocumentError]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(error):
        list(read(path))


def test_other_encodings_are_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "Die Außenminister Österreichs und Ungarns führten Gespräche über die Öffnung der Grenze für Züge. " * 5
    path.write_bytes(text.encode("cp1252"))
    (found,), _, notes = reading(path, any_language=True)
    assert found.text == text
    assert "not UTF-8, read as" in notes[0]
    path.write_bytes("Envoys met.".encode("utf-16"))
    assert next(read(path)).text == "Envoys met."


def test_lines_in_other_encodings(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = '{"text": "Envoys met in Bogotá."}\n'
    path.write_bytes(good.encode() + good.encode("cp1252") * 2 + b"\xff\n" + good.encode())
    found, refused, notes = reading(path)
    assert [d.text for d in found] == ["Envoys met in Bogotá."] * 4
    assert len(refused) == 1 and "line 4: not" in refused[0]
    assert notes == [f"{path} line 2: not UTF-8, read as cp1252"]
    for encoding in ("utf-16", "utf-32"):
        path.write_bytes((good * 3).encode(encoding))
        assert [d.text for d in read(path)] == ["Envoys met in Bogotá."] * 3


def test_a_few_bytes_that_are_not_of_the_encoding_cost_those_alone(tmp_path: Path) -> None:
    text = "Envoys of São Tomé met in Košice."
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode() + b" They left\xe2.")
    (found,), _, notes = reading(path)
    assert found.text == text + " They left\ufffd."
    assert "bytes that are not UTF-8" in notes[0]
    path.write_bytes("Envoys met in Bogotá, “at last”, as she said, and they agreed to meet again.".encode("cp1252"))
    (found,), _, notes = reading(path)
    assert "Bogotá, “at last”" in found.text and "cp1252" in notes[0]


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("B.", encoding="utf-8")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.jsonl").write_text('{"text": "A."}\n', encoding="utf-8")
    (tmp_path / "x.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / ".hidden").write_text("no", encoding="utf-8")
    found, refused, _ = reading(tmp_path)
    assert [d.text for d in found] == ["A.", "B."]
    assert len(refused) == 1 and "PNG" in refused[0]


def test_what_is_no_file_in_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A.", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    found, refused, _ = reading(tmp_path)
    assert [d.text for d in found] == ["A.", "A."]
    assert [Path(r.split(":")[0]).name for r in refused] == ["gone.txt", "loop", "pipe.txt"]


def test_names_that_are_not_utf_8_or_steer_a_terminal(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    folder.mkdir()
    (folder / "one\x1b[31m\ntwo.txt").write_text("", encoding="utf-8")
    _, refused, _ = reading(tmp_path)
    assert refused == [f"{tmp_path}/caf\\xe9/one\\x1b[31m\\ntwo.txt: empty; give it a text"]
    with pytest.raises(SourceError, match=r"caf.xe9/none"):
        list(read(folder / "none"))


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        list(read(tmp_path / "none.txt"))
    with pytest.raises(SourceError, match="without any file"):
        list(read(tmp_path))
    with pytest.raises(SourceError, match="--published"):
        list(read(tmp_path, published_at="yesterday"))


def test_checks() -> None:
    with pytest.raises(BadField, match="the limit is"):
        checked(Document(text="x" * (LONGEST + 1)))
    with pytest.raises(BadField, match="surrogate"):
        checked(Document(text="a\ud800b"))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1 August 2021", "2021-08-01"),
        ("Aug 1, 2021 9:27 AM", "2021-08-01"),
        ("2021-08-01T10:00:00Z", "2021-08-01T10:00:00Z"),
    ],
)
def test_dates_in_words_are_understood(written: str, day: str) -> None:
    assert checked(Document(text="x", published_at=written)).published_at == day


@pytest.mark.parametrize("written", ["2021-02-30", "9:27AM ET", "Wed Nov 23", "August 2021", "soon"])
def test_dates_that_are_none_are_refused(written: str) -> None:
    with pytest.raises(BadField, match="write it as"):
        checked(Document(text="x", published_at=written))


def test_a_table_with_semicolons_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id;text\n1;Peru expelled two diplomats.\n", encoding="utf-8")
    _, (refused,), _ = reading(path)
    assert "its header has ';' between the columns; save it with commas" in refused
