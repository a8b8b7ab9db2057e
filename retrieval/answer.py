"""Answer: how it ended, its claims, their citations, the evidence, and what was searched."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.report import Report
from ingest.passages import Passage
from retrieval.evidence import Evidence, Filters, Question

ANSWERED = "answered"
PARTIAL = "partial"
NOT_IN_REPORTS = "not_in_reports"
SOURCES_DISAGREE = "sources_disagree"
NEEDS_CLARIFICATION = "needs_clarification"
OUT_OF_SCOPE = "out_of_scope"
STATUSES = (ANSWERED, PARTIAL, NOT_IN_REPORTS, SOURCES_DISAGREE, NEEDS_CLARIFICATION, OUT_OF_SCOPE)


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered mark tied to exact words: `report.text[start:end]` is the quote."""

    marker: int
    report: Report
    passage: Passage
    start: int
    end: int

    @property
    def quote(self) -> str:
        return self.report.text[self.start : self.end]

    @property
    def page(self) -> int | None:
        return self.report.page_at(self.start)


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an answer and the marks of the citations it rests on."""

    text: str
    markers: tuple[int, ...]
    dissents: bool = False  # another claim of the answer says otherwise


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the search looked."""

    reports_searched: int
    reports_total: int
    filters: Filters
    areas: tuple[str, ...] = ()
    newest: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question; `text` is what a person reads, with [n] marks at the claims."""

    question: Question
    status: str
    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    evidence: tuple[Evidence, ...]
    coverage: Coverage
    model: str  # who really wrote it
    understood: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    dropped: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    notice: str = ""  # what a reader must know of how it was written


def with_marks(claims: Sequence[Claim]) -> str:
    """Claims as a person reads them, a paragraph each, with [n] marks behind."""
    return "\n\n".join(f"{c.text} {''.join(f'[{m}]' for m in c.markers)}" for c in claims)


def to_json(answer: Answer) -> dict[str, Any]:
    """The answer as the command line and other programs get it."""
    return {
        "question": answer.question.text,
        "status": answer.status,
        "text": answer.text,
        "claims": [{"text": c.text, "citations": list(c.markers)} for c in answer.claims],
        "citations": [citation_json(c) for c in answer.citations],
        "evidence": [evidence_json(e, rank) for rank, e in enumerate(answer.evidence, 1)],
        "coverage": coverage_json(answer.coverage),
        "model": answer.model,
        "seconds": answer.seconds,
        "understood": list(answer.understood),
        "without": sorted(answer.question.without),
        "suggestions": list(answer.suggestions),
        "dropped": answer.dropped,
        "notice": answer.notice,
    }


def evidence_json(evidence: Evidence, rank: int) -> dict[str, Any]:
    """One piece of evidence as the contract has it."""
    passage = evidence.passage
    return {
        "rank": rank,
        "report_id": passage.report_id,
        "title": evidence.report.facts.title,
        "path": evidence.report.path,
        "headings": list(passage.headings),
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": round(evidence.score, 6),
        "lexical_rank": evidence.lexical_rank,
        "dense_rank": evidence.dense_rank,
    }


def coverage_json(coverage: Coverage) -> dict[str, Any]:
    """How far the search looked, as the contract has it."""
    return {
        "reports_searched": coverage.reports_searched,
        "reports_total": coverage.reports_total,
        "filters": filters_json(coverage.filters),
        "newest": coverage.newest,
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """A citation as the contract has it."""
    return {
        "marker": citation.marker,
        "report_id": citation.report.report_id,
        "title": citation.report.facts.title,
        "path": citation.report.path,
        "headings": list(citation.passage.headings),
        "page": citation.page,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "url": citation.report.facts.address,
    }


def filters_json(filters: Filters) -> dict[str, list[Any]]:
    """The limits that are set, each as a sorted list."""
    names = ("report_ids", "areas", "bodies", "kinds", "years")
    return {name: sorted(getattr(filters, name)) for name in names if getattr(filters, name)}
