"""Subject: the reports that a question is about which asks about a report itself, when it came out or what it found in all."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from corpus.report import Facts, Report
from ingest.passages import Passage
from ingest.units import split_units
from ingest.words import stems
from retrieval.checks.citations import Quote
from retrieval.checks.units import plain_words
from retrieval.evidence import Evidence
from retrieval.question.understanding import Understanding

# What may be asked of a report beside its names; anything else makes it a question about what the report says of something.
OF_A_REPORT = frozenset(
    stems(
        """
        report inspection inspections inspected inspectors inspectorate inspect fieldwork visit visited visiting visits site team area
        published publish publication come came out released release issued issue made make available appear appeared
        carried carry out took take place happened done go went last long latest time date day month months year behind
        press release commentary blog post article write written probation service
        """
    )
)


def reports_in_question(understood: Understanding, evidence: Sequence[Evidence]) -> list[Report]:
    """The reports that the evidence brings forward and that are of the area and year asked about, or of a larger one named after it."""
    reports = {e.report.report_id: e.report for e in evidence if not understood.years or e.report.facts.year in understood.years}.values()
    own = [report for report in reports if set(understood.areas) <= set(report.facts.area)]
    return own or [report for report in reports if all(_lies_in(area, report.facts) for area in understood.areas)]


def find_telling(reports: Iterable[Report], passages: Sequence[Passage], tells: Callable[[str, Report], object]) -> Iterator[Quote]:
    """The sentences, items and rows of these reports that tell what is looked for, each report's in its order."""
    for report in reports:
        for passage in (p for p in passages if p.report_id == report.report_id):
            for unit in split_units(passage):
                if tells(plain_words(report.text[unit.start : unit.end]), report):
                    yield Quote(Evidence(passage, report, 0.0), unit.start, unit.end)


def areas_in_question(understood: Understanding, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """The areas whose reports could be meant where the question fits several; empty where it fits one."""
    reports = reports_in_question(understood, evidence)
    areas = tuple(dict.fromkeys(area for report in reports for area in report.facts.local_areas))
    return areas if len({report.facts.area for report in reports}) > 1 else ()


def _lies_in(area: str, facts: Facts) -> bool:
    """Whether an area is part of another's name: West Mercia of "Warwickshire and West Mercia"."""
    return any(re.search(rf"\b{re.escape(area)}\b", larger) for larger in facts.area)
