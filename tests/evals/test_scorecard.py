import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.compare import CompareError, compare_all, compare_runs
from evals.gate import GATE, SMALL_GATE, GateError, Threshold, find_failures, read_gate
from evals.score import ScoredCase, ScoredRun
from evals.scorecard import SCORECARD, format_summary, render_scorecard, write_scorecard
from evals.summary import FAMILIES, MEASURE_BY_NAME, MEASURES, Summary, find_groups, summarise, summarise_all


def scored(case_id: str, right: float, kind: str = "figure", split: str = "tune", turn: int = 1, **more: float) -> ScoredCase:
    scores = {"right": right, "mrr": right, "wrongly_declined": 1 - right, "seconds": 0.1, "error": 0.0, "quotes_verbatim": 1.0, **more}
    return ScoredCase(case_id, kind, "staff", split, turn, "answered", "answered" if right else "not_in_reports", scores)


def run_of(name: str, *rights: float) -> ScoredRun:
    cases = [scored(f"c{n}", right, "figure" if n % 2 else "list", "held" if n % 3 else "tune") for n, right in enumerate(rights)]
    return ScoredRun(name, tuple(cases), {"asked_on": "2025-01-02", "cases": "abc", "settings": {"model": "extractive"}})


rights = st.lists(st.sampled_from([0.0, 1.0]), min_size=1, max_size=20)


def test_every_measure_has_its_own_name():
    assert len(MEASURE_BY_NAME) == len(MEASURES)


def test_every_family_begins_with_a_measure():
    assert list(FAMILIES) == [measure.name for measure in MEASURES if measure.name in FAMILIES]


def test_groups_hold_first_turns_and_later_turns_stand_apart():
    cases = [scored("a", 1), scored("b", 0, split="held", kind="list"), scored("c", 1, turn=2)]
    ids = {group: [c.case_id for c in members] for group, members in find_groups(cases).items()}
    assert ids == {
        "overall": ["a", "b"], "split held": ["b"], "split tune": ["a"], "kind figure": ["a"], "kind list": ["b"], "later turns": ["c"],
    }  # fmt: skip


def test_a_measure_is_taken_over_the_cases_that_have_it():
    cases = [scored("a", 1, seconds=1.0), scored("b", 0, seconds=3.0), scored("c", 1, seconds=2.0, citations_any=1.0)]
    assert summarise(cases, MEASURE_BY_NAME["right"]).value == 2 / 3
    assert summarise(cases, MEASURE_BY_NAME["seconds"]).value == 2
    assert summarise(cases, MEASURE_BY_NAME["seconds_p95"]).value == pytest.approx(2 + 0.9)
    assert summarise(cases, MEASURE_BY_NAME["citations_any"]).n == 1
    assert summarise([], MEASURE_BY_NAME["right"]) == Summary(0, 0, 0, 0)


@settings(deadline=None, max_examples=30)
@given(rights)
def test_an_interval_holds_its_value(values):
    for of_measure in summarise_all(run_of("a", *values).cases).values():
        for summary in of_measure.values():
            assert summary.low - 1e-9 <= summary.value <= summary.high + 1e-9


def test_the_scorecard_sets_runs_side_by_side(tmp_path):
    text = write_scorecard([run_of("ours", 1, 1, 1, 1), run_of("base|line", 0, 0, 0, 0)], tmp_path / "scorecard.md")
    assert (tmp_path / "scorecard.md").read_text(encoding="utf-8") == text
    assert "| group | measure | n | ours | base\\|line |" in text
    assert "| overall | Right (said in full, or rightly declined) | 4 | 100% (100–100) | 0% (0–0) |" in text
    assert "| split held | MRR | 2 | 1.00 (1.00–1.00) | 0.00 (0.00–0.00) |" in text
    assert "| kind list | MRR | 2 | 1.00 (1.00–1.00) | 0.00 (0.00–0.00) |" in text
    assert "| overall | Citation recall | 0 | – | – |" in text
    assert "| expected | not_in_reports |\n| --- | ---: |\n| answered | 4 |" in text
    assert "Rests on: asked_on 2025-01-02; cases abc; model: extractive." in text


def test_rows_of_the_scorecard_are_all_of_one_width():
    table, *_ = render_scorecard([run_of("a", 1, 0), run_of("b", 0, 1)]).split("\n## ")
    assert {line.count(" | ") for line in table.split("\n") if line.startswith("|")} == {4}


def test_values_are_written_as_people_read_them():
    assert format_summary(Summary(9, 0.715, 0.6, 0.8), "share") == "72% (60–80)"
    assert format_summary(Summary(9, 0.42, 0.4, 0.5), "seconds") == "0.42 s (0.40–0.50)"
    assert format_summary(Summary(9, 312.4, 300, 320), "characters") == "312 (300–320)"


@settings(deadline=None, max_examples=30)
@given(rights)
def test_a_run_compared_with_itself_shows_no_difference(values):
    run = run_of("a", *values)
    for comparison in compare_all(run, run):
        assert (comparison.difference, comparison.wins, comparison.losses) == (0, (), ())
        assert comparison.low <= 0 <= comparison.high and not comparison.certain


@settings(deadline=None, max_examples=30)
@given(rights, st.randoms())
def test_a_comparison_turned_round_changes_its_sign(values, rng):
    before, after = run_of("a", *values), run_of("b", *rng.sample(values, len(values)))
    there, back = compare_runs(before, after), compare_runs(after, before)
    assert there.difference == -back.difference and (there.wins, there.losses) == (back.losses, back.wins)


def test_wins_and_losses_are_named_and_follow_what_is_better():
    better = compare_runs(run_of("a", 0, 0, 1), run_of("b", 1, 1, 0))
    assert (better.n, better.wins, better.losses) == (3, ("c0", "c1"), ("c2",))
    assert better.difference == pytest.approx(1 / 3)
    declined = compare_runs(run_of("a", 0, 0, 1), run_of("b", 1, 1, 0), "wrongly_declined")
    assert (declined.difference, declined.wins) == (pytest.approx(-1 / 3), ("c0", "c1"))
    assert compare_runs(run_of("a", *[0] * 20), run_of("b", *[1] * 20)).certain


def test_a_group_is_compared_by_itself():
    before, after = run_of("a", 0, 0, 0), run_of("b", 1, 1, 0)
    assert compare_runs(before, after, group="split tune").wins == ("c0",)
    with pytest.raises(CompareError, match="no group kind essay"):
        compare_runs(before, after, group="kind essay")


def test_runs_of_different_cases_are_not_compared():
    with pytest.raises(CompareError, match="only one has c2"):
        compare_runs(run_of("a", 1, 1), run_of("b", 1, 1, 1))
    with pytest.raises(CompareError, match="There is no measure beauty"):
        compare_runs(run_of("a", 1), run_of("b", 1), "beauty")


def test_the_gate_names_what_is_missed():
    run = run_of("a", 1, 0, 1, 0)
    kept = [Threshold("overall", "right", 0.5), Threshold("overall", "wrongly_declined", 0.5), Threshold("overall", "n", 4)]
    assert find_failures(run, kept) == []
    missed = [
        Threshold("overall", "right", 0.6), Threshold("overall", "wrongly_declined", 0.4), Threshold("overall", "n", 5),
        Threshold("kind essay", "right", 0.0), Threshold("overall", "citations_any", 0.0),
    ]  # fmt: skip
    assert find_failures(run, missed) == [
        "overall: Right (said in full, or rightly declined) is 50%, at least 60% wanted",
        "overall: Answerable wrongly declined is 50%, at most 40% wanted",
        "overall: 4 cases, at least 5 wanted",
        "kind essay: no case to take Right (said in full, or rightly declined) over",
        "overall: no case to take Some citation touches gold over",
    ]


def test_a_gate_with_faults_names_them_all(tmp_path):
    path = tmp_path / "gate.toml"
    path.write_text('loose = 1\n[overall]\nright = "high"\nbeauty = 0.5\nmrr = true\nn = 4\n', encoding="utf-8")
    with pytest.raises(GateError) as caught:
        read_gate(path)
    assert all(fault in str(caught.value) for fault in ("loose: 1", "overall: right = high", "overall: beauty", "overall: mrr = True"))
    path.write_text("[overall", encoding="utf-8")
    with pytest.raises(GateError, match="cannot be read"):
        read_gate(path)


def test_the_gate_of_the_project_is_read_and_demands_true_quotes():
    assert Threshold("overall", "quotes_verbatim", 1.0) in read_gate(GATE)


def kept_scorecard() -> dict[tuple[str, str], str]:
    """The cells of ours in the kept scorecard, by group and measure's label; n stands with each."""
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in SCORECARD.read_text(encoding="utf-8").splitlines()]
    return {(row[0].strip(), row[1]): row[2:4] for row in rows if len(row) == 5}


def test_the_kept_scorecard_passes_the_gate():
    kept = kept_scorecard()
    for threshold in read_gate(GATE):
        if threshold.measure == "n":
            assert int(kept[threshold.group, MEASURE_BY_NAME["right"].label][0]) >= threshold.limit
            continue
        measure = MEASURE_BY_NAME[threshold.measure]
        share = float(kept[threshold.group, measure.label][1].split("%")[0]) / 100
        assert share >= threshold.limit if measure.higher_is_better else share <= threshold.limit, threshold


def test_the_small_gate_is_read_and_is_no_stricter_than_the_whole_one():
    small = {(t.group, t.measure): t.limit for t in read_gate(SMALL_GATE)}
    for threshold in read_gate(GATE):
        if (threshold.group, threshold.measure) in small and threshold.measure in ("evidence_3000", "declined"):
            assert small[threshold.group, threshold.measure] <= threshold.limit
    assert small["overall", "quotes_verbatim"] == small["overall", "numbers_guarded"] == 1.0
