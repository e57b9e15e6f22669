"""Writes the ONNX graphs by which spaCy's models are computed, into src/panj/models/reading; they hold no weights.

    pip install "onnx>=1.17,<2" && python scripts/graphs.py

- product.onnx: z = x · yᵀ.
- convolution.onnx: a window of three words, maxout of three pieces, layer norm, and what went in added: four times.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper, save

OUT = Path(__file__).resolve().parent.parent / "src" / "panj" / "models" / "reading"
WIDTH = 96
DEPTH = 4
PIECES = 3
EPSILON = 1e-8
"""What spaCy's layer norm adds to the variance."""


def floats(name: str, *shape: int | str) -> ValueInfoProto:
    """A matrix or vector that goes in or comes out."""
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def product() -> ModelProto:
    """Z = x · yᵀ."""
    node = helper.make_node("Gemm", ["x", "y"], ["z"], transB=1)
    return _model([node], [floats("x", "n", "k"), floats("y", "m", "k")], floats("z", "n", "m"), {})


def convolution() -> ModelProto:
    """(words, width) -> (words, width); a layer's weights are W, b of the maxout, piece after piece, and G, B of the norm."""
    inputs, nodes = [floats("x", "n", WIDTH)], []
    before = "x"
    for k in range(DEPTH):
        wide = PIECES * WIDTH
        inputs += [
            floats(f"W{k}", wide, 3 * WIDTH),
            floats(f"b{k}", wide),
            floats(f"G{k}", WIDTH),
            floats(f"B{k}", WIDTH),
        ]
        pieces = [f"piece{k}.{n}" for n in range(PIECES)]
        nodes += [
            helper.make_node("Pad", [before, "around"], [f"padded{k}"]),
            helper.make_node("Slice", [f"padded{k}", "first", "but_two", "rows"], [f"left{k}"]),
            helper.make_node("Slice", [f"padded{k}", "third", "last", "rows"], [f"right{k}"]),
            helper.make_node("Concat", [f"left{k}", before, f"right{k}"], [f"window{k}"], axis=1),
            helper.make_node("Gemm", [f"window{k}", f"W{k}", f"b{k}"], [f"product{k}"], transB=1),
            helper.make_node("Split", [f"product{k}", "widths"], pieces, axis=1),
            helper.make_node("Max", pieces, [f"most{k}"]),
            helper.make_node("LayerNormalization", [f"most{k}", f"G{k}", f"B{k}"], [f"normed{k}"], epsilon=EPSILON),
            helper.make_node("Add", [f"normed{k}", before], [f"sum{k}"]),
        ]
        before = f"sum{k}"
    constants = {
        "around": [1, 0, 1, 0], "widths": [WIDTH] * PIECES, "rows": [0], "first": [0], "third": [2], "but_two": [-2],
        "last": [2**40],
    }  # fmt: skip
    return _model(nodes, inputs, floats(before, "n", WIDTH), constants)


def _model(
    nodes: list[NodeProto], inputs: list[ValueInfoProto], output: ValueInfoProto, constants: dict[str, list[int]]
) -> ModelProto:
    """A graph, readable by onnxruntime 1.19."""
    values = [numpy_helper.from_array(np.array(numbers, dtype=np.int64), name) for name, numbers in constants.items()]
    graph = helper.make_graph(nodes, "panj", inputs, [output], values)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="panj")


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    save(product(), OUT / "product.onnx")
    save(convolution(), OUT / "convolution.onnx")
