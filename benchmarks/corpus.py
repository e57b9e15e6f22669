"""How runs over corpora go: speed, two workers against one, memory, growth with the corpus, and a profile by stage.

    python benchmarks/corpus.py [--sizes 1000,4000,16000] [--short N] [--pair 2000] [--profile 200] [FILE.jsonl ...]

The corpora are made of the documents of FILEs (default: ../shared/corpus and the bundled dispatches): each copy has
other figures, another date, and its paragraphs turned by one, so that no two are alike. `--short` cuts those of the sizes
to so many paragraphs: what grows with the number of documents shows the sooner. Prints one JSON object:

- `sizes`: for each size sentences a second of CPU (start, reading and writing included; `steady` is without the cost
  of starting, told from the smallest two), peak memory of the process and its growth from a quarter to the end;
- `workers`: seconds of two workers against one, of the same work, both started, and memory of each worker;
- `stages`: the share of each stage in the CPU time of coding.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import msgspec  # noqa: E402  (after the number of threads is set)

from panj import Coder, Document, read  # noqa: E402
from panj.knowledge.dispatches import FOLDER  # noqa: E402

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def edited(documents: list[Document], count: int, paragraphs_kept: int | None = None) -> Iterator[Document]:
    """So many documents, each a little other than every other, of so many paragraphs at most."""
    dice = random.Random(0)
    for number in range(count):
        one = documents[number % len(documents)]
        paragraphs = one.text.split("\n\n")
        turn = (number // len(documents)) % max(1, len(paragraphs))
        text = "\n\n".join((paragraphs[turn:] + paragraphs[:turn])[:paragraphs_kept])
        text = re.sub(r"\b\d{1,3}\b", lambda m: str(max(1, int(m[0]) + dice.randint(-3, 3))), text)
        day = (date(2021, 1, 1) + timedelta(dice.randint(0, 700))).isoformat()
        yield msgspec.structs.replace(one, id=f"b{number}", text=text, published_at=day)


def write(path: Path, documents: Iterator[Document]) -> None:
    """Write documents as JSON Lines."""
    with path.open("wb") as file:
        for document in documents:
            file.write(msgspec.json.encode(document) + b"\n")


def memory(pid: int) -> int:
    """Megabytes of memory that a process holds now, 0 where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


def workers_of(pid: int) -> list[int]:
    """The workers of a run: processes it started that hold more than a little."""
    listed = (p.read_text(encoding="ascii").split() for p in Path(f"/proc/{pid}/task").glob("*/children"))
    return [int(child) for children in listed for child in children if memory(int(child)) > 100]


def measured(source: Path, out: Path, workers: int) -> dict[str, Any]:
    """Do a run in a process of its own, and watch it."""
    call = [sys.executable, "-m", "panj", "code", str(source), "--out", str(out), "--workers", str(workers)]
    begun = time.monotonic()
    process = subprocess.Popen(call, stderr=subprocess.DEVNULL)
    seen: dict[int, list[int]] = defaultdict(list)
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        for watched in [process.pid, *workers_of(process.pid)]:
            seen[watched].append(memory(watched))
        time.sleep(0.5)
    process.returncode = os.waitstatus_to_exitcode(status)
    manifest = json.loads((out / "manifest.json").read_bytes())
    seconds = json.loads((out / "times.json").read_bytes())[-1]["seconds"]
    own = seen.pop(process.pid)
    steady = own[len(own) // 4 :] or own
    return {
        "documents": manifest["counts"]["documents"],
        "sentences": manifest["counts"]["sentences"],
        "wall": round(time.monotonic() - begun, 1),
        "working": seconds,
        "cpu": round(used.ru_utime + used.ru_stime, 1),
        "memory_mb": max(own),
        "memory_growth_mb": steady[-1] - steady[0],
        "memory_of_workers_mb": [max(values) for values in seen.values()],
    }


def stages(documents: list[Document]) -> dict[str, float]:
    """The share of each stage in the CPU time of coding."""
    from panj import pipeline
    from panj.sources import Read
    from panj.store.tables import CLAIMS, Head, claim_row, encoded

    spent: dict[str, float] = defaultdict(float)
    coder = Coder()
    list(coder.code_stream(documents[:5]))

    def timed(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*given: Any, **named: Any) -> Any:
            begun = time.process_time()
            try:
                return call(*given, **named)
            finally:
                spent[name] += time.process_time() - begun

        return wrapper

    places = (
        ("times", pipeline.times, "find"), ("actors", pipeline.actors, "find"), ("places", pipeline.places, "find"),
        ("counts", pipeline.counts, "find"), ("triggers", pipeline.triggers, "find"),
        ("speakers", pipeline.speakers, "find"), ("claims", pipeline.assemble, "claims"),
    )  # fmt: skip
    kept = [(module, name, getattr(module, name)) for _, module, name in places]
    for stage, module, name in places:
        setattr(module, name, timed(stage, getattr(module, name)))
    try:
        begun = time.process_time()
        claims = [claim for _, found in coder.code_stream(documents) for claim in found]
        whole = time.process_time() - begun
    finally:
        for module, name, call in kept:
            setattr(module, name, call)
    spent["parse"] = whole - sum(spent.values())
    head = Head(plan="", part=0, first=0, items=len(documents), coded=len(documents), sentences=0, claims=len(claims))
    spent["parquet"] = -time.process_time()
    encoded(map(claim_row, claims), CLAIMS, head)
    spent["parquet"] += time.process_time()
    spent["pickle"] = -time.process_time()
    msgspec.msgpack.encode([Read(origin="", document=d) for d in documents])
    spent["pickle"] += time.process_time()
    total = sum(spent.values())
    return {name: round(seconds / total, 3) for name, seconds in sorted(spent.items(), key=lambda s: -s[1])}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sizes", default="1000,4000,16000")
    parser.add_argument("--short", type=int, help="paragraphs kept of the documents of the sizes")
    parser.add_argument("--pair", type=int, default=2000, help="documents of two workers against one; 0 leaves it out")
    parser.add_argument("--profile", type=int, default=200, help="documents of the profile; 0 leaves it out")
    given = parser.parse_args()
    paths = given.files or [*sorted(CORPUS.glob("*.jsonl")), FOLDER / "dispatches.jsonl"]
    documents = [document for path in paths if path.exists() for document in read(path)]
    report: dict[str, Any] = {"sizes": [], "load": os.getloadavg()[0]}
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for size in map(int, filter(None, given.sizes.split(","))):
            source = work / f"{size}.jsonl"
            write(source, edited(documents, size, given.short))
            told = measured(source, work / f"run{size}", 1)
            told["sentences_per_cpu_second"] = round(told["sentences"] / told["cpu"], 1)
            report["sizes"].append(told)
        if len(report["sizes"]) > 1:
            one, two = report["sizes"][:2]
            slope = (two["cpu"] - one["cpu"]) / (two["sentences"] - one["sentences"])
            report["steady_sentences_per_cpu_second"] = round(1 / slope, 1)
        if given.pair:
            source = work / "pair.jsonl"
            write(source, edited(documents, given.pair))
            one, two = (measured(source, work / f"pair{workers}", workers) for workers in (1, 2))
            report["workers"] = {"one": one, "two": two, "gain": round(one["working"] / two["working"], 2)}
        if given.profile:
            report["stages"] = stages(list(edited(documents, given.profile)))
    sys.stdout.write(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
