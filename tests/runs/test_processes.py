"""Worker processes: the same bytes, whoever dies."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from scripts import kill

from panj.errors import RunError
from panj.runs import Options, processes
from panj.runs.coding import Coding, Result, Setup
from panj.runs.plan import versions
from panj.runs.processes import Pool
from panj.runs.reading import Reading

SETUP = Setup(codebook=None, actors=(), threshold=0.0, plan="p", versions=versions())


def reading(corpus: Path) -> Reading:
    return Reading(sources=(str(corpus),), options=Options(), size=4, folder=".")


def test_a_worker_that_dies_is_replaced_and_its_part_done_again(corpus: Path) -> None:
    pool = Pool(SETUP, 2)
    found: dict[int, Result] = {}
    for result in pool.results(reading(corpus).tasks((), lambda _: None)):
        assert result.part not in found
        found[result.part] = result
        if len(found) == 2:
            first = pool.workers[0].process.pid
            assert first is not None
            os.kill(first, signal.SIGKILL)
    coding = Coding(SETUP)
    assert found == {task.part: coding.code(task) for task in reading(corpus).tasks((), lambda _: None)}
    assert sum(pool.tries.values()) <= 1


def _dies(pipe: Connection, setup: Setup) -> None:
    pipe.recv()
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_part_that_ends_every_worker_ends_the_run(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_work", _dies)
    with pytest.raises(RunError, match=r"part 0 \(4 documents from .*\) has ended its worker 3 times \(exit code -9"):
        list(Pool(SETUP, 1).results(reading(corpus).tasks((), lambda _: None)))


def test_a_worker_that_cannot_start_says_why(corpus: Path) -> None:
    setup = Setup(codebook=None, actors=(), threshold=0.0, plan="p", versions={"panj": "9.9"})
    with pytest.raises(RunError, match=r"would not code alike: panj .* \(planned: 9\.9\)"):
        list(Pool(setup, 1).results(reading(corpus).tasks((), lambda _: None)))


def test_a_run_killed_again_and_again_becomes_the_same(tmp_path: Path) -> None:
    source = tmp_path / "corpus.jsonl"
    kill.corpus(source, 30)
    told: dict[str, Any] = kill.trial(source, tmp_path, times=4, size=3, workers=2)
    assert (told["kills"], told["differ"]) == (4, [])
