"""What `panj code --out DIR` shows: a run over a corpus as it goes, and its end."""

from __future__ import annotations

import time
from collections.abc import Collection

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text

from panj.cli.run import Notes
from panj.errors import OutputError
from panj.runs import Job, run
from panj.sources import Refusal
from panj.store.folder import Manifest
from panj.store.tables import Head

EVERY = 30.0
"""Seconds between two lines of progress where standard error is no terminal."""
SHOWN = 20
"""Refused documents that are told one by one."""


def into_folder(job: Job, total: int | None) -> int:
    """Do the run, show how it goes, and give back the exit code.

    Args:
        job: The run.
        total: How many documents there are, if that is known.

    Raises:
        OutputError: It was interrupted, or the folder cannot be written.
    """
    console = Console(stderr=True, highlight=False)
    with _Follow(console, total) as follow:
        try:
            manifest = run(job, follow)
        except KeyboardInterrupt:
            raise OutputError(
                f"interrupted; {follow.parts} parts in {job.out} are finished and safe; the same command goes on"
            ) from None
    summary(console, job, manifest)
    return status(manifest)


def status(manifest: Manifest) -> int:
    """The exit code of a finished run: 0 all coded, 1 some refused, 2 none coded."""
    if not manifest.counts.coded:
        return 2
    return 1 if manifest.counts.refused else 0


def summary(console: Console, job: Job, manifest: Manifest) -> None:
    """Tell what a run holds."""
    counts = manifest.counts
    line = ", ".join((_many(counts.coded, "document"), _many(counts.claims, "claim")))
    line += f" in {_many(len(manifest.parts), 'part')}"
    if counts.refused:
        reasons = ", ".join(f"{n:,} {name}" for name, n in counts.refusals.items())
        line += f", {counts.refused:,} refused ({reasons})"
    console.print(f"{line}: panj runs show {job.out}", soft_wrap=True)


def _many(number: int, what: str) -> str:
    """A number of things, e.g. "1 part", "1,200 parts"."""
    return f"{number:,} {what}{'s' * (number != 1)}"


class _Follow:
    """Shows how a run goes: a bar on a terminal, else a line now and then."""

    def __init__(self, console: Console, total: int | None) -> None:
        self._console = console
        self._notes = Notes(console)
        self._total = total
        self._bar = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TextColumn("[cyan]{task.fields[pace]}"), console=console, transient=True, disable=not console.is_terminal,
        )  # fmt: skip
        self._task = self._bar.add_task("reading", total=total, pace="")
        self._began = self._told = time.monotonic()
        self._before = self._items = self._sentences = self._refused = 0
        self.parts = 0

    def __enter__(self) -> _Follow:
        """The bar appears."""
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """The bar goes."""
        self._bar.stop()

    def note(self, message: str) -> None:
        """Tell something worth knowing."""
        self._notes.tell(message)

    def begun(self, heads: Collection[Head]) -> None:
        """Tell what is finished already."""
        self._began = self._told = time.monotonic()
        self.parts = len(heads)
        self._before = sum(head.items for head in heads)
        self._bar.update(self._task, description="coding", completed=self._before)
        if heads:
            self._console.print(f"going on: {self._before:,} documents in {self.parts:,} parts are finished")

    def done(self, head: Head, refused: tuple[Refusal, ...]) -> None:
        """Count a part."""
        self.parts += 1
        self._items += head.items
        self._sentences += head.sentences
        for refusal in refused:
            self._refused += 1
            if self._refused <= SHOWN:
                said = f"{refusal.origin}: {refusal.reason}"
                self._console.print(Text("refused: ", "red").append(said, "default"), soft_wrap=True)
            elif self._refused == SHOWN + 1:
                self.note("more are refused; --log FILE lists all, and so do the documents of the run")
        pace = self._pace()
        self._bar.update(self._task, advance=head.items, pace=pace)
        if not self._console.is_terminal and time.monotonic() - self._told >= EVERY:
            self._told = time.monotonic()
            of = f" of {self._total:,}" if self._total else ""
            self._console.print(f"{self._before + self._items:,}{of} documents, {pace}", soft_wrap=True)

    def _pace(self) -> str:
        """Documents and sentences a second, and the time left."""
        seconds = max(1e-9, time.monotonic() - self._began)
        rate = self._items / seconds
        told = f"{rate:.1f} documents/s, {self._sentences / seconds:.0f} sentences/s"
        if self._total is None or not rate:
            return told
        left = int(max(0, self._total - self._before - self._items) / rate)
        hours, minutes = divmod(left // 60, 60)
        return f"{told}, {f'{hours} h {minutes} min' if hours else f'{minutes} min {left % 60} s'} left"
