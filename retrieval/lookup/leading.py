"""Leading: who led the inspection that a report tells of, where a question asks just that."""

import re
from collections.abc import Sequence

from corpus.report import Report
from ingest.passages import Passage
from ingest.words import stems
from retrieval.checks.citations import Draft
from retrieval.checks.units import plain_words
from retrieval.evidence import Evidence
from retrieval.lookup.subject import OF_A_REPORT, find_telling, reports_in_question
from retrieval.question.understanding import Understanding
from retrieval.words.naming import names_person

ASKS_LEADER = re.compile(
    r"\b(?:who|which|what)\b[^?]{0,60}\b(?:led|leading|lead inspector|in charge|headed|(?:ran|run) the inspection)\b",
    re.I,
)
INSPECTION = re.compile(r"\binspect(?:ion|or)s?\b", re.I)
TELLS_LEADER = re.compile(r"\b(?:led|headed) by\b|\blead inspector\b", re.I)
# Who led a team, an office or the inspectorate is another matter.
OF_AN_INSPECTION = OF_A_REPORT - set(stems("inspectorate")) | frozenset(
    stems("led lead leading headed charge ran run person quality impact name")
)


def tell_leader(understood: Understanding, evidence: Sequence[Evidence], passages: Sequence[Passage]) -> Draft | None:
    """The sentence that names who led the inspection of the one report asked about; None where anything else is asked."""
    if not asks_leader(understood):
        return None
    told = list(find_telling(reports_in_question(understood, evidence), passages, _names_leader))
    return Draft(plain_words(told[0].words), (told[0],)) if len({q.evidence.report.report_id for q in told}) == 1 else None


def asks_leader(understood: Understanding) -> bool:
    """Whether a question asks who led an inspection, and nothing beside it."""
    asked = ASKS_LEADER.search(understood.asked) and INSPECTION.search(understood.asked)
    return bool(asked) and set(understood.beside) <= OF_AN_INSPECTION


def _names_leader(words: str, report: Report) -> bool:
    return bool(TELLS_LEADER.search(words) and INSPECTION.search(words)) and names_person(words, report.text)
