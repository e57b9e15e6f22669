"""What a source gave that can be read only once (a URL, standard input, a pipe), kept in a file and read again from there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from panj.beside import Beside
from panj.errors import DocumentError, SourceError
from panj.sources.fetch import is_url
from panj.sources.lines import Found


def once(source: Path | str) -> bool:
    """Whether a source can be read only once, or may be another the next time."""
    path = Path(source)
    return str(source) == "-" or is_url(str(source)) or (path.exists() and not path.is_file() and not path.is_dir())


def write(source: str, found: Iterable[Found], path: Path) -> None:
    """Keep what a source gives.

    Raises:
        SourceError: It gives nothing at all.
        OSError: It cannot be written.
    """
    count = 0
    failed = ""
    with Beside(path) as file:
        for one in found:
            if isinstance(one, DocumentError):
                failed = failed or str(one)
                line: dict[str, Any] = {"where": one.where, "kind": type(one).__name__, "what": one.what}
            else:
                line = {"where": one[0], "fields": one[1]}
                count += 1
            file.write(json.dumps(line, default=str).encode("ascii") + b"\n")
        if not count:
            raise SourceError(failed or f"{source}: nothing to read")


def read(path: Path) -> Iterator[Found]:
    """What was kept.

    Raises:
        SourceError: The file is gone.
    """
    kinds: list[type[DocumentError]] = [DocumentError, *DocumentError.__subclasses__()]
    named = {kind.__name__: kind for kind in kinds}
    try:
        with path.open("rb") as file:
            for data in file:
                line = json.loads(data)
                if "fields" in line:
                    yield line["where"], line["fields"]
                else:
                    yield named[line["kind"]](line["where"], line["what"])
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from None
