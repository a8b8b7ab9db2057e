"""Cited: checked statements with their marks, and the sources that the marks lead to, as markup."""

import re
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from urllib.parse import urlencode

from app.markup.highlight import Highlight, show_stretch
from app.markup.markup import NOTHING_SHOWN, Markup, joined, link, tag
from app.markup.onward import published_at
from app.phrases import EDITED, path_words, source_words
from corpus.report import Report
from ingest.passages import Passage
from retrieval.answer import Citation, Claim
from retrieval.briefing.briefing import Line

NONE_GONE: frozenset[int] = frozenset()  # marks whose words are no longer held; what was made just now has none
BULLET = "• "
LONGEST_KEPT = 24  # a longer word may stand on a line without its marks


def show_claims(claims: Sequence[Claim], name: str) -> Markup:
    """Statements with their marks; a mark leads to the source of the same name and number."""
    return tag("div", *(show_claim(claim, name) for claim in claims))


def show_line(line: Line, name: str, label: str = "") -> Markup:
    """A line of a briefing under its label; one that a person changed says so."""
    filed = tag("p", label, class_="filed") if label else NOTHING_SHOWN
    edited = NOTHING_SHOWN if line.verified else tag("p", "✎ ", EDITED, class_="edited")
    return tag("div", filed, show_claim(line.claim, name), edited, class_="line")


def show_sources(citations: Sequence[Citation], name: str) -> Markup:
    """Each source once, in the order of its number: closed, where it stands; open, its words marked in their passage."""
    entries = [tag("li", show_source(citation, name)) for citation in citations]
    return tag("section", tag("h2", "Sources"), tag("ol", *entries, class_="sources"), class_="cited") if entries else NOTHING_SHOWN


def show_claim(claim: Claim, name: str, gone: frozenset[int] = NONE_GONE) -> Markup:
    """A claim's lines, those with a bullet as a list; its marks stand at its end."""
    lines = [line for line in claim.text.splitlines() if line.strip()] or [""]
    endings = [*[NOTHING_SHOWN] * (len(lines) - 1), joined(*(_mark(marker, name, marker in gone) for marker in claim.markers))]
    shown = [(line.startswith(BULLET), _line(line.removeprefix(BULLET), ending)) for line, ending in zip(lines, endings, strict=True)]
    groups = groupby(shown, key=itemgetter(0))
    return tag("div", *(_grouped(bulleted, [words for _, words in group]) for bulleted, group in groups), class_="claim")


def _line(line: str, marks: Markup) -> Markup:
    """A line's words; marks are kept beside the last of them."""
    text, space, word = line.rpartition(" ")
    end = tag("span", word, " ", marks, class_="kept" if len(word) <= LONGEST_KEPT else "") if marks else word
    return joined(text, space, end)


def _grouped(bulleted: bool, lines: list[Markup]) -> Markup:
    return tag("ul", *(tag("li", line) for line in lines)) if bulleted else joined(*(tag("p", line) for line in lines))


def _mark(marker: int, name: str, gone: bool) -> Markup:
    words = f"Source {marker}: not verified now" if gone else f"Source {marker}: show its words"
    shown = f"{marker} ?" if gone else str(marker)
    return tag("a", shown, href=f"#{anchor_of(name, marker)}", class_="cite lost" if gone else "cite", aria_label=words)


def anchor_of(name: str, marker: int) -> str:
    """By which a mark finds its source."""
    return f"{name}-source-{marker}"


def show_source(citation: Citation, name: str) -> Markup:
    """A citation: closed, where it stands; open, its words marked within their passage."""
    highlight = Highlight(citation.start, citation.end, anchor_of(name, citation.marker))
    passage = citation.passage
    start, end = min(passage.start, citation.start), max(passage.end, citation.end)
    number = tag("span", str(citation.marker), class_="number")
    return tag(
        "details",
        tag("summary", number, show_heading(citation.report, path_words(passage, citation.page))),
        _context(passage),
        tag("blockquote", show_stretch(citation.report, start, end, highlight)),
        _digest_note(citation.report),
        _ways_on(citation.report, citation.start, citation.end),
    )


def show_heading(report: Report, path: str) -> Markup:
    """A report's title and facts, and where in it something stands."""
    title = tag("span", report.facts.title, class_="title")
    where = tag("span", path, class_="path") if path else NOTHING_SHOWN
    return tag("span", title, tag("span", source_words(report.facts), class_="facts"), where, class_="heading")


def _context(passage: Passage) -> Markup:
    """The lead-in or column heads that a later part of a list or table stands under."""
    return tag("p", "Under: ", passage.context, class_="quiet") if passage.context else NOTHING_SHOWN


def _digest_note(report: Report) -> Markup:
    if not report.facts.digest:
        return NOTHING_SHOWN
    return tag("p", "A digest is our own summary of a published text. The words marked are the digest’s.", class_="quiet")


def _ways_on(report: Report, start: int, end: int) -> Markup:
    """On to the words in the full text, and to where they were published."""
    ways = [show_way_in(report, start, end)]
    told, address = published_at(report, start, end)
    if address:
        ways.append(link(address, f"{told}: ", _short(address.partition("#")[0])))
    return tag("p", *(tag("span", way) for way in ways), class_="ways")


def show_way_in(report: Report, start: int, end: int) -> Markup:
    """To the full text, in a tab of its own: this one holds the conversation."""
    query = urlencode({"report": report.report_id, "start": start, "end": end})
    return tag("a", "Read on in the full text", href=f"library?{query}", target="_blank")


def _short(address: str) -> str:
    bare = re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/")
    return bare if len(bare) <= 60 else bare[:57] + "…"
