"""What the commands over documents share: options, progress, the summary, the exit code."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from panj.errors import DocumentError, OutputError, SourceError
from panj.records import Document
from panj.sources import Options, Refusal, stream
from panj.sources.folders import files

Paths = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Files, folders, archives or URLs, or - for standard input.")
]
Published = Annotated[
    str | None,
    typer.Option(
        "--published", metavar="DATE", help="Date of publication of documents that have none, e.g. 2021-08-01."
    ),
]
Publisher = Annotated[
    str | None, typer.Option("--publisher", metavar="NAME", help="Outlet of documents that have none.")
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="FILE", help="Write here instead of standard output; the file appears when it is whole."
    ),
]
Lines = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="Write JSON Lines here instead of to standard output; the file appears when it is whole.",
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN,...", help="The column of a field, e.g. text=body,published_at=date."),
]
Follow = Annotated[bool, typer.Option("--follow", help="Fetch the pages that the entries of a feed link to.")]
AllowLocal = Annotated[
    bool, typer.Option("--allow-local", help="Fetch from private, loopback and link-local addresses too.")
]
CodebookFolder = Annotated[
    Path | None, typer.Option("--codebook", metavar="DIR", help="Use the codebook in this folder.")
]
ActorFiles = Annotated[
    list[Path] | None,
    typer.Option("--actors", metavar="FILE", help="Add the actors of this CSV file; may be given more than once."),
]

NOTES = 100
"""Notes that are shown."""
SHOWN = 20
"""Refusals and copies that are named."""


class Notes:
    """Tells things worth knowing that refuse nothing, the first hundred of them."""

    def __init__(self, console: Console) -> None:
        """Nothing is told yet."""
        self._console = console
        self._told = 0

    def tell(self, message: str) -> None:
        """Tell one."""
        self._told += 1
        if self._told == NOTES:
            message += "; no more such notes are shown"
        if self._told <= NOTES:
            self._console.print(Text("note: ", "yellow").append(message, "default"), soft_wrap=True)


class Log:
    """The file of refused documents, if one is asked for: a line of JSON each, written at once."""

    def __init__(self, path: Path | None) -> None:
        """An empty file.

        Raises:
            OutputError: It cannot be written.
        """
        self.path = path
        self._write("wb", b"")

    def write(self, line: Mapping[str, object]) -> None:
        """Add a line.

        Raises:
            OutputError: It cannot be written.
        """
        self._write("ab", msgspec.json.encode(line) + b"\n")

    def _write(self, mode: str, data: bytes) -> None:
        if self.path is None:
            return
        try:
            with self.path.open(mode) as file:
                file.write(data)
        except OSError as error:
            raise OutputError(f"--log {self.path}: cannot be written ({error.strerror})") from None


class Run:
    """One run over documents: what was read, what was refused, and why."""

    def __init__(
        self,
        paths: list[str],
        reading: Options | None = None,
        log: Path | None = None,
    ) -> None:
        """Nothing is read yet; the log of refused documents, if one is asked for, is empty.

        Raises:
            OutputError: The log cannot be written.
        """
        self.paths = paths
        self.reading = reading or Options()
        self.refused: Counter[str] = Counter()
        self.coded = self.copies = 0
        self.console = Console(stderr=True, highlight=False)
        self._notes = Notes(self.console)
        self._log = Log(log)

    def documents(self) -> Iterator[Document]:
        """The documents of all paths; refused ones are told on standard error and counted, copies too.

        Raises:
            SourceError: The only path cannot be read at all.
        """
        for item in stream(self.paths, self.reading, on_note=self.note):
            if isinstance(item, Refusal):
                self.refuse(item)
                continue
            if item.document.copy_of is not None:
                self.copies += 1
                if self.copies <= SHOWN:
                    self.note(f"{item.origin}: repeats document {item.document.copy_of}; marked with copy_of")
            yield item.document

    def refuse(self, refusal: Refusal) -> None:
        """Tell and count a document that is refused."""
        self.refused[refusal.kind] += 1
        self._log.write({"origin": refusal.origin, "kind": refusal.kind, "reason": refusal.reason})
        if self.refused.total() <= SHOWN:
            self.console.print(Text("refused: ", "red").append(str(refusal), "default"), soft_wrap=True)
        elif self.refused.total() == SHOWN + 1:
            self.note("more are refused" + (f"; {self._log.path} lists all" if self._log.path is not None else ""))

    def note(self, message: str) -> None:
        """Tell something that refuses nothing."""
        self._notes.tell(message)

    def progress(self, total: int | None) -> Progress:
        """A progress bar with documents a second and time left, on standard error."""
        return Progress(
            SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(),
            TimeRemainingColumn(), console=self.console, transient=True, disable=not self.console.is_terminal,
        )  # fmt: skip

    def summary(self, what: str, count: int, of: str = "document") -> None:
        """Tell what was done, where there was more than one document."""
        if self.coded + self.refused.total() <= 1:
            return
        line = f"{self.coded} {of}{'s' * (self.coded != 1)}, {count} {what}{'s' * (count != 1)}"
        if self.copies:
            line += f", {self.copies} marked as copies"
        if self.refused:
            kinds = ", ".join(f"{number} {kind}" for kind, number in self.refused.most_common())
            line += f", {self.refused.total()} refused ({kinds})"
        self.console.print(line, soft_wrap=True)

    def status(self) -> int:
        """The exit code: 0 all coded, 1 some refused, 2 none coded."""
        if not self.coded:
            return 2
        return 1 if self.refused else 0


class _Rate(ProgressColumn):
    """Documents a second."""

    def render(self, task: Task) -> Text:
        """The rate so far."""
        return Text(f"{task.speed:.1f}/s" if task.speed else "", "cyan")


def total_of(paths: Iterable[str]) -> int | None:
    """How many documents the paths hold, where that is cheap to tell: of texts, pages and JSON Lines."""
    count = 0
    for name in paths:
        path = Path(name)
        for file in files(path) if path.is_dir() else [path]:
            if isinstance(file, DocumentError):
                count += 1
                continue
            suffix = file.suffix.lower()
            if suffix in (".txt", ".text", ".md", ".html", ".htm"):
                count += 1
                continue
            if suffix not in (".jsonl", ".ndjson") or not file.is_file():
                return None
            try:
                with file.open("rb") as lines:
                    count += sum(1 for line in lines if not line.isspace())
            except OSError:
                continue
    return count


def check_codebook(folder: Path | None) -> None:
    """Refuse a folder of a codebook that is not there; what is wrong inside it is told when it is loaded.

    Raises:
        SourceError: There is no such folder.
    """
    if folder is not None and not folder.is_dir():
        raise SourceError(f"{folder}: no such folder; give a copy of panj's own codebook folder, changed as you like")


def to_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()
