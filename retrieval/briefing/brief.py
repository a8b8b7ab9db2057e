"""The story of a briefing: gather findings on a topic, lay them out in chapters, number the citations, say what is missing."""

import time
from collections import Counter
from dataclasses import replace

from ingest.progress import Progress, silent
from retrieval.answer import Citation, Claim
from retrieval.answering.writer import Writer
from retrieval.briefing.briefing import Briefing, Chapter, Line
from retrieval.briefing.discussion import find_questions
from retrieval.briefing.facet import figure
from retrieval.briefing.finding import Finding
from retrieval.briefing.gaps import find_gaps
from retrieval.briefing.gather import Gathered, gather
from retrieval.briefing.layout import Laid, lay_out, side
from retrieval.briefing.rewording import OwnWords, Reworder
from retrieval.briefing.theme import by_theme
from retrieval.calls import Stopped, never
from retrieval.checks.citations import check_claims
from retrieval.evidence import Filters, Question
from retrieval.search.searcher import Searcher
from retrieval.search.shelf import bodies_over

Part = tuple[str, str, list[Finding]]
HEADINGS = {
    "findings": "Key findings",
    "figures": "Figures",
    "worked": "What worked",
    "not_worked": "What did not work",
    "examples": "Practice examples",
    "barriers": "Barriers",
    "enablers": "Enablers",
    "recommendations": "Recommendations",
    "differences": "How bodies and areas differ",
    "gaps": "What the reports do not cover",
    "questions": "Questions for discussion",
}


def brief(
    searcher: Searcher, topic: str, filters: Filters | None = None, progress: Progress = silent,
    writer: Writer | None = None, stopped: Stopped = never,
) -> Briefing:  # fmt: skip
    """A briefing of verified lines on one topic; of one that no report covers only the chapter that says so.

    A language model, where it is the writer, puts chapter after chapter in its words, until `stopped` is true.
    """
    begun = time.perf_counter()
    limits = _limits(searcher, topic, filters or Filters())
    gathered = gather(searcher, topic, limits, progress)
    searched = time.perf_counter()
    reworder = Reworder.of(writer or OwnWords(), searcher.understand(Question(topic)), gathered.asked, stopped)
    chapters, citations = _number(_write(lay_out(gathered), gathered, reworder, progress), gathered)
    coverage = searcher.shelf.coverage(limits)
    gaps = find_gaps(topic, chapters, citations, coverage)
    questions = find_questions(topic, chapters)
    more = [Chapter(HEADINGS[kind], kind, notes=notes) for kind, notes in (("gaps", gaps), ("questions", questions)) if notes]
    done = time.perf_counter()
    seconds = {"search": round(searched - begun, 4), "compose": round(done - searched, 4), "total": round(done - begun, 4)}
    dropped = dict(Counter(gathered.dropped) + Counter(reworder.dropped))
    return Briefing(topic, (*chapters, *more), tuple(citations), coverage, reworder.authors, dropped, seconds, reworder.notice)


def _limits(searcher: Searcher, topic: str, filters: Filters) -> Filters:
    """The limits set; an area or a year that the topic names limits too, where none is set."""
    understood = searcher.understand(Question(topic))
    return replace(filters, areas=filters.areas or frozenset(understood.areas), years=filters.years or frozenset(understood.years))


def _write(laid: Laid, gathered: Gathered, reworder: Reworder, progress: Progress) -> list[Part]:
    """Heading, kind and findings of each chapter in reading order."""
    parts = [
        (f"{HEADINGS[kind]}: {theme}" if theme else HEADINGS[kind], kind, group)
        for kind in HEADINGS
        for theme, group in _groups(kind, laid.get(kind, []), gathered).items()
        if group
    ]
    written: list[Part] = []
    for n, (heading, kind, group) in enumerate(parts):
        if reworder.writer.leaves:
            progress("Writing", n, len(parts))
        written.append((heading, kind, reworder.reword(heading, group)))
    return written


def _number(parts: list[Part], gathered: Gathered) -> tuple[list[Chapter], list[Citation]]:
    """The chapters as they are shown; all claims are checked together, so that marks count through the whole briefing."""
    findings = [finding for _, _, group in parts for finding in group]
    over = {q.evidence.passage.passage_id: bodies_over(q.evidence.passage) for f in findings for q in f.quotes}
    claims, citations, _ = check_claims([f.draft for f in findings], gathered.asked, over)  # each has passed by itself already
    claim_of = dict(zip(findings, claims, strict=True))
    chapters = [Chapter(heading, kind, tuple(_line(kind, f, claim_of[f], gathered) for f in group)) for heading, kind, group in parts]
    return chapters, citations


def _groups(kind: str, findings: list[Finding], gathered: Gathered) -> dict[str, list[Finding]]:
    if kind != "findings":
        return {"": findings}
    themes = by_theme(findings, gathered.topical)
    return themes if len(themes) > 1 else {"": findings}


def _line(kind: str, finding: Finding, claim: Claim, gathered: Gathered) -> Line:
    """A line filed under what its chapter sorts by: the figure, the addressee, good or poor practice, the side."""
    labels = {
        "figures": finding.label or figure(finding.text, gathered.topical),
        "recommendations": finding.label,
        "examples": finding.label,
        "differences": side(finding),
    }
    return Line(claim, labels.get(kind, ""))
