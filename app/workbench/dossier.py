"""Dossier: all there is to know of a run, or of two side by side, gathered to be shown or handed on."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.workbench.bench import Bench
from app.workbench.exhibit import Told
from corpus.report import Report
from evals.case import Case
from evals.compare import compare_runs
from evals.outcome import Outcome
from evals.score import ScoredRun


@dataclass(frozen=True, slots=True)
class Dossier:
    """The runs, first the one that matters; the cases asked, and what each run said, by case id."""

    runs: tuple[ScoredRun, ...]
    cases: dict[str, Case]
    said: tuple[dict[str, Outcome], ...]
    reports: Mapping[str, Report]

    @property
    def title(self) -> str:
        return f"Run {' beside '.join(run.name for run in self.runs)}"

    def told(self, case_id: str) -> list[Told]:
        """How each run fared with a case."""
        scored = [next(case for case in run.cases if case.case_id == case_id) for run in self.runs]
        return [(run.name, case, said.get(case_id)) for run, case, said in zip(self.runs, scored, self.said, strict=True)]

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
    return Dossier(runs, by_id, tuple({o.case_id: o for o in bench.outcomes(each)} for each in names), reports)


def card_lines(run: ScoredRun) -> list[str]:
    """What a run rests on, a line for each thing."""
    named = ("asked_on", "cases", "conversations", "reports", "code", "index", "seed")
    lines = [f"{name.replace('_', ' ')}: {run.card[name]}" for name in named if run.card.get(name) not in (None, "")]
    return lines + [f"{name}: {value}" for name, value in run.card.get("settings", {}).items()]
