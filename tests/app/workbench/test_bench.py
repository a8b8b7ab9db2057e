"""What a bench holds, and what it says of a run that is not there or was cut off."""

import pytest

from app.workbench.bench import Bench, BenchError, open_bench


def test_a_bench_lists_its_runs_and_scores_them(bench, reports):
    assert set(bench.names()) == {"first", "worse"}
    assert bench.progress("first") == (3, 3)
    assert {case.case_id: case.scores["right"] for case in bench.scored("first", reports).cases} == {
        "own-001": 1,
        "own-002": 0,
        "own-003": 1,
    }


def test_a_run_that_is_not_there_or_cannot_be_named_says_so(bench, reports):
    with pytest.raises(BenchError, match="no run gone among"):
        bench.scored("gone", reports)
    for name in ("../out", "", "a/b", ".hidden"):
        with pytest.raises(BenchError, match="cannot be the name"):
            bench.outcomes_path(name)


def test_before_the_first_run_none_is_said_to_be_missing(tmp_path, reports):
    with pytest.raises(BenchError, match=r"^No run is kept yet\. Ask the cases: probation-qa evals run --name latest$"):
        Bench(tmp_path / "none", shipped=False).scored("latest", reports)


def test_the_shipped_cases_belong_to_the_shipped_library(tmp_path, monkeypatch):
    monkeypatch.setenv("PROBATION_QA_RUNS", str(tmp_path))
    assert open_bench(tmp_path / "mine").case_files() == []
    assert len(open_bench(None).case_files()) == 6 and open_bench(None).folder == tmp_path


def test_a_case_that_a_cut_off_run_never_reached_counts_as_the_worst(bench, reports, tmp_path):
    cut = Bench(tmp_path, shipped=False)
    cut.own_cases.parent.mkdir()
    cut.own_cases.write_bytes(bench.own_cases.read_bytes())
    lines = bench.outcomes_path("first").read_bytes().splitlines(keepends=True)
    cut.outcomes_path("cut").write_bytes(lines[0])
    (tmp_path / "cut.card.json").write_bytes((bench.folder / "first.card.json").read_bytes())
    assert cut.progress("cut") == (1, 3)
    assert [case.status for case in cut.scored("cut", reports).cases] == ["answered", "error", "error"]
