import json
from pathlib import Path

import pytest

from evals.case import Case, CaseError, GoldQuote
from evals.lines import read_cases

LINE = {
    "id": "c1", "question": "How many?", "kind": "figure", "audience": "staff", "split": "tune",
    "points": [["640"]], "gold": [{"report_id": "north", "quote": "The NPS held 640 cases."}],
}  # fmt: skip


def write(folder: Path, *lines: object) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_a_case_and_a_conversation_are_read(tmp_path, reports):
    turn = {key: LINE[key] for key in ("kind", "points", "gold")}
    talk = {"id": "t", "audience": "trainer", "split": "held", "turns": [{**turn, "question": "And?"}, {**turn, "question": "Why?"}]}
    (case,), (conversation,) = read_cases([write(tmp_path, LINE, "", talk)], reports)
    gold = (GoldQuote("north", "The NPS held 640 cases."),)
    assert case == Case("c1", "How many?", "figure", "staff", "tune", (("640",),), gold)
    assert [(t.case_id, t.question, t.audience, t.split) for t in conversation.turns] == [
        ("t/1", "And?", "trainer", "held"),
        ("t/2", "Why?", "trainer", "held"),
    ]


def test_every_fault_is_told_at_once(tmp_path, reports):
    strange = [{"report_id": "nowhere", "quote": "x"}, {"report_id": "south", "quote": "made up"}]
    path = write(
        tmp_path,
        LINE,
        {**LINE, "question": "How  MANY?"},
        {**LINE, "id": "c2", "question": "A?", "points": [["x"], []]},
        {**LINE, "id": "c3", "question": "B?", "gold": strange},
        {**LINE, "id": "c4", "question": "", "status": "unsure", "trap": "40%"},
        "{broken",
        "[]",
        {"id": "t", "audience": "a", "split": "tune", "turns": []},
    )
    with pytest.raises(CaseError) as caught:
        read_cases([path], reports)
    for fault in (
        "the id c1 is used 2 times", "asked 2 times: how many?", "line 3: a point has no alternatives", "there is no report nowhere",
        "c3: south does not hold the words: made up", "line 5: question is missing", "line 5: there is no status unsure",
        "line 5: trap is not a list of words", "line 6: not JSON", "line 7: not a JSON object", "line 8: turns is not a list of cases",
    ):  # fmt: skip
        assert fault in str(caught.value)


def test_a_line_with_one_fault_is_looked_at_for_all_others(tmp_path, reports):
    strange = {
        **LINE,
        "split": "both",
        "gold": [{"report_id": "nowhere", "quote": "x"}, {"report_id": "north"}],
        "pionts": [],
        "note": "n" * 2001,
    }
    with pytest.raises(CaseError) as caught:
        read_cases([write(tmp_path, LINE, strange, {**LINE, "id": "c2", "question": "Why?", "gold": []})], reports)
    told = str(caught.value)
    for fault in (
        "there is no split both", "there is no field pionts", "the id c1 is used 2 times", "asked 2 times: how many?",
        "c1: there is no report nowhere", "gold is not a list of report_id and quote", "note is not at most 2000 characters",
        "line 3: it has points but no gold",
    ):  # fmt: skip
        assert fault in told


@pytest.mark.parametrize("line", ['{"id": ' + "[" * 100_000, '{"id": "\\ud800"}', '{"id": []}', '{"id": 1e999}', "\x00"])
def test_an_odd_line_is_a_fault_and_not_a_crash(tmp_path, line):
    with pytest.raises(CaseError, match=r"cases\.jsonl line 1"):
        read_cases([write(tmp_path, line)])


WRONG = [{"points": "x"}, {"points": [["a", 1]]}, {"gold": [{"report_id": "north"}]}, {"gold": ["x"]}, {"trap": [1]}]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_shape_is_a_fault_and_not_a_crash(tmp_path, wrong):
    with pytest.raises(CaseError, match=r"cases\.jsonl line 1"):
        read_cases([write(tmp_path, {**LINE, **wrong})])


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(CaseError, match="cannot be read"):
        read_cases([tmp_path / "none.jsonl"])
