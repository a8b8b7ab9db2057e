"""Score: outcomes beside their cases, a number for each thing that matters, and the reason for every low one.

A score stands in a case's `scores` only if it can be asked of that case (an unanswerable one has no gold to find).
Where it can be asked, an error or a missing outcome gets the worst there is, so no case drops out of a mean.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from corpus.report import Report
from evals.case import ANSWERING, DECLINING, Case, Conversation, locate_gold
from evals.metrics import (
    Gold,
    citation_precision,
    citation_recall,
    evidence_recall_within,
    ndcg,
    novel_gains,
    quotes_verbatim,
    recall_at,
    reciprocal_rank,
    relevance,
    success_at,
)
from evals.outcome import Outcome, read_outcomes
from evals.runner import read_card
from evals.span import Span
from evals.wording import points_covered, traps_given, unguarded_numbers

DEPTH = 10  # the contract promises ten passages; what comes after is not looked at
ERROR = "error"
TRAP_GIVEN = "trap given: "


@dataclass(frozen=True, slots=True)
class ScoredCase:
    """The scores of one case by name, each in [0, 1] but for answer_chars and seconds; `notes` says what was wrong."""

    case_id: str
    kind: str
    audience: str
    split: str
    turn: int
    expected: str
    status: str
    scores: dict[str, float]
    notes: tuple[str, ...] = ()
    odds: float | None = None


@dataclass(frozen=True)
class ScoredRun:
    """A whole run, scored; `card` says what it rests on."""

    name: str
    cases: tuple[ScoredCase, ...]
    card: dict[str, Any]

    @cached_property
    def by_id(self) -> dict[str, ScoredCase]:
        """The cases by their ids."""
        return {case.case_id: case for case in self.cases}


def score_run(out: Path, cases: Sequence[Case], conversations: Sequence[Conversation], reports: Mapping[str, Report]) -> ScoredRun:
    """Score a file of outcomes; nothing is asked again."""
    return ScoredRun(out.stem, score_outcomes(read_outcomes(out), cases, conversations, reports), read_card(out))


def score_outcomes(
    outcomes: Sequence[Outcome], cases: Sequence[Case], conversations: Sequence[Conversation], reports: Mapping[str, Report]
) -> tuple[ScoredCase, ...]:
    """Every case and every turn in order, also those that no outcome tells of."""
    outcome_by_id = {outcome.case_id: outcome for outcome in outcomes}
    turns = [(case, 1) for case in cases] + [(case, n) for c in conversations for n, case in enumerate(c.turns, 1)]
    return tuple(score_case(case, outcome_by_id.get(case.case_id), reports, turn) for case, turn in turns)


def score_case(case: Case, outcome: Outcome | None, reports: Mapping[str, Report], turn: int = 1) -> ScoredCase:
    """Everything that can be said of one outcome."""
    answer = (outcome.answer if outcome and not outcome.error else None) or {}
    status = str(answer.get("status", ERROR))
    gold = locate_gold(case, reports)
    passages = [_span(e) for e in answer.get("evidence", [])]
    scores = {"error": float(not answer)}
    scores |= _search_scores(passages, gold) if gold else {}
    scores |= _answer_scores(case, status, answer)
    scores |= _citation_scores([_span(c) for c in answer.get("citations", []) if status not in DECLINING], gold) if gold else {}
    scores |= _check_scores(answer, reports)
    scores |= {"seconds": outcome.seconds} if outcome else {}
    odds = outcome.odds if outcome else None
    notes = _notes(case, outcome, answer, reports)
    return ScoredCase(case.case_id, case.kind, case.audience, case.split, turn, case.expected, status, scores, notes, odds)


def score_lines(run: ScoredRun) -> str:
    """Every score of every case, a JSON object a line."""
    return "".join(json.dumps({"run": run.name, **asdict(case)}, ensure_ascii=False) + "\n" for case in run.cases)


def confusion(cases: Sequence[ScoredCase]) -> dict[tuple[str, str], int]:
    """How many cases that should have ended as the first status ended as the second."""
    pairs = [(case.expected, case.status) for case in cases]
    return {pair: pairs.count(pair) for pair in sorted(set(pairs))}


def _search_scores(passages: Sequence[Span], gold: Gold) -> dict[str, float]:
    best = passages[:DEPTH]
    relevant, gains = relevance(best, gold), novel_gains(best, gold)
    unreached = len(gold) - sum(gains)
    return {
        "mrr": reciprocal_rank(relevant),
        "first_passage": success_at(relevant, 1),
        "gold_at_10": recall_at(gains, len(gold), DEPTH),
        "ndcg_at_10": ndcg(gains, [*gains, *[1] * unreached], DEPTH),
        "evidence_1000": evidence_recall_within(passages, gold, 1000),
        "evidence_3000": evidence_recall_within(passages, gold, 3000),
        "evidence_8000": evidence_recall_within(passages, gold, 8000),
    }


def _answer_scores(case: Case, status: str, answer: Mapping[str, Any]) -> dict[str, float]:
    """`right` is asked of every case: said in full where the reports hold an answer, declined where they do not."""
    if not case.answerable:
        declined = float(status in DECLINING)
        return {"right": declined, "declined": declined}
    text, answered = answer.get("text", ""), status in ANSWERING
    said = points_covered(text, case.points) if answered else ()
    full = float(answered and all(said) and not traps_given(text, case.trap))
    length = {"answer_chars": float(len(text))} if answered else {}
    points = {"points": sum(said) / len(case.points)} if case.points else {}
    # An error is no answer either: counted as 0 here it would look better than a refusal.
    return {"right": full, "right_in_full": full, **points, "wrongly_declined": float(not answered), **length}


def _citation_scores(citations: Sequence[Span], gold: Gold) -> dict[str, float]:
    """Asked of every case with gold: a refusal cites nothing, and counts as that."""
    precision = citation_precision(citations, gold)
    return {
        "citations_any": float(precision > 0),
        "citations_all": float(precision == 1),
        "citation_precision": precision,
        "citation_recall": citation_recall(citations, gold),
    }


def _check_scores(answer: Mapping[str, Any], reports: Mapping[str, Report]) -> dict[str, float]:
    if not answer:
        return {"quotes_verbatim": 0.0, "numbers_guarded": 0.0, "coverage": 0.0}
    texts = {report_id: report.text for report_id, report in reports.items()}
    verbatim = quotes_verbatim([(_span(c), c["quote"]) for c in answer["citations"]], texts)
    reach = answer["coverage"]
    return {
        "quotes_verbatim": float(verbatim),
        "numbers_guarded": float(not _unguarded(answer, reports)),
        "coverage": reach["reports_searched"] / reach["reports_total"] if reach["reports_total"] else 0.0,
    }


def _unguarded(answer: Mapping[str, Any], reports: Mapping[str, Report]) -> list[str]:
    """The numbers of an answer's claims that stand neither in their quotes nor in headings or facts of the cited reports."""
    citation_by_marker = {c["marker"]: c for c in answer.get("citations", [])}
    numbers = []
    for claim in answer.get("claims", []):
        cited = [citation_by_marker[marker] for marker in claim["citations"] if marker in citation_by_marker]
        numbers += unguarded_numbers(claim["text"], [words for c in cited for words in _sources(c, reports)])
    return numbers


def _sources(citation: Mapping[str, Any], reports: Mapping[str, Report]) -> list[str]:
    """What may guard a claim's numbers: the quote, the headings above it, the report's title, area and dates."""
    report = reports.get(citation["report_id"])
    facts = report.facts if report else None
    known = (facts.title, *facts.area, facts.published_on or "", facts.inspected_on or "") if facts else ()
    return [citation["quote"], *citation["headings"], *known]


def _notes(case: Case, outcome: Outcome | None, answer: Mapping[str, Any], reports: Mapping[str, Report]) -> tuple[str, ...]:
    if not answer:
        return (f"error: {outcome.error or 'no answer'}" if outcome else "never asked",)
    notes = []
    if case.answerable and answer["status"] in ANSWERING:
        said = points_covered(answer["text"], case.points)
        notes += [f"not said: {' / '.join(point)}" for point, given in zip(case.points, said, strict=True) if not given]
        notes += [f"{TRAP_GIVEN}{trap}" for trap in traps_given(answer["text"], case.trap)]
    elif case.answerable or answer["status"] not in DECLINING:
        notes.append(f"should have ended as {case.expected.replace('_', ' ')}")
    notes += [f"number not in its sources: {number}" for number in _unguarded(answer, reports)]
    return tuple(notes)


def _span(place: Mapping[str, Any]) -> Span:
    return Span(place["report_id"], place["start"], place["end"])
