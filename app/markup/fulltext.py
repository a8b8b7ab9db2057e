"""Fulltext: one whole report as markup, with its outline, and the words that a citation led to marked."""

import re

from app.markup.highlight import NOTHING, Highlight, heading_anchor, show_stretch
from app.markup.markup import NOTHING_SHOWN, Markup, is_web_address, joined, link, tag
from app.markup.onward import published_at
from app.phrases import date_words, source_words
from corpus.report import Block, Facts, Report

ANCHOR = "cited"
OFFSET = re.compile(r"[0-9]{1,9}")
OUTLINED = 3  # levels of heading
DIGEST = "This is a digest: our own summary of the published text, not its words."


def show_report(report: Report, cited: Highlight = NOTHING) -> Markup:
    """Title and facts, the way to the cited words if there are any, the outline, the text."""
    parts = [_head(report), _way_to(report, cited), _outline(report), show_stretch(report, _begin(report, cited), len(report.text), cited)]
    return tag("article", *parts, class_="fulltext")


def cited_words(report: Report, start: str, end: str) -> Highlight:
    """The words that an address points to; nothing where its numbers do not stand in the report."""
    if not (OFFSET.fullmatch(start) and OFFSET.fullmatch(end) and int(start) < int(end) <= len(report.text)):
        return NOTHING
    return Highlight(int(start), int(end), ANCHOR)


def _head(report: Report) -> Markup:
    facts = report.facts
    note = tag("p", DIGEST, class_="note") if facts.digest else ""
    return joined(tag("h1", facts.title), tag("p", source_words(facts), class_="facts"), note, _facts(facts))


def _facts(facts: Facts) -> Markup:
    address = facts.address if facts.address and is_web_address(facts.address) else ""
    known = {
        "Area": "; ".join(facts.area),
        "Bodies": "; ".join(facts.bodies),
        "Inspected": date_words(facts.inspected_on),
        "Licence": facts.licence or "",
        "Published at": address and link(address, address),
    }
    rows = [joined(tag("dt", name), tag("dd", value)) for name, value in known.items() if value]
    return tag("dl", *rows) if rows else NOTHING_SHOWN


def _way_to(report: Report, cited: Highlight) -> Markup:
    """To the cited words in this text, and to where they were published."""
    if cited == NOTHING:
        return NOTHING_SHOWN
    page = report.page_at(cited.start)
    ways = [tag("a", "Go to the cited words", href=f"#{ANCHOR}"), *([f"Page {page} of the report"] if page else [])]
    told, address = published_at(report, cited.start, cited.end)
    if address and not report.facts.digest:  # whose address stands among its facts
        ways.append(link(address, told))
    return tag("p", *(tag("span", way) for way in ways), class_="ways")


def _outline(report: Report) -> Markup:
    unsaid = ("", report.facts.title)  # which stands above
    headings = [b for b in report.blocks if b.kind == "heading" and b.level <= OUTLINED and _words(report, b) not in unsaid]
    if len(headings) < 3:
        return NOTHING_SHOWN
    entries = (tag("li", tag("a", _words(report, b), href=f"#{heading_anchor(b)}"), class_=f"level{b.level}") for b in headings)
    return tag("details", tag("summary", f"Contents: {len(headings)} headings"), tag("ul", *entries), class_="fold outline")


def _begin(report: Report, cited: Highlight) -> int:
    """Where the text is shown from: after a heading that only says the title again; lower ones need it above them."""
    headings = [block for block in report.blocks if block.kind == "heading"]
    if len(headings) != 1 or headings[0] != report.blocks[0] or _words(report, headings[0]) != report.facts.title:
        return 0
    return 0 if headings[0].start <= cited.start < headings[0].end else headings[0].end


def _words(report: Report, heading: Block) -> str:
    return heading.title or " ".join(report.text[heading.start : heading.end].split())
