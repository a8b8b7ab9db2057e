"""System: what a run asks. Ours, the plain baseline, and ours with its search cut down to show what each part brings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.errors import AssistantError
from evals.baseline import Baseline
from evals.runner import Ask, Odds, no_odds
from ingest.embedding import Embedder
from retrieval.answer import Answer
from retrieval.answering.answerable import measure, odds
from retrieval.assistant import Assistant
from retrieval.evidence import Evidence, Question
from retrieval.question.understanding import Understanding
from retrieval.search.fusion import RRF_K
from retrieval.search.searcher import SENTENCE_WEIGHT, WEIGHTS, Searcher

OURS, BASELINE = "ours", "baseline"
ALIGNED = 1  # the place of aligned word pieces among the signs
EVERY = 1000  # more than search ever puts forward
Order = Callable[[Sequence[Evidence]], list[Evidence]]


class UnknownSystem(AssistantError):
    """A system that there is not."""


@dataclass(frozen=True, slots=True)
class System:
    """Whoever is asked: `ask` answers turns, `odds` weighs an answer's evidence."""

    name: str
    ask: Ask
    odds: Odds = no_odds


class ReorderedSearcher(Searcher):
    """A searcher that puts forward the same candidates in another order."""

    def __init__(self, searcher: Searcher, order: Order):
        vars(self).update(vars(searcher))
        self._order = order

    def search(self, question: Question, count: int = 10, understood: Understanding | None = None) -> list[Evidence]:
        return self._order(super().search(question, EVERY, understood))[:count]


def by_words(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Lexical search alone: what it did not find is not put forward."""
    return sorted((e for e in evidence if e.lexical_rank), key=lambda e: e.lexical_rank or 0)


def by_meaning(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Dense search alone."""
    return sorted((e for e in evidence if e.dense_rank), key=lambda e: e.dense_rank or 0)


def by_fused_ranks(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Both, by reciprocal rank fusion, before any sign is weighed."""
    return sorted(evidence, key=lambda e: (-_fused(e), e.passage.passage_id))


def by_signs_without_reader(evidence: Sequence[Evidence]) -> list[Evidence]:
    """All signs but the one that compares word piece by word piece."""
    return sorted(evidence, key=lambda e: (-(e.score - WEIGHTS[ALIGNED] * e.aligned - SENTENCE_WEIGHT * e.sentence), e.passage.passage_id))


def worst_first(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Search broken on purpose: a gate that lets this through stops nothing."""
    return list(reversed(evidence))


ORDERS: dict[str, Order] = {
    "lexical": by_words,
    "dense": by_meaning,
    "fused": by_fused_ranks,
    "unread": by_signs_without_reader,
    "broken": worst_first,
}
SYSTEMS = (OURS, BASELINE, *ORDERS)
ABLATION = ("lexical", "dense", "fused", "unread", OURS)  # each adds to the one before


def build_system(name: str, assistant: Assistant, plain_embedder: Callable[[], Embedder]) -> System:
    """The system of this name over an assistant's library; `plain_embedder` makes the one that the baseline uses."""
    if name == BASELINE:
        return System(name, Baseline(assistant.searcher.shelf.reports, plain_embedder()).ask)
    if name != OURS and name not in ORDERS:
        raise UnknownSystem(f"There is no system {name}. Choose one of {', '.join(SYSTEMS)}.")
    if name in ORDERS:
        assistant = replace(assistant, searcher=ReorderedSearcher(assistant.searcher, ORDERS[name]))
    return System(name, assistant.converse, lambda answer: weigh(assistant.searcher, answer))


def weigh(searcher: Searcher, answer: Answer) -> float:
    """The log-odds on which an answer was given or declined, measured again from its evidence."""
    understood = searcher.understand(answer.question)
    return odds(measure(searcher, answer.question, understood, answer.evidence))


def _fused(evidence: Evidence) -> float:
    return sum(1 / (RRF_K + rank) for rank in (evidence.lexical_rank, evidence.dense_rank) if rank)
