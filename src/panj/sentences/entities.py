"""Named entities: spaCy's trained model, decoded for many sentences at once.

The model reads a text from left to right and says at each token: outside, a name of one token, the begin, the inside or
the end of a name. Outside of a name its answer depends on the token alone, so it is asked about all tokens together; the
names that may begin are then followed to their ends side by side. spaCy takes one token of one text at a time and asks
for each of 74 moves whether it is allowed, which took a third of the time of the whole pipeline.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Entity = tuple[int, int, str]
"""The first token of a name, one past its last, its label."""


class Entities:
    """Finds named entities."""

    def __init__(self, ner: Any) -> None:
        """Take the model of spaCy's component `ner`."""
        self._read, self._features, self._scores = ner.model.layers
        assert self._features.get_dim("nF") == 3 and ner.cfg["beam_width"] == 1, "another kind of model"
        moves = [ner.moves.get_class_name(n).partition("-")[::2] for n in range(ner.moves.n_moves)]
        self._labels = [label for _, label in moves]
        self._begins = np.array([move == "B" for move, _ in moves])
        self._out = np.array([move == "O" for move, _ in moves])
        self._single = np.array([move == "U" and bool(label) for move, label in moves])
        numbers = {move: n for n, move in enumerate(moves)}
        self._inside = np.array([numbers.get(("I", label), -1) for label in self._labels])
        self._end = np.array([numbers.get(("L", label), -1) for label in self._labels])

    def of(self, docs: Sequence[Doc]) -> list[list[Entity]]:
        """The named entities of each text."""
        lengths = [len(doc) for doc in docs]
        if not any(lengths):
            return [[] for _ in docs]
        features = self._features.predict(self._read.predict([doc for doc in docs if len(doc)]))
        ends = np.cumsum(lengths)
        blank = np.concatenate([doc.to_array("IS_SPACE") for doc in docs]).astype(bool)
        best = self._moves(features, blank, ends - 1)
        upto = self._upto(features, best, np.repeat(ends, lengths) - 1)
        found: list[list[Entity]] = [[] for _ in docs]
        text = free = 0
        for first in np.flatnonzero(~self._out[best]).tolist():
            if first < free:  # inside the name before
                continue
            while ends[text] <= first:
                text += 1
            free = int(upto[first])
            start = int(ends[text]) - lengths[text]
            found[text].append((first - start, free - start, self._labels[best[first]]))
        return found

    def _moves(self, features: Floats, blank: NDArray[np.bool_], last: Ints) -> Ints:
        """The best move at each token, where no name is open."""
        scores = self._scored(features[1:, 0] + features[0, 1] + features[0, 2])
        scores[:, ~(self._begins | self._single | self._out)] = -np.inf
        scores[np.ix_(last[last >= 0], self._begins)] = -np.inf
        scores[np.ix_(blank, ~self._out)] = -np.inf
        best: Ints = scores.argmax(axis=1)
        return best

    def _upto(self, features: Floats, best: Ints, last: Ints) -> Ints:
        """One past the last token of the name that would begin at each token."""
        upto = np.arange(1, len(best) + 1)
        first = np.flatnonzero(self._begins[best])
        now = first + 1
        while len(first):
            scores = self._scored(features[now + 1, 0] + features[first + 1, 1] + features[now, 2])
            rows = np.arange(len(first))
            more = (scores[rows, self._inside[best[first]]] >= scores[rows, self._end[best[first]]]) & (now < last[now])
            upto[first[~more]] = now[~more] + 1
            first, now = first[more], now[more] + 1
        return upto

    def _scored(self, sums: Floats) -> Floats:
        """The scores of all moves, given the sums of features of some states."""
        hidden = (sums + self._features.get_param("b")).max(axis=-1)
        scores: Floats = self._scores.predict(hidden)
        return scores
