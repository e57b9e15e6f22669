"""Reads pages, feeds and Parquet files in a process of its own, with bounds on its time and memory.

The libraries that read them were not written for files that are made to harm. Behind the fence such a file costs at
most `bounds.SECONDS` and `bounds.MEMORY`, and a crash of the reader is a refusal like any other: the run goes on.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import IO, Any, Self

import msgspec

from panj.errors import DocumentError, MissingExtra, TooMuch
from panj.sources import bounds

_EXTRA = {"page": ("an HTML page", "read"), "feed": ("a feed", "read"), "parquet": ("a Parquet file", "parquet")}


class Fence:
    """A reader in another process; started when it is first asked, and again after it had to be ended."""

    def __init__(self, seconds: float | None = None) -> None:
        """Nothing is started yet."""
        self.seconds = seconds or bounds.SECONDS
        self._process: subprocess.Popen[bytes] | None = None
        self._replies: queue.Queue[Any] = queue.Queue()

    def read(self, job: str, where: str, *arguments: object) -> Iterator[Any]:
        """What a job of the table in `_jobs` gives, one by one.

        Raises:
            DocumentError: The job refuses the file, or it took too long or too much memory.
            MissingExtra: The library it needs is not installed.
        """
        process = self._started()
        try:
            _send(process.stdin, (job, where, arguments))
        except OSError:
            self.close()
            raise TooMuch(where, "the process that should read it was ended; try again") from None
        whole = False
        try:
            while True:
                try:
                    kind, *rest = self._replies.get(timeout=self.seconds)
                except queue.Empty:
                    raise TooMuch(where, f"took more than {self.seconds:g} seconds to read; left out") from None
                if kind == "item":
                    yield rest[0]
                elif kind == "end":
                    whole = True
                    return
                elif kind == "gone":
                    raise TooMuch(where, "made its reader crash; left out")
                else:
                    whole = True
                    _refuse(kind, job, where, rest)
        finally:
            if not whole:
                self.close()

    def _started(self) -> subprocess.Popen[bytes]:
        """The process, running."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        path = os.pathsep.join(p for p in sys.path if p)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "panj.sources.fence"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        self._replies = queue.Queue(maxsize=64)
        threading.Thread(target=_listen, args=(self._process, self._replies), daemon=True).start()
        return self._process

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        replies = self._replies
        while process.poll() is None or not replies.empty():  # the listener must not wait for room in the queue
            try:
                replies.get(timeout=0.05)
            except queue.Empty:
                continue
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue

    def __enter__(self) -> Self:
        """The fence itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self.close()


def _refuse(kind: str, job: str, where: str, rest: list[Any]) -> None:
    """Raise what the process has told.

    Raises:
        DocumentError: It refused the file.
        MissingExtra: It lacks a library.
    """
    if kind == "missing":
        raise MissingExtra(*_EXTRA[job])
    if kind == "much":
        raise TooMuch(where, rest[0])
    raise DocumentError(where, rest[0])


def _listen(process: subprocess.Popen[bytes], replies: queue.Queue[Any]) -> None:
    """Put what a process says into a queue, until it ends."""
    assert process.stdout is not None
    try:
        while (message := _receive(process.stdout)) is not None:
            replies.put(message)
    except (OSError, ValueError, msgspec.DecodeError):
        pass
    replies.put(("gone",))


def _send(pipe: IO[bytes] | None, message: object) -> None:
    """Write a message with its length before it."""
    assert pipe is not None
    data = msgspec.msgpack.encode(message)
    pipe.write(len(data).to_bytes(8, "big") + data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    """The next message of a pipe, None at its end."""
    head = pipe.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "big")
    data = pipe.read(size)
    return msgspec.msgpack.decode(data) if len(data) == size else None


# ---------------------------------------------------------------- behind the fence


def _jobs(job: str, where: str, arguments: list[Any]) -> Iterator[Any]:
    """What one job gives."""
    if job == "page":
        from panj.sources import pages

        yield pages.extract(where, *arguments)
    elif job == "feed":
        from panj.sources import feeds

        yield from feeds.parse(where, *arguments)
    elif job == "parquet":
        from panj.sources import tables

        path, columns = arguments
        yield from tables.parquet_rows(path, where, columns)
    else:  # for the tests of the fence itself
        yield from _harm(*arguments)


def _harm(how: str) -> Iterator[Any]:
    """What a harmful file would do."""
    if how == "crash":
        os._exit(11)
    if how == "memory":
        yield len(bytearray(bounds.MEMORY))
    while how == "time":
        pass


def _limit() -> None:
    """Bound the memory of this process, where the system can."""
    try:
        import resource
    except ImportError:  # no such bound on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (bounds.MEMORY, bounds.MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _serve() -> None:
    """Do jobs until standard input ends."""
    _limit()
    said = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes nowhere
    while (message := _receive(sys.stdin.buffer)) is not None:
        job, where, arguments = message
        try:
            for item in _jobs(job, where, arguments):
                _send(said, ("item", item))
            reply: tuple[str, ...] = ("end",)
        except TooMuch as error:
            reply = ("much", error.what)
        except DocumentError as error:
            reply = ("refuse", error.what)
        except ImportError:
            reply = ("missing",)
        except MemoryError:
            reply = ("much", f"needs more than {bounds.MEMORY:,} bytes of memory to read; left out")
        except RecursionError:
            reply = ("much", "is nested too deep to read; left out")
        except Exception as error:
            reply = ("refuse", f"could not be read ({type(error).__name__}: {error!s:.200})")
        _send(said, reply)


if __name__ == "__main__":
    _serve()
