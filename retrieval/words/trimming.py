"""Trimming: the clause of a sentence that answers, where it can stand by itself and the rest tells a neighbouring figure.

The claim is cited with just the words that are kept, so that it still stands word for word in its report.
"""

import re

from ingest.words import stems
from retrieval.checks.citations import NEGATION
from retrieval.question.understanding import Understanding
from retrieval.words.need import FIGURE, counts, sought_in

# Where a clause may end.
BREAK = re.compile(r"(?:;|,|[.!?](?=\s[A-Z])|\s[–—-])\s+(?:and |but |yet )?(?=\S)|\s(?=against (?:the|a|an)\b|compared (?:with|to)\b)")
# What may begin a clause that is left off: it sets the figure beside another one, or tells of another.
BESIDE = re.compile(
    r"(?:while|whereas|whilst|although|though|but|against|compared|below|above|lower than|higher than|more than|up from|down from|"
    r"a \w+ (?:higher|lower)|(?:slightly |just |well |much |far )?(?:below|above|higher|lower|better|worse|more|fewer|less)|"
    r"of (?:which|whom)|with (?:an?|the|another)|the (?:average|national|other|rest|remaining|target))\b",
    re.I,
)
PART_OF = re.compile(r"of wh", re.I)
VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|did|does|do|can|could|may|will|would|[a-z]{2,}ed|met|rose|fell|found|led|ran|made|said|saw|stood|held|took|"
    r"gave|kept|left|came|went|got|grew|sent|spent|paid|cut|shows?|holds?|takes?|gives?|runs?)\b"
)
BOTH = re.compile(
    r"\b(?:compar\w*|than|against|both|each|differ\w*|chang\w*)\b|\band (?:how|what|who|when|where|which)\b",
    re.I,
)


def end_of_answer(words: str, understood: Understanding) -> int:
    """Where the clause that gives the figure asked for ends; where the sentence does if none is asked for or its parts hang together."""
    if understood.answer_kind in ("comparison", "change") or BOTH.search(understood.asked):
        return len(words)
    for match in BREAK.finditer(words):
        if not BESIDE.match(words, match.end()) or _open(words[: match.start()], match[0]):
            continue
        head, tail = words[: match.start()], words[match.end() :]
        if PART_OF.match(tail) and not counts(understood.asked, head):
            continue  # "of the 45 put forward, how many were taken on?" asks for the part
        if _stands(head, understood) and FIGURE.search(tail) and not NEGATION.search(tail) and not _asks(tail, head, understood):
            return match.start()
    return len(words)


def _stands(clause: str, understood: Understanding) -> bool:
    need = sought_in(understood.asked, understood.answer_kind)
    return bool(VERB.search(clause)) and need is not None and bool(need.search(clause))


def _asks(tail: str, head: str, understood: Understanding) -> bool:
    """Whether the question uses a word of the tail that the head lacks."""
    return bool((set(stems(tail)) - set(stems(head))) & {*understood.stems, *understood.added})


def _open(text: str, mark: str) -> bool:
    """Whether a clause ends within brackets or within a sentence that somebody said."""
    said = is_within_speech(text) and mark[0] not in ".!?"
    return text.count("(") > text.count(")") or said or text.count('"') % 2 == 1


def is_within_speech(text: str) -> bool:
    """Whether a text ends before somebody's words do."""
    return text.count("“") > text.count("”")
