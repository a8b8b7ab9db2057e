"""Pieces: a text word piece by word piece, each a narrow unit vector, for comparing question and passage word by word.

The narrowing was trained with the embedder (late interaction: Khattab and Zaharia 2020, arXiv:2004.12832).
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
STEPS = 127  # a coordinate is kept in one byte; the cosine of two pieces moves by hardly more than 0.01


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text: unit vectors (pieces, width), and how much each counts where the text is a question."""

    vectors: Floats
    weights: Floats  # (pieces,), sums to one

    def pack(self) -> bytes:
        """The vectors in one byte a coordinate."""
        return np.rint(self.vectors * STEPS).astype(np.int8).tobytes()


def unpack(packed: bytes, width: int) -> Floats:
    """What `pack` packed: (pieces, width), nearly of length one."""
    vectors = np.frombuffer(packed, dtype=np.int8).reshape(-1, width).astype(np.float32)
    vectors /= np.float32(STEPS)  # in place: a second array took longer than the division
    return vectors


class Narrowing:
    """Hidden states (384 wide) to pieces, by the two small matrices that were trained with the embedder."""

    def __init__(self, layers: Path):
        from safetensors import safe_open

        with safe_open(str(layers), framework="numpy") as file:
            self._narrow, self._weigh = (file.get_tensor(name).astype(np.float32) for name in ("narrow.weight", "weigh.weight"))

    @property
    def width(self) -> int:
        return int(self._narrow.shape[0])

    def pieces(self, hidden: Floats) -> Pieces:
        """The pieces of one text from its hidden states (pieces, 384), without those of the marks at its ends."""
        inner = hidden[1:-1]
        narrow = inner @ self._narrow.T
        weights = np.exp(inner @ self._weigh[0])
        return Pieces(narrow / np.linalg.norm(narrow, axis=1, keepdims=True).clip(min=1e-9), weights / weights.sum().clip(min=1e-9))
