"""Stand-ins for the embedding model, where what is measured is not the embedding: of words, and of chance."""

import zlib
from collections.abc import Callable, Sequence

import numpy as np

from ingest.embedding import Embedder, Vectors
from ingest.pieces import Pieces
from ingest.words import stems

PIECE_WIDTH = 128  # as the real model's
CHARS_A_PIECE = 4.5


class HashedStems:
    """A text's vector is the hashed bag of its stems, of length one; it gives no word pieces."""

    name, fingerprint = "hashed", "hashed@64"

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """One row of 64 a text."""
        vectors = np.full((len(texts), 64), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for stem in stems(text):
                vectors[row, zlib.crc32(stem.encode()) % 64] += 1
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def embed_pieces(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> tuple[Vectors, list[Pieces]]:
        """The rows alone."""
        return self.embed(texts), []


class RandomVectors:
    """Drawn at random, always the same for the same text, under the name of the real model, whose questions are then asked of them."""

    def __init__(self, real: Embedder):
        self.name, self.fingerprint = real.name, real.fingerprint

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """One row of 384 a text."""
        return np.stack([_unit(text, (384,)) for text in texts])

    def embed_pieces(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> tuple[Vectors, list[Pieces]]:
        """The rows, and for each text as many word pieces as its length promises."""
        return self.embed(texts), [_pieces(text) for text in texts]


def _pieces(text: str) -> Pieces:
    count = min(max(int(len(text) / CHARS_A_PIECE), 1), 254)
    return Pieces(_unit(text, (count, PIECE_WIDTH)), np.full(count, 1 / count, dtype=np.float32))


def _unit(text: str, shape: tuple[int, ...]) -> Vectors:
    drawn = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(shape, dtype=np.float32)
    unit: Vectors = drawn / np.linalg.norm(drawn, axis=-1, keepdims=True)
    return unit
