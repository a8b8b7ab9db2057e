"""Comparison: one question asked of several bodies, areas or reports, side by side."""

from dataclasses import dataclass, field

from retrieval.answer import Citation, Claim, Coverage


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side says; without claims, its reports do not say."""

    side: str  # the body, the area, the year or the report's title
    claims: tuple[Claim, ...]
    coverage: Coverage  # of this side alone


@dataclass(frozen=True, slots=True)
class Comparison:
    """The cells of a question in a fixed order; marks count through all of them."""

    question: str
    across: str  # body, area, date or report
    cells: tuple[Cell, ...]
    citations: tuple[Citation, ...]
    model: str
    dropped: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
