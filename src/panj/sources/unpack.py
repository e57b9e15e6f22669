"""A file -> the files packed in it: gzip, zstd, bzip2 and zip in each other, never written to disk by their names."""

from __future__ import annotations

import bz2
import gzip
import io
import re
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any, BinaryIO, cast

from panj.errors import BinaryFile, DocumentError, MissingExtra, TooMuch, spelled
from panj.sources import bounds
from panj.sources.bounds import Budget, Seen, Unpacked

MAGIC = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\x28\xb5\x2f\xfd": "zstd", b"PK\x03\x04": "zip", b"PK\x05\x06": "zip"}
SUFFIXES = {"gzip": (".gz", ".gzip"), "bzip2": (".bz2",), "zstd": (".zst", ".zstd"), "zip": (".zip",)}
_OFFICE = ("[Content_Types].xml", "META-INF/container.xml", "mimetype")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What `zipfile` unpacks in bounded memory: of bzip2 and lzma it takes all that a piece expands to."""
_ELSEWHERE = 0xFFFFFFFF
"""Stands in a zip directory for a number that is too large for its field."""
_SPOOL = 16_000_000


class Piece:
    """A file on its way to documents: a name, its bytes, and where it came from."""

    def __init__(
        self,
        where: str,
        name: str,
        file: BinaryIO,
        *,
        budget: Budget | None = None,
        url: str | None = None,
        kind: str | None = None,
        charset: str | None = None,
        path: str | None = None,
        layers: int = 0,
    ) -> None:
        """A file.

        Args:
            where: How to call it in messages, e.g. "news.zip!a/b.html".
            name: The name that tells its format, without the endings of compression, e.g. "b.html".
            file: Its bytes; buffered, so that one can look ahead.
            budget: What it may expand to.
            url: Where it was fetched from.
            kind: Its format, where a server has told.
            charset: Its encoding, where a server has told.
            path: Where it lies on the disk, if just so.
            layers: How many layers it was packed in.
        """
        self.where = where
        self.name = name
        self.file = file if isinstance(file, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, file), 65536)
        self.budget = budget or Budget()
        self.url = url
        self.kind = kind
        self.charset = charset
        self.path = path
        self.layers = layers

    def head(self, size: int = 4096) -> bytes:
        """Its first bytes, still to be read."""
        return self.file.peek(size)[:size]


def unpack(piece: Piece) -> Iterator[Piece | DocumentError]:
    """The files packed in a file, each to be read before the next; itself, if it is not packed.

    Raises:
        DocumentError: It is packed too often, or damaged.
        MissingExtra: It is zstd and the library is not installed.
    """
    packing = next((name for magic, name in MAGIC.items() if piece.head(4).startswith(magic)), None)
    if packing is None:
        yield piece
        return
    if piece.layers >= bounds.NESTED:
        raise TooMuch(piece.where, f"packed in more than {bounds.NESTED} layers; unpack it first")
    if packing == "zip":
        yield from _entries(piece)
        return
    source = cast(BinaryIO, io.BufferedReader(Seen(piece.file, piece.budget)))
    file = io.BufferedReader(Unpacked(_stream(packing, source), piece.budget, piece.where, packing), 1 << 17)
    yield from unpack(
        Piece(
            piece.where, bare(piece.name, packing), file, budget=piece.budget, url=piece.url, charset=piece.charset,
            layers=piece.layers + 1,
        )
    )  # fmt: skip


def bare(name: str, packing: str) -> str:
    """A name without the ending of its packing: "a.jsonl.gz" -> "a.jsonl"."""
    path = PurePosixPath(name)
    return name[: -len(path.suffix)] if path.suffix.lower() in SUFFIXES[packing] else name


def _stream(packing: str, source: BinaryIO) -> bounds.Readable:
    """A decompressor."""
    if packing == "gzip":
        return gzip.GzipFile(fileobj=source)
    if packing == "bzip2":
        return bz2.BZ2File(source)
    try:
        import zstandard
    except ImportError:
        raise MissingExtra("a zstd file", "read") from None
    return _Zstd(source, zstandard.ZstdDecompressor(max_window_size=1 << 27))


class _Zstd:
    """The bytes of zstd frames; unlike the library's own stream, an end in the middle of one is an error."""

    def __init__(self, source: BinaryIO, machine: Any) -> None:
        self._source = source
        self._machine = machine
        self._frame: Any = None
        self._packed = b""
        self._data = io.BytesIO()

    def read(self, size: int, /) -> bytes:
        """Up to so many bytes.

        Raises:
            EOFError: The last frame is not whole.
        """
        while not (data := self._data.read(size)):
            self._packed = self._packed or self._source.read(1 << 10)  # which may expand to 32 MB, all at once
            if not self._packed:
                if self._frame is not None:
                    raise EOFError("it ends too early")
                return b""
            self._frame = self._frame or self._machine.decompressobj()
            self._data = io.BytesIO(self._frame.decompress(self._packed))
            self._packed = self._frame.unused_data
            if self._frame.eof:
                self._frame = None
        return data


def _entries(piece: Piece) -> Iterator[Piece | DocumentError]:
    """The files of a zip archive, in the order of their names.

    Raises:
        DocumentError: It is no whole archive, or too large a one.
    """
    with seekable(piece) as file:
        _check_directory(file, piece.where)
        try:
            archive = zipfile.ZipFile(file)
        except Exception as error:
            raise DocumentError(piece.where, f"damaged zip ({error})") from None
        infos = sorted((i for i in archive.infolist() if not i.is_dir()), key=lambda info: info.filename)
        if any(info.filename in _OFFICE for info in infos):
            raise BinaryFile(piece.where, "an Office file or e-book, not text; save it as text or HTML")
        for info in infos:
            where = f"{piece.where}!{spelled(info.filename)}"
            if any(part.startswith(".") and part != ".." for part in re.split(r"[/\\]", info.filename)) or (
                info.filename.startswith("__MACOSX/")
            ):
                continue
            try:
                entry = _open(archive, info, where)
            except DocumentError as error:
                yield error
                continue
            opened = io.BufferedReader(Unpacked(entry, piece.budget, where, "zip"), 1 << 17)
            inner = Piece(where, info.filename, opened, budget=piece.budget, layers=piece.layers + 1)
            try:
                yield from unpack(inner)
            except DocumentError as error:
                yield error
            if piece.budget.exhausted:
                return  # the whole archive is a bomb


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> IO[bytes]:
    """A file of an archive.

    Raises:
        DocumentError: It must not or cannot be read.
    """
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        raise DocumentError(where, "a path that leads out of the archive; such archives are made to harm")
    if info.flag_bits & 0x1:
        raise DocumentError(where, "encrypted; unpack the archive with its password first")
    if (info.external_attr >> 28) == 0xA:
        raise DocumentError(where, "a symbolic link; only files are read")
    if info.compress_type not in _METHODS:
        raise DocumentError(where, "packed by a method that panj does not read (only deflate); unpack it first")
    try:
        return archive.open(info)
    except Exception as error:
        raise DocumentError(where, f"damaged zip ({error})") from None


def seekable(piece: Piece) -> BinaryIO:
    """The bytes of a piece in a file that can be sought: itself, or a temporary copy that ends with it.

    Raises:
        TooMuch: It is too large to copy.
    """
    if piece.layers == 0 and piece.file.seekable():
        return cast(BinaryIO, piece.file)
    copy = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115 - the caller closes it
    while data := piece.file.read(1 << 20):
        copy.write(data)
        if copy.tell() > bounds.SPOOLED:
            copy.close()
            raise TooMuch(piece.where, f"more than {bounds.SPOOLED:,} bytes inside another file; unpack it first")
    copy.seek(0)
    if not piece.layers:
        piece.budget.seen = max(piece.budget.seen, copy.seek(0, io.SEEK_END))
        copy.seek(0)
    return cast(BinaryIO, copy)


def _check_directory(file: BinaryIO, where: str) -> None:
    """Refuse an archive whose directory alone would fill the memory.

    Raises:
        TooMuch: It has too many files.
    """
    end = file.seek(0, io.SEEK_END)
    file.seek(max(0, end - 66_000))
    tail = file.read(66_000)
    count = size = 0
    for mark, form, place in ((b"PK\x05\x06", "<HI", 10), (b"PK\x06\x06", "<QQ", 32)):
        for found in re.finditer(mark, tail):  # whichever of them is the one that counts
            if len(tail) >= found.start() + place + struct.calcsize(form):
                told = struct.unpack_from(form, tail, found.start() + place)
                count, size = max(count, told[0]), max(size, told[1] if told[1] != _ELSEWHERE else 0)
    if count > bounds.ENTRIES or size > bounds.DIRECTORY:
        raise TooMuch(where, f"a zip archive of {count:,} files, the limit is {bounds.ENTRIES:,}; unpack it first")
    file.seek(0)
