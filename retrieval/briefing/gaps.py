"""Gaps: what a briefing must say of itself: how far it looked, and what it did not find."""

from collections.abc import Sequence

from retrieval.answer import Citation, Coverage
from retrieval.briefing.briefing import Chapter
from retrieval.briefing.leaning import leaning

MISSING = {
    "figures": "figures",
    "worked": "work that went well",
    "not_worked": "work that fell short",
    "examples": "practice examples",
    "barriers": "barriers",
    "enablers": "enablers",
    "recommendations": "recommendations",
    "differences": "differences between bodies or areas",
}
MOST_NAMED = 6


def find_gaps(topic: str, chapters: Sequence[Chapter], citations: Sequence[Citation], coverage: Coverage) -> tuple[str, ...]:
    """Notes for the reader, a sentence or two each: reach, what was not found, areas asked about that nothing comes from."""
    if not citations:
        return (f"The reports searched do not cover {topic}.", *_reach(citations, coverage), *_unheard(citations, coverage))
    ways = {leaning(line.claim.text) for chapter in chapters for line in chapter.lines}
    told = {kind for kind, way in (("worked", 1), ("not_worked", -1)) if way in ways}  # perhaps among the key findings
    found = {chapter.kind for chapter in chapters} | told
    missing = [words for kind, words in MISSING.items() if kind not in found]
    nothing = f"Nothing was found on {topic} under: {'; '.join(missing)}. The reports may still hold it in other words."
    return (*_reach(citations, coverage), *([nothing] if missing else []), *_unheard(citations, coverage), *_sources(citations))


def _reach(citations: Sequence[Citation], coverage: Coverage) -> tuple[str, ...]:
    reports = "report" if coverage.reports_total == 1 else "reports"
    searched = f"Searched {coverage.reports_searched} of {coverage.reports_total} {reports}"
    used = {c.report.report_id: c.report.facts.published_on or "" for c in citations}
    newest = f"The newest report searched is from {coverage.newest}" if coverage.newest else ""
    quoted = max(used.values(), default="")
    if newest and quoted:
        newest += f"; the newest quoted here is from {quoted}" if quoted != coverage.newest else " and is quoted here"
    return tuple(f"{words}." for words in (f"{searched}, {len(used)} quoted" if used else searched, newest) if words)


def _unheard(citations: Sequence[Citation], coverage: Coverage) -> tuple[str, ...]:
    """Areas asked about that the library does not hold, or that nothing here comes from."""
    asked = coverage.filters.areas
    unheld = sorted(asked - set(coverage.areas))
    quoted = {area for c in citations for area in c.report.facts.area}
    silent = sorted((asked & set(coverage.areas)) - quoted)
    notes = [f"The library holds no report within these limits on {_listed(unheld)}."] if unheld else []
    return (*notes, *([f"Nothing here comes from {_listed(silent)}."] if silent and citations else []))


def _sources(citations: Sequence[Citation]) -> tuple[str, ...]:
    """How many of the texts quoted are digests."""
    reports = {c.report.report_id: c.report.facts for c in citations}.values()
    digests = sum(facts.digest for facts in reports)
    all_of_them = f"All {digests} texts quoted are digests" if digests > 1 else "The one text quoted is a digest"
    told = all_of_them if digests == len(reports) else f"{digests} of the {len(reports)} texts quoted are digests"
    return (f"{told}: look into the report itself before you rely on a detail.",) if digests else ()


def _listed(names: Sequence[str]) -> str:
    shown = [*names[:MOST_NAMED], *([f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else [])]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
