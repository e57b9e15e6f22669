"""Codes tasks on a Ray cluster, as Ray Data: one reader, a pool of coders, results streamed back and written here.

The reader stays on the machine where the command runs (its files need be only there) and asks for no CPU; each coder
asks for a fraction of one, so that neither the reader nor Ray's own tasks are ever starved. What a lost node was
working on is done again elsewhere. Imported only with `--engine ray`.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
import pyarrow
import ray
from ray.data import ActorPoolStrategy, DataContext
from ray.data.block import BlockMetadata
from ray.data.datasource import Datasource, ReadTask

from panj.errors import PanjError, RunError
from panj.runs.coding import Coding, Result, Setup
from panj.runs.reading import Reading, Task

SHARE = 0.9
"""The CPU that a coder asks for."""
BLOCK = 64 * 1024
"""Bytes after which Ray Data closes a block: less than a part, so that a block is a part."""


def results(
    setup: Setup, reading: Reading, finished: frozenset[int], workers: int | None, address: str | None
) -> Iterator[Result]:
    """The result of each task that is not finished, as they come.

    Args:
        setup: How to make a coder.
        reading: What to read.
        finished: Parts that are not to be done again.
        workers: Coders at most; None is as many as the cluster has CPUs.
        address: The cluster, e.g. "auto" or "10.0.0.1:6379"; None starts one on this machine for the run.

    Raises:
        RunError: There is no cluster at the address, or the run failed on it.
    """
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    try:
        ray.init(address=address or "local", log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise RunError(
            f"no Ray cluster at {address or 'this machine'} ({error}); start one: ray start --head"
        ) from None
    try:
        most = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        dataset = _read(reading, finished).map_batches(
            _Coder,
            fn_constructor_args=(msgspec.json.encode(setup),),
            batch_size=1,
            batch_format="pyarrow",
            num_cpus=SHARE,
            compute=ActorPoolStrategy(min_size=1, max_size=most, initial_size=most),
            zero_copy_batch=True,
        )
        for batch in dataset.iter_batches(batch_size=1, batch_format="pyarrow", prefetch_batches=0):
            for data in batch.column("result"):
                result = msgspec.msgpack.decode(data.as_py(), type=Result | str)
                if isinstance(result, str):
                    raise RunError(result)
                yield result
    except ray.exceptions.RayError as error:
        raise RunError(f"the run failed on the cluster ({error}); run the same command again to go on") from None
    finally:
        ray.shutdown()


def _read(reading: Reading, finished: frozenset[int]) -> Any:
    """The tasks as a dataset with one part a block."""
    context = DataContext.get_current()
    context.target_max_block_size = BLOCK
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    return ray.data.read_datasource(
        _Tasks(reading, finished),
        override_num_blocks=1,
        num_cpus=0,
        label_selector={"ray.io/node-id": ray.get_runtime_context().get_node_id()},
    )


class _Tasks(Datasource):  # type: ignore[misc]
    """The tasks of a reading, as rows of bytes."""

    def __init__(self, reading: Reading, finished: frozenset[int]) -> None:
        super().__init__()
        self._reading = reading
        self._finished = finished

    def estimate_inmemory_data_size(self) -> int | None:
        """Unknown before it is read."""
        return None

    def get_read_tasks(self, *_: object, **__: object) -> list[ReadTask]:
        """One task: what a document is may depend on those before it."""
        known = BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None)
        return [ReadTask(_reader(self._reading, self._finished), known)]


def _reader(reading: Reading, finished: frozenset[int]) -> Callable[[], Iterable[pyarrow.Table]]:
    """A function that reads the tasks; an error becomes a row of its own, so that it is told and not tried again."""

    def read() -> Iterator[pyarrow.Table]:
        reading.start()
        try:
            for task in reading.tasks(finished, lambda _: None):
                yield _row("task", msgspec.msgpack.encode(task))
        except PanjError as error:
            yield _row("task", msgspec.msgpack.encode(str(error)))

    return read


class _Coder:
    """An actor that codes tasks."""

    def __init__(self, setup: bytes) -> None:
        self._coding: Coding | None = None
        self._failed = ""
        try:
            self._coding = Coding(msgspec.json.decode(setup, type=Setup))
        except PanjError as error:
            self._failed = f"{ray.util.get_node_ip_address()}: {error}"

    def __call__(self, batch: pyarrow.Table) -> pyarrow.Table:
        """The result of a task."""
        task = msgspec.msgpack.decode(batch.column("task")[0].as_py(), type=Task | str)
        answer = task if isinstance(task, str) else self._coding.code(task) if self._coding else self._failed
        return _row("result", msgspec.msgpack.encode(answer))


def _row(name: str, data: bytes) -> pyarrow.Table:
    """A table of one cell."""
    return pyarrow.table({name: pyarrow.array([data], pyarrow.large_binary())})
