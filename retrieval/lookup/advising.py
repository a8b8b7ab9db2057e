"""Advising: the recommendations of a report, all of them or those to one addressee, where a question asks just for them."""

import re
from collections.abc import Sequence

from corpus.report import Report
from ingest.passages import Passage
from ingest.units import Unit, split_units
from ingest.words import NUMBER_WORDS, stems
from retrieval.checks.citations import Draft, Quote
from retrieval.checks.units import plain_words, text_over
from retrieval.evidence import Evidence
from retrieval.lookup.subject import OF_A_REPORT, reports_in_question
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
        directed apply only alone just own account itself solely specifically separately every whole complete full latest
        """
    )
) | frozenset(NUMBER_WORDS.values())
ALONE = re.compile(r"\b(?:alone|only|just|own|itself|solely|specifically|separately)\b", re.I)


def tell_advice(understood: Understanding, evidence: Sequence[Evidence], passages: Sequence[Passage]) -> list[Draft]:
    """The lists of recommendations asked for, of the one report that has such; none where anything else is asked."""
    if not _asks(understood):
        return []
    reports = {report.report_id: report for report in reports_in_question(understood, evidence)}
    found = [p for p in passages if p.report_id in reports and p.kind == "recommendation"]
    report = _one_named([reports[report_id] for report_id in dict.fromkeys(p.report_id for p in found)], understood)
    if report is None:
        return []
    lists = [p for p in found if p.report_id == report.report_id]
    whole = [draft_whole(Evidence(p, report, 0.0), understood) for p in _addressed(understood, lists, report)]
    to_them = [p for p in lists if not understood.bodies or _is_to(bodies_named_over(p), understood)]
    return whole or [_draft_items(Evidence(p, report, 0.0), items) for p in to_them if (items := _on_topic(understood, p, report))]


def _one_named(reports: Sequence[Report], understood: Understanding) -> Report | None:
    """The report whose title holds most words of the question; None where two hold as many."""
    shared = sorted(((len(set(stems(r.facts.title)) & set(understood.stems)), r) for r in reports), key=lambda pair: -pair[0])
    return shared[0][1] if shared and (len(shared) == 1 or shared[0][0] > shared[1][0]) else None


def _asks(understood: Understanding) -> bool:
    recommended = set(stems(RECOMMENDED)) & {*understood.stems, *understood.added}
    return bool(recommended) and need_of(understood.asked) is None  # "how many" counts them


def _addressed(understood: Understanding, lists: Sequence[Passage], report: Report) -> list[Passage]:
    """The lists that address whom the question names, all of them where it names nobody; none where it asks for anything else."""
    other = set(understood.beside) - OF_ADVICE
    if understood.bodies and not other - OF_A_REPORT:
        return [p for p in lists if _is_to(bodies_named_over(p), understood)]
    asked = other - set(stems(report.facts.title))
    held = {p: set(stems(text_over(p))) for p in lists}
    named = sorted((p for p in lists if asked and asked <= held[p]), key=lambda p: len(held[p]))[:1]
    return named or (list(lists) if not asked - OF_A_REPORT else [])


def _on_topic(understood: Understanding, recommended: Passage, report: Report) -> list[Unit]:
    """The items of a list that hold all that is asked beside names and words of recommending: "about absences"."""
    topic = set(understood.beside) - OF_ADVICE - OF_A_REPORT
    return [u for u in split_units(recommended) if u.kind == "item" and topic <= set(stems(report.text[u.start : u.end]))] if topic else []


def _draft_items(evidence: Evidence, items: Sequence[Unit]) -> Draft:
    """Some items of a list, under the words that say whom it addresses."""
    over = [u for u in split_units(evidence.passage) if u.kind == "lead-in"]
    quotes = tuple(Quote(evidence, u.start, u.end) for u in (*over, *items))
    return Draft(
        "\n".join((*(plain_words(q.words) for q in quotes[: len(over)]), *(f"• {plain_words(q.words)}" for q in quotes[len(over) :]))),
        quotes,
    )


def _is_to(addressed: Sequence[str], understood: Understanding) -> bool:
    """Whether a list is to the one body asked about, or to both: what is asked of both is asked of each, unless each alone is meant."""
    if len(understood.bodies) > 1 or ALONE.search(understood.asked):
        return set(addressed) == set(understood.bodies)
    return set(understood.bodies) <= set(addressed)
