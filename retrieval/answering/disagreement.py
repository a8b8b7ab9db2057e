"""Disagreement: another report that gives another value, or the opposite, for what the answer says."""

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.words import NUMBER_WORDS, split_words, stem, stems
from retrieval.checks.citations import NEGATION, find_ratings
from retrieval.question.understanding import find_bodies
from retrieval.search.shelf import bodies_over
from retrieval.words.choice import Choice

SAME_MATTER = 0.6  # share of the shorter statement's stems that the other must have too
SAME_LENGTH = 0.4  # and of the longer one's: a long sentence holds some words of many matters
NEARLY_SAME = 0.7  # of all stems of both, for a bare "not" to make the opposite
NEARLY_AS_GOOD = 0.35  # of unit score: a rival must answer the question nearly as well
BIG = 2  # digits: "at least two" and "up to two" are said of many things
BOUND = re.compile(
    r"(?:\b(up to|at most|no more than|under|fewer than|less than|below)\b |\b(at least|more than|over|above|no fewer than)\b )?"
    r"(?<![\d,])(\d[\d,]{0,11})(?: or (?:(more|above|over)|(fewer|less|under)))?(?: of)?(?: the)? ([a-z]+|%)",
    re.I,
)
OPPOSITES = (
    ("improv", "deterior"), ("improv", "worsen"), ("better", "wors"), ("increas", "decreas"), ("increas", "reduc"), ("rose", "fell"),
    ("risen", "fallen"), ("grown", "shrunk"), ("good", "poor"), ("strong", "weak"), ("adequ", "inadequ"), ("suffici", "insuffici"),
    ("effect", "ineffect"), ("consist", "inconsist"), ("high", "low"), ("higher", "lower"), ("more", "fewer"), ("met", "miss"),
    ("full", "short"), ("manag", "unmanag"), ("satisfi", "dissatisfi"), ("abov", "below"),
)  # fmt: skip


def find_rival(best: Choice, others: Sequence[Choice]) -> Choice | None:
    """The best of the others that speaks of the same matter in another report and says otherwise."""
    return next((other for other in others if _is_rival(best, other)), None)


def is_later(one: Choice, other: Choice) -> bool | None:
    """Whether `other` tells of a later year than `one`; None where both tell of the same year or a year is unknown.

    Two dated values of one measure are a change, not a disagreement.
    """
    years = [choice.evidence.report.facts.year for choice in (one, other)]
    if None in years or years[0] == years[1]:
        return None
    return years[1] > years[0]  # type: ignore[operator]


def contradict(one: str, other: str) -> bool:
    """Whether two statements on one matter exclude each other: another figure of one measure, another rating, or the opposite."""
    if _bounds(one) & {(figure, counted, -way) for figure, counted, way in _bounds(other)}:
        return True
    if _alike(one, other) < SAME_MATTER:
        return False
    ratings = find_ratings(one), find_ratings(other)
    if all(ratings) and not ratings[0] & ratings[1]:
        return True
    values, theirs = find_values(one), find_values(other)
    if any(values[m] and theirs[m] and not values[m] & theirs[m] for m in values.keys() & theirs.keys()):
        return True
    if _denies(one, other) or _denies(other, one):
        return True
    mine, yours = set(map(stem, split_words(one))), set(map(stem, split_words(other)))
    return any((a in mine and b in yours and b not in mine) or (b in mine and a in yours and a not in mine) for a, b in OPPOSITES)


def _is_rival(best: Choice, other: Choice) -> bool:
    mine, yours = best.evidence.report, other.evidence.report
    return (
        mine.report_id != yours.report_id
        and bool(set(mine.facts.area) & set(yours.facts.area))
        and _of_one_body(best, other)
        and other.score >= best.score - NEARLY_AS_GOOD
        and contradict(best.words, other.words)
    )


def _of_one_body(one: Choice, other: Choice) -> bool:
    """Whether two statements may be about the same body: the one their words name, else the one over them."""
    mine, yours = (find_bodies(c.words) or bodies_over(c.evidence.passage) for c in (one, other))
    return not mine or not yours or bool(set(mine) & set(yours))


def _alike(one: str, other: str) -> float:
    """Share of the shorter statement's stems, figures and opposites aside, that the other has too; 0 beside a much longer one."""
    aside = {word for pair in OPPOSITES for word in pair}
    mine, yours = ({s for s in stems(text) if not s[0].isdigit() and s not in aside} for text in (one, other))
    shared = len(mine & yours)
    return shared / max(1, min(len(mine), len(yours))) if shared >= SAME_LENGTH * max(len(mine), len(yours)) else 0.0


def _denies(one: str, other: str) -> bool:
    """Whether one statement denies what the other says: "had not reversed the fall" does not deny a fall."""
    denied = [stems(one[match.end() :])[:1] for match in NEGATION.finditer(one)]
    return not NEGATION.search(other) and any(word and word[0] in stems(other) for word in denied) and _nearly_same(one, other)


def _bounds(text: str) -> set[tuple[str, str, int]]:
    """The figures that a statement gives as a bound, with what they count; 1 for "at least", -1 for "at most"."""
    found = set()
    for match in BOUND.finditer(text):
        below, above, figure, more, less, counted = match.groups()
        if (below or less) != (above or more) and len(figure) >= BIG:
            found.add((figure.replace(",", ""), stem(counted.lower()), 1 if above or more else -1))
    return found


def _nearly_same(one: str, other: str) -> bool:
    mine, yours = set(stems(one)), set(stems(other))
    return len(mine & yours) >= NEARLY_SAME * max(len(mine | yours), 1)


def find_values(text: str) -> dict[str, set[str]]:
    """The figures of a statement by what they count: the sign or word that follows each."""
    values: dict[str, set[str]] = defaultdict(set)
    words = split_words(re.sub(r"(?<!\s)\s*per cent\b", "%", text))
    for word, following in zip(words, [*words[1:], ""], strict=True):
        figure = word.rstrip("%").replace(",", "") if word[0].isdigit() else NUMBER_WORDS.get(word)
        if figure and not re.fullmatch(r"(?:19|20)\d\d", figure):
            values["%" if word.endswith("%") else stem(following) if following else ""].add(figure)
    return values
