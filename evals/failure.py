"""Failure: where along the line a case went wrong, so that failures can be read by cause."""

from collections.abc import Mapping

from evals.case import ANSWERING, DECLINING
from evals.score import ERROR, TRAP_GIVEN, ScoredCase

BROKEN, REFUSED, GIVEN, UNFOUND, TRAPPED, UNSAID = "broken", "refused", "given", "unfound", "trapped", "unsaid"
CAUSES: Mapping[str, str] = {
    BROKEN: "Error or never asked",
    REFUSED: "Declined, though the reports say",
    GIVEN: "Answered, though the reports do not say",
    UNFOUND: "Search did not reach the gold",
    TRAPPED: "A wrong answer given",
    UNSAID: "Found, but not said in full",
}


def find_cause(case: ScoredCase) -> str:
    """The first cause that fits a case that is not right, in the order of CAUSES; empty for one that is."""
    if case.scores.get("right"):
        return ""
    if case.status == ERROR:
        return BROKEN
    if case.expected not in ANSWERING:
        return GIVEN
    if case.status in DECLINING:
        return REFUSED
    if case.scores.get("gold_at_10") == 0:
        return UNFOUND
    return TRAPPED if any(note.startswith(TRAP_GIVEN) for note in case.notes) else UNSAID
