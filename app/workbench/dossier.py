"""Dossier: all there is to know of a run, or of two side by side, gathered to be shown or handed on."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.workbench.bench import Bench
from app.workbench.exhibit import Told
from corpus.report import Report
from evals.case import Case
from evals.compare import compare_runs
from evals.failure import find_cause
from evals.gate import find_failures, read_gate
from evals.judge import Verdict
from evals.outcome import Outcome
from evals.runner import hash_cases
from evals.score import ScoredRun


@dataclass(frozen=True, slots=True)
class Dossier:
    """The runs, first the one that matters; the cases asked, and what each run said, by case id."""

    runs: tuple[ScoredRun, ...]
    cases: dict[str, Case]
    said: tuple[dict[str, Outcome], ...]
    reports: Mapping[str, Report]
    gate: tuple[str, ...] | None = None  # where the first run misses a threshold; None where the thresholds are not for its cases
    edited: tuple[str, ...] = ()  # the runs whose cases were edited since they were asked
    verdicts: tuple[Verdict, ...] = ()  # what language models thought of the first run

    @property
    def title(self) -> str:
        return f"Run {' beside '.join(run.name for run in self.runs)}"

    def told(self, case_id: str) -> list[Told]:
        """How each run fared with a case."""
        return [(run.name, run.by_id[case_id], said.get(case_id)) for run, said in zip(self.runs, self.said, strict=True)]

    def cause(self, case_id: str) -> str:
        """Where the first run went wrong with a case; empty where it did not."""
        return find_cause(self.runs[0].by_id[case_id])

    def failures(self) -> list[str]:
        """The cases that the first run did not get right."""
        return [case.case_id for case in self.runs[0].cases if not case.scores.get("right")]


def open_dossier(bench: Bench, name: str, against: str, reports: Mapping[str, Report]) -> Dossier:
    """The dossier of one run, or of two that asked the same cases."""
    names = [name, against] if against else [name]
    runs = tuple(bench.scored(each, reports) for each in names)
    if against:
        compare_runs(runs[1], runs[0])  # refuses runs that did not ask the same
    cases, conversations = bench.asked(name, reports)
    by_id = {case.case_id: case for case in [*cases, *(turn for c in conversations for turn in c.turns)]}
    said = tuple({o.case_id: o for o in bench.outcomes(each)} for each in names)
    gate = tuple(find_failures(runs[0], read_gate())) if bench.shipped else None
    now = hash_cases(cases, conversations)
    edited = tuple(run.name for run in runs if any(run.card.get(part, wanted) != wanted for part, wanted in now.items()))
    return Dossier(runs, by_id, said, reports, gate, edited, tuple(bench.verdicts(name)))
