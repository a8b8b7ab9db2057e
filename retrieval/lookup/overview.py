"""Overview: a report summed up in its own words, with the first sentence of each section of its summary."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.report import Report
from ingest.passages import Passage
from ingest.units import Unit, split_units
from ingest.words import stems
from retrieval.checks.citations import Draft, Quote
from retrieval.evidence import Evidence
from retrieval.lookup.subject import OF_A_REPORT, areas_in_question, reports_in_question
from retrieval.question.sides import COMPARING
from retrieval.question.understanding import Understanding
from retrieval.search.shelf import bodies_over
from retrieval.words.drafting import joined_by, told

IN_ALL = r"(?:main|key|overall|headline|principal|central|most important|general)"
FOUND = r"(?:findings?|conclusions?|judgements?|judgments?|messages?|points?|results?|picture)"
ASKS_OVERVIEW = re.compile(
    rf"\b(?:summari[sz]e|sum up|summary|overview|gist|in a nutshell)\b|\b{IN_ALL} {FOUND}\b"
    r"|\bhow (?:well|good|effective\w*|bad)\b|\bany good\b"
    r"|\bwhat did (?:the )?inspect\w+ (?:find|conclude|say|make)\b|\bwhat (?:was|were) (?:the )?(?:findings|conclusions)\b",
    re.I,
)
OF_AN_OVERVIEW = OF_A_REPORT | frozenset(
    stems(
        """
        summarise summarize sum up summary overview gist nutshell main key overall headline principal central most important general
        generally finding findings conclusion conclusions judgement judgment judgements message messages point points result results
        picture find found conclude concluded say said make tell give brief briefly short quick please about work quality whole area
        well good bad effective effectively perform performed performing performance
        """
    )
)
# Headings over what a report found in all; "Findings: CRC" stands for a section of them by itself.
SUMMARY = re.compile(
    r"\b(?:summary|overview|headlines?|conclusions?|(?:overall|key|main|principal) (?:findings?|judgements?)|findings)\b", re.I
)
TELLS = ("prose", "list")
MOST_SECTIONS, FEW_SECTIONS = 12, 3
MOST_ITEMS, MOST_SENTENCES = 3, 3


def asks_overview(understood: Understanding) -> bool:
    """Whether a question asks what a report found in all, or how its bodies compare, and nothing else."""
    return _asks_of_whole(understood) and not _topic(understood)


def tell_overview(understood: Understanding, evidence: Sequence[Evidence], passages: Sequence[Passage]) -> list[Draft]:
    """What each section of the summary of the report asked about begins with, else how the report begins.

    Of a topic, only sections under its name ("Protecting the public"). Empty where something else is asked, or where
    several reports could be meant.
    """
    if not _asks_of_whole(understood) or areas_in_question(understood, evidence):
        return []
    reports = sorted(reports_in_question(understood, evidence), key=_standing, reverse=True)
    held = [[Evidence(p, report, 0.0) for p in passages if p.report_id == report.report_id and p.kind in TELLS] for report in reports]
    summed_up = (_summed_up(each, understood) for each in held)
    limited = bool(understood.bodies or _topic(understood))
    enough = (drafts for drafts in summed_up if len(drafts) > 1 or (drafts and limited))
    return next(enough, None) or (_opening(held[0], understood) if held and not _topic(understood) else [])


def _asks_of_whole(understood: Understanding) -> bool:
    compares = len(understood.bodies) > 1 and COMPARING.search(understood.asked)
    return bool(compares or ASKS_OVERVIEW.search(understood.asked))


def _topic(understood: Understanding) -> set[str]:
    """What is asked about beside the report itself and who it is on."""
    return set(stems(COMPARING.sub(" ", understood.asked))) - set(understood.names) - OF_AN_OVERVIEW


def _standing(report: Report) -> tuple[bool, str]:
    """An inspection report before what others wrote about it, the newest first."""
    return report.facts.kind == "inspection report", report.facts.published_on or ""


def _summed_up(held: Sequence[Evidence], understood: Understanding) -> list[Draft]:
    """What each section of a summary begins with; more of each where few sections were asked about."""
    sections = list(_sections(held, understood))[:MOST_SECTIONS]
    sentences = 1 if len(sections) > FEW_SECTIONS else MOST_SENTENCES
    return [draft for section in sections for draft in _begins(section, sentences)]


def _sections(held: Sequence[Evidence], understood: Understanding) -> Iterator[list[Evidence]]:
    """The lowest sections of a summary; of a topic those under its name, of bodies those on them alone."""
    summary = [e for e in held if any(map(SUMMARY.search, e.passage.headings))]
    paths, topic = {e.passage.headings for e in summary}, _topic(understood)
    lowest = (e for e in summary if not any(_stands_over(e.passage.headings, path) for path in paths))
    for (headings, bodies), section in groupby(lowest, key=lambda e: (e.passage.headings, bodies_over(e.passage))):
        of_bodies = not understood.bodies or (bodies and set(bodies) <= set(understood.bodies))
        if of_bodies and topic <= set(stems(_place(headings))):
            yield list(section)


def _stands_over(path: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(path) < len(other) and other[: len(path)] == path


def _begins(section: Sequence[Evidence], sentences: int) -> list[Draft]:
    """The first sentences of a section that say something, or the first items of its list: not "the findings were:"."""
    for evidence in section:
        units = [u for u in split_units(evidence.passage) if u.kind in ("sentence", "item") and not _leads_in(evidence, u)]
        if units:
            return [_draft(evidence, [u for u in units if u.kind == "item"][:MOST_ITEMS] or units[:sentences])]
    return []


def _leads_in(evidence: Evidence, unit: Unit) -> bool:
    return evidence.report.text[unit.start : unit.end].rstrip().endswith(":")


def _draft(evidence: Evidence, units: Sequence[Unit]) -> Draft:
    """The units under the headings that stand below that of the summary."""
    place = _place(evidence.passage.headings)
    start, end = units[0].start + joined_by(evidence.report.text[units[0].start : units[0].end]), units[-1].end
    items = [f"• {told(evidence, u.start, u.end)}" for u in units if u.kind == "item"]
    text = "\n".join([f"{place}:", *items]) if items else f"{place}: {told(evidence, start, end)}"
    return Draft(text, (Quote(evidence, start, end),))


def _place(headings: Sequence[str]) -> str:
    """The headings below that of the summary; that itself where none is."""
    under = next(n for n, heading in enumerate(headings) if SUMMARY.search(heading))
    return ", ".join(headings[under + 1 :] or headings[under:])


def _opening(held: Sequence[Evidence], understood: Understanding) -> list[Draft]:
    """The sentences that a report without a summary begins with."""
    first = next((e for e in held if set(understood.bodies) <= set(e.report.facts.bodies)), None)
    units = [u for u in split_units(first.passage) if u.kind == "sentence"][:MOST_SENTENCES] if first else []
    if not first or not units:
        return []
    start, end = units[0].start, units[-1].end
    return [Draft(told(first, start, end), (Quote(first, start, end),))]
