"""Which format a file has: by the ending of its name, else by its first bytes, or by what a server says of it."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePosixPath

from panj.errors import BinaryFile
from panj.sources import exports
from panj.sources.unpack import Piece

_SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".jsonl": "lines", ".ndjson": "lines", ".json": "json",
    ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet", ".pq": "parquet",
    ".html": "page", ".htm": "page", ".xhtml": "page",
    ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".xml": "feed",
    ".warc": "warc",
}  # fmt: skip
_TYPES = {
    "text/plain": "text", "text/markdown": "text",
    "text/html": "page", "application/xhtml+xml": "page",
    "application/rss+xml": "feed", "application/atom+xml": "feed", "application/rdf+xml": "feed",
    "application/xml": "feed", "text/xml": "feed", "application/feed+json": "json",
    "application/json": "json", "application/jsonl": "lines", "application/x-jsonlines": "lines",
    "application/x-ndjson": "lines", "application/ndjson": "lines",
    "text/csv": "csv", "text/tab-separated-values": "tsv",
    "application/vnd.apache.parquet": "parquet", "application/x-parquet": "parquet",
    "application/warc": "warc",
}  # fmt: skip
_PACKED = frozenset(
    {
        "application/gzip", "application/x-gzip", "application/zip", "application/x-zip-compressed", "application/zstd",
        "application/x-bzip2", "application/octet-stream", "binary/octet-stream", "",
    }
)  # fmt: skip
_MARKUP = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|rss|feed|rdf:rdf|\?xml)\b", re.I | re.S)
ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, "
    "text/plain;q=0.8, */*;q=0.5"
)


def kind_of(piece: Piece) -> str:
    """The format of a file: text, export, lines, json, csv, tsv, parquet, page, feed or warc.

    Raises:
        BinaryFile: It is a tar archive.
    """
    head = piece.head()
    suffix = PurePosixPath(piece.name).suffix.lower()
    if suffix == ".tar" or head[257:262] == b"ustar":
        raise BinaryFile(piece.where, "a tar archive; unpack it, or pack the folder as .zip")
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    named = _SUFFIXES.get(suffix)
    kind = (named or piece.kind) if piece.kind in (None, "text") else piece.kind
    if kind == "feed" and b"<html" in head.lower() and not re.search(rb"<(rss|feed|rdf:RDF)\b", head, re.I):
        return "page"
    if piece.kind == "page" and (found := _MARKUP.match(head)) and found[1].lower() in (b"rss", b"feed", b"rdf:rdf"):
        return "feed"
    kind = kind or _sniffed(head, anonymous=not suffix)
    return "export" if kind == "text" and exports.seen(_decoded(head)) else kind


def _decoded(head: bytes) -> str:
    """The first bytes as text, so far as they are."""
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return head.decode("utf-16" if wide else "utf-8", "replace")


def _sniffed(head: bytes, *, anonymous: bool) -> str:
    """The format of a file whose name does not tell it; JSON Lines are only guessed where there is no ending at all."""
    found = _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf"))
    if found:
        if found[1].lower() in (b"rss", b"feed", b"rdf:rdf"):
            return "feed"
        return "page" if b"<html" in head.lower() else ("feed" if found[1] == b"?xml" else "page")
    if anonymous and head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return "lines"
    return "text"


def kind_of_type(content_type: str) -> str | None:
    """The format that a server's content type names; None where it leaves it open.

    Raises:
        ValueError: It is nothing that panj reads.
    """
    bare = content_type.split(";")[0].strip().lower()
    if bare in _TYPES:
        return _TYPES[bare]
    if bare in _PACKED:
        return None
    raise ValueError(f"{bare} is no text, page, feed, table or archive")
