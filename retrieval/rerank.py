"""Rerank: a question and a passage compared word piece by word piece, and so each sentence of it.

Late interaction (Khattab and Zaharia 2020, arXiv:2004.12832): every piece of the question looks for its nearest piece
in the passage. The passage's pieces know their surroundings, so "turn up" finds "attended" in a sentence about
appointments.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.exported import piece_spans
from ingest.pieces import Floats, Pieces, unpack
from ingest.words import find_words


@dataclass(frozen=True)
class Reader:
    """The packed pieces of every passage, row by row; none where the embedder was not trained to give them."""

    packed: Sequence[bytes]

    def compare(self, question: Pieces, row: int) -> float:
        """The weighted mean, over the question's pieces, of the best cosine in the passage; 0 without pieces."""
        text = self._pieces(question, row)
        return float(_best(question, text) @ question.weights) if len(text) else 0.0

    def compare_parts(self, question: Pieces, row: int, embedded: str, spans: Sequence[tuple[int, int]]) -> list[float]:
        """The same for parts of a passage; `spans` point into the text as it was embedded, and what lay beyond its end scores 0."""
        text = self._pieces(question, row)
        middles = np.array([(a + b) / 2 for a, b in piece_spans(embedded)[: len(text)]])
        parts = [text[: len(middles)][(middles >= start) & (middles <= end)] for start, end in spans]
        return [float(_best(question, part) @ question.weights) if len(part) else 0.0 for part in parts]

    def compare_words(self, question: Pieces, asked: str, rows: Sequence[int]) -> list[tuple[str, float]]:
        """Each word of the question that carries meaning, and how near its pieces come to any of these passages'."""
        texts = [text for row in rows if len(text := self._pieces(question, row))]
        if not texts:
            return []
        best = np.max([_best(question, text) for text in texts], axis=0)
        spans = piece_spans(asked)[: len(best)]
        words = [
            (word, [n for n, (start, end) in enumerate(spans) if start < at + len(word) and end > at]) for word, at in find_words(asked)
        ]
        return [(word, float(best[own].mean())) for word, own in words if own]

    def _pieces(self, question: Pieces, row: int) -> Floats:
        width = question.vectors.shape[1]
        return unpack(self.packed[row], width) if self.packed else np.zeros((0, width), dtype=np.float32)


def _best(question: Pieces, text: Floats) -> Floats:
    """For each piece of the question its best cosine in a text."""
    best: Floats = (question.vectors @ text.T).max(axis=1)
    return best
