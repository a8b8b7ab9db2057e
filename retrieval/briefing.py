"""Briefing: verified lines on one topic, laid out under headings, with every source they rest on."""

from dataclasses import dataclass, field

from retrieval.answer import Citation, Claim, Coverage

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
