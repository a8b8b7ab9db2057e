"""Eligible: the units that may answer at all, for the place they speak of and for the thing that they rate."""

from collections.abc import Sequence

from ingest.words import stems
from retrieval.checks.citations import Quote, is_misplaced
from retrieval.question.understanding import Understanding
from retrieval.words.choice import Choice
from retrieval.words.need import aspect_rated

PLACE_BEHIND = 0.25  # of unit score: words on the area asked about that stand this far behind others are about something else


def keep_placed(choices: Sequence[Choice], understood: Understanding) -> list[Choice]:
    """The choices that may speak of the areas asked about; all of them where the best of those stands far behind."""
    placed = [c for c in choices if not is_misplaced(Quote(c.evidence, c.unit.start, c.unit.end), understood.areas)]
    return placed if placed and placed[0].score >= choices[0].score - PLACE_BEHIND else list(choices)


def keep_rating(choices: Sequence[Choice], understood: Understanding) -> list[Choice]:
    """The choices that name what was rated, where one rating of several is asked for: an overall rating is none "for leadership"."""
    rated = set(stems(aspect_rated(understood.asked))) - set(understood.names)
    meant = [set(phrase) for own, phrases in understood.alternatives if own in rated for phrase in phrases]
    return [c for c in choices if not rated or rated & (held := _held_over(c)) or any(phrase <= held for phrase in meant)]


def _held_over(choice: Choice) -> set[str]:
    """The stems of words and of the headings over them."""
    return set(stems(" ".join((choice.words, *choice.evidence.passage.headings, choice.evidence.passage.context))))
