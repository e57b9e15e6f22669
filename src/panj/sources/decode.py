"""Bytes -> text: UTF-8 as a rule, else the encoding that the bytes most likely are in, else refused by name."""

from __future__ import annotations

import codecs
from collections.abc import Callable

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
    (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"BZh", "a bzip2 file"), (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"PAR1", "a Parquet file"), (b"\x7fELF", "a program"), (b"SQLite format 3", "an SQLite database"),
)  # fmt: skip


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
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None or best.encoding is None or best.chaos > 0.2:
        raise UndecodableText(where, f"not UTF-8 (byte {at}) nor any other likely encoding; save it as UTF-8")
    try:
        text = data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        raise UndecodableText(
            where, f"not UTF-8 (byte {at}), and not {best.encoding} throughout; save it as UTF-8"
        ) from None
    if note is not None:
        note(f"{where}: not UTF-8, read as {best.encoding}")
    return text


def refuse_binary(data: bytes, where: str) -> None:
    """Raise BinaryFile for bytes that are not text."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise BinaryFile(where, f"{name}, not text; give plain text, JSON Lines or CSV")
    if b"\x00" in data[:65536]:
        raise BinaryFile(where, "a binary file, not text; give plain text, JSON Lines or CSV")
