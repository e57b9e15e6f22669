"""Kills a run over a corpus again and again, at random moments, and compares what it becomes with one never stopped.

    python scripts/kill.py [--times 50] [--documents 60] [--workers 1] [--seed 0] [SOURCE]

A default source is made of the dispatches that come with panj, with some documents that are refused. Each time the
run is started and killed with SIGKILL after a random part of the time a whole run takes; then it is let finish. The
two folders must be the same byte for byte but for times.json, and so must the logs. Prints one JSON object; exit
code 1 where they differ.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from panj import read
from panj.knowledge.dispatches import FOLDER


def command(source: Path, out: Path, log: Path, size: int, workers: int) -> list[str]:
    """The command of a run."""
    call = [sys.executable, "-m", "panj", "code", str(source), "--out", str(out), "--log", str(log)]
    return [*call, "--part-size", str(size), "--workers", str(workers)]


def corpus(path: Path, count: int) -> None:
    """Write documents of the dispatches, each made one of its own; every tenth cannot be coded."""
    texts = [document.text for document in read(FOLDER / "dispatches.jsonl")]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = " " if number % 10 == 7 else f"{texts[number % len(texts)]}\n\nReport {number} of the desk."
            file.write(json.dumps({"id": f"d{number}", "text": text, "published_at": "2024-05-16"}) + "\n")


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a finished run, all that must be alike."""
    files = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files if p.name != "times.json"}


def killed(call: list[str], after: float) -> bool:
    """Start a run in a group of its own and kill the group, workers and all; whether it was still at work."""
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(after)
        return False
    except subprocess.TimeoutExpired:
        if random.random() < 0.5:  # the main process alone: its workers must notice by themselves
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


def trial(source: Path, work: Path, times: int, size: int, workers: int) -> dict[str, object]:
    """Compare a run that is killed several times with one that is not."""
    whole, broken = work / "whole", work / "broken"
    call = command(source, whole, work / "whole.jsonl", size, workers)
    begun = time.monotonic()
    subprocess.run(call, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    took = time.monotonic() - begun
    call = command(source, broken, work / "broken.jsonl", size, workers)
    kills = rounds = 0
    differ: list[str] = []
    while kills < times:
        rounds += 1
        if killed(call, random.uniform(0.02, 1.02) * took):
            kills += 1
            continue
        differ.extend(compare(whole, broken, work))
        shutil.rmtree(broken)
    subprocess.run(call, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    differ.extend(compare(whole, broken, work))
    return {
        "seconds_uninterrupted": round(took, 1),
        "kills": kills,
        "starts": rounds + 1,
        "differ": sorted(set(differ)),
    }


def compare(whole: Path, broken: Path, work: Path) -> list[str]:
    """The names of the files that differ between two finished runs, and of their logs."""
    one, two = tree(whole), tree(broken)
    names = [name for name in sorted(one.keys() | two.keys()) if one.get(name) != two.get(name)]
    same = (work / "whole.jsonl").read_bytes() == (work / "broken.jsonl").read_bytes()
    return names if same else [*names, "log"]


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="?", type=Path)
    for name, default in (("times", 50), ("documents", 60), ("part-size", 4), ("workers", 1), ("seed", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    random.seed(given.seed)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        source = given.source or work / "corpus.jsonl"
        if given.source is None:
            corpus(source, given.documents)
        told = trial(source, work, given.times, given.part_size, given.workers)
    sys.stdout.write(json.dumps(told) + "\n")
    return 1 if told["differ"] else 0


if __name__ == "__main__":
    sys.exit(main())
