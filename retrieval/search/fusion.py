"""Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""

from collections.abc import Sequence

RRF_K = 60  # the paper's constant


def fuse_ranks(rankings: Sequence[Sequence[int]], weights: Sequence[float]) -> dict[int, float]:
    """Score by row: the weighted sum of 1 / (60 + rank) over the rankings that hold it."""
    scores: dict[int, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for rank, row in enumerate(ranking, 1):
            scores[row] = scores.get(row, 0.0) + weight / (RRF_K + rank)
    return scores
