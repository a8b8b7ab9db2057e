"""Highlight: a stretch of a report as markup, its paragraphs, lists and tables kept, with chosen words marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.markup.markup import Markup, escaped, joined, tag
from corpus.report import Block, Report

DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words to mark: offsets into the report's text, and the anchor by which a link finds them."""

    start: int
    end: int
    anchor: str = ""


NOTHING = Highlight(-1, -1)


def show_stretch(report: Report, start: int, end: int, highlight: Highlight = NOTHING) -> Markup:
    """A report's text from `start` to `end`, block by block."""
    blocks = [b for b in report.blocks if (b.end > start and b.start < end) or (b.title and start <= b.start < end)]
    clipped = [Block(b.kind, max(b.start, start), min(b.end, end), b.level, b.title) for b in blocks]
    return joined(*_show_blocks(report, clipped or [Block("paragraph", start, end)], highlight))


def heading_anchor(block: Block) -> str:
    """What a link to a heading of the full text points to."""
    return f"s{block.start}"


def _show_blocks(report: Report, blocks: Sequence[Block], highlight: Highlight) -> Iterator[Markup]:
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind == "row":
            yield tag("div", tag("table", tag("tbody", *(_row(report.text, b, highlight) for b in group))), class_="table")
        elif kind == "item":
            yield tag("ul", *(tag("li", _words(report.text, b.start, b.end, highlight)) for b in group), class_="items")
        elif kind == "heading":
            yield from (_heading(report.text, b, highlight) for b in group)
        else:
            yield from (tag("p", _words(report.text, b.start, b.end, highlight), class_=kind) for b in group)


def _heading(text: str, block: Block, highlight: Highlight) -> Markup:
    words = escaped(block.title) if block.title else _words(text, block.start, block.end, highlight)
    return tag(f"h{min(block.level + 1, DEEPEST)}", words, id=heading_anchor(block))


def _row(text: str, block: Block, highlight: Highlight) -> Markup:
    cells = []
    at = block.start
    for cell in text[block.start : block.end].split("\t"):
        cells.append(tag("td", _words(text, at, at + len(cell), highlight)))
        at += len(cell) + 1
    return tag("tr", *cells)


def _words(text: str, start: int, end: int, highlight: Highlight) -> Markup:
    """The characters from start to end, those within the highlight marked; its first piece carries the anchor."""
    first, last = max(start, highlight.start), min(end, highlight.end)
    if first >= last:
        return escaped(text[start:end])
    anchor = highlight.anchor if start <= highlight.start else ""
    return joined(text[start:first], tag("mark", text[first:last], id=anchor), text[last:end])
