"""Contrast: what is said of each body or area that a question sets side by side, each searched by itself."""

from retrieval.choice import Choice, choose
from retrieval.citations import is_of_another
from retrieval.evidence import Question
from retrieval.pairing import Side, pair
from retrieval.search import Searcher
from retrieval.shelf import bodies_over
from retrieval.understanding import Understanding

DEPTH = 20  # passages searched for each side
READ = 10  # passages of each side that are read


def find_contrast(searcher: Searcher, question: Question, understood: Understanding) -> list[Side]:
    """The sides with what is said of each, in the order of the question's bodies or areas; empty for any other question."""
    sides = understood.sides() if understood.answer_kind == "comparison" else ()
    return pair(searcher, understood, sides, [_choices_on(searcher, question, side) for side in sides]) if len(sides) > 1 else []


def _choices_on(searcher: Searcher, question: Question, side: Understanding) -> list[Choice]:
    evidence = [e for e in searcher.search(question, DEPTH, side) if searcher.is_of(e, side)]
    alone = [e for e in evidence if bodies_over(e.passage) == side.bodies]  # a section on both may be about the other
    choices = choose(searcher, side, alone or evidence, READ)
    if len(side.bodies) != 1:
        return choices
    return [c for c in choices if not is_of_another(c.words, bodies_over(c.evidence.passage), side.bodies[0])]
