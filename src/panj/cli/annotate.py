"""`panj annotate`: documents -> the layers under the claims."""

from __future__ import annotations

from panj.cli import run


def annotate(
    paths: run.Paths,
    published: run.Published = None,
    publisher: run.Publisher = None,
    out: run.Lines = None,
    actors: run.ActorFiles = None,
) -> int:
    """Write the layers under the claims: sentences, actors, places, times, counts, attributions, events."""
    from panj import Coder
    from panj.sources import Options
    from panj.store import open_writer

    job = run.Run(paths, Options(published_at=published, publisher=publisher))
    coder = Coder(actor_files=actors or ())
    total = run.total_of(paths)
    with open_writer(out, "jsonl") as writer, job.progress(total) as bar:
        task = bar.add_task("annotating", total=total, visible=total is None or total > 1)
        for _, annotation in coder.annotate_stream(job.documents()):
            job.coded += 1
            writer.write(annotation)
            bar.advance(task)
    job.summary("annotation", writer.count)
    return job.status()
