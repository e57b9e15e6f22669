"""The shipped model: reads a sentence once and says, for any actor, recipient and trigger in it, what type of act joins them.

It is a small transformer, fine-tuned on the codebook's examples (`training/`) and kept as int8 ONNX under `panj/models/typing`.
The spans of a candidate are means of the states of their word pieces, so all candidates of a sentence share one pass. Sentences
are read one at a time: what is written about one never depends on its neighbours in a batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

FOLDER = Path(__file__).resolve().parent.parent / "models" / "typing"
Floats = NDArray[np.float32]
Spans = tuple[tuple[int, int], ...]
"""Character offsets in the text that was read; empty for a side that is not named."""


class Candidate(NamedTuple):
    """What is asked about: the parties and the word of an act. Any of them may be empty."""

    actors: Spans = ()
    recipients: Spans = ()
    trigger: Spans = ()


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the model's heads tell apart, as training wrote it down."""

    types: tuple[str, ...]
    """PLOVER types, and "" for no act."""
    modes: tuple[str, ...]
    """"" and "TYPE mode"."""
    status: tuple[str, ...]
    length: int
    """The most word pieces of a text that are read."""


class Opinion(NamedTuple):
    """What the model thinks of one candidate."""

    types: Floats
    """Log-probabilities in the order of `Labels.types`."""
    modes: Floats
    """Log-probabilities in the order of `Labels.modes`."""
    status: Floats
    """Log-probabilities in the order of `Labels.status`."""
    negated: float
    """Probability that the act is said not to be."""


class Reading(NamedTuple):
    """A text that has been read."""

    states: Floats
    """(word pieces, width)."""
    starts: NDArray[np.int64]
    """Where each piece starts in the text; 0 for the marks around it."""
    ends: NDArray[np.int64]
    """Where each piece ends; pieces of no width are marks."""


class Encoder:
    """The model, loaded."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load the model from a folder that `python -m training` wrote."""
        self.labels = msgspec.json.decode((folder / "labels.json").read_bytes(), type=Labels)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(self.labels.length)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # workers are processes; one thread also makes the sums the same everywhere
        options.inter_op_num_threads = 1
        self._encoder = self._session(folder / "encoder.onnx", options)
        self._heads = self._session(folder / "heads.onnx", options)
        sizes = (len(self.labels.types), len(self.labels.modes), len(self.labels.status), 2)
        self._cuts = [int(cut) for cut in np.cumsum(sizes)[:-1]]
        self.read = lru_cache(maxsize=1)(self._read)
        """The reading of a text; the last is kept, since `relate` asks once for the acts of a sentence and once for its parties."""

    @staticmethod
    def _session(path: Path, options: Any) -> Any:
        """A session on one CPU."""
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def _read(self, text: str) -> Reading:
        """The states of a text, its first `Labels.length` word pieces."""
        found = self._tokenizer.encode(text)
        states = self._encoder.run(None, {"ids": np.asarray([found.ids], dtype=np.int64)})[0][0]
        offsets = np.asarray(found.offsets, dtype=np.int64).reshape(-1, 2)
        return Reading(states, offsets[:, 0], offsets[:, 1])

    def judge(self, reading: Reading, candidates: Sequence[Candidate]) -> list[Opinion]:
        """What the model thinks of each candidate of a text."""
        if not candidates:
            return []
        width = reading.states.shape[1]
        spans = np.zeros((len(candidates), 3, width), dtype=np.float32)
        present = np.zeros((len(candidates), 3), dtype=np.float32)
        pooled: dict[Spans, Floats | None] = {}
        for i, candidate in enumerate(candidates):
            for k, side in enumerate(candidate):
                if side not in pooled:
                    pooled[side] = _pool(reading, side)
                mean = pooled[side]
                if mean is not None:
                    spans[i, k], present[i, k] = mean, 1.0
        sentence = np.repeat(reading.states.mean(axis=0, keepdims=True), len(candidates), axis=0)
        logits = self._heads.run(None, {"sentence": sentence, "spans": spans, "present": present})[0]
        kinds, modes, status, negated = (_log_softmax(part) for part in np.split(logits, self._cuts, axis=1))
        return [Opinion(kinds[i], modes[i], status[i], float(np.exp(negated[i, 1]))) for i in range(len(candidates))]

    def mode(self, opinion: Opinion, kind: str) -> str:
        """The likeliest mode of a type, "" for none."""
        best = max(
            (i for i, name in enumerate(self.labels.modes) if not name or name.startswith(f"{kind} ")),
            key=lambda i: float(opinion.modes[i]),
        )
        return self.labels.modes[best].partition(" ")[2]


def _pool(reading: Reading, spans: Spans) -> Floats | None:
    """The mean of the states of the pieces inside some spans, or None where no piece is."""
    inside = np.zeros(len(reading.starts), dtype=bool)
    for start, end in spans:
        inside |= (reading.starts < end) & (reading.ends > start) & (reading.ends > reading.starts)
    if not inside.any():
        return None
    mean: Floats = reading.states[inside].mean(axis=0)
    return mean


def _log_softmax(logits: Floats) -> Floats:
    """The log-probabilities of rows of logits."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return logs
