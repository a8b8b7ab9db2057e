"""Metrics of ranked evidence and of citations: pure functions on plain values, each in [0, 1].

A ranking comes as relevance per rank, best rank first. Gold comes as one sequence of places per gold quote,
because the same words may stand at several places of a report: reaching any of them reaches the quote.
An empty ranking, no citation and no gold score 0, so that no case drops out of a mean.
"""

import math
from collections.abc import Mapping, Sequence

from evals.span import Span, covered, overlap, within

Gold = Sequence[Sequence[Span]]  # one gold quote each: the places where it stands


def reciprocal_rank(relevant: Sequence[bool]) -> float:
    """1 / rank of the first relevant one (Voorhees, TREC-8 question answering track, 1999)."""
    return next((1 / rank for rank, hit in enumerate(relevant, 1) if hit), 0.0)


def success_at(relevant: Sequence[bool], k: int) -> float:
    """1 if any of the first k is relevant; others call this hit rate, and some call it recall@k."""
    return float(any(relevant[:k]))


def recall_at(gains: Sequence[float], total: float, k: int) -> float:
    """The share of all there is to find (`total`) that the first k hold."""
    return min(1.0, sum(gains[:k]) / total) if total > 0 else 0.0


def ndcg(gains: Sequence[float], ideal: Sequence[float], k: int) -> float:
    """Gain discounted by log2(rank + 1) over that of the best order of `ideal` (Järvelin and Kekäläinen, TOIS 2002).

    `ideal` holds every gain there was to find, in any order; gains count as they are (not as 2^gain - 1).
    """
    best = _discounted(sorted(ideal, reverse=True)[:k])
    return min(1.0, _discounted(gains[:k]) / best) if best > 0 else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def reaches(passage: Span, places: Sequence[Span]) -> bool:
    """Whether a passage overlaps one of the places by at least half of the shorter of the two."""
    return any(2 * overlap(passage, place) >= max(1, min(passage.length, place.length)) for place in places)


def relevance(passages: Sequence[Span], gold: Gold) -> list[bool]:
    """For each ranked passage, whether it reaches any gold quote."""
    return [any(reaches(passage, places) for places in gold) for passage in passages]


def novel_gains(passages: Sequence[Span], gold: Gold) -> list[int]:
    """For each ranked passage, how many gold quotes it is the first to reach.

    A quote counts once however often it is found (alpha-nDCG with alpha = 1: Clarke et al., SIGIR 2008), so
    passages that repeat each other gain nothing.
    """
    missing = list(gold)
    gains = []
    for passage in passages:
        left = [places for places in missing if not reaches(passage, places)]
        gains.append(len(missing) - len(left))
        missing = left
    return gains


def evidence_recall_within(passages: Sequence[Span], gold: Gold, chars: int) -> float:
    """The share of gold quotes of which at least half stands in the first `chars` characters of ranked passages.

    Characters instead of ranks: ten long passages cost a reader more than ten short ones.
    """
    pieces = within(passages, chars)
    found = sum(any(2 * covered(place, pieces) >= max(1, place.length) for place in places) for places in gold)
    return found / len(gold) if gold else 0.0


def citation_precision(citations: Sequence[Span], gold: Gold) -> float:
    """The share of citations that touch a gold quote."""
    touching = sum(any(overlap(c, place) for places in gold for place in places) for c in citations)
    return touching / len(citations) if citations else 0.0


def citation_recall(citations: Sequence[Span], gold: Gold) -> float:
    """The share of gold quotes that a citation touches."""
    touched = sum(any(overlap(c, place) for c in citations for place in places) for places in gold)
    return touched / len(gold) if gold else 0.0


def quotes_verbatim(quotes: Sequence[tuple[Span, str]], text_by_id: Mapping[str, str]) -> bool:
    """Whether every quote is, letter for letter, what its report says at its place (true when nothing is quoted)."""
    return all(quote and text_by_id.get(span.report_id, "")[span.start : span.end] == quote for span, quote in quotes)
