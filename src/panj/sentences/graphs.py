"""spaCy's models, computed by onnxruntime: two to three times as fast as by spaCy, and as exact.

- Products of matrices are, like spaCy's own, the same for a sentence whatever stands beside it (with numpy's BLAS the
  last bit depends on the neighbours).
- The layers by which a word hears its neighbours (four of them, each a maxout over a word and the two beside it, a norm
  and what went in added) are one graph, run on as many sentences as fit into the processor's cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from thinc.api import Model, NumpyOps

Floats = NDArray[np.float32]
FOLDER = Path(__file__).resolve().parent.parent / "models" / "reading"
ROWS = 512
"""Words that are computed together, about; what a layer makes of them fits into a cache of half a megabyte."""
DEPTH = 4
"""Layers of the graph, and so the words to each side that a word hears, and the rows of zeros between texts."""


def session(name: str) -> Any:
    """A graph of `panj/models/reading`, run by one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(FOLDER / name), options, providers=["CPUExecutionProvider"])


class Products(NumpyOps):  # type: ignore[misc]
    """spaCy's operations, with products of matrices by onnxruntime."""

    def __init__(self) -> None:
        super().__init__()
        self._session = session("product.onnx")

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices; a single row is made two, since the sums of one are made otherwise."""
        if trans1 or not trans2 or not len(x):
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        rows = x if len(x) > 1 else np.repeat(x, 2, axis=0)
        made = self._session.run(None, {"x": rows, "y": y})[0][: len(x)]
        if out is None:
            return made
        out[:] = made
        return out


def convolve(model: Model[Any, Any]) -> None:
    """Let a model compute the layers by which a word hears its neighbours as one graph."""
    run = session("convolution.onnx")
    for node in list(model.walk()):
        if node.attrs.get("pad") == DEPTH:
            assert all(layer.name.startswith("residual(expand_window") for layer in node.layers[0].layers), (
                "another kind"
            )
            model.replace_node(node, Model("convolved", _Convolved(node.layers[0], run)))


class _Convolved:
    """Stands in for these layers."""

    def __init__(self, layers: Model[Any, Any], run: Any) -> None:
        """Take their weights."""
        self._session = run
        self._weights: dict[str, Floats] = {}
        for k, layer in enumerate(layers.layers):
            maxout: Any = next(n for n in layer.walk() if n.name == "maxout")
            norm: Any = next(n for n in layer.walk() if n.name == "layernorm")
            wide, pieces, window = maxout.get_param("W").shape
            self._weights |= {
                f"W{k}": np.ascontiguousarray(maxout.get_param("W").swapaxes(0, 1).reshape(pieces * wide, window)),
                f"b{k}": np.ascontiguousarray(maxout.get_param("b").T.reshape(-1)),
                f"G{k}": norm.get_param("G"),
                f"B{k}": norm.get_param("b"),
            }

    def __call__(
        self, model: Model[Any, Any], texts: Sequence[Floats], is_train: bool
    ) -> tuple[list[Floats], Callable[..., Any]]:
        """(the vectors of the words of each text, which know their neighbours; nothing to learn from)."""
        return [vectors for some in _groups(texts) for vectors in self._together(some)], nothing

    def _together(self, texts: Sequence[Floats]) -> Iterator[Floats]:
        """The same for some texts, side by side with rows of zeros between them."""
        starts = np.cumsum([DEPTH, *(len(text) + DEPTH for text in texts)]).tolist()
        rows = np.zeros((starts[-1], texts[0].shape[1]), dtype=np.float32)
        for start, text in zip(starts, texts, strict=False):
            rows[start : start + len(text)] = text
        made = self._session.run(None, {"x": rows, **self._weights})[0]
        return (made[start : start + len(text)] for start, text in zip(starts, texts, strict=False))


def _groups(texts: Sequence[Floats]) -> Iterator[list[Floats]]:
    """The texts in groups of ROWS words or little more."""
    group: list[Floats] = []
    words = 0
    for text in texts:
        group.append(text)
        words += len(text) + DEPTH
        if words >= ROWS:
            yield group
            group, words = [], 0
    if group:
        yield group


def nothing(_: Any) -> None:
    """Nothing to learn from."""
