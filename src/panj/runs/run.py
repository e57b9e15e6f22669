"""Does a run: plans it, goes on where an earlier one stopped, commits part after part, counts at the end."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import msgspec

from panj.errors import MissingExtra, OutputError, UnknownName
from panj.records import Record
from panj.runs import plan as planning
from panj.runs.coding import Coding, Result, Setup
from panj.runs.log import Log
from panj.runs.processes import Pool
from panj.runs.reading import Reading
from panj.sources import Options, Refusal, spool
from panj.sources.read import Reader
from panj.store.folder import INPUTS, MANIFEST, SOURCES, TIMES, Folder, Manifest, Plan, Session
from panj.store.rows import libraries
from panj.store.tables import Head

ENGINES = ("local", "ray")


class Job(Record, frozen=True, kw_only=True):
    """What a run is asked to do."""

    sources: tuple[str, ...]
    out: Path
    reading: Options = Options()
    """How the sources are read."""
    codebook: Path | None = None
    actors: tuple[Path, ...] = ()
    threshold: float = 0.0
    size: int = 64
    """Documents of a part."""
    engine: str = "local"
    workers: int | None = None
    """Worker processes; None is one, and on a cluster as many as it has CPUs."""
    address: str | None = None
    """Address of a Ray cluster; None is one on this machine, made for the run."""
    log: Path | None = None
    """Where a line of JSON is written for each refused document."""


class Watch(Protocol):
    """Who is told how a run goes."""

    def note(self, message: str) -> None:
        """Something worth knowing."""

    def begun(self, heads: Collection[Head]) -> None:
        """Work begins; these parts are finished already."""

    def done(self, head: Head, refused: tuple[Refusal, ...]) -> None:
        """A part is finished and on the disk."""


def run(job: Job, watch: Watch) -> Manifest:
    """The manifest of the finished run.

    The same job, run again after any end of the process, goes on where it stopped, and the folder becomes what it
    would have become: parts are ranges of documents that depend on nothing but the inputs and the options, each
    coded on its own and written whole or not at all.

    Raises:
        OutputError: The folder is another run's or cannot be written; what is finished is safe.
        SourceError: A source cannot be read.
        KnowledgeError: A table has problems.
        RunError: A worker failed.
    """
    if job.engine not in ENGINES:
        raise UnknownName("engine", job.engine, ENGINES)
    libraries()
    planning.outside(job.sources, job.out, "--out")
    if job.log:
        planning.outside(job.sources, job.log, "--log")
    folder = Folder(job.out)
    with folder.held():
        kept = _kept(job, folder, watch)
        manifest = _begun(job, folder, kept)
        log = Log(job.log, folder)
        log.start()
        if manifest.state == "finished":
            folder.tidy()
            return manifest
        finished = folder.finished(manifest.plan_sha256)
        watch.begun(finished.values())
        with _session(job, folder) as worked:
            end = 0
            for result in _results(job, manifest, kept, finished, watch):
                if result.head is None:
                    end = result.part
                    continue
                folder.commit(result.part, result.documents, result.claims)
                finished[result.part] = result.head
                worked.append(result.part)
                log.add(result.head, result.refused)
                watch.done(result.head, result.refused)
            if sorted(finished) != list(range(end)):
                raise OutputError(f"{job.out}: {end} parts were read, others are there; its files were changed")
        manifest = folder.finish(manifest)
        log.start()
        return manifest


def _kept(job: Job, folder: Folder, watch: Watch) -> dict[str, str]:
    """The file for each source that can be read only once, filled if it is not there yet.

    Raises:
        SourceError: Such a source cannot be read, or gives nothing.
        OutputError: The file cannot be written.
    """
    kept: dict[str, str] = {}
    with Reader(job.reading, watch.note) as reader:
        for number, source in enumerate(job.sources):
            path = (folder.path / SOURCES / f"{number:04d}.jsonl").resolve()
            if source in kept or not (spool.once(source) or path.exists()):  # a pipe is gone when a run goes on
                continue
            kept[source] = str(path)
            if path.exists():
                continue
            try:
                path.parent.mkdir(exist_ok=True)
                spool.write(source, reader.found(source), path)
            except OSError as error:
                raise OutputError(
                    f"{path}: cannot be written ({error.strerror}); make room, then run it again"
                ) from None
    return kept


def _begun(job: Job, folder: Folder, kept: dict[str, str]) -> Manifest:
    """The manifest of the run, written now if it is a new one.

    Raises:
        OutputError: The folder holds a run that would have another content.
    """
    work = folder.work(INPUTS)
    try:
        with work.open("wb") as file:
            sources = planning.inputs(job.sources, kept, file)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(f"{job.out}: cannot be written ({error.strerror}); make room, then run it again") from None
    made = Plan(
        layout=planning.LAYOUT, versions=planning.versions(), codebook=planning.codebook(job.codebook),
        options={
            **msgspec.to_builtins(job.reading), "threshold": job.threshold, "part_size": job.size,
            "codebook": str(job.codebook) if job.codebook else None,
            "actors": [f"{path} {planning.file_hash(path)}" for path in job.actors],
        },
        inputs=sources,
    )  # fmt: skip
    there = folder.manifest()
    if there is None:
        folder.place(work, INPUTS)
        digest = sha256(msgspec.json.encode(made, order="deterministic")).hexdigest()
        there = Manifest(state="running", plan=made, plan_sha256=digest)
        folder.write_record(MANIFEST, there)
    elif there.plan != made:
        folder.tidy()
        told = "; ".join(planning.differences(there.plan, made))
        raise OutputError(f"{job.out}: holds a run that would come out otherwise: {told}; give another --out")
    return there


def _results(
    job: Job, manifest: Manifest, kept: dict[str, str], finished: dict[int, Head], watch: Watch
) -> Iterator[Result]:
    """The results of the parts that are not finished, from the engine asked for."""
    setup = Setup(
        codebook=str(job.codebook.resolve()) if job.codebook else None,
        actors=tuple(str(path.resolve()) for path in job.actors),
        threshold=job.threshold,
        plan=manifest.plan_sha256,
        versions=manifest.plan.versions,
    )
    reading = Reading(sources=job.sources, options=job.reading, size=job.size, folder=str(Path.cwd()), kept=kept)
    if job.engine == "ray":
        try:
            from panj.runs import cluster
        except ImportError:
            raise MissingExtra("--engine ray", "ray") from None
        return cluster.results(setup, reading, frozenset(finished), job.workers, job.address)
    tasks = reading.tasks(frozenset(finished), watch.note)
    if (job.workers or 1) > 1:
        return Pool(setup, job.workers or 1).results(tasks)
    coding = Coding(setup)
    return map(coding.code, tasks)


class _session:
    """A stretch of work, noted in times.json when it begins and when it ends."""

    def __init__(self, job: Job, folder: Folder) -> None:
        self._folder = folder
        self._parts: list[int] = []
        self._clock = time.monotonic()
        self._earlier = folder.sessions()
        self._session = Session(
            began=_now(),
            host=platform.node(),
            engine=job.engine,
            workers=job.workers or (1 if job.engine == "local" else 0),
        )

    def __enter__(self) -> list[int]:
        """The parts done, to be added to."""
        self._folder.write_record(TIMES, [*self._earlier, self._session])
        return self._parts

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Note the end, if the disk lets it."""
        session = msgspec.structs.replace(
            self._session, ended=_now(), parts=len(self._parts), seconds=round(time.monotonic() - self._clock, 1)
        )
        try:
            self._folder.write_record(TIMES, [*self._earlier, session])
        except OutputError:
            if kind is None:
                raise


def _now() -> str:
    """The time, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
