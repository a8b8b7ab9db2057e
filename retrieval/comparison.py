"""Comparison: one question asked of several bodies, areas, years or reports, each searched by itself, side by side."""

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.errors import AssistantError
from ingest.progress import Progress, silent
from retrieval.answer import Citation, Claim, Coverage, citation_json, coverage_json
from retrieval.answering.answerable import carries
from retrieval.answering.writer import Writer
from retrieval.assistant import EVIDENCE, Assistant
from retrieval.calls import Stopped, never
from retrieval.checks.citations import check_claims
from retrieval.evidence import UNREAD, Evidence, Filters, Question
from retrieval.question.sides import without_names
from retrieval.question.understanding import BODY_WORDS, Understanding
from retrieval.search.searcher import Searcher
from retrieval.search.shelf import bodies_over

ACROSS = ("body", "area", "date", "report")
MOST_SIDES = 8
LOOKED_AT = 40  # passages that tell which sides have something to say
NATIONAL = frozenset({"England and Wales", "England", "United Kingdom"})


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
    coverage: Coverage | None = None  # of all sides together
    left_out: tuple[str, ...] = ()  # sides that had something to say too
    notice: str = ""  # what must be known of how a language model wrote it


@dataclass(frozen=True, slots=True)
class Side:
    """One side before it is asked: its name, its limits, and the body whose sections alone may speak for it."""

    name: str
    filters: Filters
    body: str = ""


def compare(
    assistant: Assistant, question: str, across: str, filters: Filters | None = None, progress: Progress = silent, stopped: Stopped = never
) -> Comparison:
    """The same question asked of each side by itself; the sides are those the question names, else those with most to say."""
    if across not in ACROSS:
        raise AssistantError(f"There is no comparison across {across}. Choose one of {', '.join(ACROSS)}.")
    begun = time.perf_counter()
    limits = filters or Filters()
    sides = find_sides(assistant, question, across, limits)
    cells: list[Cell] = []
    citations: list[Citation] = []
    dropped: Counter[str] = Counter()
    writer = assistant.writer.anew(None, stopped)
    for n, side in enumerate(sides[:MOST_SIDES]):
        progress("Comparing", n, min(len(sides), MOST_SIDES))
        cell, cited, faults = _ask_side(assistant.searcher, writer, question, side)
        cells.append(replace(cell, claims=_renumbered(cell.claims, len(citations))))
        citations += [replace(citation, marker=citation.marker + len(citations)) for citation in cited]
        dropped.update(faults)
    seconds = {"total": round(time.perf_counter() - begun, 4)}
    left_out = tuple(side.name for side in sides[MOST_SIDES:])
    whole = assistant.searcher.shelf.coverage(limits)
    return Comparison(
        question, across, tuple(cells), tuple(citations), writer.name, dict(dropped), seconds, whole, left_out, writer.notice
    )  # fmt: skip


def find_sides(assistant: Assistant, question: str, across: str, filters: Filters) -> list[Side]:
    """The sides to ask: at least two that the question names, else those with the best evidence on it; of these the newest first."""
    searcher = assistant.searcher
    understood = searcher.understand(Question(question))
    named = {"body": understood.bodies, "area": understood.areas, "date": tuple(map(str, sorted(understood.years)))}.get(across, ())
    if len(named) > 1:
        return [_side(name, across, filters) for name in named]
    subject = Question(_subject(understood), filters)
    date_of: dict[str, str] = {}
    for evidence in searcher.search(subject, LOOKED_AT):
        if evidence.covered > 0 and evidence.passage.kind not in UNREAD:
            for key in _keys(evidence, across, searcher.shelf.bodies_of(evidence.passage)):
                date_of[key] = max(date_of.get(key, ""), evidence.report.facts.published_on or "")
    best = list(date_of)[:MOST_SIDES]
    order = [body for body in BODY_WORDS if body in best] if across == "body" else sorted(best, key=lambda key: date_of[key], reverse=True)
    titles = {r.report_id: r.facts.title for r in searcher.shelf.reports.values()} if across == "report" else {}
    return [_side(key, across, filters, titles.get(key, "")) for key in (*order, *list(date_of)[MOST_SIDES:])]


def _keys(evidence: Evidence, across: str, bodies: Sequence[str]) -> Sequence[str]:
    facts = evidence.report.facts
    if across == "body":
        return [body for body in bodies if body in BODY_WORDS]
    if across == "area":
        return [area for area in facts.area[:1] if area not in NATIONAL]  # the others of one report would only repeat it
    return [str(facts.year)] if across == "date" and facts.year else [evidence.report.report_id] if across == "report" else []


def _side(key: str, across: str, filters: Filters, name: str = "") -> Side:
    if across == "body":
        return Side(key, filters, key)
    one = {
        "area": replace(filters, areas=frozenset({key})),
        "report": replace(filters, report_ids=frozenset({key})),
        "date": replace(filters, years=frozenset({int(key)}) if key.isdigit() else frozenset()),
    }
    return Side(name or key, one[across])


def _ask_side(searcher: Searcher, writer: Writer, question: str, side: Side) -> tuple[Cell, list[Citation], dict[str, int]]:
    """One cell: the side's own evidence, written from and checked like any answer; empty where it does not carry one."""
    asked = Question(" ".join((_subject(searcher.understand(Question(question))), side.body)).strip(), side.filters)
    understood = replace(searcher.understand(asked), side=side.name)
    evidence = [e for e in searcher.search(asked, EVIDENCE, understood) if e.passage.kind not in UNREAD]
    if side.body:
        evidence = [e for e in evidence if side.body in searcher.shelf.bodies_of(e.passage)]
        # A section on both bodies may speak of the other.
        evidence = [e for e in evidence if searcher.shelf.bodies_of(e.passage) == (side.body,)] or evidence
    drafts = writer.write(understood, evidence) if carries(searcher, asked, understood, evidence) else []
    over = {e.passage.passage_id: bodies_over(e.passage) for e in evidence}
    claims, citations, dropped = check_claims(drafts, (side.body,) if side.body else (), over)
    return Cell(side.name, tuple(claims), searcher.shelf.coverage(side.filters)), citations, dropped


def _subject(understood: Understanding) -> str:
    """The question without the names of its sides and the words that ask to compare."""
    names = [re.escape(name) for name in (*understood.areas, *map(str, understood.years))] + [
        pattern for body, pattern in BODY_WORDS.items() if body in understood.bodies
    ]
    return without_names(understood.text, names) or understood.text


def _renumbered(claims: Sequence[Claim], before: int) -> tuple[Claim, ...]:
    return tuple(Claim(claim.text, tuple(marker + before for marker in claim.markers)) for claim in claims)


def to_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as the command line and other programs get it; a side without claims says nothing on the question."""
    return {
        "question": comparison.question,
        "across": comparison.across,
        "cells": [
            {
                "side": cell.side,
                "claims": [{"text": claim.text, "citations": list(claim.markers)} for claim in cell.claims],
                "coverage": coverage_json(cell.coverage),
            }
            for cell in comparison.cells
        ],
        "citations": [citation_json(citation) for citation in comparison.citations],
        "coverage": {**(coverage_json(comparison.coverage) if comparison.coverage else {}), "left_out": list(comparison.left_out)},
        "model": comparison.model,
        "notice": comparison.notice,
        "dropped": comparison.dropped,
        "seconds": comparison.seconds,
    }
