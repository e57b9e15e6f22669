"""Rows as the bytes of a Parquet file with zstd: the claims and the documents of a run, and what a part says of itself.

The same rows give the same bytes, on every machine with the same pyarrow.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from panj.records import Claim, Document, Record
from panj.store.flat import COLUMNS, flat
from panj.store.rows import ParquetRows, libraries

CLAIMS: dict[str, type] = {**COLUMNS, "record": str}
"""Name and type of each column of claims in Parquet; `record` is the whole claim as JSON."""
_MARK = b"panj"


class Head(Record, frozen=True, kw_only=True):
    """What a part of a run says of itself, in the metadata of its files."""

    plan: str
    """SHA-256 of the plan of the run."""
    part: int
    """Its number, from 0."""
    first: int
    """The number of its first document in the run, from 0."""
    items: int
    """How many documents it holds, coded and refused."""
    coded: int
    """How many were coded."""
    sentences: int
    """Sentences of the coded documents."""
    claims: int
    """How many claims they hold."""
    types: dict[str, int] = msgspec.field(default_factory=dict)
    """Claims by type."""
    statuses: dict[str, int] = msgspec.field(default_factory=dict)
    """Claims by status."""
    refused: dict[str, int] = msgspec.field(default_factory=dict)
    """Refused documents by the name of the error."""


def document_columns() -> dict[str, type]:
    """Name and type of each column of documents: where it stood, what became of it, and all its fields but the text."""
    kept = [f.name for f in msgspec.structs.fields(Document) if f.name not in ("text", "id")]
    return {
        "item": int, "document_id": str, "origin": str, "status": str, "kind": str, "reason": str,
        "sentences": int, "claims": int, "characters": int, "sha256": str, **dict.fromkeys(kept, str),
    }  # fmt: skip


def claim_row(claim: Claim) -> dict[str, object]:
    """The row of a claim with its whole record."""
    return {**flat(claim), "record": msgspec.json.encode(claim).decode()}


def schema(columns: Mapping[str, type], head: Head | None = None) -> Any:
    """The Arrow schema of some columns, with the head of a part in its metadata."""
    arrow, _ = libraries()
    kinds = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    made = arrow.schema([(name, kinds[kind]) for name, kind in columns.items()])
    return made.with_metadata({_MARK: msgspec.json.encode(head, order="deterministic")}) if head else made


def encoded(rows: Iterable[Mapping[str, object]], columns: Mapping[str, type], head: Head) -> bytes:
    """A Parquet file of the rows, as bytes."""
    file = io.BytesIO()
    table = ParquetRows(file, schema(columns, head))
    for row in rows:
        table.add(row)
    table.close()
    return file.getvalue()


def head_of(file: Any) -> Head | None:
    """What a part's file (a path, or bytes in a buffer) says of itself; None where it is no whole part."""
    arrow, parquet = libraries()
    try:
        with parquet.ParquetFile(file) as opened:
            found = (opened.schema_arrow.metadata or {}).get(_MARK)
        return msgspec.json.decode(found, type=Head) if found else None
    except (arrow.ArrowException, msgspec.MsgspecError, OSError):
        return None
