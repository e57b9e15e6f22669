"""RSS and Atom -> the fields of documents, an entry each, with feedparser."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from typing import Any

from panj.errors import DocumentError, TooMuch
from panj.sources import bounds
from panj.sources.pages import words

_ENTITIES = re.compile(r"<!ENTITY\b", re.I)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
KEY = "entry_id"
"""The name under which an entry's own id is handed on; it is taken off before the Document is made."""
SUMMARY = "summary_only"
"""The name under which is handed on that the feed has no more than a summary."""


def parse(where: str, data: bytes, url: str | None) -> Iterator[dict[str, Any]]:
    """The fields of each entry of a feed; runs behind the fence.

    Args:
        where: How to call it.
        data: The feed.
        url: Its address, if known: links in it are completed with it.

    Raises:
        ImportError: feedparser is not installed.
        TooMuch: It is too large.
        DocumentError: It is no feed, or declares entities of its own.
    """
    if len(data) > bounds.FEED:
        raise TooMuch(where, f"a feed of more than {bounds.FEED:,} bytes, the limit")
    data = _utf8(data, where)
    _refuse_entities(data, where)
    import feedparser

    found = feedparser.parse(data, response_headers={"content-location": url} if url else {})
    if not found.get("version") and not found.entries:
        raise DocumentError(where, "XML, but neither RSS nor Atom; give a feed, HTML, text, JSON Lines or a table")
    publisher = _plain(found.feed.get("title")) or None
    for entry in found.entries:
        yield _fields(entry, publisher)


def _utf8(data: bytes, where: str) -> bytes:
    """The feed as UTF-8, where it is UTF-16, UTF-32 or EBCDIC, in which nobody would see what it declares.

    Raises:
        DocumentError: It is not what it begins as.
    """
    for marks, encoding in (
        ((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), "utf-32"),
        ((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), "utf-16"),
        ((b"<\x00?\x00", b"<\x00r\x00", b"<\x00f\x00"), "utf-16-le"),
        ((b"\x00<\x00?", b"\x00<\x00r", b"\x00<\x00f"), "utf-16-be"),
        ((b"\x4c\x6f\xa7\x94",), "cp037"),
    ):
        if data.startswith(marks):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as error:
                raise DocumentError(where, f"begins as {encoding} but is not ({error.reason})") from None
            return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff")).encode()
    return data


def _refuse_entities(data: bytes, where: str) -> None:
    """Refuse a feed that declares entities: no feed needs to, and bombs are made of them.

    Raises:
        DocumentError: It declares some, wherever: what looks like a comment or the first tag may be neither.
    """
    declared = _DECLARED.search(data[:1000])
    for encoding in {"latin-1", declared[1].decode("ascii", "replace") if declared else "latin-1"}:
        try:
            text = data.decode(encoding, "replace")
        except (LookupError, UnicodeError):
            continue
        if _ENTITIES.search(text):
            raise DocumentError(
                where, "declares XML entities of its own, which feeds do not need and bombs are made of"
            )


def _fields(entry: Any, publisher: str | None) -> dict[str, Any]:
    """The fields of an entry."""
    full = max((words(str(part.get("value") or "")) for part in entry.get("content") or ()), key=len, default="")
    summary = words(str(entry.get("summary") or ""))
    text = full or summary
    title, link = _plain(entry.get("title")), entry.get("link")
    key = entry.get("id") or link or hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()
    source = _plain((entry.get("source") or {}).get("title"))
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    fields: dict[str, Any] = {"text": text, KEY: str(key), SUMMARY: not full}
    optional = {
        "title": title,
        "author": _plain(entry.get("author")),
        "publisher": source or publisher,
        "url": link,
        "published_at": f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}" if when else None,
    }
    return fields | {name: str(value) for name, value in optional.items() if value}


def _plain(value: object) -> str:
    """A title or name without markup, on one line."""
    return " ".join(words(str(value or "")).split())
