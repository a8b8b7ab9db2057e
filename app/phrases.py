"""Phrases: how an answer ended, dates, kinds and places in the words of the page."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from corpus.report import Facts, Report
from ingest.passages import Passage
from retrieval import answer as endings
from retrieval.answer import Answer
from retrieval.briefing.briefing import Briefing
from retrieval.comparison import Comparison
from retrieval.evidence import Filters

EDITED = "edited, not verified"
OFFLINE = "Written without a language model, from the reports’ own words."
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Ending:
    """A status as it is shown: a ring with a shape in it (empty for nothing found) and words; colour alone never says it."""

    shape: str
    label: str
    tone: str


ENDINGS = {
    endings.ANSWERED: Ending("✓", "Answered", "sure"),
    endings.PARTIAL: Ending("◐", "Partly answered", "care"),
    endings.NOT_IN_REPORTS: Ending("", "Not in the reports", "plain"),
    endings.SOURCES_DISAGREE: Ending("≠", "Sources disagree", "care"),
    endings.NEEDS_CLARIFICATION: Ending("?", "Needs clarification", "plain"),
    endings.OUT_OF_SCOPE: Ending("–", "Outside what reports can answer", "plain"),
}


def unsettled(status: str, lost: int) -> Ending:
    """How a kept answer ended whose sources do not all bear it out any more."""
    sources = "a source" if lost == 1 else f"{lost} sources"
    return Ending("!", f"{ENDINGS[status].label} when it was asked; {sources} could not be verified again", "care")


def ending_words(answer: Answer) -> str:
    """How an answer ended and how many sources stand below it, as it is read out."""
    count = len(answer.citations)
    return f"{ENDINGS[answer.status].label}. " + (f"{count} source{'s' if count > 1 else ''} below." if count else "No sources.")


def date_words(date: str | None) -> str:
    """2017-11-09 as 9 November 2017, to the precision that is known."""
    year, month, day = [*(date or "").split("-"), "", ""][:3]
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return year
    return " ".join(part for part in (day.lstrip("0"), MONTHS[int(month) - 1], year) if part)


def with_dates(answer: Answer) -> Answer:
    """The answer with the dates that it puts before a statement, or tells of the newest report, in words as everywhere else."""
    facts = [citation.report.facts for citation in answer.citations]
    written = {f", {date}:": f", {date_words(date)}:" for f in facts for date in (f.published_on, f.inspected_on) if date}
    newest = answer.coverage.newest
    written |= {f"the newest from {newest}.": f"the newest from {date_words(newest)}."} if newest else {}

    def told(text: str) -> str:
        for date, words in written.items():
            text = text.replace(date, words)
        return text

    return replace(answer, text=told(answer.text), claims=tuple(replace(c, text=told(c.text)) for c in answer.claims))


def kind_words(facts: Facts) -> str:
    """What sort of text it is; a digest always says so."""
    kind = facts.kind or "report"
    return f"digest of: {kind}" if facts.digest else kind


def source_words(facts: Facts) -> str:
    """Kind, publisher and date, as far as they are known."""
    kind = kind_words(facts)
    return " · ".join(x for x in (kind[0].upper() + kind[1:], facts.publisher, date_words(facts.published_on)) if x)


def path_words(passage: Passage, page: int | None = None) -> str:
    """The headings over a passage, and its page where the report has pages."""
    parts = [" › ".join(passage.headings), f"page {page}" if page else ""]
    return " · ".join(part for part in parts if part)


def place_words(report: Report, passage: Passage) -> str:
    """Where a passage stands, on one line."""
    return " › ".join((report.facts.title, *passage.headings))


def reach_words(answer: Answer | Briefing, lost: Collection[str] = ()) -> str:
    """How far the search looked, and how much of it was used; `lost` are reports used then that are cited no longer."""
    coverage = answer.coverage
    used = len({*lost, *(c.report.report_id for c in answer.citations)})
    newest = f", newest {date_words(coverage.newest)}" if coverage.newest else ""
    return f"Searched {coverage.reports_searched} of {coverage.reports_total} reports, {used} used{newest}."


def limits_words(filters: Filters) -> str:
    """The limits set, in one phrase; empty where none is."""
    named: dict[str, frozenset[str] | frozenset[int]] = {
        "kind": filters.kinds,
        "area": filters.areas,
        "body": filters.bodies,
        "year": filters.years,
    }
    parts = [f"{name} {' or '.join(sorted(map(str, values)))}" for name, values in named.items() if values]
    chosen = len(filters.report_ids)
    return "; ".join([*parts, *([f"{chosen} chosen report{'s' if chosen > 1 else ''}"] if chosen else [])])


def _offline(answer: Answer | Briefing | Comparison) -> str:
    """Nothing where nothing was written from the reports."""
    return OFFLINE if answer.citations else ""


def writer_words(answer: Answer | Briefing | Comparison) -> str:
    """Who wrote the answer, and what the checks took out of it."""
    model = answer.model.removesuffix(" and extractive")
    partly = ", in part in the reports’ own words" if model != answer.model else ""
    writer = _offline(answer) if model == "extractive" else f"Written by {model}{partly}; every statement was checked against its quote."
    dropped = sum(answer.dropped.values())
    left_out = (
        "1 statement that failed the checks was left out."
        if dropped == 1
        else f"{dropped} statements that failed the checks were left out."
    )
    return f"{writer} {left_out}".strip() if dropped and not answer.notice else writer
