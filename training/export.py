"""Writes the trained network as two int8 ONNX files, the tokenizer and labels beside them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.network import Labels, Network


class _Encoder(nn.Module):
    """The encoder for one sentence without padding, written out: a quarter faster than the graph that transformers' own module gives.

    Queries, keys and values are one product, scaled beforehand; no mask, no shapes worked out at run time.
    """

    def __init__(self, encoder: Any) -> None:
        """Take the parts of a BERT encoder."""
        super().__init__()
        words, layers = encoder.embeddings, encoder.encoder.layer
        self.heads, self.width = encoder.config.num_attention_heads, encoder.config.hidden_size
        self.words, self.norm = words.word_embeddings, words.LayerNorm
        self.places = nn.Parameter((words.position_embeddings.weight + words.token_type_embeddings.weight[0]).detach())
        self.layers, self.joined = layers, nn.ModuleList(self._joined(layer.attention.self) for layer in layers)

    def _joined(self, attention: Any) -> nn.Linear:
        """The products that give queries, keys and values as one, the queries scaled."""
        scale = (self.width // self.heads) ** -0.5
        one = nn.Linear(self.width, 3 * self.width)
        for name in ("weight", "bias"):
            query, key, value = (getattr(part, name) for part in (attention.query, attention.key, attention.value))
            setattr(one, name, nn.Parameter(torch.cat([query * scale, key, value]).detach()))
        return one

    def forward(self, ids: Tensor) -> Tensor:
        """(1, tokens) -> (1, tokens, width)."""
        states: Tensor = self.norm(self.words(ids[0]) + self.places[: ids.shape[1]])
        for joined, layer in zip(self.joined, self.layers, strict=True):
            parts = joined(states).reshape(-1, 3, self.heads, self.width // self.heads).permute(1, 2, 0, 3)
            query, key, value = parts[0], parts[1], parts[2]
            weights = torch.softmax(query @ key.transpose(1, 2), -1)
            heard = (weights @ value).permute(1, 0, 2).reshape(-1, self.width)
            states = layer.attention.output.LayerNorm(layer.attention.output.dense(heard) + states)
            inner = nn.functional.gelu(layer.intermediate.dense(states))
            states = layer.output.LayerNorm(layer.output.dense(inner) + states)
        return states[None]


def export(network: Network, labels: Labels, tokenizer: Path, out: Path, *, length: int) -> None:
    """Write encoder.onnx, heads.onnx, tokenizer.json and labels.json into a folder.

    Args:
        network: The trained network.
        labels: What its heads tell apart.
        tokenizer: The folder of the encoder's tokenizer.json.
        out: Where to write.
        length: The most word pieces of a sentence that are read.
    """
    out.mkdir(parents=True, exist_ok=True)
    network.eval().float()
    width = network.encoder.config.hidden_size
    whole, quantized = out / "whole.onnx", out / "encoder.onnx"
    torch.onnx.export(
        _Encoder(network.encoder), (torch.ones(1, 16, dtype=torch.long),), str(whole), input_names=["ids"], output_names=["states"],
        dynamic_axes={"ids": {1: "tokens"}, "states": {1: "tokens"}}, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(whole, quantized, weight_type=QuantType.QInt8, per_channel=True)
    torch.onnx.export(
        network.heads, (torch.zeros(2, width), torch.zeros(2, 3, width), torch.ones(2, 3)), str(whole),
        input_names=["sentence", "spans", "present"], output_names=["logits"],
        dynamic_axes={name: {0: "candidates"} for name in ("sentence", "spans", "present", "logits")},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(whole, out / "heads.onnx", weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()
    shutil.copyfile(tokenizer / "tokenizer.json", out / "tokenizer.json")
    (out / "labels.json").write_text(json.dumps({**labels._asdict(), "length": length}, indent=1) + "\n")
