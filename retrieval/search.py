"""Search: lexical and dense, fused, weighed by what the question names, and put in order by the reader."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol


from corpus.library import Library, LibraryError
from corpus.report import Report
from ingest.embedding import Embedder, Vectors
from ingest.index import IndexOutOfDate, PassageIndex, exact_nearest
from ingest.passages import Passage, text_to_embed
from ingest.truth import Truth
from retrieval.evidence import Evidence, Question
from retrieval.fit import fit
from retrieval.fusion import fuse_ranks
from retrieval.lexical import LexicalIndex
from retrieval.rerank import Verdict
from retrieval.understanding import Lexicon, Understanding, find_bodies

CANDIDATES = 100  # of each search
READ = 40  # of the fused, shown to the reader
UNSEARCHED = frozenset({"furniture"})


class Reader(Protocol):
    """Reads passages for a question: how likely each answers, and which of its words do."""

    def read(self, question: str, texts: Sequence[str]) -> list[Verdict]: ...


@dataclass(frozen=True)
class Shelf:
    """One generation of a library, loaded whole: what is searched and quoted from."""

    folder: Path
    reports: dict[str, Report]
    passages: list[Passage]
    vectors: Vectors
    card: dict[str, str]

    @classmethod
    def open(cls, library: Library) -> "Shelf":
        generation = library.generation
        if generation is None:
            raise LibraryError(f"The library {library.folder} has no finished index. Add reports: probation-qa ingest FILES --library {library.folder}")
        truth = Truth(generation / "truth.db")
        reports = truth.reports()
        passages, vectors = truth.passages(reports)
        return cls(generation, {r.report_id: r for r in reports}, passages, vectors, truth.card())

    @cached_property
    def index(self) -> PassageIndex:
        return PassageIndex(self.folder)

    @cached_property
    def lexical(self) -> LexicalIndex:
        return LexicalIndex([text_to_embed(self.reports[p.report_id], p) for p in self.passages])

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon(list(self.reports.values()), self.passages)

    @cached_property
    def searchable(self) -> list[int]:
        return [row for row, p in enumerate(self.passages) if p.kind not in UNSEARCHED]

    @cached_property
    def bodies(self) -> list[tuple[str, ...]]:
        """The bodies each passage speaks of: those its headings name, else its report's only body, else its words'."""
        return [self._bodies_of(p) for p in self.passages]

    def _bodies_of(self, passage: Passage) -> tuple[str, ...]:
        facts = self.reports[passage.report_id].facts
        return bodies_over(passage) or (facts.bodies if len(facts.bodies) == 1 else find_bodies(passage.text))


def bodies_over(passage: Passage) -> tuple[str, ...]:
    """The bodies that the nearest heading to name any names."""
    return next((named for heading in reversed(passage.headings) if (named := find_bodies(heading))), ())


class Searcher:
    """Puts the passages of one shelf in order for a question."""

    def __init__(self, shelf: Shelf, embedder: Embedder, reader: Reader | None = None):
        if shelf.card.get("model") != embedder.fingerprint:
            raise IndexOutOfDate(
                f"The library was indexed with {shelf.card.get('model')} but {embedder.fingerprint} is set. "
                "Set the model it was indexed with, or ingest the reports again to index them anew."
            )
        self.shelf, self.embedder, self.reader = shelf, embedder, reader

    def understand(self, question: Question) -> Understanding:
        return self.shelf.lexicon.understand(question.text)

    def search(self, question: Question, count: int = 10, understood: Understanding | None = None) -> list[Evidence]:
        """The best `count` passages for a question, best first; the same question always gives the same order."""
        understood = understood or self.understand(question)
        rows = self._rows_within(question)
        lexical = self.shelf.lexical.best([*understood.stems, *understood.added], CANDIDATES, rows)
        neighbours = self._nearest(question, understood, rows)
        dense = [row for row, _ in neighbours]
        cosine = dict(neighbours)
        scores = fuse_ranks([lexical, dense], self._weights(understood, lexical))
        weighed = {row: score * self._fit(row, understood) for row, score in scores.items()}
        order = sorted(weighed, key=lambda row: (-weighed[row], row))
        lexical_rank, dense_rank = _ranks(lexical), _ranks(dense)
        evidence = [
            Evidence(
                p := self.shelf.passages[row], self.shelf.reports[p.report_id], weighed[row],
                lexical_rank.get(row), dense_rank.get(row), cosine.get(row, 0.0), matched=self._matched(row, understood),
            )
            for row in order[: max(READ, count)]
        ]  # fmt: skip
        return _without_repeats(self._read(question, evidence))[:count]

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

    def _nearest(self, question: Question, understood: Understanding, rows: list[int]) -> list[tuple[int, float]]:
        if not rows:
            return []
        spelled = question.text
        for short, long in understood.expansions:
            spelled = spelled.replace(short, long) if short.islower() else spelled
        vector = self.embedder.embed([spelled])[0]
        if len(rows) < len(self.shelf.searchable):
            found = exact_nearest(self.shelf.vectors, rows, vector, CANDIDATES)
        else:
            wanted = min(CANDIDATES + len(self.shelf.passages) - len(rows), len(self.shelf.passages))
            within = set(rows)
            found = [n for n in self.shelf.index.nearest(vector, wanted) if n.row in within]
        return [(n.row, n.cosine) for n in found[:CANDIDATES]]

    def _weights(self, understood: Understanding, lexical: list[int]) -> tuple[float, float]:
        """Lexical and dense weight: the less of the question the best lexical passage holds, the less it counts.

        With equal weights a question that shares no words with its answer is drowned by chance matches.
        """
        covered = max((self._coverage(row, understood) for row in lexical[:5]), default=0.0)
        return min(1.0, 0.2 + covered), 1.0

    def _coverage(self, row: int, understood: Understanding) -> float:
        held = set(self.shelf.lexical.stems[row])
        total = sum(self.shelf.lexical.weight(s) for s in understood.stems)
        return sum(self.shelf.lexical.weight(s) for s in understood.stems if s in held) / total if total else 0.0

    def _fit(self, row: int, understood: Understanding) -> float:
        passage = self.shelf.passages[row]
        return fit(passage, self.shelf.bodies[row], self.shelf.reports[passage.report_id].facts, understood)

    def _matched(self, row: int, understood: Understanding) -> tuple[str, ...]:
        held = set(self.shelf.lexical.stems[row])
        return tuple(s for s in dict.fromkeys([*understood.stems, *understood.added]) if s in held)

    def _read(self, question: Question, evidence: list[Evidence]) -> list[Evidence]:
        if self.reader is None or not evidence:
            return evidence
        texts = [text_to_embed(e.report, e.passage) for e in evidence]
        read = [
            replace(e, verdict=verdict, reader=verdict.relevance, score=verdict.relevance)
            for e, verdict in zip(evidence, self.reader.read(question.text, texts), strict=True)
        ]
        return sorted(read, key=lambda e: (-e.score, e.passage.passage_id))


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


