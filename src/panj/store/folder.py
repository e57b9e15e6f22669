"""The folder of a run: parts that appear whole or not at all, a manifest, and a file of times.

    DIR/claims/part-000000.parquet      the claims of the documents of a part
    DIR/documents/part-000000.parquet   a row for each of its documents, refused ones too
    DIR/sources/0000.jsonl              what was read from a URL or standard input, which cannot be read again
    DIR/inputs.jsonl                    every input file with its size and SHA-256
    DIR/manifest.json                   versions, options, counts, parts; the same for the same command
    DIR/times.json                      when it was begun, gone on with and ended, and on which machine

A file is written in DIR/.unfinished, synced to the disk and renamed; the claims of a part come last, so a part is
there if its claims are. Only times.json differs between two runs of the same command.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from panj.errors import OutputError
from panj.records import Record
from panj.store.tables import Head, head_of

CLAIMS, DOCUMENTS, INPUTS, MANIFEST, TIMES = "claims", "documents", "inputs.jsonl", "manifest.json", "times.json"
SOURCES = "sources"
_UNFINISHED = ".unfinished"
_OURS = frozenset({CLAIMS, DOCUMENTS, INPUTS, MANIFEST, SOURCES, TIMES, _UNFINISHED})


class Part(Record, frozen=True, kw_only=True):
    """A part of a run, as the manifest lists it."""

    part: int
    first: int
    items: int
    claims: int
    documents_sha256: str
    claims_sha256: str


class Counts(Record, frozen=True, kw_only=True):
    """What a run holds."""

    documents: int = 0
    coded: int = 0
    refused: int = 0
    sentences: int = 0
    claims: int = 0
    types: dict[str, int] = msgspec.field(default_factory=dict)
    statuses: dict[str, int] = msgspec.field(default_factory=dict)
    refusals: dict[str, int] = msgspec.field(default_factory=dict)


class Source(Record, frozen=True, kw_only=True):
    """One of the sources a run was given."""

    path: str
    files: int
    bytes: int
    sha256: str
    """Of its lines in inputs.jsonl."""


class Plan(Record, frozen=True, kw_only=True):
    """What decides the content of a run: the same plan gives the same bytes."""

    layout: str
    versions: dict[str, str]
    codebook: dict[str, str]
    options: dict[str, Any]
    inputs: list[Source]


class Manifest(Record, frozen=True, kw_only=True):
    """What a run is and holds."""

    state: str
    """"running" or "finished"."""
    plan: Plan
    plan_sha256: str
    counts: Counts = Counts()
    parts: list[Part] = msgspec.field(default_factory=list)


class Session(Record, frozen=True, kw_only=True):
    """One stretch of work on a run; `ended` is null where it was killed."""

    began: str
    ended: str | None = None
    host: str
    engine: str
    workers: int
    parts: int = 0
    seconds: float = 0.0


Kind = TypeVar("Kind")


class Folder:
    """The folder of a run."""

    def __init__(self, path: Path) -> None:
        """Nothing is touched yet."""
        self.path = path

    @contextmanager
    def held(self) -> Iterator[None]:
        """Make the folder and keep other runs out of it while the block runs.

        Raises:
            OutputError: It is a file, holds something else, cannot be made, or another run is at work in it.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            names = {p.name for p in self.path.iterdir()}
        except OSError as error:
            raise OutputError(f"{self.path}: cannot be made ({error.strerror}); give a new or empty folder") from None
        if MANIFEST not in names and (strange := sorted(names - _OURS)):
            raise OutputError(f"{self.path}: holds {strange[0]!r}, which is no run's; give a new or empty folder")
        handle = os.open(self.path, os.O_RDONLY)
        try:
            _lock(handle, self.path)
            yield
        finally:
            os.close(handle)

    def manifest(self) -> Manifest | None:
        """The manifest; None where there is none.

        Raises:
            OutputError: It cannot be read.
        """
        return self._decoded(MANIFEST, Manifest)

    def sessions(self) -> list[Session]:
        """The stretches of work so far."""
        return self._decoded(TIMES, list[Session]) or []

    def _decoded(self, name: str, kind: type[Kind]) -> Kind | None:
        """What a JSON file of the folder holds."""
        try:
            return msgspec.json.decode((self.path / name).read_bytes(), type=kind)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, msgspec.MsgspecError) as error:
            raise OutputError(f"{self.path / name}: not of a run of this version of panj ({error})") from None

    def write_record(self, name: str, record: object) -> None:
        """Write a record as JSON, whole or not at all."""
        self.write(name, msgspec.json.format(msgspec.json.encode(record, order="deterministic"), indent=1) + b"\n")

    def write(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all: under another name, synced, renamed.

        Raises:
            OutputError: The disk is full, or the folder is gone.
        """
        target, work = self.path / name, self.work(name)
        try:
            with work.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            self.place(work, name)
        except OSError as error:
            with suppress(OSError):
                work.unlink(missing_ok=True)
            raise OutputError(
                f"{target}: cannot be written ({error.strerror}); what is finished is safe: make room, then run the"
                " same command again and it goes on"
            ) from None

    def work(self, name: str) -> Path:
        """Where a file is written before it is whole.

        Raises:
            OutputError: Nothing can be written there.
        """
        try:
            (self.path / _UNFINISHED).mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError(f"{self.path}: cannot be written ({error.strerror}); make room or give another") from None
        return self.path / _UNFINISHED / name.replace("/", "-")

    def place(self, work: Path, name: str) -> None:
        """Give a synced file its name."""
        target = self.path / name
        if not target.parent.exists():
            target.parent.mkdir()
            _sync(self.path)
        work.replace(target)
        _sync(target.parent)

    def commit(self, part: int, documents: bytes, claims: bytes) -> None:
        """Write a part: its documents, then its claims."""
        self.write(f"{DOCUMENTS}/{name_of(part)}", documents)
        self.write(f"{CLAIMS}/{name_of(part)}", claims)

    def finished(self, plan: str) -> dict[int, Head]:
        """The parts that are there and whole, in order.

        Args:
            plan: The hash of the plan they must be of.
        """
        found: dict[int, Head] = {}
        for path in self.parts(CLAIMS):
            head = head_of(path)
            if head and head.plan == plan and name_of(head.part) == path.name and head_of(self._twin(path)) == head:
                found[head.part] = head
        return found

    def _twin(self, path: Path) -> Path:
        """The documents of the part whose claims are in a file."""
        return self.path / DOCUMENTS / path.name

    def parts(self, kind: str) -> list[Path]:
        """The files of the parts, in order."""
        return sorted((self.path / kind).glob("part-*.parquet"), key=lambda p: (len(p.name), p.name))

    def finish(self, manifest: Manifest) -> Manifest:
        """Count and hash the parts, write the manifest, remove what is left of unfinished work."""
        parts: list[Part] = []
        totals = {"documents": 0, "coded": 0, "refused": 0, "sentences": 0, "claims": 0}
        tables: dict[str, dict[str, int]] = {"types": {}, "statuses": {}, "refusals": {}}
        for path in self.parts(CLAIMS):
            claims, documents = path.read_bytes(), self._twin(path).read_bytes()
            head = head_of(BytesIO(claims))
            if head is None:
                raise OutputError(f"{path}: not a whole part; remove it and run the same command again")
            parts.append(
                Part(part=head.part, first=head.first, items=head.items, claims=head.claims,
                     documents_sha256=sha256(documents).hexdigest(), claims_sha256=sha256(claims).hexdigest())
            )  # fmt: skip
            totals["documents"] += head.items
            totals["coded"] += head.coded
            totals["refused"] += head.items - head.coded
            totals["sentences"] += head.sentences
            totals["claims"] += head.claims
            for name, counts in (("types", head.types), ("statuses", head.statuses), ("refusals", head.refused)):
                add(tables[name], counts)
        made = msgspec.structs.replace(
            manifest, state="finished", parts=parts, counts=msgspec.convert({**totals, **tables}, Counts)
        )
        self.write_record(MANIFEST, made)
        self.tidy()
        return made

    def tidy(self) -> None:
        """Remove what is left of unfinished work."""
        shutil.rmtree(self.path / _UNFINISHED, ignore_errors=True)


def name_of(part: int) -> str:
    """The file of a part."""
    return f"part-{part:06d}.parquet"


def add(totals: dict[str, int], counts: Mapping[str, int]) -> None:
    """Add counts to totals."""
    for name, count in counts.items():
        totals[name] = totals.get(name, 0) + count


def _lock(handle: int, path: Path) -> None:
    """Lock an open folder until it is closed, where the system can; the lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OutputError(f"{path}: another panj is at work in it; wait for it, or give another folder") from None
    except OSError:
        return


def _sync(folder: Path) -> None:
    """Make the names in a folder last through a power cut, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
