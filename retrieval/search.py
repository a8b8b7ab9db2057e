"""Search: lexical and dense search put candidates forward, measured signs put them in order."""

import math

from ingest.embedding import Embedder, Vectors
from ingest.index import IndexOutOfDate, exact_nearest
from retrieval.evidence import Evidence, Question
from retrieval.fit import fit
from retrieval.fusion import fuse_ranks
from retrieval.shelf import Shelf, bodies_over
from retrieval.understanding import Understanding, find_bodies

CANDIDATES = 100  # of each search
# Weights of the signs of a candidate: fitted on the cases one may tune on, a softmax over the candidates of a question.
# The right passage came first for 0.65 of 140 questions on reports that had no part in it; with fused ranks alone, 0.58.
COSINE, COVERED, SHARE, SUITS = 7.5, 7.9, 1.9, 2.6


class Searcher:
    """Puts the passages of one shelf in order for a question."""

    def __init__(self, shelf: Shelf, embedder: Embedder):
        if shelf.card.get("model") != embedder.fingerprint:
            raise IndexOutOfDate(
                f"The library was indexed with {shelf.card.get('model')} but {embedder.fingerprint} is set. "
                "Set the model it was indexed with, or ingest the reports again to index them anew."
            )
        self.shelf, self.embedder = shelf, embedder

    def understand(self, question: Question) -> Understanding:
        return self.shelf.lexicon.understand(question.text)

    def search(self, question: Question, count: int = 10, understood: Understanding | None = None) -> list[Evidence]:
        """The best `count` passages for a question, best first; the same question always gives the same order."""
        understood = understood or self.understand(question)
        rows = self._rows_within(question)
        if not rows:
            return []
        vector = self.embedder.embed([understood.text])[0]
        lexical = self.shelf.lexical.best([*understood.stems, *understood.added], CANDIDATES, rows)
        dense = self._nearest(vector, rows)
        candidates = fuse_ranks([lexical, dense], (1.0, 1.0))
        evidence = self._weigh(list(candidates), vector, understood, _ranks(lexical), _ranks(dense))
        return _without_repeats(sorted(evidence, key=lambda e: (-e.score, e.passage.passage_id)))[:count]

    def _weigh(
        self, rows: list[int], vector: Vectors, understood: Understanding, lexical: dict[int, int], dense: dict[int, int]
    ) -> list[Evidence]:
        """Each candidate with its signs and their weighted sum."""
        shares = self.shelf.lexical.shares([*understood.stems, *understood.added])
        evidence = []
        for row in rows:
            passage = self.shelf.passages[row]
            report = self.shelf.reports[passage.report_id]
            cosine = float(self.shelf.vectors[row] @ vector)
            covered = self._covered(row, understood)
            suits = fit(passage, self.shelf.bodies[row], report.facts, understood)
            score = COSINE * cosine + COVERED * covered + SHARE * float(shares[row]) + SUITS * math.log(suits)
            signs = Evidence(passage, report, score, lexical.get(row), dense.get(row), cosine, covered, self._matched(row, understood))
            evidence.append(signs)
        return evidence

    def is_of(self, evidence: Evidence, side: Understanding) -> bool:
        """Whether evidence belongs to one side of a comparison: its area, its body alone, its year."""
        facts = evidence.report.facts
        over = bodies_over(evidence.passage) or find_bodies(evidence.passage.text)
        return (
            (len(side.areas) != 1 or side.areas[0] in facts.area)
            and (len(side.bodies) != 1 or side.bodies[0] in over)
            and (len(side.years) != 1 or facts.year == side.years[0])
        )

    def _rows_within(self, question: Question) -> list[int]:
        admitted = {r.report_id for r in self.shelf.reports.values() if question.filters.admit(r)}
        return [row for row in self.shelf.searchable if self.shelf.passages[row].report_id in admitted]

    def _nearest(self, vector: Vectors, rows: list[int]) -> list[int]:
        if len(rows) < len(self.shelf.searchable):
            found = exact_nearest(self.shelf.vectors, rows, vector, CANDIDATES)
        else:
            wanted = min(CANDIDATES + len(self.shelf.passages) - len(rows), len(self.shelf.passages))
            within = set(rows)
            found = [n for n in self.shelf.index.nearest(vector, wanted) if n.row in within]
        return [n.row for n in found[:CANDIDATES]]

    def _covered(self, row: int, understood: Understanding) -> float:
        """Share of the question's weight that the passage, with its title and headings, holds."""
        held = set(self.shelf.lexical.stems[row])
        total = sum(self.shelf.lexical.weight(s) for s in understood.stems)
        return sum(self.shelf.lexical.weight(s) for s in understood.stems if s in held) / total if total else 0.0

    def _matched(self, row: int, understood: Understanding) -> tuple[str, ...]:
        held = set(self.shelf.lexical.stems[row])
        return tuple(s for s in dict.fromkeys([*understood.stems, *understood.added]) if s in held)


def _ranks(rows: list[int]) -> dict[int, int]:
    return {row: rank for rank, row in enumerate(rows, 1)}


def _without_repeats(evidence: list[Evidence]) -> list[Evidence]:
    """Only the best-placed of passages that are the same word for word."""
    seen: set[str] = set()
    kept = []
    for e in evidence:
        words = " ".join(e.passage.text.split()).lower()
        if words not in seen:
            kept.append(e)
        seen.add(words)
    return kept
