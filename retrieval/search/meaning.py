"""Meaning: what a question asks and what may stand for it in other words, with their weights, made ready once a question."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Self

from retrieval.question.understanding import Understanding

Weighed = tuple[tuple[frozenset[str], float], ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Stems with their weights; `asked` are those of the question but for its names."""

    asked: dict[str, float]
    others: dict[str, Weighed]  # of each stem of the question: phrases that may stand for it, the heaviest first, none heavier than itself

    @classmethod
    def of(cls, understood: Understanding, weight: Callable[[str], float]) -> Self:
        known = dict(understood.alternatives)
        others = {}
        for own in dict.fromkeys(understood.stems):
            phrases = {frozenset(phrase): min(weight(own), max(map(weight, phrase))) for phrase in known.get(own, ())}
            others[own] = tuple(sorted(phrases.items(), key=lambda pair: -pair[1]))
        return cls({s: weight(s) for s in understood.own}, others)

    def shares(self, held: Set[str]) -> tuple[float, float]:
        """Shares of what is asked that a text with these stems holds itself, and in other words."""
        total = sum(self.asked.values()) or 1.0
        return sum(w for s, w in self.asked.items() if s in held) / total, min(1.0, self.weigh_meant(held) / total)

    def weigh_meant(self, held: Set[str]) -> float:
        """The weight of the question's stems that a text with these stems holds in other words only."""
        return sum(next((w for phrase, w in phrases if phrase <= held), 0.0) for own, phrases in self.others.items() if own not in held)
