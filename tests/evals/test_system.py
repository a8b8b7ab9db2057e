"""Systems over the invented library of tests/conftest.py, and a gate that tells a broken search from a whole one."""

import pytest

from evals.case import Case, GoldQuote
from evals.compare import compare_runs
from evals.gate import Threshold, find_failures
from evals.outcome import read_outcomes
from evals.runner import run
from evals.score import ScoredRun, score_run
from evals.scorecard import render_ablation
from evals.system import ABLATION, ORDERS, SYSTEMS, UnknownSystem, build_system, by_fused_ranks, by_meaning, by_words
from retrieval.answer import STATUSES
from retrieval.evidence import Question

ASKED = (
    ("What share of the CRC cases that needed a home visit had one in Southvale?", "72 per cent of the CRC cases", "figure"),
    ("How many vacancies did the CRC in Southvale have?", "The CRC in Southvale had 12 vacancies among its 40 officers.", "figure"),
    ("Had the NPS in Southvale filled its posts?", "The NPS in Southvale had filled all its posts by January 2019.", "yes-or-no"),
    ("How was unpaid work rated in Southvale?", "| Unpaid work | Outstanding |", "table"),
)


@pytest.fixture(scope="module")
def cases(assistant):
    report_id = next(r.report_id for r in assistant.searcher.shelf.reports.values() if "72 per cent of the CRC" in r.text)
    text = assistant.searcher.shelf.reports[report_id].text
    quotes = [quote if quote in text else next(line for line in text.splitlines() if "Unpaid work" in line) for _, quote, _ in ASKED]
    return [
        Case(f"c{n}", question, kind, "staff", "tune", (), (GoldQuote(report_id, quote),))
        for n, ((question, _, kind), quote) in enumerate(zip(ASKED, quotes, strict=True))
    ]


@pytest.fixture(scope="module")
def scored(assistant, cases, make_embedder_once, tmp_path_factory):
    """Each system's run over the cases, scored."""
    folder = tmp_path_factory.mktemp("runs")

    def run_system(name: str) -> ScoredRun:
        system = build_system(name, assistant, make_embedder_once)
        run(system.ask, cases, [], assistant.searcher.shelf.reports, folder / f"{name}.jsonl", odds=system.odds)
        return score_run(folder / f"{name}.jsonl", cases, [], assistant.searcher.shelf.reports)

    return {name: run_system(name) for name in SYSTEMS}, folder


@pytest.fixture(scope="module")
def make_embedder_once(assistant):
    return lambda: assistant.searcher.embedder


def test_every_system_answers_every_case_in_the_same_form(scored):
    runs, _ = scored
    for name, each in runs.items():
        assert [case.status in STATUSES for case in each.cases] == [True] * len(ASKED), name


def test_each_part_of_search_orders_by_its_own_ranks(assistant):
    evidence = assistant.searcher.search(Question(ASKED[0][0]), 100)
    assert [e.lexical_rank for e in by_words(evidence)] == sorted(e.lexical_rank for e in evidence if e.lexical_rank)
    assert [e.dense_rank for e in by_meaning(evidence)] == sorted(e.dense_rank for e in evidence if e.dense_rank)
    assert {e.passage.passage_id for e in by_fused_ranks(evidence)} == {e.passage.passage_id for e in evidence}


def test_cutting_search_down_leaves_the_assistant_as_it_was(assistant, make_embedder_once):
    before = [e.passage.passage_id for e in assistant.searcher.search(Question(ASKED[0][0]))]
    build_system("broken", assistant, make_embedder_once).ask([ASKED[0][0]])
    assert [e.passage.passage_id for e in assistant.searcher.search(Question(ASKED[0][0]))] == before


def test_the_odds_kept_are_those_on_which_it_was_decided(scored):
    _, folder = scored
    ours = read_outcomes(folder / "ours.jsonl")
    assert all(o.odds is not None and o.answer is not None for o in ours)
    assert all(o.odds > 0 for o in ours if o.answer["status"] == "answered")
    assert all(o.odds is None for o in read_outcomes(folder / "baseline.jsonl"))


def test_the_gate_lets_ours_through_and_stops_a_broken_search(scored):
    runs, _ = scored
    limits = [Threshold("overall", "first_passage", 0.5), Threshold("overall", "quotes_verbatim", 1.0)]
    assert find_failures(runs["ours"], limits) == []
    assert any("First passage right" in failure for failure in find_failures(runs["broken"], limits))
    assert compare_runs(runs["ours"], runs["broken"], "mrr").difference < 0


def test_the_ablation_sets_the_parts_side_by_side(scored):
    runs, _ = scored
    table = render_ablation([runs[name] for name in ABLATION])
    assert table.splitlines()[0] == "| group | measure | n | lexical | dense | fused | unread | ours |"
    assert any(line.startswith("| kind figure | Evidence recall within 1,000 characters | 2 |") for line in table.splitlines())


def test_a_system_that_there_is_not_is_told(assistant, make_embedder_once):
    assert set(ORDERS) < set(SYSTEMS)
    with pytest.raises(UnknownSystem, match="Choose one of ours, baseline"):
        build_system("oracle", assistant, make_embedder_once)
