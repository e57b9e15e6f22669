"""WARC files (Common Crawl, web archives) -> the pages in them, record by record.

Read by panj itself, not by a library: every length in such a file may be wrong, and each must be held against what
follows it. ISO 28500; a record is a version line, header lines, a blank line, `Content-Length` bytes, two line ends.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from panj.errors import DocumentError, TooMuch
from panj.sources import bounds
from panj.sources.unpack import Piece

_HEADER = 100_000
"""Bytes of the longest header."""
_PIECES = 64
"""Pieces of gzip behind each other that are unpacked of one body."""
CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.I)
_VERSION = re.compile(rb"WARC/1\.\d\r?\n")
_KEPT = frozenset({"response", "resource", "conversion"})


class Page(NamedTuple):
    """A page of an archive."""

    where: str
    """How to call it."""
    url: str | None
    """Its address."""
    day: str | None
    """When it was crawled: not when it was published."""
    kind: str
    """Its content type, without parameters."""
    charset: str | None
    """Its encoding, where the server told."""
    body: bytes
    """Its bytes, unpacked."""


def pages(piece: Piece) -> Iterator[Page | DocumentError]:
    """The pages of a WARC file, or the error that refuses a record; other records are passed over.

    Raises:
        DocumentError: It is not WARC, or damaged so that nothing after that place can be read.
    """
    if not piece.head(5).startswith(b"WARC/"):
        raise DocumentError(piece.where, "not WARC: it does not begin with WARC/1")
    records = _Records(piece)
    while (headers := records.header()) is not None:
        url = headers.get("warc-target-uri", "").strip("<> ") or None
        where = f"{piece.where} record {records.number}" + (f" ({url[:200]})" if url else "")
        try:
            block = records.block(_length(headers, where), where)
            wanted = headers.get("warc-type", "").lower() in _KEPT
            page = _page(headers, block, url, where) if wanted else None
        except DocumentError as error:
            yield error
            if error.where == piece.where:
                return  # the file itself is damaged: told once
            continue
        if page is not None:
            yield page


class _Records:
    """The records of a file, found again after each whose length is wrong."""

    def __init__(self, piece: Piece) -> None:
        """At the beginning of a file."""
        self.number = 0
        self._file = piece.file
        self._back = b""

    def _line(self) -> bytes:
        """The next line, or what fits of it."""
        if not self._back:
            return self._file.readline(1 << 16)
        line, end, self._back = self._back.partition(b"\n")
        if not end:
            return line + self._file.readline(1 << 16)
        return line + end

    def header(self) -> dict[str, str] | None:
        """The header of the next record, wherever it begins; None at the end."""
        while line := self._line():
            at = line.rfind(b"WARC/")
            if at >= 0 and _VERSION.fullmatch(line, at):
                break
        else:
            return None
        self.number += 1
        headers: dict[str, str] = {}
        size = 0
        while (line := self._line()).strip() and size < _HEADER:
            size += len(line)
            name, _, value = line.decode("utf-8", "replace").partition(":")
            headers[name.strip().lower()] = value.strip()
        return headers

    def block(self, length: int, where: str) -> bytes:
        """The block of the record whose header was read.

        Raises:
            TooMuch: It is longer than any page; the next record is looked for.
            DocumentError: The length is wrong; the next record is looked for.
        """
        if length > bounds.PAGE + _HEADER:
            raise TooMuch(where, f"a record of {length:,} bytes, the limit for a page is {bounds.PAGE:,}")
        data, self._back = self._back[:length], self._back[length:]
        data += self._file.read(length - len(data))
        after = (self._back + self._file.peek(4)[:4])[:4] if len(data) == length else b"?"
        if after in (b"", b"\r\n\r\n") or after.startswith((b"\n\n", b"\r\n")):
            return data
        at = data.find(b"\nWARC/1.")
        if at >= 0:
            self._back = data[at + 1 :] + self._back
        elif len(data) < length:
            raise DocumentError(
                where, f"the file ends {length - len(data):,} bytes before its Content-Length is reached"
            )
        raise DocumentError(where, f"its Content-Length ({length:,}) is wrong; read on at the next record")


def _length(headers: Mapping[str, str], where: str) -> int:
    """The Content-Length of a record.

    Raises:
        DocumentError: It is none.
    """
    written = headers.get("content-length", "")
    if not (written.isascii() and written.isdigit() and len(written) < 16):
        raise DocumentError(where, f"its Content-Length is {written[:40]!r}, no number; read on at the next record")
    return int(written)


def _page(headers: Mapping[str, str], block: bytes, url: str | None, where: str) -> Page | None:
    """The page of a record; None where it holds no document (another status than 200, no text).

    Raises:
        DocumentError: It cannot be unpacked.
    """
    kind = headers.get("content-type", "")
    day = headers.get("warc-date", "")[:10] or None
    body = block
    if kind.lower().startswith("application/http"):
        head, sign, body = _split(block)
        status, *lines = head.decode("latin-1").splitlines() or [""]
        if not sign or " 200" not in status[:20]:
            return None
        told = {n.strip().lower(): v.strip() for n, _, v in (line.partition(":") for line in lines)}
        kind = told.get("content-type", "text/html")
        if "chunked" in told.get("transfer-encoding", "").lower():
            body = _dechunked(body)
        body = inflated(body, told.get("content-encoding", ""), bounds.PAGE, where)
    found = CHARSET.search(kind)
    return Page(where, url, day, kind.split(";")[0].strip().lower(), found[1] if found else None, body)


def _split(block: bytes) -> tuple[bytes, bytes, bytes]:
    """Header, the blank line between, body of an HTTP message."""
    head, sign, body = block.partition(b"\r\n\r\n")
    return (head, sign, body) if sign else block.partition(b"\n\n")


def _dechunked(body: bytes) -> bytes:
    """A body without the lengths of its chunks; as it is, where it is not chunked after all (Common Crawl's are not)."""
    parts: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + 40)
        if end < 0:
            return body if not parts else b"".join(parts)
        try:
            size = int(body[at:end].split(b";")[0], 16)
        except ValueError:
            return body if not parts else b"".join(parts)
        if not size:
            break
        parts.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(parts)


def inflated(body: bytes, encoding: str, limit: int, where: str) -> bytes:
    """A body without its content encoding, never more than a limit.

    Raises:
        TooMuch: It is more.
        DocumentError: It is damaged, or packed in another way than gzip or deflate.
    """
    encoding = encoding.strip().lower()
    if encoding in ("", "identity", "none"):
        return body
    if encoding in ("gzip", "x-gzip", "deflate"):
        if encoding != "deflate" and not body.startswith(b"\x1f\x8b"):
            return body  # unpacked already, as crawlers do
        try:
            return _inflate(body, -15 if encoding == "deflate" and body[:1] != b"\x78" else 47, limit, where)
        except (zlib.error, gzip.BadGzipFile, EOFError) as error:
            raise DocumentError(where, f"damaged {encoding} ({error})") from None
    if encoding == "br" and re.match(rb"\s*<", body):
        return body  # unpacked already
    raise DocumentError(where, f"packed as {encoding[:40]!r}, which panj does not unpack (gzip and deflate)")


def _inflate(body: bytes, bits: int, limit: int, where: str) -> bytes:
    """Unpacked bytes.

    Raises:
        TooMuch: They are more than the limit.
        zlib.error: They are damaged.
        EOFError: They end too early.
    """
    data = b""
    for _ in range(_PIECES):
        machine = zlib.decompressobj(bits)
        data += machine.decompress(body, limit + 1 - len(data))
        if len(data) > limit or machine.unconsumed_tail:
            raise TooMuch(where, f"unpacks to more than {limit:,} bytes, the limit for a page")
        data += machine.flush()
        if not machine.eof:
            raise EOFError("it ends too early")
        body = machine.unused_data
        if not body.startswith(b"\x1f\x8b"):
            return data
    raise TooMuch(where, f"packed in more than {_PIECES} pieces")
