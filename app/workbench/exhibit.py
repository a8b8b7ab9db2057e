"""Exhibit: one case as markup, with what it asked, what a good answer says, and what each run said, side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.markup.markup import NOTHING_SHOWN, Markup, joined, tag
from app.phrases import ENDINGS
from corpus.report import Report
from evals.case import Case, locate_gold
from evals.metrics import relevance
from evals.outcome import Outcome
from evals.score import ScoredCase
from evals.span import Span

EVIDENCE_SHOWN = 5
LABELS = {**{status: ending.label for status, ending in ENDINGS.items()}, "error": "Error"}
SHOWN_SCORES = {
    "mrr": "MRR",
    "evidence_3000": "Evidence in 3,000 characters",
    "citation_precision": "Citation precision",
    "points": "Points said",
}
Told = tuple[str, ScoredCase, Outcome | None]  # the run's name, how the case scored, and what was said


def anchor_of(case_id: str) -> str:
    """What a link to a case points to."""
    return "case-" + "".join(c if c.isalnum() or c == "-" else "_" for c in case_id)


def show_case(case: Case, told: Sequence[Told], reports: Mapping[str, Report], level: int = 3) -> Markup:
    """The question, the gold, and a column for each run."""
    gold = tag("section", tag(f"h{level}", "What a good answer says"), *_wanted(case, reports), class_="column")
    runs = [
        tag("section", tag(f"h{level}", f"Run {name}"), *_said(case, scored, outcome, reports), class_="column")
        for name, scored, outcome in told
    ]
    return tag("div", gold, *runs, class_="beside")


def show_foldable(case: Case, told: Sequence[Told], reports: Mapping[str, Report]) -> Markup:
    """A case closed to its question and how it ended; open, all of it."""
    endings = " · ".join(f"{name}: {mark(scored)} {LABELS[scored.status]}" for name, scored, _ in told)
    summary = tag(
        "summary", tag("span", case.question, class_="asked"), tag("span", f"{case.case_id} · {case.kind} · {endings}", class_="facts")
    )
    return tag("details", summary, show_case(case, told, reports), class_="exhibit", id=anchor_of(case.case_id))


def mark(scored: ScoredCase) -> str:
    """Right or not, as a word."""
    return "right," if scored.scores.get("right") else "not right,"


def _wanted(case: Case, reports: Mapping[str, Report]) -> list[Markup]:
    points = [tag("li", " or ".join(f"“{wording}”" for wording in point)) for point in case.points]
    traps = [tag("li", trap) for trap in case.trap]
    quotes = [
        tag("li", tag("blockquote", " ".join(g.quote.split())), tag("p", _title(g.report_id, reports), class_="facts")) for g in case.gold
    ]
    return [
        tag("p", f"Should end as: {LABELS[case.expected]}.", class_="facts"),
        joined(tag("p", "It says:"), tag("ul", *points)) if points else NOTHING_SHOWN,
        joined(tag("p", "It does not say:"), tag("ul", *traps)) if traps else NOTHING_SHOWN,
        tag("p", tag("strong", "Note: "), case.note) if case.note else NOTHING_SHOWN,
        joined(tag("p", "Resting on:"), tag("ol", *quotes)) if quotes else tag("p", "No report holds the answer."),
    ]


def _said(case: Case, scored: ScoredCase, outcome: Outcome | None, reports: Mapping[str, Report]) -> list[Markup]:
    answer = (outcome.answer if outcome else None) or {}
    figures = [f"{label} {scored.scores[name]:.2f}" for name, label in SHOWN_SCORES.items() if name in scored.scores]
    return [
        tag("p", f"Ended as: {LABELS[scored.status]}. {'; '.join(figures)}", class_="facts"),
        tag("ul", *(tag("li", note) for note in scored.notes), class_="notes") if scored.notes else NOTHING_SHOWN,
        *(tag("p", paragraph) for paragraph in str(answer.get("text", "")).split("\n\n") if paragraph.strip()),
        _citations(answer.get("citations", [])),
        _evidence(case, answer.get("evidence", []), reports),
    ]


def _citations(citations: Sequence[Mapping[str, Any]]) -> Markup:
    if not citations:
        return tag("p", "No citations.", class_="facts")
    entries = (
        tag("li", f"[{c['marker']}] ", tag("q", " ".join(c["quote"].split())), tag("p", _place(c), class_="facts")) for c in citations
    )
    return joined(tag("p", "Citations:"), tag("ol", *entries, class_="plain"))


def _evidence(case: Case, evidence: Sequence[Mapping[str, Any]], reports: Mapping[str, Report]) -> Markup:
    if not evidence:
        return tag("p", "No evidence.", class_="facts")
    holds = relevance([Span(e["report_id"], e["start"], e["end"]) for e in evidence], locate_gold(case, reports))
    first = next((rank for rank, held in enumerate(holds, 1) if held), None)
    told = f"the gold stands in passage {first}" if first else "no passage holds the gold" if case.gold else "there is no gold to find"
    entries = [_passage(e, held) for e, held in zip(evidence, holds, strict=True)][:EVIDENCE_SHOWN]
    summary = tag("summary", f"Evidence: {len(evidence)} passages, {told}")
    return tag("details", summary, tag("ol", *entries), class_="fold")


def _passage(evidence: Mapping[str, Any], held: bool) -> Markup:
    where = tag("p", f"{'Holds gold. ' if held else ''}{_place(evidence)}", class_="facts")
    return tag("li", where, tag("blockquote", evidence["text"]), class_="held" if held else "")


def _place(place: Mapping[str, Any]) -> str:
    return " › ".join((place["title"], *place["headings"]))


def _title(report_id: str, reports: Mapping[str, Report]) -> str:
    return reports[report_id].facts.title if report_id in reports else report_id
