import math
import random

import numpy as np
import pytest
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

from evals.calibration import calibrate
from evals.score import ScoredCase


def weighed(odds: float | None, answerable: bool) -> ScoredCase:
    return ScoredCase("c", "figure", "staff", "tune", 1, "answered" if answerable else "not_in_reports", "answered", {}, (), odds)


def test_a_curve_worked_by_hand():
    even, sure = 0.0, math.log(3)  # one half and three quarters
    found = calibrate([weighed(even, True), weighed(even, False), weighed(sure, True), weighed(None, True)])
    assert [(b.low, b.n, b.predicted, b.answerable) for b in found.bins] == [(0.5, 2, 0.5, 0.5), (0.7, 1, pytest.approx(0.75), 1.0)]
    assert found.n == 3
    assert found.brier == pytest.approx((0.25 + 0.25 + 0.0625) / 3) and found.error == pytest.approx(0.25 / 3)


def test_nothing_and_certainty_are_no_trouble():
    assert calibrate([]).n == 0 and calibrate([]).bins == ()
    found = calibrate([weighed(1e9, True), weighed(-1e9, False)])
    assert found.brier == pytest.approx(0) and [b.low for b in found.bins] == [0.0, 0.9]


def test_it_agrees_with_scikit_learn():
    rng = random.Random(5)
    cases = [weighed(rng.gauss(0.5, 2), rng.random() < 0.7) for _ in range(500)]
    put = np.array([1 / (1 + math.exp(-c.odds)) for c in cases])
    was = np.array([c.expected == "answered" for c in cases])
    share, mean = calibration_curve(was, put, n_bins=10)
    found = calibrate(cases)
    assert [b.answerable for b in found.bins] == pytest.approx(list(share))
    assert [b.predicted for b in found.bins] == pytest.approx(list(mean))
    assert found.brier == pytest.approx(brier_score_loss(was, put))
