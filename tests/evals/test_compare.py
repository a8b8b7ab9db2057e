"""Comparisons hold up on runs whose difference is known: none, by chance, and one kind broken on purpose."""

import random

from evals.compare import compare_all, compare_runs
from evals.score import ScoredCase, ScoredRun

KINDS = ("figure", "list", "fact", "table")


def run_of(name: str, rights: list[float], order: list[int] | None = None) -> ScoredRun:
    cases = [
        ScoredCase(f"c{n}", KINDS[n % 4], "staff", "tune", 1, "answered", "answered", {"right": right, "seconds": 0.1})
        for n, right in enumerate(rights)
    ]
    return ScoredRun(name, tuple(cases[n] for n in order) if order else tuple(cases), {})


def rights_of(rng: random.Random) -> list[float]:
    return [float(rng.random() < 0.65) for _ in range(160)]


def test_a_run_with_its_cases_in_another_order_is_the_same_run():
    rng = random.Random(1)
    rights = rights_of(rng)
    shuffled = run_of("b", rights, rng.sample(range(160), 160))
    for each in compare_all(run_of("a", rights), shuffled):
        assert (each.difference, each.wins, each.losses) == (0, (), ()) and not each.certain


def test_scores_dealt_anew_among_the_cases_make_no_certain_difference():
    rng = random.Random(2)
    for _ in range(100):
        rights = rights_of(rng)
        each = compare_runs(run_of("a", rights), run_of("b", rng.sample(rights, 160)))
        assert each.low <= 0 <= each.high and len(each.wins) == len(each.losses)


def test_two_runs_of_the_same_worth_differ_with_certainty_no_oftener_than_chance():
    rng = random.Random(3)
    certain = sum(compare_runs(run_of("a", rights_of(rng)), run_of("b", rights_of(rng))).certain for _ in range(200))
    assert certain <= 20  # 5% of 200 are 10; 20 would come up about once in 400 tries


def test_one_kind_broken_on_purpose_is_found_and_the_others_are_not_blamed():
    rng = random.Random(4)
    rights = rights_of(rng)
    broken = [0.0 if n % 4 == 0 else right for n, right in enumerate(rights)]
    before, after = run_of("a", rights), run_of("b", broken)
    assert compare_runs(before, after).certain and compare_runs(before, after).high < 0
    assert compare_runs(before, after, group="kind figure").high < 0
    for kind in KINDS[1:]:
        assert not compare_runs(before, after, group=f"kind {kind}").certain
    assert {int(name[1:]) % 4 for name in compare_runs(before, after).losses} == {0}
