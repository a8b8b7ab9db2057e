"""Briefing: verified lines on one topic, laid out under headings, with every source they rest on."""

from dataclasses import dataclass, field
from typing import Any

from retrieval.answer import Citation, Claim, Coverage, citation_json, coverage_json

KINDS = (
    "findings",
    "figures",
    "worked",
    "not_worked",
    "examples",
    "barriers",
    "enablers",
    "recommendations",
    "differences",
    "gaps",
    "questions",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a briefing: a claim, and what it is filed under (a figure, an addressee, an area; may be empty).

    A line that a person edited is no longer verified and says so wherever it is shown.
    """

    claim: Claim
    label: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Chapter:
    """A headed part of a briefing; `notes` are lines of our own that state no finding (what is not covered, discussion questions)."""

    heading: str
    kind: str  # one of KINDS
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """A topic's chapters in reading order; marks count through the whole briefing."""

    topic: str
    chapters: tuple[Chapter, ...]
    citations: tuple[Citation, ...]
    coverage: Coverage
    model: str
    dropped: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    notice: str = ""  # what must be known of how a language model wrote it


def to_json(briefing: Briefing) -> dict[str, Any]:
    """The briefing as the command line and other programs get it."""
    return {
        "topic": briefing.topic,
        "sections": [_section_json(chapter) for chapter in briefing.chapters],
        "citations": [citation_json(citation) for citation in briefing.citations],
        "coverage": coverage_json(briefing.coverage),
        "model": briefing.model,
        "notice": briefing.notice,
        "dropped": briefing.dropped,
        "seconds": briefing.seconds,
    }


def _section_json(chapter: Chapter) -> dict[str, Any]:
    return {
        "heading": chapter.heading,
        "kind": chapter.kind,
        "claims": [
            {"text": line.claim.text, "citations": list(line.claim.markers), "label": line.label, "verified": line.verified}
            for line in chapter.lines
        ],
        "notes": list(chapter.notes),
    }
