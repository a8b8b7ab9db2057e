"""Need: what the words of an answer must hold to answer at all, whatever else they say: a figure, a sum, a date, a rating."""

import re

from ingest.words import NUMBER_WORDS, stems
from retrieval.checks.citations import RATING

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
DURATION = re.compile(
    rf"\b(?:minute|hour|day|week|fortnight|month|year|decade|term)s?\b|\b(?:daily|weekly|monthly|yearly)\b|{DATE.pattern}", re.I
)
SCORE = re.compile(r"\bscor|\bpoints?\b|\bout of\b|\d ?/ ?\d|\d of \d", re.I)
MEAN = r"(?:averag|mean\b|median|typical|usual|about\b|around\b|each\b|per\b|an? \w+ (?:had|has|holds?|held)\b)"
AVERAGE = re.compile(rf"(?s)\A(?=.*?\b{MEAN})(?=.*?(?:{FIGURE.pattern}))", re.I)
IN_HEADS = (SHARE, DURATION, SCORE, AVERAGE)  # of a table row the head of its column may say so
HIGHEST = re.compile(r"\b(?:highest|most|biggest|largest|greatest|best|top|longest|commonest)\b", re.I)
LOWEST = re.compile(r"\b(?:lowest|least|fewest|smallest|worst|bottom|shortest|rarest)\b", re.I)
SHARES = r"percentage|per ?cent|proportion|share|fraction|rate"
COUNTS = r"number|total|average"
RATED_FOR = re.compile(
    r"\b(?:what|which) (?:[\w-]+ )?(?:rating|grade|score)s?\b[^?]*?"
    r"\bfor (?:the |its |their )?((?:[\w’'-]+ ?){1,4}?)(?=\W*$|,| ?\b(?:in|at|by)\b)",
    re.I,
)
HEAD = r"\b(?! cards?\b)"  # "the rate card" is no rate
NO_THING_PAID = r"(?! (?:attention|heed|regard|for|towards)\b)"  # "what does it pay for" asks for no sum
NO_THING = r"(?!(?:the|a|an|did|do|does|are|were|was|is|have|has|had|in|of|to|for|from|by|on|at|and|or|with)\b)"
COUNTED = re.compile(rf"\bhow many (?:of (?:the|its|their|these) )?((?:{NO_THING}[\w’'-]+ ?){{1,2}})", re.I)
NUMBER = rf"(?<![\d,./–-])(?!(?:19|20)\d\d\b)(?:\d[\d,]*|\b(?:{'|'.join(NUMBER_WORDS)})\b)"
NUMBERED = re.compile(rf"{NUMBER}(?: of (?:the|its|their|these))?((?: {NO_THING}[\w’'-]+){{1,4}})", re.I)
# What is asked, and what the words must hold then; the first that fits counts.
NEEDS = (
    (r"\bhow much (?:money|cash)\b|\bhow much (?:\w+ ){1,6}(?:costs?|charged?|pay|paid|spen[dt])\b", SUM),
    (r"\bwhat (?:was|were|is|are) .*\b(?:paid|charged|salary|salaries|wages?|price)\b", SUM),
    (rf"\b(?:what|how much) (?:does|do|did|will|would|must) .*\b(?:cost|charge|pay|earn)\b{NO_THING_PAID}", SUM),
    (r"\b(?:what|which) (?:overall )?(?:rating|grade)\b|\b(?:what|how) (?:was|were|is|are) .*\b(?:rated|graded)\b", GRADE),
    (r"\b(?:got|get|given|earn(?:ed)?) an? (?:outstanding|good|inadequate)\b", GRADE),
    (r"^\W*(?:and |so )?when (?:was|were|did|had)\b|\b(?:what|which) (?:date|month|year)\b", DATE),
    (rf"\bwhat (?:{SHARES}) of\b|\bwhat (?:was|were|is|are) (?:the |an? )?(?:[\w-]+ ){{0,3}}(?:{SHARES}){HEAD}", SHARE),
    (rf"\bhow (?:many|much)\b|\bwhat (?:{COUNTS}) of\b", FIGURE),
    (rf"\bwhat (?:was|were|is|are) (?:the |an? )?(?:[\w-]+ ){{0,3}}(?:{COUNTS})\b", FIGURE),
)

# Words that an answer is at the least told in; there may be more to it than these, so nothing is cut off after them.
LEAST = (
    (r"\bhow long\b", DURATION),
    (r"\b(?:what|which) (?:\w+ ){0,2}scores?\b|\bhow many points\b", SCORE),
    (r"\baverage\b", AVERAGE),
)


def need_of(question: str) -> re.Pattern[str] | None:
    """What an answer to the question must hold; None where nothing is known to be needed."""
    return next((held for asked, held in NEEDS if re.search(asked, question, re.I)), None)


def least_of(question: str) -> re.Pattern[str] | None:
    """What words must hold to be taken for an answer at all; None where nothing is known to be needed."""
    return next((held for asked, held in LEAST if re.search(asked, question, re.I)), None) or need_of(question)


def aspect_rated(question: str) -> str:
    """The part of the work whose rating is asked for, in the question's words; empty where none is: "for leadership"."""
    found = RATED_FOR.search(question)
    return found[1].strip() if found else ""


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
