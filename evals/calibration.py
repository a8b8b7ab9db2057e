"""Calibration: whether the odds on which the assistant answers or declines mean what they say."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evals.case import ANSWERING
from evals.score import ScoredCase

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases whose probability of being answerable was put between `low` and `high`: the mean put, and the share that was."""

    low: float
    high: float
    n: int
    predicted: float
    answerable: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The reliability curve over `n` cases; `brier` is the mean squared error, `error` the mean gap of the bins, by their size."""

    n: int
    bins: tuple[Bin, ...]
    brier: float
    error: float


def calibrate(cases: Sequence[ScoredCase], count: int = BINS) -> Calibration:
    """Over the cases whose odds were kept, in bins of equal width; empty bins are left out (Guo et al., ICML 2017)."""
    pairs = [(_probability(case.odds), float(case.expected in ANSWERING)) for case in cases if case.odds is not None]
    held: list[list[tuple[float, float]]] = [[] for _ in range(count)]
    for put, was in pairs:
        held[min(int(put * count), count - 1)].append((put, was))
    bins = tuple(_bin(n / count, (n + 1) / count, members) for n, members in enumerate(held) if members)
    brier = sum((put - was) ** 2 for put, was in pairs) / len(pairs) if pairs else 0.0
    error = sum(b.n * abs(b.predicted - b.answerable) for b in bins) / len(pairs) if pairs else 0.0
    return Calibration(len(pairs), bins, brier, error)


def _bin(low: float, high: float, members: Sequence[tuple[float, float]]) -> Bin:
    predicted, answerable = (sum(values) / len(members) for values in zip(*members, strict=True))
    return Bin(low, high, len(members), predicted, answerable)


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-700.0, min(700.0, odds))))
