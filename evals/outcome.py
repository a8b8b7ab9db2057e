"""Outcome: what happened when one case was asked; a file of outcomes holds one JSON object a line."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import AssistantError


class OutcomeError(AssistantError):
    """A file of outcomes that cannot be read or does not belong to what is asked."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to one case as `retrieval.answer.to_json` gives it, or the error; `turn` counts from 1.

    `odds` are the log-odds, before it was decided, that the evidence carries an answer; None where nobody could tell.
    """

    case_id: str
    turn: int
    seconds: float
    error: str | None
    answer: dict[str, Any] | None
    odds: float | None = None


def read_outcomes(path: Path) -> list[Outcome]:
    """Every whole outcome of a file; what a killed run left half written is passed over."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise OutcomeError(f"There are no outcomes in {path} ({error.strerror}). Ask the cases first: probation-qa evals run") from error
    return [outcome for line in lines if (outcome := _read_line(line))]


def to_lines(outcomes: Iterable[Outcome]) -> str:
    """One line of JSON for each."""
    return "".join(json.dumps(asdict(outcome), ensure_ascii=False, sort_keys=True) + "\n" for outcome in outcomes)


def _read_line(line: bytes) -> Outcome | None:
    try:
        return Outcome(**json.loads(line))
    except (ValueError, TypeError):
        return None
