"""Ray Data on a real cluster of two nodes on this machine, one of them killed while it works."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from scripts import kill

pytest.importorskip("ray")

PATIENCE = 120


@contextmanager
def node(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A node of a cluster, in a process of its own; all its processes are ended with it."""
    call = [sys.executable, "-m", "ray.scripts.scripts", "start", "--node-ip-address=127.0.0.1", "--num-cpus=1"]
    process = subprocess.Popen(
        [*call, "--block", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        end(process)


def below(pid: int) -> list[int]:
    """The processes that a process has started, and those they have."""
    found = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in listed.read_text(encoding="ascii").split():
            found += [*below(int(child)), int(child)]
    return found


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a node at once, with all its processes."""
    if process.poll() is None:
        for pid in [*below(process.pid), process.pid]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        process.wait()


def codes(process: subprocess.Popen[bytes]) -> bool:
    """Whether a coder is at work on a node."""
    for pid in below(process.pid):
        try:
            if b"_Coder" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return True
        except OSError:
            continue
    return False


def until(true: object, what: str) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + PATIENCE
    while not true():  # type: ignore[operator]
        assert time.monotonic() < deadline, f"no {what} after {PATIENCE} s"
        time.sleep(0.2)


def reachable(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_node_killed_in_the_middle_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    token = tmp_path / "token"
    token.write_text(secrets.token_hex(32), encoding="ascii")
    for name, value in (
        ("RAY_AUTH_MODE", "token"), ("RAY_AUTH_TOKEN_PATH", str(token)), ("RAY_USAGE_STATS_ENABLED", "0"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    source, whole, spread = tmp_path / "corpus.jsonl", tmp_path / "whole", tmp_path / "spread"
    kill.corpus(source, 120)
    call = kill.command(source, whole, tmp_path / "whole.jsonl", 3, 1)
    assert subprocess.run(call, check=False, capture_output=True).returncode == 1
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    call = [*kill.command(source, spread, tmp_path / "spread.jsonl", 3, 2), "--engine", "ray", "--address", address]
    with node("--head", f"--port={port}", "--include-dashboard=false"):
        until(lambda: reachable(port), "head")
        with node(f"--address={address}") as second:
            run = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            until(lambda: codes(second) or run.poll() is not None, "coder on the second node")
            until(lambda: len(list(spread.glob("claims/part-*"))) >= 6 or run.poll() is not None, "parts")
            assert run.poll() is None, run.communicate()[0].decode()
            end(second)
            told, _ = run.communicate(timeout=PATIENCE)
    assert run.returncode == 1, told.decode()
    assert kill.tree(spread) == kill.tree(whole)
    assert (tmp_path / "spread.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
