"""Search: lexical and dense search put candidates forward, measured signs put them in order."""

import math
import weakref
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from itertools import islice

import numpy as np
import numpy.typing as npt

from ingest.card import IndexOutOfDate
from ingest.embedding import Embedder, Vectors
from ingest.index import exact_nearest
from ingest.pieces import Pieces
from ingest.units import Unit
from retrieval.checks.units import answering_units
from retrieval.evidence import Evidence, Question
from retrieval.question.understanding import Understanding, find_bodies
from retrieval.search.fit import fit
from retrieval.search.fusion import fuse_ranks
from retrieval.search.meaning import Meaning
from retrieval.search.rerank import without_names, words_in_pieces
from retrieval.search.shelf import Shelf, bodies_over

CANDIDATES = 100  # of each search
CLOSER = 20  # candidates whose sentences are compared one by one
# Weights of a candidate's signs, in the order of `_weigh`: cosine, aligned word pieces, the question's weight held and held in
# other words, BM25 shares of both, and fit; then of its nearest sentence. What the question names (area, body, year) counts in
# fit and cosine alone. Fitted on the cases one may tune on, a softmax over the candidates of a question.
WEIGHTS = (5.4, 9.3, 6.0, 5.2, 2.4, 4.0, 3.7)
SENTENCE_WEIGHT = 8.0


class Searcher:
    """Puts the passages of one shelf in order for a question."""

    def __init__(self, shelf: Shelf, embedder: Embedder):
        if shelf.card.get("model") != embedder.fingerprint:
            raise IndexOutOfDate(
                f"The library was indexed with {shelf.card.get('model')} but {embedder.fingerprint} is set. "
                "Set the model it was indexed with, or ingest the reports again to index them anew."
            )
        self.shelf, self.embedder = shelf, embedder
        mine = weakref.proxy(self)  # what is remembered must not keep a whole library in memory after its last reader
        self._read = lru_cache(maxsize=64)(lambda question, names: mine._read_anew(question, names))
        self._meaning = lru_cache(maxsize=64)(lambda understood: Meaning.of(understood, mine.shelf.lexical.weight))

    def understand(self, question: Question) -> Understanding:
        return self.shelf.lexicon.understand(question.text, question.without)

    def search(self, question: Question, count: int = 10, understood: Understanding | None = None) -> list[Evidence]:
        """The best `count` passages for a question, best first; the same question always gives the same order."""
        understood = understood or self.understand(question)
        rows = self.shelf.admitted(question.filters)
        if not len(rows):
            return []
        vector, pieces = self._read(understood.text, understood.names)
        lexical = self.shelf.lexical.best([*understood.stems, *understood.added], CANDIDATES, rows)
        meant = self.shelf.lexical.best([*understood.stems, *understood.added, *_alternative_stems(understood)], CANDIDATES, rows)
        dense = self._nearest(vector, rows)
        candidates = fuse_ranks([lexical, meant, dense], (1.0, 1.0, 1.0))
        weighed = _in_order(self._weigh(list(candidates), vector, pieces, understood, _ranks(lexical), _ranks(dense)))
        in_order = (*_in_order(self._look_closer(understood, weighed[:CLOSER])), *weighed[CLOSER:])
        return list(islice(_without_repeats(in_order), count))

    def _weigh(
        self,
        rows: list[int],
        vector: Vectors,
        pieces: Pieces | None,
        understood: Understanding,
        lexical: dict[int, int],
        dense: dict[int, int],
    ) -> list[Evidence]:
        """Each candidate with its signs and their weighted sum."""
        shares = self.shelf.lexical.shares([*understood.own, *understood.added])
        meant_shares = self.shelf.lexical.shares(_alternative_stems(understood))
        meaning = self._meaning(understood)
        sought = tuple(dict.fromkeys([*understood.stems, *understood.added]))
        evidence = []
        for row in rows:
            passage = self.shelf.passages[row]
            report = self.shelf.reports[passage.report_id]
            cosine = float(self.shelf.vectors[row] @ vector)
            held = self.shelf.lexical.stems_of(row)
            covered, meant = meaning.shares(held)
            aligned = self.shelf.reader.compare(pieces, row) if pieces else 0.0
            suits = math.log(fit(passage, self.shelf.bodies_of(passage), report.facts, understood))
            signs = (cosine, aligned, covered, meant, float(shares[row]), float(meant_shares[row]), suits)
            score = sum(weight * sign for weight, sign in zip(WEIGHTS, signs, strict=True))
            matched = tuple(s for s in sought if s in held)
            evidence.append(Evidence(passage, report, score, lexical.get(row), dense.get(row), cosine, covered, matched, aligned, meant))
        return evidence

    def _look_closer(self, understood: Understanding, evidence: Sequence[Evidence]) -> list[Evidence]:
        """The same evidence, weighed also by its nearest sentence, item or row."""
        near = [max(self.compare_units(understood, e, answering_units(e.passage)), default=0.0) for e in evidence]
        return [replace(e, score=e.score + SENTENCE_WEIGHT * n, sentence=n) for e, n in zip(evidence, near, strict=True)]

    def compare_units(self, understood: Understanding, evidence: Evidence, units: Sequence[Unit]) -> list[float]:
        """How near the question comes to each unit of a passage, as it has them from `split_units`."""
        return self.compare_parts(understood, evidence, [u.pieces for u in units])

    def compare_parts(self, understood: Understanding, evidence: Evidence, parts: Sequence[tuple[int, int]]) -> list[float]:
        """How near the question comes to parts of a passage, each from its first word piece to the one after its last; 0 without pieces."""
        pieces = self._read(understood.text, understood.names)[1]
        row = self.shelf.row_by_id[evidence.passage.passage_id]
        return self.shelf.reader.compare_parts(pieces, row, parts) if pieces else [0.0] * len(parts)

    def compare_back(self, understood: Understanding, evidence: Evidence, unit: Unit) -> float:
        """How near a unit of a passage comes to the question: a sentence that says much else comes less near."""
        pieces = self._read(understood.text, understood.names)[1]
        return self.shelf.reader.compare_back(pieces, self.shelf.row_by_id[evidence.passage.passage_id], unit.pieces) if pieces else 0.0

    def compare_words(self, understood: Understanding, evidence: Evidence) -> dict[str, float]:
        """How near a passage comes to each word that the question asks about what it names, by stem; empty without word pieces."""
        pieces = self._read(understood.text, understood.names)[1]
        if pieces is None:
            return {}
        words = {s: places for s, places in words_in_pieces(pieces, understood.text).items() if s in understood.own}
        return self.shelf.reader.compare_words(pieces, self.shelf.row_by_id[evidence.passage.passage_id], words)

    def weigh_meant(self, understood: Understanding, held: Set[str]) -> float:
        """The weight of the question's stems that a text with these stems holds in other words only."""
        return self._meaning(understood).weigh_meant(held)

    def _read_anew(self, question: str, names: tuple[str, ...]) -> tuple[Vectors, Pieces | None]:
        vectors, pieces = self.embedder.embed_pieces([question])
        return vectors[0], without_names(pieces[0], question, names) if pieces else None

    def is_of(self, evidence: Evidence, side: Understanding) -> bool:
        """Whether evidence belongs to one side of a comparison: its area, its body alone, its year."""
        facts = evidence.report.facts
        over = bodies_over(evidence.passage) or find_bodies(evidence.passage.text)
        return (
            (len(side.areas) != 1 or side.areas[0] in facts.area)
            and (len(side.bodies) != 1 or side.bodies[0] in over)
            and (len(side.years) != 1 or facts.year == side.years[0])
        )

    def _nearest(self, vector: Vectors, rows: npt.NDArray[np.int64]) -> list[int]:
        unsearched = len(self.shelf.passages) - int(self.shelf.searchable.sum())
        if len(rows) + unsearched < len(self.shelf.passages) or self.shelf.index is None:
            return [n.row for n in exact_nearest(self.shelf.vectors, rows, vector, CANDIDATES)]
        found = self.shelf.index.nearest(vector, min(CANDIDATES + unsearched, len(self.shelf.passages)))
        return [n.row for n in found if self.shelf.searchable[n.row]][:CANDIDATES]


def _alternative_stems(understood: Understanding) -> list[str]:
    return list(
        dict.fromkeys(s for _, phrases in understood.alternatives for phrase in phrases for s in phrase if s not in understood.stems)
    )


def _in_order(evidence: Sequence[Evidence]) -> list[Evidence]:
    return sorted(evidence, key=lambda e: (-e.score, e.passage.passage_id))


def _ranks(rows: list[int]) -> dict[int, int]:
    return {row: rank for rank, row in enumerate(rows, 1)}


def _without_repeats(evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    """Only the best-placed of passages that are the same word for word."""
    seen: set[str] = set()
    for e in evidence:
        words = " ".join(e.passage.text.split()).lower()
        if words not in seen:
            yield e
        seen.add(words)
