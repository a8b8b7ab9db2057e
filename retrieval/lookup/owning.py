"""Owning: which company owns or runs the probation company that a report is on, where a question asks just that."""

import re
from collections.abc import Sequence

from corpus.report import Report
from ingest.passages import Passage
from ingest.units import TABLE_KINDS
from ingest.words import stems
from retrieval.checks.citations import Draft
from retrieval.checks.units import plain_words
from retrieval.evidence import Evidence
from retrieval.lookup.subject import areas_in_question, find_telling, reports_in_question
from retrieval.question.understanding import Understanding, find_bodies

ASKS_OWNER = re.compile(
    r"\b(?:who|which|what)\b[^?]{0,80}\b(?:own(?:s|ed|ers?)?|r[au]ns?|running|operat(?:es?|ed|ors?)|providers?|parent|behind|holds?|held)\b",
    re.I,
)
# What may be asked of an owner beside the names; anything else makes it a question about something that is run.
OF_AN_OWNER = frozenset(
    stems(
        """
        own owns owned owner owners run runs ran running operate operates operated operator provide provides provider providers
        parent behind hold holds held contract private probation company companies firm group organisation service services name
        named called time report inspection community rehabilitation
        """
    )
)
NAME = r"(?:the )?([A-Z][\w’'-]+)"
COMPANY = r"(?i:\b(?:crcs?|compan(?:y|ies)|providers?|one|five|pair|it)\b)"
ROLE = r"(?i:provider|owner|operator|parent(?: company| organisation)?)"
TELLS_OWNER = (
    rf"{COMPANY}[^.;:]{{0,90}}? ?\b(?:owned|run|operated) by {NAME}",
    rf"(?i:crc[’']?s?|company[’']?s?|its|the) {ROLE},? (?:(?:is|was) )?{NAME}",
    rf"{NAME}(?: [A-Z][\w’'-]+)*,? (?:(?:which|who) )?(?:owns|owned|runs|ran|operates|operated) [^.;:]{{0,40}}?(?i:crcs?)\b",
    rf"{NAME}(?: [A-Z][\w’'-]+)*, (?:the|its) (?i:crc[’']?s?|company[’']?s?) {ROLE}\b",
)


def tell_owner(understood: Understanding, evidence: Sequence[Evidence], passages: Sequence[Passage]) -> Draft | None:
    """The first sentence that names who owns or runs the probation company of the area asked about; None where anything else is asked."""
    if not asks_owner(understood) or areas_in_question(understood, evidence):
        return None
    found = find_telling(reports_in_question(understood, evidence), passages, _names_owner)
    told = min(found, key=lambda quote: quote.evidence.passage.kind in TABLE_KINDS, default=None)
    return Draft(plain_words(told.words), (told,)) if told else None


def asks_owner(understood: Understanding) -> bool:
    """Whether a question asks who owns or runs a probation company, and nothing beside it."""
    return bool(ASKS_OWNER.search(understood.asked)) and understood.bodies == ("CRC",) and set(understood.beside) <= OF_AN_OWNER


def _names_owner(words: str, _: Report) -> bool:
    """Whether words name an owner: a name that is not itself one of the bodies, as in "programmes run by the CRC"."""
    return any(not find_bodies(found[1]) for pattern in TELLS_OWNER for found in re.finditer(pattern, words))
