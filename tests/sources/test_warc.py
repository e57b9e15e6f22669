"""Web archives: whole ones, and ones whose lengths are wrong."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.sources.test_formats import PAGE, everything

from panj.sources import bounds
from panj.sources.warc import inflated

pytest.importorskip("trafilatura")


def record(
    kind: str, body: bytes, *, url: str = "https://paper.example/a", length: int | str | None = None, more: str = ""
) -> bytes:
    content = "application/http; msgtype=response" if kind == "response" else "text/plain"
    size = len(body) if length is None else length
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {content}\r\nContent-Length: {size}\r\n{more}\r\n"
    return head.encode() + body + b"\r\n\r\n"


def response(page: str | bytes, headers: str = "Content-Type: text/html; charset=utf-8") -> bytes:
    body = page.encode() if isinstance(page, str) else page
    return f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + body


def page(number: int) -> bytes:
    return response(PAGE.replace("in a note.", f"in note number {number}.").replace("/envoys", f"/{number}"))


def read(path: Path, *records: bytes, pack: bool = True) -> tuple[list[str], list[str]]:
    path.write_bytes(b"".join(gzip.compress(r) for r in records) if pack else b"".join(records))
    found, refused = everything(path)
    return [f.document.url or "" for f in found], [str(r) for r in refused]


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc", "no-ending"])
def test_pages_of_an_archive(tmp_path: Path, name: str) -> None:
    records = [
        record("warcinfo", b"software: crawler"), record("request", b"GET / HTTP/1.1\r\n\r\n"), record("response", page(1)),
        record("response", response(b"\x89PNG", "Content-Type: image/png")),
        record("response", page(2).replace(b"200 OK", b"404 Not Found")),
        record("response", response(gzip.compress(page(3).split(b"\r\n\r\n")[1]), "Content-Type: text/html\r\nContent-Encoding: gzip")),
        record("response", response(b"%x\r\n" % len(PAGE.encode()) + PAGE.encode() + b"\r\n0\r\n\r\n", "Content-Type: text/html\r\nTransfer-Encoding: chunked")),
        record("conversion", b"Peru expelled two Chilean diplomats on Monday.", url="https://paper.example/wet"),
    ]  # fmt: skip
    urls, refused = read(tmp_path / name, *records, pack=name.endswith("gz"))
    assert urls == [f"https://paper.example/{n}" for n in ("1", "3", "envoys", "wet")] and not refused


@pytest.mark.parametrize("length", [5, 5_000, 10**9, 10**15, "-7", "many", ""])
@pytest.mark.parametrize("pack", [True, False])
def test_wrong_lengths_are_refused_and_the_rest_is_read(tmp_path: Path, length: int | str, pack: bool) -> None:
    records = [
        record("response", page(1)),
        record("response", page(2), length=length),
        record("response", page(3)),
        record("response", page(4)),
    ]
    urls, refused = read(tmp_path / "a.warc", *records, pack=pack)
    assert urls == [f"https://paper.example/{n}" for n in (1, 3, 4)]
    assert len(refused) == 1 and "record 2" in refused[0]
    assert any(word in refused[0] for word in ("is wrong", "no number", "the limit"))


def test_a_length_that_is_wrong_in_the_last_record(tmp_path: Path) -> None:
    urls, refused = read(tmp_path / "a.warc", record("response", page(1)), record("response", page(2), length=50_000))
    assert urls == ["https://paper.example/1"]
    assert "the file ends" in refused[0]


def test_a_damaged_file_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    read(path, record("response", page(1)), record("response", page(2)))
    path.write_bytes(path.read_bytes()[:-60])
    found, refused = everything(path)
    assert len(found) == 1 and len(refused) == 1 and "damaged gzip" in refused[0].reason


def test_headers_without_end_and_files_that_are_none(tmp_path: Path) -> None:
    _, refused = read(tmp_path / "a.warc", b"WARC/1.0\r\n" + b"x" * 3_000_000, record("response", page(1)), pack=False)
    assert len(refused) <= 2
    _, refused = read(tmp_path / "a.warc", b"nothing of the kind", pack=False)
    assert "not WARC" in refused[0]


def test_bomb_in_a_record(tmp_path: Path) -> None:
    bomb = response(gzip.compress(b"<p>x" * 10_000_000), "Content-Type: text/html\r\nContent-Encoding: gzip")
    urls, refused = read(tmp_path / "a.warc", record("response", bomb), record("response", page(1)))
    assert urls == ["https://paper.example/1"]
    assert "unpacks to more than" in refused[0]


def test_content_encodings() -> None:
    assert inflated(gzip.compress(b"x"), "GZIP", 10, "a") == b"x"
    assert inflated(b"<p>", "gzip", 10, "a") == b"<p>"
    assert inflated(gzip.compress(b"x") + gzip.compress(b"y") + bytes(8), "gzip", 10, "a") == b"xy"
    with pytest.raises(Exception, match="pieces"):
        inflated(gzip.compress(b"") * 50_000, "gzip", 10, "a")
    with pytest.raises(Exception, match="does not unpack"):
        inflated(b"\x01", "br", bounds.PAGE, "a")
    with pytest.raises(Exception, match="damaged"):
        inflated(b"\x1f\x8bxx", "gzip", 10, "a")
    with pytest.raises(Exception, match="ends too early"):
        inflated(gzip.compress(b"x")[:-4], "gzip", 10, "a")
