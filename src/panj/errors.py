"""What can go wrong in panj, as a tree.

    PanjError
    ├── DocumentError       a document cannot be coded; the others still are
    │   ├── EmptyDocument
    │   ├── UndecodableText
    │   ├── BinaryFile
    │   ├── BadField
    │   ├── DuplicateId
    │   ├── OtherLanguage
    │   ├── TooMuch         it would take more memory or time than panj allows
    │   └── NotFetched      a URL that was not, or may not be, fetched
    ├── SourceError         a path cannot be read at all
    ├── KnowledgeError      tables with problems, all of them at once
    ├── OutputError         a result cannot be written
    ├── RunError            a run over a corpus cannot go on; what is finished is safe
    ├── UnknownName         a name (type, mode, claim id ...) that nothing bears
    └── MissingExtra        an optional library is not installed

Every message says what happened, where, and what would have worked. The command line prints the message and
exits with `exit_code`; no traceback reaches a user.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple


class PanjError(Exception):
    """Whatever panj refuses to do, with a message meant for the user."""

    exit_code = 2


class DocumentError(PanjError):
    """A document that cannot be coded: where it stands, and what is wrong with it."""

    exit_code = 1

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what


class EmptyDocument(DocumentError):
    """A document without any text."""


class UndecodableText(DocumentError):
    """Bytes that no likely encoding reads as text."""


class BinaryFile(DocumentError):
    """A file that is not text at all."""


class BadField(DocumentError):
    """A field that is missing, of a wrong type, impossible or unknown."""


class DuplicateId(DocumentError):
    """A document whose id an earlier document of the same run has."""


class OtherLanguage(DocumentError):
    """A document in another language than English."""


class TooMuch(DocumentError):
    """A file that would take more memory or time than panj allows: a bomb, a broken file, or not one document."""


class NotFetched(DocumentError):
    """A URL that was not, or may not be, fetched; `again` tells whether a later try may succeed."""

    def __init__(self, where: str, what: str, *, again: bool = False) -> None:
        super().__init__(where, what)
        self.again = again


class SourceError(PanjError):
    """A path that cannot be read at all."""


class OutputError(PanjError):
    """A result that cannot be written where it should go."""


class RunError(PanjError):
    """A run over a corpus that cannot go on: a worker failed again and again; finished parts are safe."""


class Problem(NamedTuple):
    """One thing wrong in a table: its file, its line (1 is the header, 0 the file itself), and what would have worked."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file} line {self.line}: {self.what}" if self.line else f"{self.file}: {self.what}"


class KnowledgeError(PanjError):
    """Tables of knowledge with problems: all of them, each with its file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        count = len(problems)
        lines = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"{count} problem{'s' if count != 1 else ''} in the tables:\n{lines}")
        self.problems = tuple(problems)


class UnknownName(PanjError):
    """A name that nothing bears, with the nearest ones that something does."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"no {kind} {name!r}; {nearest(name, known)}")
        self.name = name


class MissingExtra(PanjError):
    """An optional library that is not installed, and the command that installs it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional library; install it with: pip install 'panj[{extra}]'")


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint for a mistyped name: "nearest: 'visit'", or the names there are.

    >>> nearest("vist", ["visit", "phone"])
    "nearest: 'visit'"
    """
    names = sorted(set(known))
    close = get_close_matches(name, names, n=3, cutoff=0.6)
    if not close and name.upper() != name:
        close = get_close_matches(name.upper(), names, n=3, cutoff=0.6)
    if close:
        return "nearest: " + ", ".join(repr(item) for item in close)
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return f"known: {shown}"


def spelled(name: str) -> str:
    r"""A name as it can be told and written down: bytes that are no UTF-8, and signs that steer a terminal, as escapes.

    >>> spelled("caf\udce9/two\nlines.txt")
    'caf\\xe9/two\\nlines.txt'
    """
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return name if name.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)
