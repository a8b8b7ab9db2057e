"""Contrast: what is said of each body or area that a question sets side by side, each searched by itself."""

from collections.abc import Sequence

from retrieval.answering.pairing import FoundSide, pair
from retrieval.checks.citations import is_of_another
from retrieval.evidence import UNREAD, Question
from retrieval.question.understanding import Understanding
from retrieval.search.searcher import Searcher
from retrieval.search.shelf import bodies_over
from retrieval.words.choice import Choice, choose

DEPTH = 20  # passages searched for each side
READ = 10  # passages of each side that are read


def find_contrast(searcher: Searcher, question: Question, understood: Understanding) -> list[FoundSide]:
    """The sides with what is said of each, in the order of the question's bodies or areas; empty for any other question."""
    sides = understood.sides() if understood.answer_kind == "comparison" else ()
    if len(sides) < 2:
        return []
    found = pair(searcher, understood, sides, [_choices_on(searcher, question, side, sides) for side in sides])
    named = understood.bodies or understood.areas[1:]  # "which body" may be asked where there is but one
    return found if named or all(side.choice for side in found) else []


def _choices_on(searcher: Searcher, question: Question, side: Understanding, others: Sequence[Understanding]) -> list[Choice]:
    evidence = [e for e in searcher.search(question, DEPTH, side) if searcher.is_of(e, side) and e.passage.kind not in UNREAD]
    # A section on both bodies may be about the other.
    alone = [e for e in evidence if bodies_over(e.passage) == side.bodies] if side.side in side.bodies else []
    choices = [c for c in choose(searcher, side, alone or evidence, READ) if not _is_of_other(c, side, others)]
    return [c for c in choices if len(side.bodies) != 1 or not is_of_another(c.words, bodies_over(c.evidence.passage), side.bodies[0])]


def _is_of_other(choice: Choice, side: Understanding, others: Sequence[Understanding]) -> bool:
    """Whether words name another of the areas set side by side and not this one."""
    named = {area for each in (side, *others) for area in each.areas if area.lower() in choice.words.lower()}
    return bool(named) and not named & set(side.areas)
