"""Lexical search: BM25 over stems (Robertson and Zaragoza 2009); the only file that knows bm25s."""

import math
from collections import Counter
from collections.abc import Sequence

import bm25s
import numpy as np
import numpy.typing as npt

from retrieval.words import stems


class LexicalIndex:
    """BM25 over the passages, held in memory; row n is passage n."""

    def __init__(self, texts: Sequence[str]):
        self.stems = [stems(text) for text in texts]
        self.document_count = Counter(stem for tokens in self.stems for stem in set(tokens))
        # bm25s cannot index a corpus without any word, so such a corpus gets one that nobody asks for.
        self._bm25 = bm25s.BM25(k1=1.2, b=0.75)
        self._bm25.index([tokens or ["\0"] for tokens in self.stems] or [["\0"]], show_progress=False)

    def best(self, query: Sequence[str], count: int, rows: Sequence[int] | None = None) -> list[int]:
        """The rows that score above zero for these stems, best first; only among `rows` where given."""
        known = [stem for stem in dict.fromkeys(query) if stem in self.document_count]
        if not known:
            return []
        scores = np.asarray(self._bm25.get_scores(known))
        if rows is not None:
            kept = np.zeros_like(scores)
            kept[list(rows)] = scores[list(rows)]
            scores = kept
        order = np.lexsort((np.arange(len(scores)), -scores))[:count]
        return [int(row) for row in order if scores[row] > 0]

    def shares(self, query: Sequence[str]) -> npt.NDArray[np.float32]:
        """The BM25 score of every row as a share of the most that these stems could score, about 0 to 1."""
        known = [stem for stem in dict.fromkeys(query) if stem in self.document_count]
        most = 2.2 * sum(self.weight(stem) for stem in known)  # BM25 weighs a stem at most k1 + 1 times its rarity
        if not known:
            return np.zeros(len(self.stems), dtype=np.float32)
        scores: npt.NDArray[np.float32] = np.asarray(self._bm25.get_scores(known), dtype=np.float32) / most
        return scores

    def weight(self, stem: str) -> float:
        """Inverse document frequency: how much it says that a passage holds this stem."""
        count = self.document_count.get(stem, 0)
        return math.log(1 + (len(self.stems) - count + 0.5) / (count + 0.5))
