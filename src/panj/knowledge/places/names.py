"""How names of places are compared, and how exact points can be."""

from __future__ import annotations

import unicodedata

from panj.records import PlacePrecision

PRECISIONS: tuple[PlacePrecision, ...] = ("point", "locality", "admin2", "admin1", "country", "region")


def key(name: str) -> str:
    """What a name is looked up by: lower case, without diacritics, one kind of apostrophe, spaces for hyphens.

    >>> key("Côte d’Ivoire")
    "cote d'ivoire"
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.translate(_SIGNS))
        if not name.isascii():
            name = "".join([c for c in name if not unicodedata.combining(c)])
    return " ".join(name.lower().replace("-", " ").split())


_SIGNS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "ʻ": "'",
        "‑": "-",
        "–": "-",
        "ı": "i",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ß": "ss",
    }
)
