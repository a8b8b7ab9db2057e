"""The story of asking: understand, search, write from the evidence, check every claim, and end honestly."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from corpus.library import Library
from ingest.embedding import Embedder
from retrieval import answer as endings
from retrieval.answer import Answer, Claim, Coverage
from retrieval.answerable import carries
from retrieval.citations import Draft, check_claims
from retrieval.conversation import complete
from retrieval.evidence import Evidence, Filters, Question
from retrieval.extractive import ExtractiveWriter
from retrieval.scope import find_reason_outside
from retrieval.search import Searcher
from retrieval.shelf import Shelf, bodies_over
from retrieval.understanding import Understanding

EVIDENCE = 20
OUTSIDE = {
    "opinion": "The reports give findings, not opinions of mine. Ask what inspectors found, and the answer will quote them.",
    "advice": "The reports cannot advise on a person's case. Ask what inspectors found about such work, or speak to your manager.",
    "talk": "This answers questions about probation inspection reports. Ask about a finding, a figure, a recommendation or a term.",
}


class Writer(Protocol):
    """Writes drafts from evidence; what it writes is checked by others."""

    @property
    def name(self) -> str: ...

    def write(self, understood: Understanding, evidence: Sequence[Evidence]) -> list[Draft]: ...


@dataclass(frozen=True)
class Assistant:
    """One library, opened for asking."""

    searcher: Searcher
    writer: Writer

    @classmethod
    def open(cls, library: Library, embedder: Embedder) -> "Assistant":
        shelf = Shelf.open(library)
        searcher = Searcher(shelf, embedder)
        return cls(searcher, ExtractiveWriter(searcher))

    def ask(self, question: Question) -> Answer:
        """One question, answered from verified words or ended with one of the other statuses."""
        begun = time.perf_counter()
        outside = find_reason_outside(question.text)
        understood = self.searcher.understand(question)
        evidence = self.searcher.search(question, EVIDENCE, understood)
        searched = time.perf_counter()
        drafts = (
            [] if outside or not carries(self.searcher, question, understood, evidence) else self._write(question, understood, evidence)
        )
        claims, citations, dropped = check_claims(
            drafts, understood.bodies, self._bodies_over(evidence), understood.areas, understood.years
        )
        status, text = self._settle(question, outside, claims, understood)
        done = time.perf_counter()
        seconds = {"search": searched - begun, "rerank": 0.0, "compose": done - searched, "total": done - begun}
        return Answer(
            question, status, text, tuple(claims), tuple(citations), tuple(evidence), self._coverage(question),
            self.writer.name, understood.chips(), (), dropped, {k: round(v, 4) for k, v in seconds.items()},
        )  # fmt: skip

    def converse(self, turns: Sequence[str], filters: Filters | None = None) -> list[Answer]:
        """One answer a turn; each turn is completed from those before it."""
        answers: list[Answer] = []
        standalone: list[str] = []
        for turn in turns:
            text = complete(turn, standalone, self.searcher.shelf.lexicon)
            standalone.append(text)
            answers.append(self.ask(Question(text, filters or Filters(), turn if text != turn else "")))
        return answers

    def _write(self, question: Question, understood: Understanding, evidence: list[Evidence]) -> list[Draft]:
        sides = understood.sides()
        if understood.answer_kind == "comparison" and len(sides) > 1:
            return [draft for side in sides for draft in self._side(question, side)]
        return self.writer.write(understood, evidence)

    def _side(self, question: Question, side: Understanding) -> list[Draft]:
        """One side of a comparison, searched by itself; it is named before its words."""
        evidence = [e for e in self.searcher.search(question, EVIDENCE, side) if self.searcher.is_of(e, side)]
        alone = [e for e in evidence if bodies_over(e.passage) == side.bodies]  # a section on both may be about the other
        drafts = self.writer.write(side, alone or evidence)[:1]
        return [replace(draft, text=f"{side.side}: {draft.text}") for draft in drafts]

    def _bodies_over(self, evidence: list[Evidence]) -> dict[str, tuple[str, ...]]:
        return {e.passage.passage_id: bodies_over(e.passage) for e in evidence}

    def _settle(self, question: Question, outside: str | None, claims: list[Claim], understood: Understanding) -> tuple[str, str]:
        if outside:
            return endings.OUT_OF_SCOPE, OUTSIDE[outside]
        if not understood.stems:
            return (
                endings.NEEDS_CLARIFICATION,
                "That names nothing to look for. Ask in a few words what you want to know, for example about home visits.",
            )
        if not claims:
            return endings.NOT_IN_REPORTS, self._not_in_reports(question)
        text = "\n\n".join(f"{c.text} {''.join(f'[{m}]' for m in c.markers)}" for c in claims)
        missing = [s.side for s in understood.sides() if not any(c.text.startswith(f"{s.side}:") for c in claims)]
        if understood.answer_kind == "comparison" and missing and len(understood.sides()) > 1:
            return endings.PARTIAL, text + "\n\n" + "\n\n".join(f"{name}: not found in these reports." for name in missing)
        return endings.ANSWERED, text

    def _not_in_reports(self, question: Question) -> str:
        coverage = self._coverage(question)
        reach = f"Searched {coverage.reports_searched} of {coverage.reports_total} reports"
        newest = f", the newest from {coverage.newest}" if coverage.newest else ""
        return f"The reports do not say. {reach}{newest}. The nearest passages are listed with this answer."

    def _coverage(self, question: Question) -> Coverage:
        reports = self.searcher.shelf.reports.values()
        searched = [r for r in reports if question.filters.admit(r)]
        dates = [d for r in searched if (d := r.facts.published_on)]
        areas = sorted({a for r in searched for a in r.facts.area})
        return Coverage(len(searched), len(reports), question.filters, tuple(areas), max(dates, default=None))
