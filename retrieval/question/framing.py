"""Framing: the words around a topic that ask for whatever is said of it, and whether a sentence speaks of that topic."""

import re
from collections.abc import Iterator, Sequence

from ingest.units import split_units
from ingest.words import stems
from retrieval.evidence import Evidence
from retrieval.question.followup import ASKS

SOURCE = r"(?:(?:the|this|these|any|your|our)(?: of the)? (?:[\w’'-]+ ){0,3}?)?(?:reports?|inspect\w+|library|texts?)"
SAYS = r"(?:say|said|mention(?:ed)?|cover(?:ed)?|speak|talk|find|found|discuss(?:ed)?|note[sd]?|address(?:ed)?|report(?:ed)?|written)"
ANYTHING = r"(?:anything|something|any (?:mention|findings?|information|evidence|details?)|information|info|details?|findings?|more)"
OF = r"(?:about|on|of)"
FRAME = re.compile(
    r"^\W*(?:please |can you |could you )?(?:"
    rf"(?:do|does|did) {SOURCE} {SAYS}(?: {ANYTHING})?(?: {OF})?"
    rf"|(?:is|are|was|were) there {ANYTHING}(?: in {SOURCE})? {OF}"
    rf"|what (?:is|was) {SAYS} {OF}"
    rf"|what (?:do|does|did|can|could) (?:{SOURCE}|you) (?:{SAYS}|tell me) {OF}"
    rf"|tell (?:us|me) what {SOURCE} {SAYS} {OF}"
    rf"|(?:give|show|find|tell|get) me (?:{ANYTHING} )?{OF}"
    rf"|{ANYTHING} (?:about|on)"
    r")\b",
    re.I,
)
MENTIONED = re.compile(rf"\b(?:mentioned|{SAYS} anywhere)(?: in {SOURCE})?\W*$", re.I)
READ = 4  # passages
MOST_WORDS, MOST_BARE = 5, 3  # stems of a topic


def without_frame(question: str) -> str:
    """The topic of a question that asks what is said of it: "home visits" of "anything on home visits?"; else the question."""
    topic = MENTIONED.sub("", FRAME.sub("", question))
    return topic if stems(topic) else question


def is_framed(question: str) -> bool:
    """Whether a question asks for whatever is said of a topic: "what does the report say about home visits?"."""
    return bool(FRAME.match(question) or MENTIONED.search(question))


def is_bare(question: str) -> bool:
    """Whether a question is a topic and no more, as one types it to search: "home visits"."""
    return not ASKS.match(question) and len(stems(question)) <= MOST_BARE


def speaks_of(topic: Sequence[str], evidence: Sequence[Evidence]) -> bool:
    """Whether one sentence, item or row of the best passages holds, with the headings over it, all the stems of a short topic."""
    return 0 < len(topic) <= MOST_WORDS and any(set(topic) <= held for e in evidence[:READ] for held in _held(e))


def _held(evidence: Evidence) -> Iterator[set[str]]:
    over = set(stems(" ".join(evidence.passage.headings)))
    return (over | set(stems(evidence.report.text[u.start : u.end])) for u in split_units(evidence.passage))
