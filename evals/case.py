"""Case: a curated question, what a good answer must say, and the words of the reports it must rest on.

Gold is a quote and not a passage, so that cutting the reports anew never invalidates a case.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import AssistantError
from corpus.report import Report
from evals.span import Span
from retrieval.answer import ANSWERED, NEEDS_CLARIFICATION, NOT_IN_REPORTS, OUT_OF_SCOPE, PARTIAL, SOURCES_DISAGREE

CASES = Path(__file__).with_name("cases")
ANSWERING = frozenset({ANSWERED, PARTIAL, SOURCES_DISAGREE})
DECLINING = frozenset({NOT_IN_REPORTS, OUT_OF_SCOPE, NEEDS_CLARIFICATION})
AUDIENCES = ("staff", "trainer", "evaluator")
SPLITS = ("tune", "held")  # held cases are used only to report


class CaseError(AssistantError):
    """Curated cases with faults; the message names every one of them, and `faults` has them one by one."""

    def __init__(self, faults: Sequence[str]):
        counted = f"{len(faults)} fault{'s' if len(faults) != 1 else ''}"
        super().__init__(f"The cases have {counted}: {'; '.join(faults)}. Correct these lines and try again.")
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """Words of one report that hold the answer."""

    report_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """One curated question. A good answer says one alternative of every point and gives no trap; `note` is for people only."""

    case_id: str
    question: str
    kind: str
    audience: str
    split: str
    points: tuple[tuple[str, ...], ...]
    gold: tuple[GoldQuote, ...]
    trap: tuple[str, ...] = ()
    status: str | None = None
    note: str = ""

    @property
    def answerable(self) -> bool:
        """Whether the reports hold an answer: what `status` says, else whether there is gold."""
        return self.status in ANSWERING if self.status else bool(self.gold)

    @property
    def expected(self) -> str:
        """The status a good answer has."""
        return self.status or (ANSWERED if self.gold else NOT_IN_REPORTS)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Cases asked one after another; turn n has the case_id "<id>/<n>", counted from 1."""

    id: str
    audience: str
    split: str
    turns: tuple[Case, ...]


Curated = tuple[tuple[Case, ...], tuple[Conversation, ...]]


def locate_gold(case: Case, reports: Mapping[str, Report]) -> tuple[tuple[Span, ...], ...]:
    """For each gold quote, every place where it stands; white space may differ, nothing else."""
    return tuple(find_places(gold, reports.get(gold.report_id)) for gold in case.gold)


def find_places(gold: GoldQuote, report: Report | None) -> tuple[Span, ...]:
    """Every place where a gold quote stands in its report; white space may differ, nothing else."""
    if report is None or not gold.quote.strip():
        return ()
    words = re.compile(r"\s+".join(re.escape(word) for word in gold.quote.split()))
    return tuple(Span(report.report_id, *match.span()) for match in words.finditer(report.text))
