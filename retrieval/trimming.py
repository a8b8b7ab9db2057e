"""Trimming: the clause of a sentence that answers, where it can stand by itself and the rest tells a neighbouring figure."""

import re

from ingest.sentences import Span
from ingest.words import stems
from retrieval.citations import NEGATION
from retrieval.need import FIGURE, sought_in
from retrieval.understanding import Understanding

BREAK = re.compile(r"(?:;|,|\s[–—-])\s+(?:and |but |yet )?(?=\S)|\s(?=against (?:the|a|an)\b|compared (?:with|to)\b)")
# What may begin a clause that is left off: it sets the figure beside another one, or tells of another.
BESIDE = re.compile(
    r"(?:while|whereas|whilst|although|though|but|against|compared|below|above|lower than|higher than|more than|up from|down from|"
    r"a \w+ (?:higher|lower)|(?:slightly |just |well |much |far )?(?:below|above|higher|lower|better|worse|more|fewer|less)|"
    r"with (?:an?|the|another)|the (?:average|national|other|rest|remaining|target))\b",
    re.I,
)
VERB = re.compile(r"\b(?:is|are|was|were|be|been|has|have|had|did|does|do|can|could|may|will|would|[a-z]{2,}ed|met|rose|fell|found|led|ran|made|said)\b")
BOTH = re.compile(r"\b(?:compar\w*|than|against|both|each|differ\w*|chang\w*)\b|\band (?:how|what|who|when|where|which)\b", re.I)


def trim(words: str, understood: Understanding) -> Span:
    """Where the answering clause of a sentence begins and ends; the whole where a question needs no figure or the parts hang together."""
    whole = (0, len(words))
    if sought_in(understood.asked, understood.answer_kind) is None or understood.answer_kind in ("comparison", "change") or BOTH.search(understood.asked):
        return whole
    for match in BREAK.finditer(words):
        if not BESIDE.match(words, match.end()) or _open(words[: match.start()]):
            continue
        head, tail = words[: match.start()], words[match.end() :]
        if _stands(head, understood) and FIGURE.search(tail) and not NEGATION.search(tail) and not _asks(tail, head, understood):
            return (0, match.start())
    return whole


def _stands(clause: str, understood: Understanding) -> bool:
    need = sought_in(understood.asked, understood.answer_kind)
    return bool(VERB.search(clause)) and need is not None and bool(need.search(clause))


def _asks(tail: str, head: str, understood: Understanding) -> bool:
    """Whether the question uses a word of the tail that the head lacks."""
    return bool((set(stems(tail)) - set(stems(head))) & {*understood.stems, *understood.added})


def _open(text: str) -> bool:
    return text.count("(") > text.count(")") or text.count("“") > text.count("”") or text.count('"') % 2 == 1
