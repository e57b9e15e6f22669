"""The network: a small encoder read once a sentence, and heads on the spans pooled from it.

A candidate is the mean of its sentence beside the means of its actor, its recipient and its trigger; a side that is not
named has a learned vector. So all candidates of a sentence share one pass of the encoder, which is nearly all of the cost.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import AutoModel

STATUS = ("past", "ongoing", "planned", "hypothetical")


class Labels(NamedTuple):
    """What the heads tell apart; the last type is "no act"."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    """"" and "TYPE mode"."""
    status: tuple[str, ...] = STATUS


class Answers(NamedTuple):
    """The logits of each head, one row a candidate."""

    type: Tensor
    mode: Tensor
    status: Tensor
    negated: Tensor


class Heads(nn.Module):
    """Reads pooled spans."""

    def __init__(self, width: int, hidden: int, labels: Labels, dropout: float) -> None:
        """Make the heads, untrained."""
        super().__init__()
        self.absent = nn.Parameter(torch.zeros(3, width))
        self.drop = nn.Dropout(dropout)
        self.hidden = nn.Linear(width * 4, hidden)
        sizes = (len(labels.types), len(labels.modes), len(labels.status), 2)
        self.sizes = sizes
        self.out = nn.Linear(hidden, sum(sizes))

    def forward(self, sentence: Tensor, spans: Tensor, present: Tensor) -> Tensor:
        """The logits of all heads side by side.

        Args:
            sentence: (candidates, width), the mean of each candidate's sentence.
            spans: (candidates, 3, width), zero where a side is not named.
            present: (candidates, 3), 1 where it is.
        """
        filled = spans + (1 - present)[..., None] * self.absent
        joined = torch.cat([sentence, filled.flatten(1)], 1)
        answer: Tensor = self.out(self.drop(torch.tanh(self.hidden(self.drop(joined)))))
        return answer


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, folder: Path, labels: Labels, *, layers: int, hidden: int, dropout: float = 0.1) -> None:
        """Load the encoder's weights and make the heads."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder)
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        self.heads = Heads(self.encoder.config.hidden_size, hidden, labels, dropout)

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(sentences, tokens, width): the encoder's last layer."""
        out: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return out

    def forward(self, ids: Tensor, mask: Tensor, pools: Tensor, present: Tensor) -> Answers:
        """The logits of a batch with one candidate a sentence.

        Args:
            ids: (candidates, tokens).
            mask: (candidates, tokens), 1 for tokens, 0 for padding.
            pools: (candidates, 3, tokens): what each token adds to each span's mean.
            present: (candidates, 3).
        """
        states = self.states(ids, mask)
        sentence = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        spans = torch.einsum("bkl,blh->bkh", pools, states)
        return Answers(*self.heads(sentence, spans, present).split(self.heads.sizes, 1))
