"""Trains the network: one pass after the other over the candidates, seeded, on two cores."""

from __future__ import annotations

import copy
import math
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import AutoTokenizer

from training.examples import SIDES, Candidate, Swapper
from training.network import STATUS, Answers, Labels, Network


class Options(NamedTuple):
    """What a run can differ in; the defaults are those of the shipped model."""

    seed: int = 1
    epochs: int = 3
    rate: float = 1.5e-4
    batch: int = 32
    layers: int = 6
    hidden: int = 384
    no_trigger: float = 0.5
    """How often the trigger is withheld, as `panj relate` withholds it."""
    swap: float = 0.3
    """How often the countries of a sentence are drawn anew."""
    smoothing: float = 0.05
    length: int = 128
    freeze: bool = True
    """Whether the word vectors stay as they are."""
    others: float = 0.45
    """How many other events of the sentences are read in a pass, as a share of the candidates; drawn anew each time."""
    average: float = 0.999
    """Decay of the running average of the weights; the average is what is kept. 0: the last weights."""


class Batch(NamedTuple):
    """Tensors of some candidates."""

    ids: Tensor
    mask: Tensor
    pools: Tensor
    present: Tensor


def labels_of(candidates: Sequence[Candidate], types: Sequence[str]) -> Labels:
    """What the heads tell apart: all types and the modes that have ten examples."""
    seen: dict[str, int] = {}
    for c in candidates:
        if c.type and c.mode:
            key = f"{c.type} {c.mode}"
            seen[key] = seen.get(key, 0) + 1
    return Labels((*types, ""), ("", *sorted(k for k, n in seen.items() if n >= 10)))


class Collator:
    """Turns candidates into tensors."""

    def __init__(self, folder: Path, options: Options) -> None:
        """Load the tokenizer."""
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.options = options

    def batch(self, candidates: Sequence[Candidate], chance: random.Random | None = None) -> Batch:
        """The tensors of some candidates; with `chance`, triggers are withheld now and then."""
        read = self.tokenizer(
            [c.text for c in candidates], truncation=True, max_length=self.options.length, padding=True,
            return_offsets_mapping=True, return_tensors="pt",
        )  # fmt: skip
        offsets = read["offset_mapping"]
        pools = torch.zeros(len(candidates), 3, offsets.shape[1])
        present = torch.zeros(len(candidates), 3)
        for i, c in enumerate(candidates):
            for k, side in enumerate(SIDES):
                span = c.spans.get(side)
                withheld = side == "trigger" and not c.bound and chance and chance.random() < self.options.no_trigger
                if span is None or withheld:
                    continue
                inside = (
                    (offsets[i, :, 1] > offsets[i, :, 0]) & (offsets[i, :, 0] < span[1]) & (offsets[i, :, 1] > span[0])
                )
                if inside.any():
                    pools[i, k, inside] = 1 / inside.sum()
                    present[i, k] = 1
        return Batch(read["input_ids"], read["attention_mask"].float(), pools, present)


def loss_of(answers: Answers, candidates: Sequence[Candidate], labels: Labels, options: Options) -> Tensor:
    """The weighted sum of the heads' losses."""
    kinds = {t: i for i, t in enumerate(labels.types)}
    modes = {m: i for i, m in enumerate(labels.modes)}

    def target(values: list[int]) -> Tensor:
        return torch.tensor(values)

    total = F.cross_entropy(
        answers.type, target([kinds[c.type or ""] for c in candidates]), label_smoothing=options.smoothing
    )
    rest = (
        (0.3, answers.mode, [modes.get(f"{c.type} {c.mode}", 0) if c.mode else 0 for c in candidates]),
        (0.2, answers.status, [STATUS.index(c.status) if c.status else -1 for c in candidates]),
        (0.1, answers.negated, [int(c.polarity == "negated") if c.polarity else -1 for c in candidates]),
    )
    for weight, logits, values in rest:
        if any(v >= 0 for v in values):
            total = total + weight * F.cross_entropy(logits, target(values), ignore_index=-1)
    return total


def _order(candidates: Sequence[Candidate], size: int, chance: random.Random) -> list[list[Candidate]]:
    """The candidates in batches of like length, in a random order."""
    mixed = list(candidates)
    chance.shuffle(mixed)
    batches: list[list[Candidate]] = []
    for at in range(0, len(mixed), size * 20):
        chunk = sorted(mixed[at : at + size * 20], key=lambda c: len(c.text))
        batches += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    chance.shuffle(batches)
    return batches


def train(
    candidates: Sequence[Candidate],
    others: Sequence[Candidate],
    labels: Labels,
    folder: Path,
    options: Options,
    report: Callable[..., Any],
) -> Network:
    """The trained network.

    Args:
        candidates: What to learn from.
        others: Other events of their sentences (training.others), of which each pass reads some.
        labels: What the heads tell apart.
        folder: The encoder's weights and tokenizer.
        options: How to train.
        report: Called after each pass with its number, mean loss, seconds so far and the averaged network.
    """
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    network = Network(folder, labels, layers=options.layers, hidden=options.hidden)
    network.encoder.embeddings.word_embeddings.weight.requires_grad_(not options.freeze)
    average = copy.deepcopy(network).eval()
    collator, swapper = Collator(folder, options), Swapper()
    optimizer = torch.optim.AdamW(
        [{"params": [p for p in network.encoder.parameters() if p.requires_grad], "lr": options.rate},
         {"params": network.heads.parameters(), "lr": options.rate * 5}], weight_decay=0.01,
    )  # fmt: skip
    some = min(len(others), round(options.others * len(candidates)))
    steps = options.epochs * math.ceil((len(candidates) + some) / options.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min(1.0, k / (0.06 * steps)) * max(0.0, (steps - k) / steps)
    )
    started, step = time.monotonic(), 0
    for epoch in range(options.epochs):
        network.train()
        total, batches = 0.0, _order([*candidates, *chance.sample(others, some)], options.batch, chance)
        for batch in batches:
            drawn = [swapper.swap(c, chance) if chance.random() < options.swap else c for c in batch]
            loss = loss_of(network(*collator.batch(drawn, chance)), drawn, labels, options)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            total += loss.item()
            _follow(average, network, min(options.average, step / (step + 20)))
        report(epoch, total / len(batches), time.monotonic() - started, average)
    return average


@torch.no_grad()
def _follow(average: Network, network: Network, decay: float) -> None:
    """Move the running average of the weights a step on."""
    for kept, new in zip(average.parameters(), network.parameters(), strict=True):
        if new.requires_grad:
            kept.mul_(decay).add_(new, alpha=1 - decay)


@torch.no_grad()
def predict(network: Network, candidates: Sequence[Candidate], collator: Collator) -> Answers:
    """The logits of the candidates, in their order."""
    network.eval()
    parts = [network(*collator.batch(candidates[i : i + 32])) for i in range(0, len(candidates), 32)]
    return Answers(*(torch.cat(list(p)) for p in zip(*parts, strict=True)))
