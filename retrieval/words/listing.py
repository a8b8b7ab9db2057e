"""Listing: which list or table is given whole to a question that asks for one."""

from collections.abc import Sequence

from ingest.units import LIST_KINDS, TABLE_KINDS
from ingest.words import stems
from retrieval.evidence import Evidence
from retrieval.question.understanding import Understanding
from retrieval.search.shelf import bodies_named_over
from retrieval.words.row import table_heads

READ_LISTINGS = 4
NEAR = 2.5  # of passage score: a list that far behind the best passage is about something else
OF_THE_BODY = 2.0  # of passage score, for speaking of just the bodies asked about
OF_THE_COLUMN = 1.5  # for a table with a column of the name asked for, such as "Barriers"


def find_listing(understood: Understanding, evidence: Sequence[Evidence], best: Evidence) -> Evidence | None:
    """The list or table that answers: among those of the best passages the one that is of the body and column asked for."""
    near = [e for e in evidence[:READ_LISTINGS] if e.passage.kind in LIST_KINDS | TABLE_KINDS and e.score >= evidence[0].score - NEAR]
    if not any(e in (evidence[0], best) or _has_column(e, understood) for e in near):
        return None
    return max(near, key=lambda e: e.score + OF_THE_BODY * _is_of_bodies(e, understood) + OF_THE_COLUMN * _has_column(e, understood))


def _is_of_bodies(evidence: Evidence, understood: Understanding) -> bool:
    """Whether what stands over a list names the bodies asked about and no other."""
    return bool(understood.bodies) and set(bodies_named_over(evidence.passage)) == set(understood.bodies)


def _has_column(evidence: Evidence, understood: Understanding) -> bool:
    return any(head and set(stems(head)) <= set(understood.own) for head in table_heads(evidence))
