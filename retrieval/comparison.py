"""Comparison: one question asked of several bodies, areas or reports, side by side."""

from dataclasses import dataclass, field
from typing import Any

from retrieval.answer import Citation, Claim, Coverage, citation_json, coverage_json


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


def to_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as the command line and other programs get it."""
    return {
        "question": comparison.question,
        "across": comparison.across,
        "cells": [_cell_json(cell) for cell in comparison.cells],
        "citations": [citation_json(citation) for citation in comparison.citations],
        "model": comparison.model,
        "dropped": comparison.dropped,
        "seconds": comparison.seconds,
    }


def _cell_json(cell: Cell) -> dict[str, Any]:
    claims = [{"text": claim.text, "citations": list(claim.markers)} for claim in cell.claims]
    return {"side": cell.side, "claims": claims, "coverage": coverage_json(cell.coverage)}
