"""Need: what the words of an answer must hold to answer at all, whatever else they say: a figure, a sum, a date, a rating."""

import re

from ingest.words import NUMBER_WORDS, stems
from retrieval.citations import RATING

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"\b(?:19|20)\d\d\b|\b(?:{MONTHS})\b")
PARTS = "half|third|quarter|thirds|quarters|majority|most|all|none|every"
# A year, a day of a month and the end of "2016/17" count nothing.
FIGURE = re.compile(
    rf"(?<![\d,./–-])(?!(?:19|20)\d\d\b|\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS}))\d|\b(?:{PARTS}|{'|'.join(NUMBER_WORDS)})\b", re.I
)
SHARE = re.compile(rf"%|\bper ?cent\b|\b(?:{PARTS}|fifths?|tenths?)\b|\b(?:\d+|{'|'.join(NUMBER_WORDS)}) (?:out )?(?:of|in) ", re.I)
SUM = re.compile(r"£|\b(?:pounds|pence|million|billion)\b", re.I)
GRADE = re.compile(rf"{RATING.pattern}|\b(?:bottom|top|lowest|highest) (?:grade|rating|mark)\b")
HIGHEST = re.compile(r"\b(?:highest|most|biggest|largest|greatest|best|top|longest|commonest)\b", re.I)
LOWEST = re.compile(r"\b(?:lowest|least|fewest|smallest|worst|bottom|shortest|rarest)\b", re.I)
SHARES = r"percentage|per ?cent|proportion|share|fraction|rate"
COUNTS = r"number|total|average"
HEAD = r"\b(?! cards?\b)"  # "the rate card" is no rate
NO_THING = r"(?!(?:the|a|an|did|do|does|are|were|was|is|have|has|had|in|of|to|for|from|by|on|at|and|or|with)\b)"
COUNTED = re.compile(rf"\bhow many (?:of (?:the|its|their|these) )?((?:{NO_THING}[\w’'-]+ ?){{1,2}})", re.I)
NUMBER = rf"(?<![\d,./–-])(?!(?:19|20)\d\d\b)(?:\d[\d,]*|\b(?:{'|'.join(NUMBER_WORDS)})\b)"
NUMBERED = re.compile(rf"{NUMBER}(?: of (?:the|its|their|these))?((?: {NO_THING}[\w’'-]+){{1,4}})", re.I)
# What is asked, and what the words must hold then; the first that fits counts.
NEEDS = (
    (r"\bhow much (?:money|cash)\b|\bhow much (?:\w+ ){1,6}(?:costs?|charged?|pay|paid|spen[dt])\b", SUM),
    (r"\bwhat (?:was|were|is|are) .*\b(?:paid|charged)\b", SUM),
    (r"\b(?:what|which) (?:overall )?(?:rating|grade)\b|\b(?:what|how) (?:was|were|is|are) .*\b(?:rated|graded)\b", GRADE),
    (r"\b(?:got|get|given|earn(?:ed)?) an? (?:outstanding|good|inadequate)\b", GRADE),
    (r"^\W*(?:and |so )?when (?:was|were|did|had)\b|\b(?:what|which) (?:date|month|year)\b", DATE),
    (rf"\bwhat (?:{SHARES}) of\b|\bwhat (?:was|were|is|are) (?:the |an? )?(?:[\w-]+ ){{0,3}}(?:{SHARES}){HEAD}", SHARE),
    (rf"\bhow (?:many|much)\b|\bwhat (?:{COUNTS}) of\b", FIGURE),
    (rf"\bwhat (?:was|were|is|are) (?:the |an? )?(?:[\w-]+ ){{0,3}}(?:{COUNTS})\b", FIGURE),
)


def need_of(question: str) -> re.Pattern[str] | None:
    """What an answer to the question must hold; None where nothing is known to be needed."""
    return next((held for asked, held in NEEDS if re.search(asked, question, re.I)), None)


def tells_extreme(question: str, words: str) -> bool:
    """Whether words tell the highest or the lowest where a question asks for one of the two."""
    asked = [kind for kind in (HIGHEST, LOWEST) if kind.search(question)]
    return len(asked) == 1 and bool(asked[0].search(words))


def thing_counted(question: str) -> str:
    """What "how many" asks the number of, in the question's words; empty where it asks for none."""
    asked = COUNTED.search(question)
    return asked[1].strip().lower() if asked else ""


def counts(question: str, words: str) -> bool:
    """Whether words give a number of what "how many" asks for: "46 offenders" or "two of the local units", but not "nine months"."""
    things = set(stems(thing_counted(question)))
    return any(things & set(stems(after)) for after in NUMBERED.findall(words))


def sought_in(question: str, answer_kind: str) -> re.Pattern[str] | None:
    """What an answer must hold, or at least a figure where the question is known to ask for one, however it is worded."""
    return need_of(question) or (FIGURE if answer_kind == "figure" else None)
