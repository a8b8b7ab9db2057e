"""Advising: the recommendations to one body, where a question asks just for them."""

from collections.abc import Sequence

from ingest.passages import Passage
from ingest.words import NUMBER_WORDS, stems
from retrieval.checks.citations import Draft
from retrieval.evidence import Evidence
from retrieval.lookup.subject import reports_in_question
from retrieval.question.lexicon import RECOMMENDED
from retrieval.question.understanding import Understanding
from retrieval.search.shelf import bodies_named_over
from retrieval.words.drafting import draft_whole
from retrieval.words.need import need_of

# What may be asked of recommendations beside whom they address; "recommendations on home visits" asks for some of them only.
OF_ADVICE = frozenset(
    stems(
        """
        recommendation recommendations recommended recommend advice advised inspectors inspectorate inspection report
        said say says tell told should must ought need needs do done doing change improve list give given made make makes addressed aimed
        directed apply only alone just own account itself solely specifically separately
        """
    )
) | frozenset(NUMBER_WORDS.values())


def tell_advice(understood: Understanding, evidence: Sequence[Evidence], passages: Sequence[Passage]) -> Draft | None:
    """The list that addresses just the body asked about, in the one report that has such; None where anything else is asked."""
    if not _asks(understood):
        return None
    reports = {report.report_id: report for report in reports_in_question(understood, evidence)}
    lists = [p for p in passages if p.report_id in reports and p.kind == "recommendation" and bodies_named_over(p) == understood.bodies]
    if len(lists) != 1:
        return None
    return draft_whole(Evidence(lists[0], reports[lists[0].report_id], 0.0), understood)


def _asks(understood: Understanding) -> bool:
    recommended = set(stems(RECOMMENDED)) & {*understood.stems, *understood.added}
    other = set(understood.beside) - OF_ADVICE
    return bool(recommended) and len(understood.bodies) == 1 and not other and need_of(understood.asked) is None  # "how many" counts them
