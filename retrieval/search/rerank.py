"""Rerank: a question and a passage compared word piece by word piece, and so each sentence of it.

Late interaction (Khattab and Zaharia 2020, arXiv:2004.12832): every piece of the question looks for its nearest piece
in the passage. The passage's pieces know their surroundings, so "turn up" finds "attended" in a sentence about
appointments.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ingest.exported import piece_spans
from ingest.pieces import Floats, Pieces, unpack
from ingest.words import find_words, stem

LEAST_LEFT = 0.15  # of a question's weight; with less, it asks about the names themselves


@dataclass(frozen=True)
class Reader:
    """The packed pieces of every passage, row by row; none where the embedder was not trained to give them."""

    packed: Sequence[bytes]

    def compare(self, question: Pieces, row: int) -> float:
        """The weighted mean, over the question's pieces, of the best cosine in the passage; 0 without pieces."""
        text = self._pieces(question, row)
        return float(_best(question, text) @ question.weights) if len(text) else 0.0

    def compare_parts(self, question: Pieces, row: int, parts: Sequence[tuple[int, int]]) -> list[float]:
        """The same for parts of a passage, each from its first word piece to the one after its last; a part without any scores 0."""
        text = self._pieces(question, row)
        return [float(_best(question, text[a:b]) @ question.weights) if len(text[a:b]) else 0.0 for a, b in parts]

    def compare_back(self, question: Pieces, row: int, part: tuple[int, int]) -> float:
        """The other way round: the mean, over the pieces of a part, of the best cosine in the question; 0 without pieces."""
        text = self._pieces(question, row)[slice(*part)]
        return float((question.vectors @ text.T).max(axis=0).mean()) if len(text) else 0.0

    def compare_words(self, question: Pieces, row: int, words: Mapping[str, Sequence[int]]) -> dict[str, float]:
        """How near a passage comes to each word: the mean, over the word's pieces of the question, of the best cosine in it."""
        text = self._pieces(question, row)
        best = _best(question, text) if len(text) else np.zeros(len(question.weights), dtype=np.float32)
        return {word: float(best[list(places)].mean()) for word, places in words.items()}

    def _pieces(self, question: Pieces, row: int) -> Floats:
        width = question.vectors.shape[1]
        return unpack(self.packed[row], width) if self.packed else np.zeros((0, width), dtype=np.float32)


def without_names(question: Pieces, asked: str, names: Collection[str]) -> Pieces:
    """The question with no weight on its names: place and date are matched elsewhere, and a sentence need not repeat them."""
    kept = question.weights.copy()
    for word, places in words_in_pieces(question, asked).items():
        if word in names:
            kept[list(places)] = 0.0
    left = float(kept.sum())
    return replace(question, weights=kept / left) if left > LEAST_LEFT else question


def words_in_pieces(question: Pieces, asked: str) -> dict[str, tuple[int, ...]]:
    """The words of a question, by stem, and which of its pieces they are made of."""
    spans = piece_spans(asked)[: len(question.weights)]
    places: dict[str, tuple[int, ...]] = {}
    for word, at in find_words(asked):
        own = tuple(n for n, (a, b) in enumerate(spans) if a < at + len(word) and b > at)
        places[stem(word)] = places.get(stem(word), ()) + own
    return {word: own for word, own in places.items() if own}


def _best(question: Pieces, text: Floats) -> Floats:
    """For each piece of the question its best cosine in a text."""
    best: Floats = (question.vectors @ text.T).max(axis=1)
    return best
