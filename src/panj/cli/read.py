"""`panj read`: anything -> documents."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.text import Text

from panj.cli import run
from panj.errors import BadField, SourceError
from panj.records import Document

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH|URL...",
        help="Files (text, .jsonl, .csv, .parquet, .html, .rss, .warc ..., also packed), folders, URLs, or - for standard input.",
    ),
]
SHOWN = 20
"""Refusals and copies that are named."""


def read(
    sources: Sources,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR|FILE",
            help="Write here: .jsonl, .jsonl.gz, .csv or .parquet, or a folder, filled in parts. Default: JSON Lines on standard output.",
        ),
    ] = None,
    published: run.Published = None,
    publisher: run.Publisher = None,
    columns: run.Columns = None,
    any_language: Annotated[
        bool, typer.Option("--any-language", help="Read documents in other languages than English too.")
    ] = False,
    follow: run.Follow = False,
    state: Annotated[
        Path | None,
        typer.Option("--state", metavar="FILE", help="Remember feeds here, and read only what is new in them."),
    ] = None,
    allow_local: run.AllowLocal = False,
    log: Annotated[
        Path | None, typer.Option("--log", metavar="FILE", help="Write each refusal here, one line of JSON each.")
    ] = None,
) -> int:
    """Turn files, folders, archives and URLs into documents: one form for whatever is coded later."""
    from panj.sources import Options, Refusal, stream
    from panj.sources.state import State
    from panj.sources.tables import columns_of
    from panj.store.documents import DocumentWriter

    options = Options(
        published_at=published, publisher=publisher, columns=columns_of(columns or ()), any_language=any_language,
        allow_local=allow_local, follow=follow,
    )  # fmt: skip
    try:
        options.check()
    except BadField as error:
        raise SourceError(str(error)) from None
    known = State(state)
    out = None if out == Path("-") else out
    report = _Report(log)
    with DocumentWriter(out) as writer, report.progress() as bar:
        task = bar.add_task("reading", total=None)
        for item in stream(sources, options, state=known, on_note=report.notes.tell):
            if isinstance(item, Refusal):
                report.refuse(item)
                continue
            writer.write(item.document)
            report.read(item.document)
            bar.update(task, description=f"{writer.count} read, {report.refusals} refused")
    known.save()
    report.show()
    return report.status()


class _Report:
    """What was read, refused and marked."""

    def __init__(self, log: Path | None) -> None:
        """Nothing yet.

        Raises:
            OutputError: The log cannot be written.
        """
        self.console = Console(stderr=True, highlight=False)
        self.documents = self.refusals = self.copies = 0
        self.notes = run.Notes(self.console)
        self._reasons: Counter[str] = Counter()
        self._first: list[str] = []
        self._copies: list[str] = []
        self._log = run.Log(log)

    def progress(self) -> Progress:
        """A line that tells how far it is, on a terminal."""
        return Progress(
            SpinnerColumn(), TextColumn("{task.description}"), console=self.console, transient=True,
            disable=not self.console.is_terminal,
        )  # fmt: skip

    def read(self, document: Document) -> None:
        """Count a document."""
        self.documents += 1
        if document.copy_of is not None:
            self.copies += 1
            if len(self._copies) < SHOWN:
                self._copies.append(f"{_called(document)} repeats {_short(document.copy_of)}")

    def refuse(self, item: Any) -> None:
        """Count and log a refusal."""
        self.refusals += 1
        self._reasons[item.kind] += 1
        if len(self._first) < SHOWN:
            self._first.append(str(item))
        self._log.write({"id": item.id, **msgspec.to_builtins(item)})

    def show(self) -> None:
        """Print it all."""
        plural = "s" * (self.documents != 1)
        self.console.print(
            f"{self.documents} document{plural} read, {self.refusals} refused, {self.copies} marked as copies"
        )
        if self.refusals:
            kinds = ", ".join(f"{count} {kind}" for kind, count in self._reasons.most_common())
            self._list(f"refused ({kinds}):", self._first, self.refusals)
        if self.copies:
            self._list("copies:", self._copies, self.copies)

    def _list(self, head: str, lines: list[str], count: int) -> None:
        """Print some lines under a heading."""
        self.console.print(head, soft_wrap=True)
        for line in lines:
            self.console.print(Text(f"  {line}"), soft_wrap=True)
        if count > len(lines):
            self.console.print(f"  ... and {count - len(lines)} more")

    def status(self) -> int:
        """The exit code: 0 all read, 1 some refused, 2 all refused."""
        if self.refusals:
            return 1 if self.documents else 2
        return 0


def _called(document: Document) -> str:
    """A document's id, and its title where it has one."""
    return _short(document.id) + (f" ({document.title[:60]})" if document.title else "")


def _short(id: str) -> str:
    """An id, the middle of a hash left out.

    >>> _short("0123456789abcdef0123456789abcdef-2")
    '0123456789ab…-2'
    """
    head, sign, number = id.partition("-")
    return f"{head[:12]}…{sign}{number}" if len(head) >= 32 else id
