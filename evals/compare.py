"""Compare: two runs of the same cases, pair by pair, so that how hard the cases are cancels out."""

from dataclasses import dataclass

from corpus.errors import AssistantError
from evals.interval import bootstrap_interval, mean
from evals.score import ScoredRun
from evals.summary import MEASURE_BY_NAME, MEASURES, OVERALL, Measure, find_groups


class CompareError(AssistantError):
    """Two runs that cannot be set side by side."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`difference` is after minus before in the measure's own unit, with its 95% interval over the paired cases."""

    measure: str
    group: str
    n: int
    before: float
    after: float
    difference: float
    low: float
    high: float
    wins: tuple[str, ...]  # ids of the cases that `after` does better
    losses: tuple[str, ...]

    @property
    def certain(self) -> bool:
        """Whether the interval leaves out no difference at all."""
        return self.low > 0 or self.high < 0


def compare_runs(before: ScoredRun, after: ScoredRun, measure: str = "right", group: str = OVERALL, seed: int = 0) -> Comparison:
    """The means of one score over one group, paired by case; for measures that are medians too, since pairs need a mean."""
    wanted = _find_measure(measure)
    pairs = _pairs(before, after, wanted.score, group)
    differences = [b - a for _, a, b in pairs]
    up, down = tuple(i for i, a, b in pairs if b > a), tuple(i for i, a, b in pairs if b < a)
    wins, losses = (up, down) if wanted.higher_is_better else (down, up)
    means = mean([a for _, a, _ in pairs]), mean([b for _, _, b in pairs])
    return Comparison(measure, group, len(pairs), *means, mean(differences), *bootstrap_interval(differences, seed=seed), wins, losses)


def compare_all(before: ScoredRun, after: ScoredRun, group: str = OVERALL, seed: int = 0) -> list[Comparison]:
    """A comparison for every measure."""
    return [compare_runs(before, after, measure.name, group, seed) for measure in MEASURES]


def _find_measure(name: str) -> Measure:
    if name not in MEASURE_BY_NAME:
        raise CompareError(f"There is no measure {name}. Choose one of {', '.join(MEASURE_BY_NAME)}.")
    return MEASURE_BY_NAME[name]


def _pairs(before: ScoredRun, after: ScoredRun, score: str, group: str) -> list[tuple[str, float, float]]:
    """Cases that both runs have the score for: the length of an answer, say, is missing where a run declined."""
    _check_same_cases(before, after)
    members = find_groups(before.cases).get(group)
    if members is None:
        raise CompareError(f"{before.name} has no group {group}. Choose one of {', '.join(find_groups(before.cases))}.")
    second = {case.case_id: case.scores for case in after.cases}
    return [(c.case_id, c.scores[score], second[c.case_id][score]) for c in members if score in c.scores and score in second[c.case_id]]


def _check_same_cases(before: ScoredRun, after: ScoredRun) -> None:
    strange = sorted({case.case_id for case in before.cases} ^ {case.case_id for case in after.cases})
    if strange:
        raise CompareError(
            f"{before.name} and {after.name} were not asked the same cases (only one has {', '.join(strange[:5])}"
            f"{' and others' if len(strange) > 5 else ''}). Choose another run, or ask both the same cases."
        )
