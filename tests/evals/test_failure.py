import pytest

from evals.failure import BROKEN, CAUSES, GIVEN, REFUSED, TRAPPED, UNFOUND, UNSAID, find_cause
from evals.score import ScoredCase


def case(status: str, right: float = 0.0, reached: float = 1.0, expected: str = "answered", notes: tuple[str, ...] = ()) -> ScoredCase:
    return ScoredCase("c", "figure", "staff", "tune", 1, expected, status, {"right": right, "gold_at_10": reached}, notes)


@pytest.mark.parametrize(
    ("scored", "cause"),
    [
        (case("answered", right=1.0), ""),
        (case("error"), BROKEN),
        (case("not_in_reports"), REFUSED),
        (case("answered", expected="not_in_reports"), GIVEN),
        (case("answered", reached=0.0, notes=("trap given: 90",)), UNFOUND),
        (case("partial", notes=("trap given: 90",)), TRAPPED),
        (case("partial", notes=("not said: 640",)), UNSAID),
    ],
)
def test_the_first_cause_along_the_line_is_told(scored, cause):
    assert find_cause(scored) == cause
    assert not cause or cause in CAUSES
