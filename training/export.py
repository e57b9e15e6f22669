"""Writes the trained network as two int8 ONNX files with the tokenizer and labels beside them, and checks that they agree."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.network import Labels, Network


class _Encoder(nn.Module):
    """The encoder without padding: one sentence in, its states out."""

    def __init__(self, network: Network) -> None:
        """Wrap the network's encoder."""
        super().__init__()
        self.inner = network.encoder

    def forward(self, ids: Tensor) -> Tensor:
        """(1, tokens) -> (1, tokens, width)."""
        mask = torch.ones_like(ids)
        out: Tensor = self.inner(
            input_ids=ids, attention_mask=mask, token_type_ids=torch.zeros_like(ids)
        ).last_hidden_state
        return out


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
        _Encoder(network), (torch.ones(1, 16, dtype=torch.long),), str(whole), input_names=["ids"], output_names=["states"],
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
