"""Summary: the scores of many cases as one number each, for groups of cases, with intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.interval import Statistic, bootstrap_interval
from evals.score import ScoredCase

OVERALL, LATER_TURNS = "overall", "later turns"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of the scorecard: `score` names what it is taken from. unit is share, number, seconds or characters."""

    name: str
    label: str
    score: str
    unit: str = "share"
    higher_is_better: bool = True
    statistic: Statistic = np.mean


@dataclass(frozen=True, slots=True)
class Summary:
    """One measure of one group: over how many cases, its value, and the ends of its 95% bootstrap interval."""

    n: int
    value: float
    low: float
    high: float


def _slowest(values: np.ndarray, axis: int) -> np.ndarray:
    slow: np.ndarray = np.percentile(values, 95, axis=axis)
    return slow


MEASURES = (
    Measure("right", "Right (said in full, or rightly declined)", "right"),
    Measure("right_in_full", "Right in full", "right_in_full"),
    Measure("points", "Points said", "points"),
    Measure("declined", "Unanswerable declined", "declined"),
    Measure("wrongly_declined", "Answerable wrongly declined", "wrongly_declined", higher_is_better=False),
    Measure("mrr", "MRR", "mrr", "number"),
    Measure("first_passage", "First passage right", "first_passage"),
    Measure("gold_at_10", "Gold reached in 10 passages", "gold_at_10"),
    Measure("ndcg_at_10", "nDCG@10", "ndcg_at_10", "number"),
    Measure("evidence_1000", "Evidence recall within 1,000 characters", "evidence_1000"),
    Measure("evidence_3000", "Evidence recall within 3,000 characters", "evidence_3000"),
    Measure("evidence_8000", "Evidence recall within 8,000 characters", "evidence_8000"),
    Measure("citations_any", "Some citation touches gold", "citations_any"),
    Measure("citations_all", "All citations touch gold", "citations_all"),
    Measure("citation_precision", "Citation precision", "citation_precision"),
    Measure("citation_recall", "Citation recall", "citation_recall"),
    Measure("quotes_verbatim", "Quotes verbatim", "quotes_verbatim"),
    Measure("numbers_guarded", "Numbers guarded", "numbers_guarded"),
    Measure("coverage", "Reports searched", "coverage"),
    Measure("errors", "Errors", "error", higher_is_better=False),
    Measure("answer_chars", "Median answer length in characters", "answer_chars", "characters", False, np.median),
    Measure("seconds", "Median seconds", "seconds", "seconds", False, np.median),
    Measure("seconds_p95", "95th percentile of seconds", "seconds", "seconds", False, _slowest),
)
FAMILIES = {  # what a family of measures is about, by the first of it
    "right": "Answers",
    "declined": "Declining",
    "mrr": "Search",
    "citations_any": "Citations",
    "quotes_verbatim": "Checks",
    "answer_chars": "Length and time",
}
MEASURE_BY_NAME = {measure.name: measure for measure in MEASURES}


def find_groups(cases: Sequence[ScoredCase]) -> dict[str, list[ScoredCase]]:
    """The cases by group: "overall", "split x", "kind y", and "later turns" of conversations, which are in no other."""
    first = [case for case in cases if case.turn == 1]
    groups = {OVERALL: first}
    groups |= {f"split {name}": [c for c in first if c.split == name] for name in sorted({c.split for c in first})}
    groups |= {f"kind {name}": [c for c in first if c.kind == name] for name in sorted({c.kind for c in first})}
    later = [case for case in cases if case.turn > 1]
    return {**groups, LATER_TURNS: later} if later else groups


def summarise(cases: Sequence[ScoredCase], measure: Measure, seed: int = 0) -> Summary:
    """One measure over those of the cases that it can be asked of; all zero when there are none."""
    values = [case.scores[measure.score] for case in cases if measure.score in case.scores]
    if not values:
        return Summary(0, 0.0, 0.0, 0.0)
    value = float(measure.statistic(np.asarray([values]), axis=1)[0])
    return Summary(len(values), value, *bootstrap_interval(values, measure.statistic, seed))


def summarise_all(cases: Sequence[ScoredCase], seed: int = 0) -> dict[str, dict[str, Summary]]:
    """Every measure of every group: summaries[group][measure name]."""
    return {group: {m.name: summarise(members, m, seed) for m in MEASURES} for group, members in find_groups(cases).items()}
