import math
import random

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from evals.metrics import (
    citation_precision,
    citation_recall,
    evidence_recall_within,
    ndcg,
    novel_gains,
    quotes_verbatim,
    recall_at,
    reciprocal_rank,
    relevance,
    success_at,
)
from evals.span import Span

spans = st.builds(lambda i, a, n: Span(i, a, a + n), st.sampled_from("ab"), st.integers(0, 60), st.integers(1, 20))
rankings = st.lists(spans, max_size=8)
golds = st.lists(st.lists(spans, max_size=3), max_size=4)


def random_query(rng: random.Random) -> tuple[list[int], list[int]]:
    """Grades of a ranking, best rank first, and every grade there was to find; either may be empty."""
    grades = [rng.choice([0, 0, 0, 1, 2]) for _ in range(rng.choice([0, 1, 2, 5, 12, 20]))]
    missed = [rng.choice([1, 2]) for _ in range(rng.choice([0, 0, 1, 4]))]
    return grades, [g for g in grades if g] + missed


@pytest.fixture(scope="module")
def queries() -> list[tuple[list[int], list[int]]]:
    rng = random.Random(7)
    return [([], []), ([], [1]), ([0], []), *(random_query(rng) for _ in range(997))]


@pytest.fixture(scope="module")
def reference(queries) -> dict[tuple[str, str], float]:
    """The same queries in ir_measures; a passage nobody judged (grade 0) must exist for a query to be known there."""
    qrels, run = [], []
    for q, (grades, there) in enumerate(queries):
        qrels += [ir_measures.Qrel(str(q), f"d{rank}", grade) for rank, grade in enumerate(grades)] + [ir_measures.Qrel(str(q), "none", 0)]
        qrels += [ir_measures.Qrel(str(q), f"m{n}", grade) for n, grade in enumerate(there[sum(g > 0 for g in grades) :])]
        run += [ir_measures.ScoredDoc(str(q), f"d{rank}", 1.0 / (rank + 1)) for rank in range(len(grades))]
    measured = ir_measures.iter_calc([RR, Success @ 1, Success @ 10, R @ 5, R @ 10, nDCG @ 5, nDCG @ 10], qrels, run)
    return {(m.query_id, str(m.measure)): m.value for m in measured}


def test_ranking_metrics_agree_with_ir_measures_on_1000_random_queries(queries, reference):
    for q, (grades, there) in enumerate(queries):
        relevant = [grade > 0 for grade in grades]
        ours = {
            "RR": reciprocal_rank(relevant),
            "Success@1": success_at(relevant, 1),
            "Success@10": success_at(relevant, 10),
            "R@5": recall_at([float(r) for r in relevant], len(there), 5),
            "R@10": recall_at([float(r) for r in relevant], len(there), 10),
            "nDCG@5": ndcg(grades, there, 5),
            "nDCG@10": ndcg(grades, there, 10),
        }
        assert ours == pytest.approx({name: reference[str(q), name] for name in ours}), (q, grades, there)


def test_a_ranking_worked_by_hand():
    assert reciprocal_rank([False, False, True]) == 1 / 3
    assert recall_at([1, 0, 1], 4, 2) == 1 / 4
    assert ndcg([0, 2, 1], [2, 1], 3) == (2 / math.log2(3) + 1 / math.log2(4)) / (2 / math.log2(2) + 1 / math.log2(3))


def test_nothing_scores_zero():
    assert reciprocal_rank([]) == success_at([], 5) == recall_at([], 0, 5) == ndcg([], [], 5) == 0
    assert evidence_recall_within([], [], 100) == citation_precision([], []) == citation_recall([], []) == 0


@given(st.integers(1, 6), st.integers(1, 10))
def test_a_perfect_ranking_scores_one(found, k):
    gains = [1.0] * found
    assert reciprocal_rank([True] * found) == success_at([True] * found, k) == ndcg(gains, gains, k) == recall_at(gains, found, found) == 1


@given(rankings, golds, st.integers(0, 200))
def test_every_metric_of_spans_lies_between_0_and_1(passages, gold, chars):
    gains = novel_gains(passages, gold)
    missing = len(gold) - sum(gains)
    values = [
        ndcg(gains, [*gains, *[1] * missing], 10),
        recall_at(gains, len(gold), 10),
        evidence_recall_within(passages, gold, chars),
        citation_precision(passages, gold),
        citation_recall(passages, gold),
    ]
    assert missing >= 0 and all(0 <= value <= 1 for value in values)


@given(rankings, golds, st.integers(0, 100), st.integers(0, 100))
def test_reading_further_never_finds_less(passages, gold, chars, more):
    assert evidence_recall_within(passages, gold, chars) <= evidence_recall_within(passages, gold, chars + more)


@given(st.lists(spans, min_size=1, max_size=5))
def test_evidence_that_is_the_gold_finds_all_of_it(places):
    gold = [[place] for place in places]
    assert evidence_recall_within(places, gold, 1000) == citation_precision(places, gold) == citation_recall(places, gold) == 1
    assert all(relevance(places, gold)) and sum(novel_gains(places, gold)) == len(gold)


def test_a_passage_is_relevant_from_half_of_the_shorter():
    gold = [[Span("a", 100, 120)]]
    assert relevance([Span("a", 0, 110), Span("a", 0, 109), Span("b", 100, 120), Span("a", 104, 108)], gold) == [True, False, False, True]


def test_a_passage_counts_only_up_to_the_budget():
    passages, gold = [Span("a", 0, 100), Span("a", 200, 300)], [[Span("a", 240, 260)]]
    assert evidence_recall_within(passages, gold, 149) == 0  # 9 of the 20 characters
    assert evidence_recall_within(passages, gold, 150) == 1


def test_two_halves_of_a_quote_make_it_found_and_one_half_read_twice_does_not():
    gold = [[Span("a", 0, 40)]]
    assert evidence_recall_within([Span("a", 0, 10), Span("a", 30, 40)], gold, 100) == 1
    assert evidence_recall_within([Span("a", 0, 10), Span("a", 0, 10)], gold, 100) == 0


def test_any_place_of_a_repeated_quote_will_do():
    twice = [[Span("a", 0, 10), Span("b", 50, 60)]]
    assert relevance([Span("b", 40, 70)], twice) == [True]
    assert citation_recall([Span("b", 55, 57)], twice) == 1


def test_passages_that_repeat_each_other_gain_nothing():
    assert novel_gains([Span("a", 0, 10), Span("a", 1, 10), Span("a", 0, 30)], [[Span("a", 0, 10)], [Span("a", 20, 30)]]) == [1, 0, 1]


def test_a_quote_is_verbatim_letter_for_letter():
    texts = {"a": "The CRC’s staff."}
    assert quotes_verbatim([(Span("a", 4, 9), "CRC’s")], texts) and quotes_verbatim([], texts)
    assert not quotes_verbatim([(Span("a", 4, 9), "CRC's")], texts)
    assert not quotes_verbatim([(Span("b", 4, 9), "CRC’s")], texts)
    assert not quotes_verbatim([(Span("a", 4, 4), "")], texts)  # an empty quote shows nothing
