"""`panj relate`: pairs of parties -> the action between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from panj.cli import run


def relate(
    pairs: Annotated[
        Path, typer.Argument(metavar="PAIRS.jsonl", help='Lines of {"id", "text", "actor", "recipient"}.')
    ],
    out: run.Lines = None,
) -> int:
    """Write the type of the action between two named parties, one line a pair."""
    from panj import Coder
    from panj.claims.relate import Question, question
    from panj.errors import DocumentError
    from panj.sources.check import checked
    from panj.sources.read import objects
    from panj.sources.stream import refusal
    from panj.store import open_writer

    job = run.Run([str(pairs)])

    def questions() -> Iterator[Question]:
        for found in objects(pairs):
            try:
                if isinstance(found, DocumentError):
                    raise found
                where, row = found
                made = question(row, where)
                checked(made.document(), where)
                yield made
            except DocumentError as error:
                job.refuse(refusal(error))

    coder = Coder()
    total = run.total_of([str(pairs)])
    with open_writer(out, "jsonl") as writer, job.progress(total) as bar:
        task = bar.add_task("relating", total=total, visible=total is None or total > 1)
        for relation in coder.relate_stream(questions()):
            job.coded += 1
            writer.write(relation)
            bar.advance(task)
    job.summary("relation", writer.count, of="pair")
    return job.status()
