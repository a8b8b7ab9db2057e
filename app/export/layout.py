"""Layout: briefings, comparisons and conversations as handouts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.export.figures import find_bars
from app.export.handout import Block, Grid, Handout, Listing, Marked, Part
from app.export.imprint import Imprint
from app.export.numbering import Numbering, short_title
from app.export.plain import plain
from app.phrases import ENDINGS, limits_words, place_words, reach_words, writer_words
from retrieval.answer import ANSWERED, NOT_IN_REPORTS, OUT_OF_SCOPE, Answer, Citation, Claim, Coverage
from retrieval.briefing.briefing import Briefing, Chapter, Line
from retrieval.comparison import Cell, Comparison

NOTHING = "Nothing was found in the reports searched."
NOT_FOUND = "Not found in this report"
ITEM = re.compile(r"\n\s{0,20}[•*–-]\s+")
BY_LABEL = ("findings", "recommendations")  # kinds whose lines stand under what they are filed under
NO_LABEL = {"recommendations": "Addressee not named", "findings": "Other findings"}
CHECKED = "Each numbered note gives the words of a report exactly as they stand there."
DIGESTS = "A digest tells a report in other words: notes on one quote the digest, not the report."
SIDES = {"body": "Body", "area": "Area", "date": "Date", "report": "Report"}


def lay_out(work: Briefing | Comparison | Sequence[Answer], imprint: Imprint) -> Handout:
    """Any work as a handout; notes are numbered as a reader meets them."""
    if isinstance(work, Briefing):
        return _briefing(work, imprint)
    return _comparison(work, imprint) if isinstance(work, Comparison) else _conversation(work, imprint)


def _briefing(briefing: Briefing, imprint: Imprint) -> Handout:
    numbering = Numbering()
    parts = tuple(part for chapter in briefing.chapters for part in _chapter(chapter, briefing.citations, numbering))
    edited = any(not line.verified for chapter in briefing.chapters for line in chapter.lines)
    changed = "Lines marked as edited were changed by a person and are not verified." if edited else ""
    limits = limits_words(briefing.coverage.filters)
    about = (reach_words(briefing), f"Limited to {limits}." if limits else "", writer_words(briefing), briefing.notice, CHECKED, changed)
    return _bound(briefing.topic, "Briefing", about, parts, numbering, imprint)


def _chapter(chapter: Chapter, citations: Sequence[Citation], numbering: Numbering) -> Iterator[Part]:
    heading = plain(chapter.heading) or "Untitled"
    apart = chapter.kind in ("examples", "questions")
    told = [line for line in chapter.lines if plain(line.claim.text)]
    labels = list(dict.fromkeys(plain(line.label) for line in told))
    grouped = chapter.kind in BY_LABEL and any(labels)
    lines = () if grouped else told
    yield Part(heading, tuple(_blocks(chapter, lines, citations, numbering, bare=not grouped)), apart=apart)
    for label in labels if grouped else ():
        items = [item for x in told if plain(x.label) == label for item in _spread(x, citations, numbering)]
        yield Part(label or NO_LABEL[chapter.kind], (Listing(tuple(replace(item, label="") for item in items)),), 2)


def _blocks(chapter: Chapter, lines: Sequence[Line], citations: Sequence[Citation], numbering: Numbering, bare: bool) -> Iterator[Block]:
    items = tuple(_line(line, citations, numbering) for line in lines)
    if items and (chapter.kind == "figures" or (chapter.kind == "differences" and all(item.label for item in items))):
        yield _grid(chapter, items, numbering)
    elif items:
        spread = tuple(item for line in lines for item in _spread(line, citations, numbering))
        yield Listing(spread, "examples" if chapter.kind == "examples" else "bullets")
    notes = tuple(Marked(words) for note in chapter.notes if (words := plain(note)))
    if notes:
        yield Listing(notes, "numbered" if chapter.kind == "questions" else "bullets")
    if bare and not items and not notes:
        yield Listing((Marked(NOTHING),), "prose")


def _line(line: Line, citations: Sequence[Citation], numbering: Numbering) -> Marked:
    return Marked(plain(line.claim.text), numbering.marks(line.claim.markers, citations), plain(line.label), not line.verified)


def _spread(line: Line, citations: Sequence[Citation], numbering: Numbering) -> Iterator[Marked]:
    """A line, and below it each item of the list that it holds; all rest on the same words."""
    whole = _line(line, citations, numbering)
    lead, *items = ITEM.split(line.claim.text)
    yield replace(whole, text=plain(lead))
    yield from (replace(whole, text=plain(item), label="", under=True) for item in items)


def _grid(chapter: Chapter, items: tuple[Marked, ...], numbering: Numbering) -> Grid:
    """What a line is filed under, the line, and its reports."""
    figures = chapter.kind == "figures"
    rows = tuple((Marked(i.label or "–"), replace(i, label=""), _reports(i, numbering)) for i in items)
    head = ("Figure" if figures else "Area or body", "What the report says", "Report")
    bars = find_bars(items, [numbering.reports(i.marks) for i in items]) if figures else ()
    return Grid(plain(chapter.heading), head, rows, (0.18, 0.54, 0.28), bars)


def _reports(item: Marked, numbering: Numbering) -> Marked:
    return Marked("; ".join(short_title(report) for report in numbering.reports(item.marks)) or "–")


def _comparison(comparison: Comparison, imprint: Imprint) -> Handout:
    numbering = Numbering()
    rows = tuple(row for cell in comparison.cells for row in _cell(cell, comparison.citations, numbering))
    side = SIDES.get(comparison.across, "Side")
    head, shares = ((side, "Finding", "Report"), (0.2, 0.52, 0.28)) if side != "Report" else ((side, "Finding"), (0.32, 0.68))
    grid = Grid(plain(comparison.question), head, tuple(row[: len(head)] for row in rows), shares)
    reach = tuple(Marked(_side_reach(cell.coverage), label=plain(cell.side)) for cell in comparison.cells)
    parts = (Part(f"By {comparison.across}", (grid,)), Part("How far the search looked", (Listing(reach),)))
    about = ("Each side was searched by itself.", writer_words(comparison), comparison.notice, CHECKED)
    return _bound(comparison.question, "Comparison", about, parts if rows else (), numbering, imprint)


def _side_reach(coverage: Coverage) -> str:
    return f"Searched {coverage.reports_searched} of {coverage.reports_total} reports."


def _cell(cell: Cell, citations: Sequence[Citation], numbering: Numbering) -> Iterator[tuple[Marked, ...]]:
    side = Marked(plain(cell.side) or "–")
    for claim in cell.claims:
        finding = _claim(claim, citations, numbering)
        yield side, finding, _reports(finding, numbering)
    if not cell.claims:
        yield side, Marked(NOT_FOUND), Marked("–")


def _conversation(answers: Sequence[Answer], imprint: Imprint) -> Handout:
    numbering = Numbering()
    parts = tuple(_turn(answer, numbering) for answer in answers)
    title = f"Conversation: {parts[0].heading}"
    about = (f"{len(parts)} question{'s' if len(parts) > 1 else ''} to the inspection reports.", CHECKED)
    return _bound(title, "Conversation", about, parts, numbering, imprint)


def _turn(answer: Answer, numbering: Numbering) -> Part:
    asked = plain(answer.question.asked or answer.question.text) or "Question"
    searched = f"Searched for: {plain(answer.question.text)}" if answer.question.asked else ""
    claims = tuple(item for claim in answer.claims for item in _spread(Line(claim), answer.citations, numbering))
    near = [place_words(e.report, e.passage) for e in answer.evidence[:3]] if answer.status == NOT_IN_REPORTS else []
    reach = "" if answer.status in (OUT_OF_SCOPE, NOT_IN_REPORTS) else reach_words(answer)  # the text of the second tells it
    blocks = (
        _prose("told", f"{ENDINGS[answer.status].label}. {searched}"),
        _prose("prose", *_beside(answer)),
        Listing(claims),
        _prose("prose", "Nearest passages:" if near else ""),
        Listing(tuple(Marked(plain(x)) for x in near)),
        _prose("told", f"{reach} {writer_words(answer)}".strip(), answer.notice),
    )
    return Part(asked, tuple(block for block in blocks if block.items))


def _beside(answer: Answer) -> list[str]:
    """What the reply says beside its claims: which side is missing, what may be asked instead."""
    if answer.status == ANSWERED:
        return []
    rest = answer.text
    for claim in answer.claims:
        rest = rest.replace(f"{claim.text} {''.join(f'[{m}]' for m in claim.markers)}", "").replace(claim.text, "")
    return rest.split("\n\n")


def _prose(style: str, *texts: str) -> Listing:
    return Listing(tuple(Marked(words) for text in texts if (words := plain(text))), style)


def _claim(claim: Claim, citations: Sequence[Citation], numbering: Numbering) -> Marked:
    return Marked(plain(claim.text), numbering.marks(claim.markers, citations))


def _bound(title: str, kind: str, about: Sequence[str], parts: tuple[Part, ...], numbering: Numbering, imprint: Imprint) -> Handout:
    sources = numbering.sources()
    told = tuple(plain(line) for line in (*about, DIGESTS if any(s.digest for s in sources) else "") if line)
    words = plain(title) or kind
    known = Imprint(plain(imprint.date), plain(imprint.library))
    return Handout(words[0].upper() + words[1:], kind, told, parts, numbering.notes(), sources, known)
