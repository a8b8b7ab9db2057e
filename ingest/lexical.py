"""Lexical search: BM25 over stems (Robertson and Zaragoza 2009), kept on disk; the only file that knows bm25s.

bm25s scores every stem in every passage once, when the index is built. What it made is a sparse matrix with a column
a stem; reading that takes numpy alone, which opens in a tenth of the time that bm25s and its scipy take to import.
"""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from ingest.words import stems

Rows = npt.NDArray[np.integer]
Scores = npt.NDArray[np.float32]
# By column: the scores, their rows, and where each column ends. By row: its columns, and where each row ends.
ARRAYS = ("scores", "rows", "ends", "columns", "row_ends")
LARGE = 64_000_000  # bytes; below that a file is read whole, since one that shrinks while it is mapped ends the process
NO_WORD = "\0"  # bm25s cannot index a corpus without any word, so a text without one gets this, which nobody asks for


class LexicalIndex:
    """BM25 over the passages; row n is passage n."""

    def __init__(self, count: int, stems: Sequence[str], arrays: dict[str, npt.NDArray[Any]]):
        self.count, self._stems, self._arrays = count, stems, arrays
        self._column_by_stem = {stem: column for column, stem in enumerate(stems)}
        self._scores, self._rows, self._ends = (arrays[name] for name in ARRAYS[:3])

    @classmethod
    def of(cls, texts: Sequence[str]) -> "LexicalIndex":
        """Built of these texts."""
        import bm25s

        index = bm25s.BM25(k1=1.2, b=0.75)
        index.index([stems(text) or [NO_WORD] for text in texts] or [[NO_WORD]], show_progress=False)
        by_column = dict(sorted((column, stem) for stem, column in index.vocab_dict.items()))
        scores, rows, ends = (np.asarray(index.scores[name]) for name in ("data", "indices", "indptr"))
        in_order = np.argsort(rows, kind="stable")
        columns = np.repeat(np.arange(len(ends) - 1, dtype=np.int32), np.diff(ends))[in_order]
        row_ends = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(texts)))])
        arrays = dict(zip(ARRAYS, (scores, rows, ends, columns, row_ends), strict=True))
        return cls(len(texts), [by_column.get(column, "") for column in range(len(ends) - 1)], arrays)

    @classmethod
    def open(cls, folder: Path) -> "LexicalIndex":
        """One that was saved; large columns stay on disk until they are asked for."""
        told = json.loads((folder / "stems.json").read_text(encoding="utf-8"))
        return cls(told["count"], told["stems"], {name: _map_array(folder / f"{name}.npy") for name in ARRAYS})

    def save(self, folder: Path) -> None:
        """Write it to a new folder."""
        folder.mkdir()
        told = {"count": self.count, "stems": self._stems}
        (folder / "stems.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        for name, values in self._arrays.items():
            np.save(folder / f"{name}.npy", values)

    def best(self, query: Sequence[str], count: int, rows: Sequence[int] | Rows | None = None) -> list[int]:
        """The rows that score above zero for these stems, best first; only among `rows` where given."""
        scores = self._score(query)
        if rows is None:
            among = np.flatnonzero(scores > 0)
        else:
            asked = np.zeros(len(scores), dtype=bool)
            asked[np.asarray(rows, dtype=np.int64)] = True
            among = np.flatnonzero(asked & (scores > 0))
        return [int(row) for row in best_rows(scores[among], among, count)]

    def shares(self, query: Sequence[str]) -> Scores:
        """The BM25 score of every row as a share of the most that these stems could score, about 0 to 1."""
        most = 2.2 * sum(self.weight(stem) for stem in self._known(query))  # BM25 weighs a stem at most k1 + 1 times its rarity
        scores = self._score(query)
        return scores / np.float32(most) if most else scores

    def weight(self, stem: str) -> float:
        """Inverse document frequency: how much it says that a passage holds this stem."""
        count = self.count_of(stem)
        return math.log(1 + (self.count - count + 0.5) / (count + 0.5))

    def count_of(self, stem: str) -> int:
        """How many passages hold a stem."""
        column = self._column_by_stem.get(stem)
        return 0 if column is None else int(self._ends[column + 1] - self._ends[column])

    def stems_of(self, row: int) -> frozenset[str]:
        """The stems that a passage holds."""
        ends = self._arrays["row_ends"]
        return frozenset(self._stems[column] for column in self._arrays["columns"][ends[row] : ends[row + 1]].tolist())

    def _known(self, query: Sequence[str]) -> list[str]:
        return [stem for stem in dict.fromkeys(query) if stem in self._column_by_stem]

    def _score(self, query: Sequence[str]) -> Scores:
        scores = np.zeros(self.count, dtype=np.float32)
        for stem in self._known(query):
            column = self._column_by_stem[stem]
            part = slice(self._ends[column], self._ends[column + 1])
            scores[self._rows[part]] += self._scores[part]
        return scores


def _map_array(path: Path) -> npt.NDArray[Any]:
    """An array from disk, where it stays if it is large.

    As a plain array: numpy's own kind for mapped files costs more at each slice than the slice.
    """
    mapped: Literal["r"] | None = "r" if path.stat().st_size > LARGE else None
    array: npt.NDArray[Any] = np.load(path, mmap_mode=mapped).view(np.ndarray)
    return array


def best_rows(scores: npt.NDArray[np.floating], rows: Rows, count: int) -> Rows:
    """The rows of the `count` highest scores, best first; of equal scores the lower row."""
    if 0 < count < len(rows):
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        kept = scores >= least  # all that tie with the last are in, so that the rows decide among them
        scores, rows = scores[kept], rows[kept]
    best: Rows = rows[np.lexsort((rows, -scores))][:count]
    return best
