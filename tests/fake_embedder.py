"""An honest little embedder, which every test can import however the suite is started."""

import zlib
from collections.abc import Callable, Sequence

import numpy as np

from ingest.embedding import Vectors
from ingest.pieces import Pieces
from ingest.words import stems


class FakeEmbedder:
    """A text's vector is a hashed bag of its stems, 64 wide and of length one: texts that share words lie near each other.

    `texts` remembers everything that was embedded.
    """

    def __init__(self, name: str = "fake", width: int = 64):
        self.name, self.fingerprint, self.width = name, f"{name}@{width}", width
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.texts += texts
        vectors = np.zeros((len(texts), self.width), dtype=np.float32)
        for row, text in enumerate(texts):
            for stem in stems(text) or ["nothing"]:
                vectors[row, zlib.crc32(f"{self.name} {stem}".encode()) % self.width] += 1
        if progress:
            progress(len(texts))
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(min=1e-9)

    def embed_pieces(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> tuple[Vectors, list[Pieces]]:
        return self.embed(texts, progress), []
