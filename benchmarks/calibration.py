"""How far a score can be trusted: the reliability diagram of `panj relate`, and what each threshold of `panj code` keeps.

    python benchmarks/calibration.py BENCH RELATIONS CLAIMS

BENCH is the folder of the scorers, with its dev data; RELATIONS and CLAIMS are what `panj relate` and `panj code` wrote for
relate.dev.jsonl and claims.dev.jsonl. Prints two tables in Markdown.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

BINS = 10
THRESHOLDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)

Row = dict[str, Any]


def main() -> None:
    """Print both tables."""
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    bench, relations, claims = map(Path, sys.argv[1:])
    sys.path.insert(0, str(bench))
    gold = {task: lines(bench / "data" / f"{task}.dev.jsonl") for task in ("relate", "claims")}
    sys.stdout.writelines(line + "\n" for line in reliability(bench, gold["relate"], lines(relations)))
    sys.stdout.write("\n")
    sys.stdout.writelines(line + "\n" for line in thresholds(gold["claims"], lines(claims)))


def lines(path: Path) -> list[Row]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def reliability(bench: Path, gold: Sequence[Row], answers: Sequence[Row]) -> Iterator[str]:
    """The reliability diagram: for each bin of scores, how many answers, their mean score, how many are right."""
    scorer = importlib.import_module("relate")
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row in scorer.compare(gold, answers):
        right, said = row["root"]
        score = row["answer"]["score"]
        if said is not None:
            bins[min(BINS - 1, int(score * BINS))].append((score, right == said))
    total = sum(map(len, bins.values()))
    error = 0.0
    yield "| score | answers | mean score | right | |"
    yield "|---|---|---|---|---|"
    for k in sorted(bins):
        mean = sum(score for score, _ in bins[k]) / len(bins[k])
        right = sum(ok for _, ok in bins[k]) / len(bins[k])
        error += abs(mean - right) * len(bins[k]) / total
        bar = "█" * round(right * 20)
        yield f"| {k / BINS:.1f} to {(k + 1) / BINS:.1f} | {len(bins[k])} | {mean:.2f} | {right:.2f} | {bar} |"
    yield f"\nExpected calibration error: {error:.3f}"


def thresholds(gold: Sequence[Row], claims: Sequence[Row]) -> Iterator[str]:
    """Precision and recall of claims at each threshold."""
    scorer = importlib.import_module("claims")
    found: dict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        found[claim["document_id"]].append(claim)
    yield "| threshold | claims | pairs coded | precision where coded | recall | macro-F1 |"
    yield "|---|---|---|---|---|---|"
    for bar in THRESHOLDS:
        kept = {key: [c for c in own if c["score"] >= bar] for key, own in found.items()}
        rows = [scorer.relation(line, kept.get(line["id"], [])) for line in gold]
        figures = scorer.relation_figures(rows)
        coded = [r for r in rows if r["said"] is not None]
        yield (
            f"| {bar:g} | {sum(map(len, kept.values()))} | {len(coded)} | {figures['precision_on_coded']:.3f} | "
            f"{figures['accuracy']:.3f} | {figures['macro_f1']:.3f} |"
        )


if __name__ == "__main__":
    main()
