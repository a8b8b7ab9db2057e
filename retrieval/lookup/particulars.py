"""Particulars: what a question may ask of a report as a whole, looked up in the report itself and not left to the search."""

from collections.abc import Sequence

from ingest.passages import Passage
from retrieval.checks.citations import Draft
from retrieval.evidence import Evidence
from retrieval.lookup.advising import tell_advice
from retrieval.lookup.dating import tell_date
from retrieval.lookup.leading import tell_leader
from retrieval.lookup.owning import tell_owner
from retrieval.question.understanding import Understanding

TELLS = (tell_date, tell_leader, tell_owner)


def tell_of_report(understood: Understanding, evidence: Sequence[Evidence], passages: Sequence[Passage]) -> list[Draft]:
    """Its date, who led its inspection, who owns the company, or its recommendations to one body, where a question asks just that."""
    found = next((draft for tell in TELLS if (draft := tell(understood, evidence, passages))), None)
    return [found] if found else tell_advice(understood, evidence, passages)
