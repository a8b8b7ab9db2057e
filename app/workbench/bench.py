"""Bench: the folder that holds runs, people's scores and cases of one's own, and the curated sets beside it."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import AssistantError
from corpus.report import Report
from evals.case import CASES, Curated
from evals.judge import SCRIPTS, Verdict, read_judgements, summarise_judgements
from evals.lines import read_cases
from evals.outcome import Outcome, read_outcomes
from evals.runner import read_card
from evals.score import ScoredRun, score_outcomes
from evals.sets import add_entries, find_asked
from evals.topic import TOPICS
from evals.writing import count_writing, render_writing

FOLDER_VARIABLE = "PROBATION_QA_RUNS"
NAME = re.compile(r"[\w-][\w.-]{0,79}")


class BenchError(AssistantError):
    """A run that is not there or a name that cannot be one."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Runs lie in `folder`; the shipped cases belong to the shipped library only, since a person's own may hold none of their reports."""

    folder: Path
    shipped: bool = True

    @property
    def own_cases(self) -> Path:
        return self.folder / "cases" / "own.jsonl"

    def case_files(self) -> list[Path]:
        return [*(sorted(CASES.glob("*.jsonl")) if self.shipped else []), *sorted((self.folder / "cases").glob("*.jsonl"))]

    @property
    def own_topics(self) -> Path:
        return self.folder / "topics" / "own.jsonl"

    def topic_files(self) -> list[Path]:
        """Topics of briefings lie apart: a run asks questions."""
        return [*([TOPICS] if self.shipped else []), *sorted((self.folder / "topics").glob("*.jsonl"))]

    def add(self, entries: Sequence[Mapping[str, Any]], reports: Mapping[str, Report]) -> tuple[list[str], Path]:
        """Add cases and conversations, or topics, to one's own; gives their ids and the file they are in now."""
        topics = ["topic" in entry for entry in entries]
        if any(topics) and not all(topics):
            raise BenchError("These lines hold cases and topics. Give each in a file of its own.")
        path = self.own_topics if any(topics) else self.own_cases
        return add_entries(entries, path, [*self.case_files(), *self.topic_files()], reports), path

    def curated(self, reports: Mapping[str, Report]) -> Curated:
        """All there is to ask of these reports."""
        return read_cases(self.case_files(), reports)

    def names(self) -> list[str]:
        """The runs whose cards can be read, newest first."""
        cards = sorted(self.folder.glob("*.card.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        names = [path.name.removesuffix(".card.json") for path in cards]
        return [name for name in names if NAME.fullmatch(name) and read_card(self.outcomes_path(name))]

    def outcomes_path(self, name: str) -> Path:
        """Where the outcomes of a run lie or will lie."""
        if not NAME.fullmatch(name):
            raise BenchError(f"{name} cannot be the name of a run. Use letters, digits, dots and dashes.")
        return self.folder / f"{name}.jsonl"

    def outcomes(self, name: str) -> list[Outcome]:
        self._find(name)
        path = self.outcomes_path(name)
        return read_outcomes(path) if path.exists() else []

    def asked(self, name: str, reports: Mapping[str, Report]) -> Curated:
        """What a run set out to ask."""
        return find_asked(self.curated(reports), read_card(self._find(name)))

    def scored(self, name: str, reports: Mapping[str, Report]) -> ScoredRun:
        """A run scored with the measures of today; what it has not asked yet gets the worst there is."""
        scored = score_outcomes(self.outcomes(name), *self.asked(name, reports), reports)
        return ScoredRun(name, scored, read_card(self._find(name)))

    def writing(self, name: str) -> str:
        """Who wrote the answers of a run, and the share of claims that each check dropped."""
        return render_writing(count_writing(self.outcomes(name)))

    def judgements_path(self, name: str, judge: str) -> Path:
        """Where what a judge thought of a run lies or will lie."""
        return self.outcomes_path(name).with_suffix(f".{judge}.judged")  # not .jsonl: a run may be called x.ragas

    def verdicts(self, name: str) -> list[Verdict]:
        """What the judges thought of a run, those that were asked."""
        judgements = [j for judge in SCRIPTS for j in read_judgements(self.judgements_path(name, judge))]
        return summarise_judgements(judgements, dict.fromkeys(j.case_id for j in judgements))

    def progress(self, name: str) -> tuple[int, int]:
        """How many cases and conversations of a run were asked, and how many there are."""
        ids = read_card(self._find(name)).get("ids", [])
        begun = {outcome.case_id.split("/")[0] for outcome in self.outcomes(name)}
        return len(begun & set(ids)), len(ids)

    def _find(self, name: str) -> Path:
        path = self.outcomes_path(name)
        if not read_card(path):
            none = f"There is no run {name}{_others(self.names())}" if self.names() else "No run is kept yet"
            raise BenchError(f"{none}. Ask the cases: probation-qa evals run --name {name}")
        return path


def open_bench(library: Path | None) -> Bench:
    """The bench beside a library (None is the shipped one): the folder PROBATION_QA_RUNS, else runs/ where the program was started."""
    return Bench(Path(os.environ.get(FOLDER_VARIABLE) or "runs"), shipped=library is None)


def _others(names: Iterable[str]) -> str:
    known = ", ".join(names)
    return f" among {known}" if known else ""
