"""The reader: a small trained cross-encoder that puts passages in order and marks the answering words.

It runs on onnxruntime, so that asking needs no training framework. See reader/MODEL_CARD.md for what it
learned from and how good it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.exported import INPUTS, bundled_folder

WEIGHTS = Path(__file__).with_name("reader") / "reader.onnx"
LENGTH = 256
BATCH = 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reader says of one text: log-odds that it answers, and log-odds for each word piece.

    `starts` and `ends` are character offsets of the pieces in the text as it was given.
    """

    relevance: float
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    pieces: npt.NDArray[np.float32]

    def over(self, start: int, end: int) -> float:
        """Mean log-odds of the pieces within a span of the text; -5 where the reader saw nothing of it."""
        inside = (self.starts >= start) & (self.ends <= end)
        return float(self.pieces[inside].mean()) if inside.any() else -5.0


class OnnxReader:
    """The trained reader, loaded from one file."""

    def __init__(self, weights: Path = WEIGHTS):
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
        self._tokenizer: Any = Tokenizer.from_file(str(bundled_folder() / "tokenizer.json"))
        self._tokenizer.enable_truncation(LENGTH, strategy="only_second")
        self._tokenizer.enable_padding()

    def read(self, question: str, texts: Sequence[str]) -> list[Verdict]:
        """One verdict a text, in the order given."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))  # like lengths together: least padding
        verdicts: dict[int, Verdict] = {}
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            encoded = self._tokenizer.encode_batch([(question, texts[i]) for i in rows])
            inputs = {name: np.array([getattr(e, field) for e in encoded], dtype=np.int64) for name, field in INPUTS.items()}
            relevance, pieces = self._session.run(None, inputs)
            for row, code, score, marks in zip(rows, encoded, relevance, pieces, strict=True):
                verdicts[row] = _verdict(code, float(score), marks)
        return [verdicts[i] for i in range(len(texts))]


def open_reader() -> OnnxReader | None:
    """The trained reader, where its weights are."""
    return OnnxReader() if WEIGHTS.is_file() else None


def _verdict(encoded: Any, relevance: float, pieces: npt.NDArray[np.float32]) -> Verdict:
    second = [i for i, sequence in enumerate(encoded.sequence_ids) if sequence == 1]
    offsets = np.array([encoded.offsets[i] for i in second], dtype=np.int64).reshape(-1, 2)
    return Verdict(relevance, offsets[:, 0], offsets[:, 1], pieces[second])
