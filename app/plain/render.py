"""Answers, evidence and reports as plain text for a terminal."""

import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from app.phrases import with_dates
from corpus.report import Report
from ingest.intake import Ingested
from ingest.origin import Origin
from ingest.passages import Passage
from retrieval.answer import NOT_IN_REPORTS, OUT_OF_SCOPE, Answer, Citation, Claim, Coverage
from retrieval.briefing.briefing import Briefing, Line
from retrieval.comparison import Comparison
from retrieval.evidence import Evidence

WIDTH = 100


def answer_text(answer: Answer) -> str:
    """The answer, then each citation's words and where they stand."""
    answer = with_dates(answer)
    parts = [_wrapped(answer.text)]
    if answer.question.asked:
        parts.insert(0, f"(searched: {answer.question.text})")
    parts += [_wrapped(f"({answer.notice})")] if answer.notice else []
    parts += [_citation_text(c) for c in answer.citations]
    if answer.status == NOT_IN_REPORTS:
        parts += ["Nearest passages:", *(f"  - {place(e.report, e.passage)}" for e in answer.evidence[:3])]
    elif answer.status != OUT_OF_SCOPE:
        coverage = answer.coverage
        parts.append(f"Searched {coverage.reports_searched} of {coverage.reports_total} reports.")
    if answer.suggestions:
        parts.append("\n".join(["You could also ask:", *(f"  - {question}" for question in answer.suggestions)]))
    return "\n\n".join(parts)


def place(report: Report, passage: Passage) -> str:
    """Where a passage stands: report, date, kind and path of headings."""
    facts = report.facts
    kind = f"digest of: {facts.kind or 'report'}" if facts.digest else facts.kind
    known = ", ".join(x for x in (facts.publisher, facts.published_on, kind) if x)
    return " > ".join((facts.title, *passage.headings)) + (f" ({known})" if known else "")


def evidence_text(evidence: Sequence[Evidence], understood: Sequence[str], explain: bool) -> str:
    """Passages in order, each with its place; with their ranks and scores where asked."""
    lines = [f"Understood: {'; '.join(understood)}", ""] if explain and understood else []
    for rank, e in enumerate(evidence, 1):
        lines.append(f"{rank}. {place(e.report, e.passage)}")
        if explain:
            lines.append("   " + _explanation_text(e))
        lines += [_wrapped(textwrap.shorten(e.passage.text, 400), "   "), ""]
    return "\n".join(lines).rstrip() or "No passage was found."


def explanation(e: Evidence) -> dict[str, Any]:
    """Why a passage stands where it does."""
    signs = {"score": round(e.score, 3), "cosine": round(e.cosine, 3), "covered": round(e.covered, 3)}
    return {"lexical_rank": e.lexical_rank, "dense_rank": e.dense_rank, **signs, "matched": list(e.matched)}


def _explanation_text(e: Evidence) -> str:
    """The same on one line; a passage that only one way of searching found has no rank by the other."""
    ranks = {"by words": e.lexical_rank, "by meaning": e.dense_rank}
    known = [f"rank {rank} {way}" for way, rank in ranks.items() if rank is not None]
    signs = f"score {e.score:.3f}, cosine {e.cosine:.3f}, covered {e.covered:.3f}"
    return ", ".join([*known, signs]) + (f", matched: {' '.join(e.matched)}" if e.matched else "")


def outcome_table(outcomes: Sequence[Ingested]) -> str:
    """What became of each file that is not simply unchanged, and the sums."""
    told = [
        f"{o.outcome:<10} {o.path}" + (f" -> {o.report_id}, {o.passages} passages" if o.passages else "")
        for o in outcomes
        if o.outcome != "unchanged"
    ]
    told += [f"           {o.why}" for o in outcomes if o.outcome == "duplicate"]
    sums = ", ".join(f"{count} {outcome}" for outcome, count in Counter(o.outcome for o in outcomes).items())
    return "\n".join([*told[:60], *([f"... and {len(told) - 60} more"] if len(told) > 60 else []), sums])


def report_rows(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """One row of facts a report."""
    return [{"report_id": r.report_id, "path": r.path, **asdict(r.facts), "characters": len(r.text), "sha256": r.sha256} for r in reports]


def report_table(reports: Sequence[Report]) -> str:
    """Reports, a line each."""
    if not reports:
        return "The library holds no report. Add some: probation-qa ingest FILES"
    width = min(60, max(len(r.report_id) for r in reports))
    lines = [f"{r.report_id:<{width}}  {r.facts.published_on or '':<10}  {r.facts.kind or '':<18}  {r.facts.title}" for r in reports]
    return "\n".join([*lines, f"{len(reports)} reports"])


def report_text(report: Report, passages: Sequence[Passage], origin: Origin | None = None) -> str:
    """A report's facts and where each comes from, then its passages with kind, offsets and path of headings."""
    facts = "\n".join(_fact_text(key, value, origin) for key, value in asdict(report.facts).items() if key != "digest" or value)
    pieces = [f"[{p.kind} {p.start}-{p.end}] {' > '.join(p.headings)}\n{p.text}" for p in passages]
    return "\n\n".join((facts, *pieces))


def _fact_text(key: str, value: Any, origin: Origin | None) -> str:
    """One fact on a line; an unknown one is said to be so, that it may be set."""
    words = "; ".join(value) if isinstance(value, tuple) else value
    by_hand = origin is not None and key in origin.person
    return f"{key}: {words or 'unknown'}" + (f" ({origin.of_fact(key)})" if origin and (words or by_hand) else "")


def briefing_text(briefing: Briefing) -> str:
    """The chapters with a line each finding, then each citation's words and where they stand."""
    parts = [briefing.topic[:1].upper() + briefing.topic[1:], *([_wrapped(f"({briefing.notice})")] if briefing.notice else [])]
    for chapter in briefing.chapters:
        items = [*map(_line_text, chapter.lines), *(f"- {note}" for note in chapter.notes)]
        parts.append("\n".join([chapter.heading.upper(), *map(_wrapped, items)]))
    return "\n\n".join([*parts, *map(_citation_text, briefing.citations)])


def comparison_text(comparison: Comparison) -> str:
    """A side after the other; one whose reports do not say is named too."""
    parts = [comparison.question, *([_wrapped(f"({comparison.notice})")] if comparison.notice else [])]
    for cell in comparison.cells:
        said = [f"{claim.text} {_marks(claim)}" for claim in cell.claims] or [f"Not found in {_these(cell.coverage)}."]
        parts.append("\n".join([cell.side.upper(), *(_wrapped(words, "  ") for words in said)]))
    if not comparison.cells:
        parts.append("No side has anything on this.")
    if comparison.left_out:
        parts.append(_wrapped(f"Left out, though they have something on it: {'; '.join(comparison.left_out)}."))
    return "\n\n".join([*parts, *map(_citation_text, comparison.citations)])


def _these(coverage: Coverage) -> str:
    return "this report" if coverage.reports_searched == 1 else f"the {coverage.reports_searched} reports searched"


def _line_text(line: Line) -> str:
    label, edited = f"{line.label}: " if line.label else "", "" if line.verified else " (edited, not verified)"
    return f"- {label}{line.claim.text}{edited} {_marks(line.claim)}"


def _marks(claim: Claim) -> str:
    return "".join(f"[{marker}]" for marker in claim.markers)


def _citation_text(citation: Citation) -> str:
    quote = " ".join(citation.quote.split())
    page = f", page {citation.page}" if citation.page else ""
    return f"[{citation.marker}] {place(citation.report, citation.passage)}{page}\n" + _wrapped(f"“{quote}”", "    ")


def _wrapped(text: str, indent: str = "") -> str:
    return "\n".join(textwrap.fill(line, WIDTH, initial_indent=indent, subsequent_indent=indent) for line in text.splitlines())
