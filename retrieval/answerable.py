"""Answerable: whether the evidence carries an answer, from measured signs put together by logistic weights."""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from retrieval.evidence import Evidence, Question
from retrieval.search import Searcher
from retrieval.understanding import Understanding
from retrieval.words import split_words, stem, stems

NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]+")
LOOKED_AT = 3
# Bias and one weight a sign, fitted on the cases one may tune on. The bias is set to decline few that can be answered:
# on reports that had no part in the fit it declined 0.44 of the unanswerable and 0.15 of the answerable.
WEIGHTS = (-1.45, 1.2, 3.0, -2.9)


@dataclass(frozen=True, slots=True)
class Signs:
    """What is measured of the best evidence; each between 0 and 1 but `unheard` (a count)."""

    covered: float  # share of the question's weight that the best passage holds
    cosine: float
    unheard: float  # names and years of the question that neither passage, headings nor facts hold


def measure(searcher: Searcher, question: Question, understood: Understanding, evidence: Sequence[Evidence]) -> Signs:
    """The signs of the best few passages taken together."""
    best = evidence[:LOOKED_AT]
    weight = {s: searcher.shelf.lexical.weight(s) for s in understood.stems}
    total = sum(weight.values()) or 1.0
    covered = max((sum(w for s, w in weight.items() if s in set(stems(_around(e)))) / total for e in best), default=0.0)
    unheard = min((len(_names(question.text) - {stem(w) for w in split_words(_around(e))}) for e in best), default=0)
    return Signs(covered, max((e.cosine for e in best), default=0.0), float(unheard))


def odds(signs: Signs) -> float:
    """Log-odds that the question is answered by its evidence."""
    return float(WEIGHTS[0] + sum(w * value for w, value in zip(WEIGHTS[1:], astuple(signs), strict=True)))


def carries(searcher: Searcher, question: Question, understood: Understanding, evidence: Sequence[Evidence]) -> bool:
    """Whether to answer at all."""
    return bool(evidence) and odds(measure(searcher, question, understood, evidence)) > 0.0


def _names(question: str) -> set[str]:
    """Stems of the names and years a question uses; a name at its very beginning cannot be told from a word."""
    names = {stem(w) for name in NAME.findall(question) for w in split_words(name)}
    return names | set(re.findall(r"\b(?:19|20)\d\d\b", question))


def _around(evidence: Evidence) -> str:
    facts = evidence.report.facts
    passage = evidence.passage
    dates = " ".join(d.replace("-", " ") for d in (facts.published_on, facts.inspected_on) if d)
    return " ".join(
        (facts.title, *facts.area, *facts.bodies, facts.publisher or "", dates, *passage.headings, passage.context, passage.text)
    )
