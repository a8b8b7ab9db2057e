"""Interval: middle values of a sample, and how far they could be off."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Statistic = Callable[..., Any]  # of numpy: an array and `axis` in, one value per row out
SAMPLES = 2000  # for a hundred cases or more the ends then move by a few tenths of a point from seed to seed
LEVEL = 0.95


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return float(np.mean(values)) if len(values) else 0.0


def median(values: Sequence[float]) -> float:
    """The median; 0 of nothing."""
    return float(np.median(values)) if len(values) else 0.0


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which this many per cent lie, in a straight line between neighbours; 0 of nothing."""
    return float(np.percentile(values, percent)) if len(values) else 0.0


def bootstrap_interval(values: Sequence[float], statistic: Statistic = np.mean, seed: int = 0) -> tuple[float, float]:
    """The ends of the 95% percentile bootstrap interval (Efron, Annals of Statistics 1979); (0, 0) of nothing."""
    if not len(values):
        return 0.0, 0.0
    sample = np.asarray(values, dtype=np.float64)
    rows = np.random.default_rng(seed).integers(0, len(sample), (SAMPLES, len(sample)))
    low, high = np.percentile(statistic(sample[rows], axis=1), [50 * (1 - LEVEL), 50 * (1 + LEVEL)])
    return float(low), float(high)
