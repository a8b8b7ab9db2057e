"""Expert: what people who know the work give an answer, sentence by sentence, and how far they agree.

The scale is the one of the Government of Canada's AI Answers (github.com/cds-snc/ai-answers): a sentence gets 100, 80
or 0, a citation 25, 20 or 0, and three quarters of the mean sentence plus the citation make a total out of 100.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import AssistantError
from evals.wording import MARK
from ingest.sentences import split_sentences

SENTENCE, CITATION = "sentence", "citation"
POINTS = {SENTENCE: (100, 80, 0), CITATION: (25, 20, 0)}
SENTENCE_SHARE = 0.75


class ScoreError(AssistantError):
    """A score that does not fit the scale."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing of an answer to be scored: "sentence 2" or "citation 1", and its words."""

    name: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Score:
    """What one person gave one target of a case's answer, and why."""

    case_id: str
    person: str
    target: str
    points: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over the targets that two or more people scored: the share on which all agree, and alpha (None where nothing varies)."""

    targets: int
    people: int
    same: float
    alpha: float | None


def find_targets(answer: Mapping[str, Any]) -> list[Target]:
    """The sentences of an answer's text and its citations, in order; `answer` is as the contract's JSON has it."""
    paragraphs = [" ".join(MARK.sub("", line).split()).lstrip("• ") for line in str(answer.get("text", "")).splitlines()]
    sentences = [part[a:b].strip("• ") for part in paragraphs if part for a, b in split_sentences(part)]
    told = [Target(f"{SENTENCE} {n}", SENTENCE, words) for n, words in enumerate(filter(None, sentences), 1)]
    cited = [Target(f"{CITATION} {c['marker']}", CITATION, " ".join(c["quote"].split())) for c in answer.get("citations", [])]
    return [*told, *cited]


def check_score(score: Score) -> Score:
    """The score itself, if it fits the scale; points below the best need a reason."""
    kind = score.target.split(" ")[0]
    if kind not in POINTS or not re.fullmatch(r"(?<![a-z])[a-z]+ \d+", score.target) or score.points not in POINTS[kind]:
        told = f"{score.points} points for {score.target} are not on the scale"
        raise ScoreError(f"{told}. Give a sentence 100, 80 or 0, a citation 25, 20 or 0.")
    if not score.person.strip():
        raise ScoreError("A score needs the name of the person who gives it. Write your name above the scores.")
    if score.points < max(POINTS[kind]) and not score.reason.strip():
        raise ScoreError(f"Fewer than {max(POINTS[kind])} points for {score.target} need a reason. Say in a few words what is wrong.")
    return score


def total(scores: Sequence[Score], targets: Sequence[Target]) -> float | None:
    """One person's total for one answer, out of 100; None while a target is left unscored. Without citations sentences are all."""
    points = {s.target: s.points for s in scores}
    given = {kind: [points.get(t.name) for t in targets if t.kind == kind] for kind in POINTS}
    sentences, citations = ([p for p in given[kind] if p is not None] for kind in (SENTENCE, CITATION))
    if not sentences or len(sentences) + len(citations) < len(targets):
        return None
    told = sum(sentences) / len(sentences)
    return SENTENCE_SHARE * told + sum(citations) / len(citations) if citations else told


def agree(scores: Iterable[Score]) -> Agreement:
    """How far people agree over one run, each target as a share of its best points, so that sentences and citations count alike."""
    units: dict[tuple[str, str], list[float]] = defaultdict(list)
    people = set()
    for s in scores:
        units[s.case_id, s.target].append(s.points / max(POINTS[s.target.split(" ")[0]]))
        people.add(s.person)
    shared = [values for values in units.values() if len(values) > 1]
    same = sum(len(set(values)) == 1 for values in shared) / len(shared) if shared else 0.0
    return Agreement(len(shared), len(people), same, alpha(shared))


def alpha(units: Iterable[Sequence[float]]) -> float | None:
    """Krippendorff's alpha for interval data, one sequence of values per unit (Krippendorff, Content Analysis, 2004, ch. 11).

    1 is full agreement, 0 what chance gives. None where fewer than two values differ, for then chance cannot be told.
    """
    shared = [list(values) for values in units if len(values) > 1]
    pool = [value for values in shared for value in values]
    if len(set(pool)) < 2:
        return None
    expected = _distance(pool) / (len(pool) * (len(pool) - 1))
    observed = sum(_distance(values) / (len(values) - 1) for values in shared) / len(pool)
    return 1 - observed / expected


def _distance(values: Sequence[float]) -> float:
    """The squared differences of all ordered pairs, summed."""
    return 2 * (len(values) * sum(v * v for v in values) - sum(values) ** 2)
