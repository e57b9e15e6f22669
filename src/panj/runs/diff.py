"""Two runs -> what differs: claims gained, lost and changed, by type and by field.

Claims of a document are matched by the words they stand on (trigger, then type). Documents are read from both runs
side by side, so that two runs over one corpus are compared in flat memory, however large they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Literal

import msgspec

from panj.errors import SourceError
from panj.records import Claim, Record
from panj.store.folder import CLAIMS, DOCUMENTS, Folder
from panj.store.rows import libraries

FIELDS: tuple[str, ...] = tuple(
    f.name for f in msgspec.structs.fields(Claim) if f.name not in ("id", "document_id", "trace", "codebook", "version")
)
"""The fields that are compared: all that say something of the text."""


class Difference(Record, frozen=True, kw_only=True):
    """A claim that only one run has, or that both have with other fields."""

    kind: Literal["gained", "lost", "changed"]
    document_id: str
    fields: tuple[str, ...] = ()
    """Of a changed claim: the fields that differ."""
    old: Claim | None = None
    new: Claim | None = None


class Coded(Record, frozen=True, kw_only=True):
    """A document of a run and its claims."""

    document_id: str
    refused: bool
    claims: tuple[Claim, ...]


class OneSided(Record, frozen=True, kw_only=True):
    """A document that one run coded and the other did not."""

    document_id: str
    only_in: Literal["old", "new"]
    claims: int


def differences(old: Path, new: Path) -> Iterator[Difference | OneSided]:
    """What differs between two runs, document by document.

    Raises:
        SourceError: One of them is no run.
    """
    waiting: tuple[dict[str, Coded], dict[str, Coded]] = ({}, {})
    for pair in zip_longest(documents(old), documents(new)):
        for side, coded in enumerate(pair):
            if coded is None or coded.refused:
                continue
            other = waiting[1 - side].pop(coded.document_id, None)
            if other is None:
                waiting[side][coded.document_id] = coded
            else:
                before, after = (other, coded) if side else (coded, other)
                yield from _compared(before, after)
    for document in waiting[0].values():
        yield OneSided(document_id=document.document_id, only_in="old", claims=len(document.claims))
    for document in waiting[1].values():
        yield OneSided(document_id=document.document_id, only_in="new", claims=len(document.claims))


def documents(path: Path) -> Iterator[Coded]:
    """The documents of a run with their claims, in order.

    Raises:
        SourceError: It is no run.
    """
    folder = Folder(path)
    if folder.manifest() is None:
        raise SourceError(f"{path}: not a run; give a folder that panj code --out DIR has written")
    _, parquet = libraries()
    decoder = msgspec.json.Decoder(Claim)
    for part in folder.parts(CLAIMS):
        claims = iter(parquet.read_table(part, columns=["record"]).column(0).to_pylist())
        rows = parquet.read_table(folder.path / DOCUMENTS / part.name, columns=["document_id", "claims"]).to_pylist()
        for row in rows:
            count = row["claims"]
            yield Coded(
                document_id=row["document_id"] or "",
                refused=count is None,
                claims=tuple(decoder.decode(next(claims)) for _ in range(count or 0)),
            )


def _compared(old: Coded, new: Coded) -> Iterator[Difference]:
    """What differs between the claims of a document."""
    left = {claim.id: claim for claim in old.claims}
    pairs: list[tuple[Claim | None, Claim | None]] = []
    fresh: list[Claim] = []
    for claim in new.claims:
        same = left.get(claim.id)
        if same is not None and same.trigger == claim.trigger and same.type == claim.type:
            pairs.append((left.pop(claim.id), claim))
        else:
            fresh.append(claim)
    by_trigger: dict[tuple[int, int], list[Claim]] = {}
    for claim in left.values():
        by_trigger.setdefault((claim.trigger.start, claim.trigger.end), []).append(claim)
    for claim in fresh:
        candidates = by_trigger.get((claim.trigger.start, claim.trigger.end), [])
        best = next((c for c in candidates if c.type == claim.type), candidates[0] if candidates else None)
        if best is not None:
            candidates.remove(best)
        pairs.append((best, claim))
    pairs.extend((claim, None) for rest in by_trigger.values() for claim in rest)
    for before, after in sorted(pairs, key=_place):
        if before is None or after is None:
            kind: Literal["gained", "lost"] = "gained" if before is None else "lost"
            yield Difference(kind=kind, document_id=new.document_id, old=before, new=after)
        elif changed := tuple(f for f in FIELDS if getattr(before, f) != getattr(after, f)):
            yield Difference(kind="changed", document_id=new.document_id, fields=changed, old=before, new=after)


def _place(pair: tuple[Claim | None, Claim | None]) -> tuple[int, int, str]:
    """Where a pair stands in its document."""
    claim = pair[1] or pair[0]
    assert claim is not None
    return claim.trigger.start, claim.trigger.end, claim.id
