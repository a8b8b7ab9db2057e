import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.search.fusion import fuse_ranks

RANKINGS = st.lists(st.lists(st.integers(0, 20), unique=True, max_size=10), max_size=4)


def test_the_worked_example():
    scores = fuse_ranks([[7, 3, 9], [3, 5]], [1.0, 1.0])
    assert scores == pytest.approx({7: 1 / (60 + 1), 3: 1 / (60 + 2) + 1 / (60 + 1), 9: 1 / (60 + 3), 5: 1 / (60 + 2)})
    assert max(scores, key=scores.__getitem__) == 3  # second and first beats first alone


def test_a_weight_weighs_every_rank_of_its_ranking():
    assert fuse_ranks([[1], [2, 1]], [0.5, 2.0]) == pytest.approx({1: 0.5 / 61 + 2 / 62, 2: 2 / 61})


def test_nothing_fuses_to_nothing():
    assert fuse_ranks([], []) == fuse_ranks([[], []], [1.0, 1.0]) == {}


def test_each_ranking_needs_its_weight():
    with pytest.raises(ValueError):
        fuse_ranks([[1], [2]], [1.0])


@given(RANKINGS)
def test_every_row_is_kept_and_the_order_of_the_rankings_does_not_matter(rankings):
    ones = [1.0] * len(rankings)
    scores = fuse_ranks(rankings, ones)
    assert set(scores) == {row for ranking in rankings for row in ranking}
    assert scores == pytest.approx(fuse_ranks(rankings[::-1], ones))


@given(RANKINGS.filter(bool), st.data())
def test_a_better_place_never_lowers_a_score(rankings, data):
    which = data.draw(st.integers(0, len(rankings) - 1))
    ranking = rankings[which]
    if len(ranking) < 2:
        return
    at = data.draw(st.integers(1, len(ranking) - 1))
    risen = [*ranking[: at - 1], ranking[at], ranking[at - 1], *ranking[at + 1 :]]
    ones = [1.0] * len(rankings)
    assert fuse_ranks([*rankings[:which], risen, *rankings[which + 1 :]], ones)[ranking[at]] > fuse_ranks(rankings, ones)[ranking[at]]


@given(st.lists(st.integers(0, 20), unique=True, max_size=10))
def test_one_ranking_alone_keeps_its_order(ranking):
    scores = fuse_ranks([ranking], [1.0])
    assert sorted(scores, key=scores.__getitem__, reverse=True) == ranking
