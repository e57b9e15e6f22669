"""`panj code`: documents -> claims."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from panj.cli import run
from panj.cli.cards import Card
from panj.errors import OutputError, UnknownName
from panj.store import FORMATS

if TYPE_CHECKING:
    from panj import Claim, Coder, Document

_Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="cards, jsonl, csv or parquet. Default: by the ending of --out; without --out cards on a terminal, else jsonl.",
    ),
]
_Out = Annotated[
    str | None,
    typer.Option(
        "--out",
        metavar="FILE|DIR",
        help="Write here instead of standard output: a file appears when it is whole; a folder (a name without an "
        "ending) is a run over a corpus, in parts, that goes on where it was stopped.",
    ),
]
_Workers = Annotated[
    int | None, typer.Option("--workers", metavar="N", min=1, help="Into a folder: code with N processes.")
]
_Engine = Annotated[
    str,
    typer.Option("--engine", metavar="ENGINE", help="Into a folder: local, or ray for a cluster (panj\\[ray])."),
]
_Address = Annotated[
    str | None,
    typer.Option(
        "--address",
        metavar="ADDRESS",
        help="The Ray cluster, e.g. auto or 10.0.0.1:6379. Default: one on this machine.",
    ),
]
_Log = Annotated[
    Path | None, typer.Option("--log", metavar="FILE", help="Write a line of JSON for each refused document here.")
]
_PartSize = Annotated[int, typer.Option("--part-size", metavar="N", min=1, help="Into a folder: documents of a part.")]


_WINDOW = 64
"""Documents that are parsed together."""


def code(
    paths: run.Paths,
    published: run.Published = None,
    publisher: run.Publisher = None,
    format: _Format = None,
    out: _Out = None,
    threshold: Annotated[
        float, typer.Option("--threshold", min=0, max=1, help="Leave out claims with a lower score.")
    ] = 0.0,
    codebook: run.CodebookFolder = None,
    actors: run.ActorFiles = None,
    workers: _Workers = None,
    engine: _Engine = "local",
    address: _Address = None,
    log: _Log = None,
    part_size: _PartSize = 64,
    columns: run.Columns = None,
    follow: run.Follow = False,
    allow_local: run.AllowLocal = False,
) -> int:
    """Write the claims of documents: who did what to whom, when, where, how many, on whose word."""
    out = None if out == "-" else out
    run.check_codebook(codebook)
    if format not in (None, "cards", *FORMATS):
        raise UnknownName("format", format, ("cards", *FORMATS))
    if format == "cards" and out is not None:
        raise OutputError("--format cards is for the terminal; leave --out out, or give jsonl, csv or parquet")
    from panj.sources import Options
    from panj.sources.tables import columns_of

    reading = Options(
        published_at=published, publisher=publisher, columns=columns_of(columns or ()), follow=follow,
        allow_local=allow_local,
    )  # fmt: skip
    if out is not None and format is None and _is_folder(out):
        from panj.cli.corpus import into_folder
        from panj.runs import Job

        job = Job(
            sources=tuple(paths), out=Path(out), reading=reading, codebook=codebook,
            actors=tuple(actors or ()), threshold=threshold, size=part_size, engine=engine, workers=workers,
            address=address, log=log,
        )  # fmt: skip
        return into_folder(job, run.total_of(paths))
    if workers is not None or engine != "local" or address is not None:
        raise OutputError(
            "--workers, --engine and --address are for runs into a folder; give one: --out DIR, a name without an ending"
            " and no --format"
        )
    return _into_file(
        run.Run(paths, reading, log),
        Path(out) if out is not None else None,
        format,
        codebook,
        actors,
        threshold,
    )


def _is_folder(out: str) -> bool:
    """Whether a place is a folder: one that is there, or a name without an ending that is no file."""
    path = Path(out)
    return path.is_dir() or out.endswith("/") or (not path.suffix and not path.exists())


def _claims(coder: Coder, job: run.Run) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
    """The claims of each document; one on which panj itself fails is refused, and the rest goes on."""
    from panj.runs.coding import apart, failed

    documents = job.documents()
    while window := list(islice(documents, _WINDOW)):
        for document, outcome in zip(window, apart(coder.code_stream, window), strict=True):
            if isinstance(outcome, Exception):
                job.refuse(failed(f"document {document.id}", outcome))
            else:
                yield outcome


def _into_file(
    job: run.Run,
    out: Path | None,
    format: str | None,
    codebook: Path | None,
    actors: list[Path] | None,
    threshold: float,
) -> int:
    """Write the claims to one file, or as cards."""
    from panj import Coder
    from panj.store import open_writer

    cards = format == "cards" or (format is None and out is None and run.to_terminal())
    coder = Coder(codebook=codebook, actor_files=actors or (), threshold=threshold)
    count = 0
    if cards:
        console = Console(highlight=False)
        for document, claims in _claims(coder, job):
            job.coded += 1
            count += len(claims)
            console.rule(document.title or document.id[:24], style="dim")
            for claim in claims:
                console.print(Card(claim))
            if not claims:
                console.print("  no claims\n", style="dim")
    else:
        total = run.total_of(job.paths)
        with open_writer(out, format) as writer, job.progress(total) as bar:
            task = bar.add_task("coding", total=total, visible=total is None or total > 1)
            for _, claims in _claims(coder, job):
                job.coded += 1
                for claim in claims:
                    writer.write(claim)
                bar.advance(task)
            count = writer.count
    job.summary("claim", count)
    return job.status()
