"""Judged answers become lines of a file of cases, and the checker names what is left to fill."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.report import Facts, Report
from evals.case import CaseError
from evals.lines import read_cases
from evals.promotion import PromotionError, add_line, draft_case

LABELS = {"kind": "fact", "audience": "staff", "split": "held"}
TEXT = "The CRC supervised 3,454 people.\nHome visits were rare."
REPORTS = {"arden": Report("arden", "arden.md", "0", Facts("Arden"), TEXT)}
ANSWER: dict[str, Any] = {
    "question": "How many people were supervised?", "status": "answered",
    "claims": [{"text": "The CRC supervised 3,454 people.", "citations": [1]}],
    "citations": [{"marker": 1, "report_id": "arden", "quote": "3,454 people.\nHome"}],
}  # fmt: skip


def test_a_right_answer_is_a_case_whose_gold_stands_in_the_report(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    assert add_line(path, draft_case("said-1", ANSWER, True, "from a colleague", LABELS)) == []
    (case,), _ = read_cases([path], REPORTS)
    assert (case.case_id, case.question, case.points) == ("said-1", ANSWER["question"], (("The CRC supervised 3,454 people.",),))
    assert case.gold[0].quote == "3,454 people. Home" and case.expected == "answered"
    assert json.loads(path.read_text(encoding="utf-8"))["note"] == "from a colleague"


def test_a_right_refusal_is_a_case_that_must_be_declined(tmp_path: Path) -> None:
    for status in ("not_in_reports", "out_of_scope"):
        path = tmp_path / f"{status}.jsonl"
        assert add_line(path, draft_case("said-1", {**ANSWER, "status": status, "claims": [], "citations": []}, True, "", LABELS)) == []
        (case,), _ = read_cases([path], REPORTS)
        assert case.expected == status and not case.answerable


def test_a_right_partial_answer_keeps_its_status(tmp_path: Path) -> None:
    assert draft_case("said-1", {**ANSWER, "status": "partial"}, True, "", LABELS)["status"] == "partial"


def test_what_a_wrong_answer_leaves_to_fill_is_named_by_the_checker(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    points, gold = add_line(path, draft_case("said-1", ANSWER, False, "page 4", LABELS))
    assert points == "own.jsonl line 1: a point has no alternatives" and gold.startswith("own.jsonl line 1: gold is not")
    with pytest.raises(CaseError, match="2 faults"):
        read_cases([path], REPORTS)


def test_a_case_is_added_below_what_the_file_holds_and_only_once(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text("\n" + json.dumps(draft_case("mine", {**ANSWER, "question": "Another?"}, True, "", LABELS)), encoding="utf-8")
    assert add_line(path, draft_case("said-1", ANSWER, True, "", LABELS)) == []
    with pytest.raises(PromotionError, match="holds a case said-1 already"):
        add_line(path, draft_case("said-1", ANSWER, True, "", LABELS))
    assert [case.case_id for case in read_cases([path])[0]] == ["mine", "said-1"]


def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "no").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(CaseError, match="cannot be written"):
        add_line(tmp_path / "no" / "own.jsonl", draft_case("said-1", ANSWER, True, "", LABELS))
