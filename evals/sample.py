"""Sample: an outcome in the shapes that two judging libraries take.

RAGAS 0.4 reads them with `EvaluationDataset.from_jsonl`, DeepEval 4.3 with `EvaluationDataset().add_test_cases_from_json_file`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import AssistantError
from evals.case import Case, Curated
from evals.outcome import Outcome
from evals.wording import MARK

PASSAGES = 10
Sample = dict[str, Any]


class SampleError(AssistantError):
    """A shape that nobody takes."""


def as_ragas(case: Case, outcome: Outcome | None) -> Sample:
    """A single-turn sample; the reference says each point in its first wording."""
    answer = _answer(outcome)
    return {
        "user_input": case.question,
        "response": _said(answer),
        "retrieved_contexts": _passages(answer),
        "reference": _reference(case),
        "reference_contexts": [gold.quote for gold in case.gold],
    }


def as_deepeval(case: Case, outcome: Outcome | None) -> Sample:
    """A test case; `context` is the gold."""
    answer = _answer(outcome)
    return {
        "input": case.question,
        "actual_output": _said(answer),
        "expected_output": _reference(case),
        "context": [gold.quote for gold in case.gold],
        "retrieval_context": _passages(answer),
        "name": case.case_id,
    }


SHAPES: dict[str, Callable[[Case, Outcome | None], Sample]] = {"ragas": as_ragas, "deepeval": as_deepeval}


def make_samples(shape: str, curated: Curated, outcomes: Sequence[Outcome]) -> dict[str, Sample]:
    """A sample by case id for every case and turn, also for those that failed: an empty answer is judged as one."""
    if shape not in SHAPES:
        raise SampleError(f"There is no shape {shape}. Choose one of {', '.join(SHAPES)}.")
    by_id = {outcome.case_id: outcome for outcome in outcomes}
    cases = [*curated[0], *(turn for conversation in curated[1] for turn in conversation.turns)]
    return {case.case_id: SHAPES[shape](case, by_id.get(case.case_id)) for case in cases}


def write_samples(shape: str, samples: Mapping[str, Sample], path: Path) -> None:
    """RAGAS reads an object a line, DeepEval one list."""
    rows = list(samples.values())
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(lines if shape == "ragas" else json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def _answer(outcome: Outcome | None) -> Mapping[str, Any]:
    return (outcome.answer if outcome else None) or {}


def _said(answer: Mapping[str, Any]) -> str:
    """The text without its marks: a judge takes "[1]" for a figure."""
    return " ".join(MARK.sub("", answer.get("text", "")).split())


def _passages(answer: Mapping[str, Any]) -> list[str]:
    return [str(e["text"]) for e in answer.get("evidence", [])[:PASSAGES]]


def _reference(case: Case) -> str:
    return "; ".join(point[0] for point in case.points) if case.points else "The reports do not say."
