"""Halves: a question in two parts, "how long is the wait and why?", as two questions that stand by themselves."""

import re

from ingest.words import stems
from retrieval.question.conversation import POINTS_BACK, complete
from retrieval.question.followup import ABOUT, asked_in
from retrieval.question.lexicon import Lexicon
from retrieval.question.understanding import find_bodies

ASKING = r"(?:what(?:['’]s)?|who|when|where|why|which|how)"
# Only a word that asks begins a second part: "training and supervision" is one matter.
JOINT = re.compile(rf"(?:,? and|[?;](?: and)?) (?=(?:{ASKING}|(?:is|are|was|were|do|does|did|has|have) (?:it|its|they|their))\b)", re.I)
# A clause inside a question may be joined by "and" too: "How do officers decide what to do and when?".
INSIDE = re.compile(rf"(?<!^)\b{ASKING}\W+to\b|\b(?:know|told|say|said|clear|sure|decide|see|find|understand)\W+{ASKING}\b", re.I)
STARTS = re.compile(rf"^\W*(?P<lead>(?:in|on|at|for|of|to|by)\b[^?]*?)?\b{ASKING}\b", re.I)
ALONE = re.compile(r"^\W*(?:why|when|where|who|how)\b", re.I)  # asks for something of its own without another word; "what was it?" does not
COUNTED = re.compile(r"^\W*how many (?P<things>.+?) (?:must|were|was|are|did|do|does|is|have|had|has|got|should|will|can)\b", re.I)
COUNTS_ON = re.compile(r"^how many(?: of (?:those|these|them))?(?= (?:were|was|are|did|had|have|got)\b)", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def halves_of(question: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The two questions that a question asks, the second with the names and the topic of the first; nothing of one that asks once."""
    joint = JOINT.search(question) if ABOUT not in question else None
    starts = STARTS.match(question[: joint.start()]) if joint else None
    if joint is None or starts is None or INSIDE.search(question[: joint.start()]):
        return ()
    first, second = f"{question[: joint.start()].strip(' ,?;')}?", f"{question[joint.end() :].rstrip('?. ')}?"
    if not stems(first) or not (stems(second) or ALONE.match(second)) or _sets_beside(first, second, lexicon):
        return ()
    second = _completed(second, first, starts["lead"] or "", lexicon)
    # "Which need came fifth, and how often was it met?": what the first part finds is not known yet.
    unknown = ABOUT in second and stems(asked_in(second)) and POINTS_BACK.search(asked_in(second))
    return () if unknown or second == first else (first, second)


def _sets_beside(first: str, second: str, lexicon: Lexicon) -> bool:
    """Whether both parts name a body, an area or a year, and not the same: a comparison, which has its own way."""
    named = ((find(first), find(second)) for find in (find_bodies, lexicon.find_areas, YEAR.findall))
    return any(one and other and not set(other) <= set(one) for one, other in named)


def _completed(second: str, first: str, lead: str, lexicon: Lexicon) -> str:
    """A second part as it stands alone, with what is counted, the topic and the names of the first."""
    counted = COUNTED.match(first[len(lead) :])
    if counted and COUNTS_ON.match(second):
        second = COUNTS_ON.sub(lambda _: f"How many {counted['things']}", second)
        whole = second
    else:
        whole = complete(second, [first], lexicon, lambda _: True)
    if ABOUT in whole:
        return whole
    body = [f" for the {b}" for b in find_bodies(first)[:1] if b != "youth" and not find_bodies(whole)]
    area = [f" in {a}" for a in lexicon.find_areas(first)[:1] if not lexicon.find_areas(whole)]
    return f"{lead}{whole.rstrip('? ')}{''.join((*body, *area))}?"
