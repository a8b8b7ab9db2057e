"""Answerable: whether the evidence carries an answer, from measured signs put together by logistic weights."""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from ingest.vocabulary import term_of
from ingest.words import split_words, stem, stems
from retrieval.answering.absent import find_absent
from retrieval.answering.counting import count_list
from retrieval.evidence import Evidence, Question
from retrieval.lookup.dating import find_occasion, tell_date
from retrieval.lookup.overview import tell_overview
from retrieval.lookup.particulars import tell_of_report
from retrieval.question.framing import is_bare, is_framed, speaks_of
from retrieval.question.understanding import Understanding
from retrieval.search.searcher import Searcher
from retrieval.words.choice import Choice, choose, holds
from retrieval.words.need import counts, least_of, thing_counted

NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]+")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MONTHS = frozenset("jan feb mar apr may jun jul aug sep sept oct nov dec".split())
LOOKED_AT = 3
NEARLY = 0.75  # cosine of word pieces
MOST_HELD = 0.7  # of the weight of what is asked
UNFAMILIAR = 1.5  # log-odds needed of what is asked in words that these reports hardly share: "what colour are the buses in Kent?"


@dataclass(frozen=True, slots=True)
class Signs:
    """What is measured of the best evidence; shares lie between 0 and 1.

    The names of areas, bodies and years stand in titles and headings and so are nearly always found: what the question
    asks about them is what counts.
    """

    held: float  # share of what is asked, by weight, that stands in a passage nearly as asked
    lone: float  # of the word that the passages are farthest from, by weight, how far: all is there but the one thing asked for
    asks_figure: float
    unmet: float  # whether the best unit lacks what the question needs, such as a sum or a date
    cosine: float
    score: float  # of the best passage
    back: float  # how near the best unit comes to the question, the other way round: one that says much else comes less near
    other_year: float  # whether a year is asked about, but neither the best unit nor what stands over it is of that year


@dataclass(frozen=True, slots=True)
class PlainSigns:
    """What holds for an embedder that was not trained on the field, whose cosines lie otherwise."""

    covered: float
    cosine: float
    unheard: float


# Bias and one weight a sign: fitted on the cases one may tune on, on 570 of our own questions over whole reports, an unanswerable
# one counting three times, and on questions about anything else, which count half; the bias then raised by 0.3, to where 4% of the
# answerable ones are declined. At the same cosine a question that repeats a passage's words is the likelier to ask for what it does
# not say: one that it does say is seldom asked in just its words.
WEIGHTS = (-0.85, -3.7, -13.1, -1.9, -3.3, 5.7, 0.14, 5.5, -4.75)
PLAIN_WEIGHTS = (-1.45, 1.2, 3.0, -2.9)


def measure(searcher: Searcher, question: Question, understood: Understanding, evidence: Sequence[Evidence]) -> Signs | PlainSigns:
    """The signs of the best few passages taken together, and of the unit in them that would be told."""
    best = evidence[:LOOKED_AT]
    cosine = max((e.cosine for e in best), default=0.0)
    if not any(e.aligned for e in best):
        return PlainSigns(_covered(searcher, understood, best), cosine, _unheard(question, best))
    told = choose(searcher, understood, evidence)[0]
    words = _words(searcher, understood, best)
    need = least_of(understood.asked)
    return Signs(
        held=sum(weight for weight, near in words if near > NEARLY),
        lone=max((weight * (1.0 - near) for weight, near in words), default=0.0),
        asks_figure=float(understood.answer_kind == "figure"),
        unmet=float(need is not None and not holds(told, need)),
        cosine=cosine,
        score=evidence[0].score,
        back=searcher.compare_back(understood, told.evidence, told.unit),
        other_year=float(_is_of_other_year(question.text, told)),
    )


def odds(signs: Signs | PlainSigns) -> float:
    """Log-odds that the question is answered by its evidence."""
    bias, *weights = WEIGHTS if isinstance(signs, Signs) else PLAIN_WEIGHTS
    return float(bias + sum(w * value for w, value in zip(weights, astuple(signs), strict=True)))


def carries(searcher: Searcher, question: Question, understood: Understanding, evidence: Sequence[Evidence]) -> bool:
    """Whether to answer at all: never about a name that the library does not know."""
    if not evidence or _unknown_names(searcher, question, understood) or find_absent(understood.text, searcher.shelf.reports.values()):
        return False
    if find_occasion(understood):
        return tell_date(understood, evidence, searcher.shelf.passages) is not None
    return _is_held(searcher, understood, evidence) or odds(measure(searcher, question, understood, evidence)) > _enough(
        searcher, understood, evidence
    )


def _is_held(searcher: Searcher, understood: Understanding, evidence: Sequence[Evidence]) -> bool:
    """Whether what is asked for is known to stand there, so that nothing need be weighed."""
    passages = searcher.shelf.passages
    return (
        ((is_framed(understood.asked) or is_bare(understood.asked)) and speaks_of(understood.beside, evidence))
        or bool(tell_overview(understood, evidence, passages) or tell_of_report(understood, evidence, passages))
        or _defines(understood, evidence[0])
        or _counts_recommendations(searcher, understood, evidence)
        or _is_counted(searcher, understood, evidence)
    )


def _enough(searcher: Searcher, understood: Understanding, evidence: Sequence[Evidence]) -> float:
    """The log-odds needed: more where no sentence speaks of a topic that is asked about, or the words are hardly shared."""
    familiar = any(e.covered + e.meant > 0.0 for e in evidence[:LOOKED_AT]) and not _is_strange(searcher, understood)
    return 0.0 if familiar and not is_framed(understood.asked) else UNFAMILIAR


def _defines(understood: Understanding, best: Evidence) -> bool:
    """Whether the best evidence is the glossary's own row for the term asked about: "define desistance" has too few words to weigh."""
    return understood.answer_kind == "definition" and best.passage.kind == "glossary" and term_of(best.passage) in understood.terms


def _counts_recommendations(searcher: Searcher, understood: Understanding, evidence: Sequence[Evidence]) -> bool:
    """Whether the number of recommendations is asked for and their list is found; what other lists hold is less sure."""
    asked = thing_counted(understood.asked).startswith("recommendation")
    return asked and count_list(searcher.shelf, understood, evidence) is not None


def _is_counted(searcher: Searcher, understood: Understanding, evidence: Sequence[Evidence]) -> bool:
    """Whether the best words count the very thing and hold most of what is asked of it: "300 text messages a day"."""
    best = choose(searcher, understood, evidence)[:1] if thing_counted(understood.asked) else []
    return any(counts(understood.asked, c.words) and c.signs.held >= MOST_HELD for c in best)


def _unknown_names(searcher: Searcher, question: Question, understood: Understanding) -> set[str]:
    """Names in the question that stand nowhere in the library, not even spelled a little otherwise."""
    known = {word for pair in understood.expansions for text in pair for word in stems(text)}
    others = dict(understood.alternatives)
    names = {s for s in _names(question.text) - MONTHS - known - others.keys() if len(s) > 3 and s.isalpha()}
    return {s for s in names if not searcher.shelf.lexical.count_of(s) and not searcher.shelf.lexicon.is_nearly_known(s)}


def _is_strange(searcher: Searcher, understood: Understanding) -> bool:
    """Whether half of the words asked about, and more than one, are such as the library never uses and the field says in no others."""
    lexical, others = searcher.shelf.lexical, dict(understood.alternatives)
    unused = [s for s in understood.own if not lexical.count_of(s) and s not in others]
    return len(unused) > 1 and len(unused) >= len(understood.own) / 2


def _unheard(question: Question, best: Sequence[Evidence]) -> float:
    """How many names and years of the question neither a passage nor what is known of its report holds."""
    return float(min((len(_names(question.text) - {stem(w) for w in split_words(_around(e))}) for e in best), default=0))


def _covered(searcher: Searcher, understood: Understanding, best: Sequence[Evidence]) -> float:
    weight = {s: searcher.shelf.lexical.weight(s) for s in understood.stems}
    total = sum(weight.values()) or 1.0
    return max((sum(w for s, w in weight.items() if s in set(stems(_around(e)))) / total for e in best), default=0.0)


def _words(searcher: Searcher, understood: Understanding, best: Sequence[Evidence]) -> list[tuple[float, float]]:
    """Of each word asked about its share of the whole weight, and how near the passages come to it."""
    near = [searcher.compare_words(understood, e) for e in best]
    weight = {s: searcher.shelf.lexical.weight(s) for s in near[0]}
    total = sum(weight.values()) or 1.0
    return [(w / total, max(each[s] for each in near)) for s, w in weight.items()]


def _names(question: str) -> set[str]:
    """Stems of the names and years a question uses; a name at its very beginning cannot be told from a word."""
    names = {stem(w) for name in NAME.findall(question) for w in split_words(name)}
    return names | set(YEAR.findall(question))


def _is_of_other_year(question: str, choice: Choice) -> bool:
    """Whether a question names years, and neither the unit, its headings, its report's title nor its report's own year is one of them."""
    evidence = choice.evidence
    over = " ".join((choice.words, *evidence.passage.headings, evidence.passage.context, evidence.report.facts.title))
    asked = set(YEAR.findall(question))
    return bool(asked) and not asked & {*YEAR.findall(over), str(evidence.report.facts.year)}


def _around(evidence: Evidence) -> str:
    facts = evidence.report.facts
    passage = evidence.passage
    dates = " ".join(d.replace("-", " ") for d in (facts.published_on, facts.inspected_on) if d)
    return " ".join(
        (facts.title, *facts.area, *facts.bodies, facts.publisher or "", dates, *passage.headings, passage.context, passage.text)
    )
