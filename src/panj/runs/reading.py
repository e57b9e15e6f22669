"""A corpus -> tasks: its documents and refusals, in order, cut into parts of fixed ranges.

Reading is done again from the start when a run is gone on with, so that the same documents fall into the same parts;
it costs little beside coding.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterator, Mapping

from panj.records import Record
from panj.sources import Options, Read, Refusal, stream

CHARACTERS = 10_000
"""A part is closed early when its texts reach this length times its documents: parts of like work keep all workers
busy to the end, and a part of books fits into memory."""


class Task(Record, frozen=True, kw_only=True):
    """A part to code; one without items says how many parts there are: its own number."""

    part: int
    first: int
    items: tuple[Read | Refusal, ...]


class Reading(Record, frozen=True, kw_only=True):
    """What to read and how to cut it; small, so that it can be sent to another process."""

    sources: tuple[str, ...]
    options: Options
    size: int
    """Documents of a part."""
    folder: str
    """The folder that relative paths start from."""
    kept: Mapping[str, str] = {}
    """The file where what a URL or standard input gave is kept."""

    def tasks(self, finished: Container[int], note: Callable[[str], None]) -> Iterator[Task]:
        """The parts that are not finished, then the task without items.

        Raises:
            SourceError: The only source cannot be read.
        """
        part = first = number = characters = 0
        items: list[Read | Refusal] = []
        for item in stream(self.sources, self.options, kept=self.kept, on_note=note):
            items.append(item)
            number += 1
            characters += len(item.document.text) if isinstance(item, Read) else 0
            if len(items) == self.size or characters >= CHARACTERS * self.size:
                if part not in finished:
                    yield Task(part=part, first=first, items=tuple(items))
                part, first, characters = part + 1, number, 0
                items.clear()
        if items:
            if part not in finished:
                yield Task(part=part, first=first, items=tuple(items))
            part += 1
        yield Task(part=part, first=number, items=())

    def start(self) -> None:
        """Go to the folder that relative paths start from."""
        os.chdir(self.folder)
