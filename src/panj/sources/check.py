"""Checks a Document before it is coded: its text, its length, its date, its id."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, cast

import msgspec

from panj.errors import BadField, EmptyDocument
from panj.records import Document

FIELDS: tuple[str, ...] = tuple(f.name for f in msgspec.structs.fields(Document))
"""What a Document has."""
LONGEST = 1_000_000
"""Characters of the longest document coded as one; a long book has 900,000."""


def checked(document: Document, where: str | None = None) -> Document:
    """The document with an id, if it can be coded.

    Args:
        document: The document.
        where: How to call it in an error, e.g. "news.jsonl line 3"; its id by default.

    Raises:
        EmptyDocument: It has no text but white space.
        BadField: It is no Document, too long, its date is none, or it holds lone surrogates.
    """
    if not isinstance(cast(object, document), Document):
        raise BadField(
            where or "document", f"a {type(document).__name__}, not a Document; write panj.Document(text=...)"
        )
    where = where or (f"document {document.id!r}" if document.id else "document")
    text = document.text
    if not text.strip():
        raise EmptyDocument(where, "no text, only white space" if text else "empty; give it a text")
    if len(text) > LONGEST:
        raise BadField(where, f"text has {len(text):,} characters, the limit is {LONGEST:,}; split it into documents")
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise BadField(where, f"text has half of a surrogate pair at {error.start}; decode it properly first") from None
    changed: dict[str, str] = {}
    if not document.id:
        changed["id"] = hashlib.sha256(data).hexdigest()
    if document.published_at is not None:
        written = day(document.published_at, where)
        if not document.published_at.startswith(written) or len(document.published_at) > 40:
            changed["published_at"] = written
    return msgspec.structs.replace(document, **changed) if changed else document


def day(written: str, where: str, field: str = "published_at") -> str:
    """The ISO day of a date or time of publication.

    Raises:
        BadField: It names no whole date, or no day of the calendar.
    """
    try:
        return date.fromisoformat(written.strip()[:10]).isoformat()
    except ValueError as error:
        if (spelled := _spelled_out(written)) is not None:
            return spelled
        reason = str(error) if re.search(r"\b(?:day|month) (?:is|must)", str(error)) else "not a whole date"
        raise BadField(where, f"{field} is {written!r:.60}: {reason:.60}; write it as 2021-08-01") from None


def _spelled_out(written: str) -> str | None:
    """The ISO day of a date in words or other figures that names day, month and year, else None."""
    from dateutil import parser

    if len(written) > 100:
        return None
    try:  # what it leaves out is taken from the default: a whole date comes out the same from two of them
        one, two = (
            parser.parse(written, default=datetime(year, year - 2000, year - 1990), ignoretz=True)
            for year in (2001, 2002)
        )
    except (ValueError, OverflowError):
        return None
    return one.date().isoformat() if one.date() == two.date() else None


def dated(document: Document, where: str, on_note: Callable[[str], None] | None) -> Document:
    """The document, its date left out where it is none: the text can still be coded, only relative dates cannot.

    Raises:
        BadField: The date is none, and nobody asked to be told.
    """
    if document.published_at is None:
        return document
    if not document.published_at.strip():
        return msgspec.structs.replace(document, published_at=None)
    try:
        day(document.published_at, where)
    except BadField as error:
        if on_note is None:
            raise
        on_note(f"{error}; coded without a date")
        return msgspec.structs.replace(document, published_at=None)
    return document


def built(fields: Mapping[str, Any], where: str, on_note: Callable[[str], None] | None = None) -> Document:
    """The Document of some fields: numbers as ids are written out, lists of authors joined.

    Args:
        fields: Its fields by their names.
        where: How to call it.
        on_note: Told of a field that is left out because it is no string.

    Raises:
        BadField: The text is missing or no string; or another field is none, and nobody asked to be told.
    """
    if "text" not in fields:
        raise BadField(where, "no field 'text'; the fields are " + ", ".join(FIELDS))
    if fields["text"] is None:
        raise BadField(where, "text is null, not a string")
    known: dict[str, str] = {}
    for name in FIELDS:
        value = fields.get(name)
        if name == "id" and isinstance(value, int | float) and not isinstance(value, bool):
            value = str(int(value)) if value % 1 == 0 else value
        elif isinstance(value, list) and name not in ("text", "id") and all(isinstance(each, str) for each in value):
            value = ", ".join(value) or None
        if isinstance(value, str):
            known[name] = value
        elif value is not None:
            told = f"{name} is {value!r:.40}, not a string"
            if on_note is None or name in ("text", "id"):
                raise BadField(where, told)
            on_note(f"{where}: {told}; left out")
    return Document(**known)
