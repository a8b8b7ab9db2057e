"""Judging with a scripted judge: a small program in place of the one that asks RAGAS or DeepEval."""

import ast
import sys

import pytest

from evals import judge
from evals.judge import SCRIPTS, JudgeError, Judgement, ask_judge, read_judgements, summarise_judgements, write_judgements

SCRIPTED = """
import json, os, sys
for line in sys.stdin:
    told = json.loads(line)
    value = {"good": 1.0, "odd": float("nan")}.get(told["sample"]["user_input"])
    print("a library says something")
    print(json.dumps({"id": told["id"], "measure": "faithfulness", "value": value, "why": os.environ["JUDGE_MODEL"]}))
"""


@pytest.fixture
def scripted(tmp_path, monkeypatch):
    script = tmp_path / "scripted.py"
    script.write_text(SCRIPTED, encoding="utf-8")
    monkeypatch.setitem(judge.SCRIPTS, "ragas", script)


def test_every_sample_is_judged_as_often_as_asked(scripted):
    samples = {"a": {"user_input": "good"}, "b": {"user_input": "odd"}, "c": {"user_input": "other"}}
    found = ask_judge("ragas", sys.executable, "judge-1", samples, 2)
    assert [(j.case_id, j.repeat, j.value, j.why) for j in found[:3]] == [
        ("a", 1, 1.0, "judge-1"),
        ("b", 1, None, "judge-1"),
        ("c", 1, None, "judge-1"),
    ]
    assert [j.repeat for j in found] == [1, 1, 1, 2, 2, 2]
    (verdict,) = summarise_judgements(found, samples)
    assert verdict.judge == "ragas with judge-1"
    assert (verdict.n, verdict.repeats, verdict.unread) == (3, 2, 4) and verdict.value == pytest.approx(1 / 3)


def test_the_spread_over_repeats_is_told_and_no_case_drops_out():
    values = [("a", 1, 1.0), ("b", 1, 1.0), ("a", 2, 0.0)]  # b never came back the second time
    (verdict,) = summarise_judgements([Judgement("ragas with m", i, "faithfulness", n, v, "") for i, n, v in values], ["a", "b"])
    assert (verdict.value, verdict.low, verdict.high, verdict.unread) == (0.5, 0.0, 1.0, 1)


def test_judgements_are_kept_a_line_each_and_read_again(tmp_path):
    judgements = [Judgement("ragas with m", "a", "faithfulness", 1, None, "no\u2028reply"), Judgement("x", "b", "m", 2, 0.5, "")]
    path = tmp_path / "j.judged"
    assert read_judgements(path) == []
    write_judgements(judgements, path)
    assert read_judgements(path) == judgements
    path.write_text("{broken", encoding="utf-8")
    with pytest.raises(JudgeError, match="cannot be read"):
        read_judgements(path)


def test_a_judge_that_cannot_start_says_what_to_do(tmp_path):
    with pytest.raises(JudgeError, match="--python PATH"):
        ask_judge("ragas", str(tmp_path / "no-python"), "m", {}, 1)
    with pytest.raises(JudgeError, match="ModuleNotFoundError"):
        ask_judge("deepeval", sys.executable, "m", {}, 1)
    with pytest.raises(JudgeError, match="ragas, deepeval"):
        ask_judge("oracle", sys.executable, "m", {}, 1)


def test_the_judges_import_nothing_of_ours():
    """They run in a Python where this program is not installed."""
    for script in SCRIPTS.values():
        tree = ast.parse(script.read_text(encoding="utf-8"))
        roots = {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
        assert not roots & {"corpus", "ingest", "retrieval", "app", "evals"}
