"""Vectors of words, remembered: what spaCy's models know of a word before they look at its neighbours.

The first layers of a model turn each word (its form, prefix, suffix, shape, what stands behind it) into a vector by
itself: a quarter to a third of all its products. They are asked once a word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import Model, chain

from panj.sentences.graphs import nothing

KEPT = 30_000
"""Words that are kept; where there would be more, all are forgotten."""
Floats = NDArray[np.float32]
Features = NDArray[np.uint64]
"""(words, attributes): what a model sees of each word."""


def remember(model: Model[Any, Any]) -> None:
    """Let a model ask its first layers once a word."""
    for node in list(model.walk()):
        if node.layers and node.layers[0].name == "extract_features":
            model.replace_node(node, Model("remembered", _Remembered(node), layers=[node]))


class _Remembered:
    """Stands in for the first layers of a model."""

    def __init__(self, embed: Model[Any, Any]) -> None:
        """Take the layers apart."""
        self._features = embed.layers[0]
        self._vectors_of: Model[Any, Any] = chain(*embed.layers[1:])
        self._rows: dict[bytes, int] = {}
        self._kept: Floats = np.zeros((KEPT, embed.get_dim("nO")), dtype=np.float32)

    def __call__(
        self, model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
    ) -> tuple[list[Floats], Callable[..., Any]]:
        """(the vectors of the words of each text, nothing to learn from)."""
        features: list[Features] = self._features.predict(docs)
        keys = [_keys(found) for found in features]
        rows = self._rows
        new = self._new(keys)
        if len(rows) + len(new) > KEPT:
            rows.clear()
            new = self._new(keys)
        if len(new) > KEPT:
            return self._vectors_of.predict(features), nothing
        if new:
            first = len(rows)
            asked = np.stack([features[text][word] for text, word in new.values()])
            self._kept[first : first + len(new)] = self._vectors_of.predict([asked])[0]
            rows.update(zip(new, range(first, first + len(new)), strict=True))
        return [self._kept[[rows[key] for key in some]] for some in keys], nothing

    def _new(self, keys: Sequence[Sequence[bytes]]) -> dict[bytes, tuple[int, int]]:
        """Words that are not known yet: the number of a text that has it, and its place there."""
        known = self._rows
        return {key: (i, j) for i, some in enumerate(keys) for j, key in enumerate(some) if key not in known}


def _keys(features: Features) -> list[bytes]:
    """What tells words apart: the bytes of their attributes."""
    whole = np.ascontiguousarray(features)
    rows: list[Any] = whole.view(np.dtype((np.void, whole.itemsize * whole.shape[1]))).ravel().tolist()
    return rows
