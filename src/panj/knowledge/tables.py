"""Reads the tables: CSV files with a header, checked cell by cell, all problems reported at once.

A table is declared by its columns and a function that turns a row into a record; whatever that function refuses
(`ValueError`) becomes a `Problem` with file and line. Nothing is read twice: callers cache what they build.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from panj.errors import KnowledgeError, Problem, nearest

ROOT = Path(__file__).parent
"""The folder of the tables that ship with panj."""

Built = TypeVar("Built")


class Row:
    """A row of a table: its cells by column, and where it stands."""

    __slots__ = ("cells", "file", "line")

    def __init__(self, file: str, line: int, cells: dict[str, str]) -> None:
        self.file = file
        self.line = line
        self.cells = cells

    def __getitem__(self, column: str) -> str:
        """The cell of a column, white space at its ends left out."""
        return self.cells[column]

    def many(self, column: str, separator: str = ";") -> tuple[str, ...]:
        """The items of a list cell, empty ones left out."""
        return tuple(item for part in self.cells[column].split(separator) if (item := part.strip()))

    @property
    def place(self) -> str:
        """The row for a trace, e.g. "actors/groups.csv line 12"."""
        return f"{self.file} line {self.line}"


def rows(path: Path, columns: Sequence[str], problems: list[Problem]) -> Iterator[Row]:
    """The rows of a CSV file; a wrong header or a row of a wrong width is added to `problems` and left out.

    Args:
        path: The file.
        columns: The columns it must have, in any order; others are allowed and kept.
        problems: Where problems are added.
    """
    name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
    try:
        file = path.open(encoding="utf-8", newline="")
    except OSError as error:
        problems.append(Problem(name, 0, f"cannot be read ({error.strerror})"))
        return
    with file:
        reader = csv.reader(file)
        try:
            header = next(reader, [])
            missing = [column for column in columns if column not in header]
            if missing:
                problems.append(
                    Problem(name, 1, f"no column {', '.join(missing)}; the columns are {', '.join(columns)}")
                )
                return
            for cells in reader:
                if not cells:
                    continue
                if len(cells) != len(header):
                    problems.append(
                        Problem(name, reader.line_num, f"{len(cells)} cells where the header has {len(header)}")
                    )
                    continue
                yield Row(name, reader.line_num, {c: v.strip() for c, v in zip(header, cells, strict=True)})
        except UnicodeDecodeError as error:
            problems.append(Problem(name, reader.line_num + 1, f"not UTF-8 ({error.reason})"))
        except csv.Error as error:
            problems.append(Problem(name, reader.line_num, f"not CSV ({error})"))


def build(path: Path, columns: Sequence[str], make: Callable[[Row], Built], problems: list[Problem]) -> list[Built]:
    """What `make` turns each row into; rows it refuses with ValueError are added to `problems`."""
    built = []
    for row in rows(path, columns, problems):
        try:
            built.append(make(row))
        except ValueError as error:
            problems.append(Problem(row.file, row.line, str(error)))
    return built


def one_of(value: str, known: Iterable[str], what: str) -> str:
    """The value, if it is among the known ones.

    Raises:
        ValueError: It is not; the message names the nearest that are.
    """
    names = set(known)
    if value not in names:
        raise ValueError(f"unknown {what} {value!r}; {nearest(value, names)}")
    return value


def refuse(problems: Sequence[Problem]) -> None:
    """Raise KnowledgeError if there are any problems, in the order of files and lines."""
    if problems:
        raise KnowledgeError(sorted(problems))
