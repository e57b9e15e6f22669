"""Bytes -> text: UTF-8 as a rule, else the encoding that the bytes most likely are in, else refused by name."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable
from typing import BinaryIO, cast

from panj.errors import BinaryFile, UndecodableText

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF file"), (b"{\\rtf", "an RTF file"), (b"PK\x03\x04", "a zip archive (or an Office file)"), (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"), (b"\xfd7zXZ", "an xz file"), (b"\x04\x22\x4d\x18", "an lz4 file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"BZh", "a bzip2 file"), (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"PAR1", "a Parquet file"), (b"\x7fELF", "a program"), (b"SQLite format 3", "an SQLite database"),
)  # fmt: skip


BROKEN = "\N{REPLACEMENT CHARACTER}"
"""What stands for bytes that mean nothing."""


def decode(data: bytes, where: str, note: Callable[[str], None] | None = None) -> str:
    """The text of some bytes.

    Args:
        data: The bytes.
        where: What they are, for errors.
        note: Told when another encoding than UTF-8 was used.

    Raises:
        BinaryFile: They are not text.
        UndecodableText: No likely encoding reads them.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UndecodableText(
                    where, f"begins as {encoding} but is not ({error.reason} at byte {error.start})"
                ) from None
    refuse_binary(data, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
    likely = encoding_of(data[:200_000])
    if likely is None:
        raise UndecodableText(where, f"not UTF-8 (byte {at}) nor any other likely encoding; save it as UTF-8")
    try:
        text = data.decode(likely, "replace" if likely == "utf-8" else "strict")
    except (UnicodeDecodeError, LookupError):
        raise UndecodableText(where, f"not UTF-8 (byte {at}), and not {likely} throughout; save it as UTF-8") from None
    if note is not None:
        told = f"not UTF-8, read as {likely}" if likely != "utf-8" else f"bytes that are not UTF-8, read as {BROKEN}"
        note(f"{where}: {told}")
    return text


def encoding_of(head: bytes) -> str | None:
    """The encoding that bytes which are not UTF-8 are in, most likely: UTF-8 still where most of what is not ASCII is.

    >>> [encoding_of(text) for text in ("São Tomé, Košice".encode() + bytes([0xE9]), "talks in Bogotá, he said".encode("cp1252"))]
    ['utf-8', 'cp1252']
    """
    text = head.decode("utf-8", "replace")
    strange = sum(c > "\x7f" for c in text)
    if 2 * text.count(BROKEN) <= strange:
        return "utf-8"
    if 20 * strange <= len(text):  # a text in English, with a name or a quotation mark here and there
        try:
            head.decode("cp1252")
        except UnicodeDecodeError:
            pass
        else:
            return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(head).best()
    return best.encoding if best is not None and best.chaos <= 0.2 else None


def utf8(file: BinaryIO) -> BinaryIO:
    """A file as it is; as UTF-8 where it begins with the mark of UTF-16 or UTF-32."""
    head = cast(io.BufferedReader, file).peek(4)[:4]
    encoding = next((e for mark, e in _BOMS[1:] if head.startswith(mark)), None)
    return file if encoding is None else cast(BinaryIO, io.BufferedReader(_Recoded(file, encoding)))


class _Recoded(io.RawIOBase):
    """A file in another encoding as UTF-8, as it comes; what is not of that encoding is read as U+FFFD."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._data = b""

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """How many bytes were read into the buffer."""
        while not self._data and (data := self._file.read(1 << 16)):
            self._data = self._decoder.decode(data).encode("utf-8", "replace")
        part, self._data = self._data[: len(buffer)], self._data[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def refuse_binary(data: bytes, where: str) -> None:
    """Raise BinaryFile for bytes that are not text."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise BinaryFile(where, f"{name}, not text; give plain text, JSON Lines or CSV")
    if b"\x00" in data[:65536]:
        raise BinaryFile(where, "a binary file, not text; give plain text, JSON Lines or CSV")
