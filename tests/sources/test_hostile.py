"""Files made to harm: each is refused by name within bounds of memory and time, and the run goes on."""

from __future__ import annotations

import gzip
import io
import json
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.sources.test_formats import TEXT, everything, row

from panj.errors import PanjError, TooMuch
from panj.sources import bounds, language, stream
from panj.sources.fence import Fence
from panj.sources.pages import depth


@contextmanager
def within(megabytes: float, seconds: float) -> Iterator[None]:
    """Fail where more memory (of Python's own) or time is used."""
    language.identifier()  # its model has 85 MB, whatever is read
    tracemalloc.start()
    begin = time.monotonic()
    yield
    taken = time.monotonic() - begin
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    assert peak < megabytes and taken < seconds, f"{peak:.0f} MB, {taken:.1f} s"


def refused_beside_a_good_one(folder: Path, name: str, data: bytes) -> list[str]:
    """The refusals of a file, read between two good ones that must both come out."""
    (folder / "0.txt").write_text(TEXT, encoding="utf-8")
    (folder / name).write_bytes(data)
    (folder / "z.txt").write_text(TEXT + " Again.", encoding="utf-8")
    found, refused = everything(folder)
    assert [Path(f.origin).name for f in found if f.origin.endswith(".txt")] == ["0.txt", "z.txt"]
    return [str(r) for r in refused]


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bombs need not be large in a test."""
    monkeypatch.setattr(bounds, "FREE", 1_000_000)
    monkeypatch.setattr(bounds, "SPOOLED", 20_000_000)


@pytest.mark.usefixtures("small")
def test_gzip_bomb(tmp_path: Path) -> None:
    line = json.dumps({"text": "a" * 100_000}).encode() + b"\n"
    bomb = gzip.compress(line * 600, 9)
    with within(60, 20):
        told = refused_beside_a_good_one(tmp_path, "bomb.jsonl.gz", bomb)
    assert any("a bomb" in line for line in told)


@pytest.mark.usefixtures("small")
def test_zip_bomb_and_bomb_in_bomb(tmp_path: Path) -> None:
    flat = zipped(**{f"{n}.txt": b"\0" * 3_000_000 for n in range(30)})
    with within(60, 20):
        told = refused_beside_a_good_one(tmp_path, "bomb.zip", zipped(**{f"{n}.zip": flat for n in range(20)}))
    assert any("a bomb" in line for line in told) and len(told) < 50


def test_nested_archives(tmp_path: Path) -> None:
    data = row(1).encode()
    for _ in range(bounds.NESTED + 1):
        data = zipped(**{"a.zip": data})
    told = refused_beside_a_good_one(tmp_path, "nest.zip", data)
    assert len(told) == 1 and "layers" in told[0]
    quine = gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"x")))))
    assert "layers" in refused_beside_a_good_one(tmp_path, "nest.zip", quine)[0]


def test_paths_that_lead_out(tmp_path: Path) -> None:
    data = zipped(
        **{
            "../../evil.txt": TEXT.encode(),
            "/etc/evil.txt": TEXT.encode(),
            "C:\\x.txt": TEXT.encode(),
            "good.jsonl": row(1).encode(),
        }
    )
    told = refused_beside_a_good_one(tmp_path, "path.zip", data)
    assert len(told) == 3 and all("leads out of the archive" in line for line in told)
    assert not list(tmp_path.parent.glob("evil.txt")) and not Path("/etc/evil.txt").exists()


def test_links_passwords_and_methods_in_archives(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("lzma.txt", TEXT, compress_type=zipfile.ZIP_LZMA)
    told = refused_beside_a_good_one(tmp_path, "a.zip", out.getvalue())
    assert "symbolic link" in told[0] and "by a method" in told[1]
    locked = bytearray(zipped(**{"a.txt": TEXT.encode()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1
    assert "encrypted" in refused_beside_a_good_one(tmp_path, "a.zip", bytes(locked))[0]


def test_bzip2_in_a_zip_expands_in_no_memory(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_BZIP2) as archive, archive.open("a.txt", "w") as file:
        for _ in range(40):
            file.write(bytes(5_000_000))
    with within(60, 20):
        told = refused_beside_a_good_one(tmp_path, "a.zip", packed.getvalue())
    assert len(told) == 1 and "by a method" in told[0]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_what_stands_before_the_damage_is_read_and_the_damage_told(tmp_path: Path, suffix: str) -> None:
    pack = gzip.compress if suffix == ".gz" else pytest.importorskip("zstandard").compress
    rows = b"".join(row(n).encode() + b"\n" for n in range(40))
    whole = pack(rows[:4000]) + pack(rows[4000:])
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(whole)
    assert [len(some) for some in everything(path)] == [40, 0]
    path.write_bytes(whole[:-40])
    found, refused = everything(path)
    assert found and any("damaged" in str(one) for one in refused)
    path.write_bytes(whole + b"something else")
    found, refused = everything(path)
    assert len(found) == 40 and len(refused) == 1


def test_a_text_cut_off_in_zstd_is_refused(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    data = zstandard.compress(b" ".join(f"{TEXT} {n * n}".encode() for n in range(3000)))
    told = refused_beside_a_good_one(tmp_path, "a.txt.zst", data[:-20])
    assert len(told) == 1 and "damaged zstd" in told[0]


@pytest.mark.parametrize("cut", [10, 60, -30, -5])
def test_damaged_archives(tmp_path: Path, cut: int) -> None:
    for name, data in (("a.zip", zipped(**{"a.txt": TEXT.encode()})), ("a.txt.gz", gzip.compress(TEXT.encode()))):
        told = refused_beside_a_good_one(tmp_path, name, data[:cut])
        assert len(told) == 1 and "damaged" in told[0]
        (tmp_path / name).unlink()


def test_a_directory_that_would_fill_the_memory(tmp_path: Path) -> None:
    data = bytearray(zipped(**{"a.txt": TEXT.encode()}))
    at = data.rindex(b"PK\x05\x06")
    data[at + 12 : at + 16] = (500_000_000).to_bytes(4, "little")
    assert "the limit is" in refused_beside_a_good_one(tmp_path, "a.zip", bytes(data))[0]


def test_a_page_of_a_hundred_megabytes(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with within(60, 20):
        path = tmp_path / "in" / "huge.html"
        with path.open("wb") as file:
            file.write(b"<html><body>")
            file.truncate(100_000_000)  # a hole: it takes no place on the disk
        told = refused_beside_a_good_one(
            tmp_path / "in", "b.html.gz", gzip.compress(b"<html>" + b"<p>x</p>\n" * 2_000_000)
        )
    assert len(told) == 2 and all("page of more than 10,000,000 bytes" in line for line in told)


@pytest.mark.parametrize("tag", ["div", "b", "blockquote"])
def test_fifty_thousand_nested_tags(tmp_path: Path, tag: str) -> None:
    pytest.importorskip("trafilatura")
    page = f"<html><body>{f'<{tag}>' * 50_000}{TEXT}{f'</{tag}>' * 50_000}</body></html>"
    with within(60, 20):
        told = refused_beside_a_good_one(tmp_path, "deep.html", page.encode())
    assert len(told) == 1 and "50,000 tags inside each other" in told[0]


def test_depth_is_linear() -> None:
    begin = time.monotonic()
    assert depth(b"<" * 3_000_000) == 0
    assert depth(b"<div " * 300_000) == 300_000
    assert depth(b"<p>One<li>Two" * 100_000) == 0
    assert time.monotonic() - begin < 20


@pytest.mark.parametrize(
    "page",
    [
        b"<html><body>" + b"<p>word word word</p>" * 60_000,
        b"<html><body><table>" + b"<tr><td>x" * 60_000,
        b"<html><body>" + b"<a href=x>" * 60_000,
        b"<html><body><p " + b"a=1 " * 500_000 + b">x",
        b"<html><body>" + b"&amp;" * 500_000,
    ],
)
def test_pages_that_take_long_end_in_time(tmp_path: Path, page: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("trafilatura")
    monkeypatch.setattr(bounds, "SECONDS", 5.0)
    (tmp_path / "a.html").write_bytes(page)
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    with within(80, 15):
        found, refused = everything(tmp_path)
    assert len(found) + len(refused) == 2 and any(f.origin.endswith("b.txt") for f in found)


LAUGHS = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">{}]><rss version="2.0"><channel><item><title>&z;</title></item></channel></rss>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
def test_entity_bombs(tmp_path: Path, encoding: str) -> None:
    pytest.importorskip("feedparser")
    steps = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghijkl", "bcdefghijklz", strict=True))
    with within(60, 20):
        told = refused_beside_a_good_one(tmp_path, "bomb.rss", LAUGHS.format(steps).encode(encoding))
    assert len(told) == 1 and "entities of its own" in told[0]


@pytest.mark.parametrize("hidden", ['<!-- <rss version="2.0"> -->', f"<!-- {'x' * 1_100_000} -->", "<?rss <rss ?>"])
def test_entities_are_found_wherever_they_are_declared(tmp_path: Path, hidden: str) -> None:
    pytest.importorskip("feedparser")
    feed = LAUGHS.format('<!ENTITY z "' + "ha" * 1000 + '">').replace("<!DOCTYPE", f"{hidden}<!DOCTYPE")
    assert "entities of its own" in refused_beside_a_good_one(tmp_path, "a.rss", feed.encode())[0]
    seven = feed.replace('"1.0"', '"1.0" encoding="utf-7"').replace("<!ENTITY", "+ADw-!ENTITY")
    assert "entities of its own" in refused_beside_a_good_one(tmp_path, "a.rss", seven.encode())[0]


def test_files_of_the_machine_are_not_drawn_into_a_feed(tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    feed = LAUGHS.format('<!ENTITY z SYSTEM "file:///etc/passwd">')
    assert "entities of its own" in refused_beside_a_good_one(tmp_path, "a.xml", feed.encode())[0]


def test_long_lines_and_cells(tmp_path: Path) -> None:
    line = b'{"text": "' + b"a" * (bounds.LINE + 5_000_000) + b'"}\n' + row(1).encode()
    with within(60, 20):
        told = refused_beside_a_good_one(tmp_path, "a.jsonl", line)
    assert len(told) == 1 and "line 1" in told[0] and "the limit" in told[0]
    (tmp_path / "a.jsonl").unlink()
    table = b'id,text\n1,"never closed ' + (b"x" * 1_000 + b",\n") * 5_000
    with within(80, 20):
        told = refused_beside_a_good_one(tmp_path, "a.csv", table)
    assert "not CSV" in told[0]


def test_deep_json(tmp_path: Path) -> None:
    told = refused_beside_a_good_one(tmp_path, "a.jsonl", b'{"text": ' + b"[" * 200_000 + b"\n" + row(1).encode())
    assert len(told) == 1 and "not JSON" in told[0]


def test_text_without_end(tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.txt"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.write(TEXT.encode())
        file.truncate(2_000_000_000)
    with within(60, 10):
        told = refused_beside_a_good_one(path.parent, "b.txt", b"word " * 1_000_000)
    assert len(told) == 2 and all("the limit" in line for line in told)


@pytest.mark.parametrize(("how", "told"), [("crash", "crash"), ("time", "seconds"), ("memory", "memory")])
def test_what_happens_behind_the_fence_stays_there(how: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if how == "memory" and sys.platform == "win32":
        pytest.skip("no bound on memory there")
    with Fence(seconds=3.0) as fence:
        with pytest.raises(TooMuch, match=told):
            list(fence.read("harm", "bad.html", how))
        if "trafilatura" in sys.modules or __import__("importlib.util").util.find_spec("trafilatura"):
            page = f"<html><body><article><p>{TEXT}</p></article></body></html>".encode()
            monkeypatch.setattr(fence, "seconds", 20.0)
            assert "Peru" in next(iter(fence.read("page", "good.html", page, None, None)))["text"]
        with pytest.raises(PanjError):
            list(fence.read("page", "empty.html", b"", None, None))


def test_a_reader_that_stops_early_leaves_nothing_behind(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    for number in range(3):
        page = f"<html><body><article><p>{TEXT} {number}</p></article></body></html>"
        (tmp_path / f"{number}.html").write_text(page, encoding="utf-8")
    found = stream([tmp_path])
    next(found)
    found.close()  # type: ignore[attr-defined]
