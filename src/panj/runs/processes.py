"""Codes tasks with worker processes on this machine; a worker that dies is replaced and its task done again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from panj.errors import PanjError, RunError
from panj.runs.coding import THREADS, Coding, Result, Setup
from panj.runs.reading import Task

TRIES = 3
"""How often a task may end its worker."""


@dataclass(slots=True)
class _Worker:
    """A process and the task it is at."""

    process: BaseProcess
    pipe: Connection
    task: Task | None = None


@dataclass(slots=True)
class Pool:
    """Worker processes; each is given one task at a time, the next one is read while they work."""

    setup: Setup
    size: int
    workers: list[_Worker] = field(default_factory=list)
    tries: dict[int, int] = field(default_factory=dict)

    def results(self, tasks: Iterator[Task]) -> Iterator[Result]:
        """The result of each task, as they come.

        Raises:
            RunError: A worker cannot start, or a task has ended its worker again and again.
        """
        try:
            self.workers = [self._started() for _ in range(self.size)]
            following = next(tasks, None)
            for worker in self.workers:
                if following is not None:
                    self._give(worker, following)
                    following = next(tasks, None)
            while busy := [w for w in self.workers if w.task is not None]:
                ready = wait([w.pipe for w in busy])
                for worker in [w for w in busy if w.pipe in ready]:
                    result = self._taken(worker)
                    if result is None:
                        continue
                    worker.task = None
                    if following is not None:
                        self._give(worker, following)
                        following = next(tasks, None)
                    yield result
        finally:
            self._stop()

    def _started(self) -> _Worker:
        """A new worker."""
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self.setup), daemon=True, name="panj-worker")
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _give(self, worker: _Worker, task: Task) -> None:
        """Send a task; a worker that is gone is noticed when its result is waited for."""
        worker.task = task
        try:
            worker.pipe.send(task)
        except OSError:
            return

    def _taken(self, worker: _Worker) -> Result | None:
        """The result of a worker; None where it died, its task then given to a new one in its place."""
        try:
            answer: Result | str = worker.pipe.recv()
        except (EOFError, OSError):
            answer = ""
        if isinstance(answer, Result):
            return answer
        if answer:
            raise RunError(answer)
        worker.process.join()
        task = worker.task
        assert task is not None
        self.tries[task.part] = self.tries.get(task.part, 0) + 1
        if self.tries[task.part] >= TRIES:
            raise RunError(
                f"part {task.part} ({len(task.items)} documents from {task.items[0].origin if task.items else 'the end'})"
                f" has ended its worker {TRIES} times (exit code {worker.process.exitcode}; -9 is mostly want of"
                " memory); take fewer workers or a smaller --part-size, then run the same command again"
            )
        fresh = self._started()
        worker.process, worker.pipe = fresh.process, fresh.pipe
        self._give(worker, task)
        return None

    def _stop(self) -> None:
        """End all workers."""
        for worker in self.workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join()


def _work(pipe: Connection, setup: Setup) -> None:
    """Code the tasks that come, until nobody sends any: the main process has ended, however it did."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in THREADS:
        os.environ.setdefault(name, "1")
    try:
        coding = Coding(setup)
        while True:
            pipe.send(coding.code(pipe.recv()))
    except (EOFError, OSError):
        return
    except PanjError as error:
        pipe.send(str(error))
    except Exception as error:
        pipe.send(f"a worker failed ({type(error).__name__}: {error}); this is a mistake in panj, please report it")
