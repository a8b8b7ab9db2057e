import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.interval import bootstrap_interval, mean, median, percentile

samples = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_nothing_is_zero():
    assert mean([]) == median([]) == percentile([], 95) == 0
    assert bootstrap_interval([]) == (0, 0)


def test_middles_worked_by_hand():
    assert mean([1, 2, 6]) == 3
    assert median([1, 2, 6, 8]) == 4
    assert percentile([0, 10, 20], 95) == pytest.approx(10 + 0.9 * 10)


@given(samples)
def test_an_interval_lies_within_the_sample_and_repeats(sample):
    low, high = bootstrap_interval(sample, seed=3)
    assert min(sample) - 1e-9 <= low <= high <= max(sample) + 1e-9
    assert (low, high) == bootstrap_interval(sample, seed=3)


def test_the_interval_is_near_that_of_the_normal_distribution():
    sample = np.random.default_rng(1).random(400)
    off = 1.96 * sample.std(ddof=1) / math.sqrt(len(sample))
    assert bootstrap_interval(list(sample)) == pytest.approx((sample.mean() - off, sample.mean() + off), abs=0.003)
