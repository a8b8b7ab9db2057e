from hypothesis import given
from hypothesis import strategies as st

from evals.span import Span, covered, overlap, within

spans = st.builds(lambda i, a, n: Span(i, a, a + n), st.sampled_from("ab"), st.integers(0, 30), st.integers(0, 20))


def test_spans_of_two_reports_share_nothing():
    assert overlap(Span("a", 0, 10), Span("b", 0, 10)) == 0
    assert overlap(Span("a", 0, 10), Span("a", 6, 20)) == 4


@given(spans, spans)
def test_overlap_is_symmetric_and_no_longer_than_either(a, b):
    assert overlap(a, b) == overlap(b, a) <= min(a.length, b.length)


@given(spans, st.lists(spans, max_size=6))
def test_covered_counts_each_character_once(span, pieces):
    characters = {i for p in pieces if p.report_id == span.report_id for i in range(p.start, p.end)}
    assert covered(span, pieces) == len(characters & set(range(span.start, span.end)))


@given(st.lists(spans, max_size=6), st.integers(0, 80))
def test_no_more_is_read_than_the_budget_and_all_of_it_is_used(passages, chars):
    assert sum(s.length for s in within(passages, chars)) == min(chars, sum(s.length for s in passages))


def test_the_last_passage_is_cut_short():
    assert within([Span("a", 0, 6), Span("a", 10, 20), Span("b", 0, 5)], 10) == [Span("a", 0, 6), Span("a", 10, 14)]
