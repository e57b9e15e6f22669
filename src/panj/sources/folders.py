"""A folder -> the files below it, in an order that stays the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from panj.errors import DocumentError, spelled

_SKIPPED = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def files(folder: Path) -> Iterator[Path | DocumentError]:
    """The files below a folder in the order of their names, hidden ones left out; or why something in it is none.

    Links to files are followed, links to folders are not: a folder may hold a link to itself.
    """
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        where = spelled(str(path))
        try:
            if path.is_file():
                yield path
            elif path.is_symlink() and path != folder:
                to = "a folder; name it as a source of its own" if path.is_dir() else "nothing"
                yield DocumentError(where, f"a link to {to}")
            elif path.is_dir():
                inside = [p for p in path.iterdir() if not p.name.startswith(".") and p.name.lower() not in _SKIPPED]
                waiting.extend(sorted(inside, key=lambda p: p.name, reverse=True))
            else:
                yield DocumentError(where, "no file (a pipe, a socket or a device)")
        except OSError as error:
            yield DocumentError(where, f"cannot be read ({error.strerror})")
