"""`panj code`: documents -> claims."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from panj.cli import run
from panj.cli.cards import Card


def code(
    paths: run.Paths,
    published: run.Published = None,
    publisher: run.Publisher = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="cards, jsonl, csv or parquet. Default: cards on a terminal, else by the ending of --out, else jsonl.",
        ),
    ] = None,
    out: run.Out = None,
    threshold: Annotated[
        float, typer.Option("--threshold", min=0, max=1, help="Leave out claims with a lower score.")
    ] = 0.0,
    codebook: run.CodebookFolder = None,
    actors: run.ActorFiles = None,
) -> int:
    """Write the claims of documents: who did what to whom, when, where, how many, on whose word."""
    from panj import Coder
    from panj.store import open_writer

    cards = format == "cards" or (format is None and out is None and run.to_terminal())
    job = run.Run(paths, published, publisher)
    coder = Coder(codebook=codebook, actor_files=actors or (), threshold=threshold)
    count = 0
    if cards:
        console = Console(highlight=False)
        for document, claims in coder.code_stream(job.documents()):
            job.coded += 1
            count += len(claims)
            console.rule(document.title or document.id[:24], style="dim")
            for claim in claims:
                console.print(Card(claim))
            if not claims:
                console.print("  no claims\n", style="dim")
    else:
        total = run.total_of(paths)
        with open_writer(out, format) as writer, job.progress(total) as bar:
            task = bar.add_task("coding", total=total, visible=total is None or total > 1)
            for _, claims in coder.code_stream(job.documents()):
                job.coded += 1
                for claim in claims:
                    writer.write(claim)
                bar.advance(task)
            count = writer.count
    job.summary("claims", count)
    return job.status()
