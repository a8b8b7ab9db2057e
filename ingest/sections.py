"""Sections: the headed stretches of a report, each with the path of headings above it."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from corpus.report import Block, Report


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a report from one heading to the next. `headings` is the path, outermost first, without the title."""

    headings: tuple[str, ...]
    start: int
    end: int
    blocks: tuple[Block, ...]  # what stands under the heading, in order


def find_sections(report: Report) -> list[Section]:
    """The sections of a report in order; joined, they are its whole text."""
    headings = [b for b in report.blocks if b.kind == "heading"]
    starts = sorted({0, *(b.start for b in headings)})
    paths = _paths(report, headings)
    words = sorted((b for b in report.blocks if b.kind != "heading"), key=lambda b: b.start)
    sections = []
    for start, end in pairwise([*starts, len(report.text)]):
        first, last = (bisect_left(words, offset, key=lambda b: b.start) for offset in (start, end))
        sections.append(Section(paths.get(start, ()), start, end, tuple(words[first:last])))
    return sections


def _paths(report: Report, headings: list[Block]) -> dict[int, tuple[str, ...]]:
    """The path of headings by the offset where each path begins; the report's own title is left out."""
    paths: dict[int, tuple[str, ...]] = {}
    above: list[tuple[int, str]] = []
    for block in headings:
        title = block.title or " ".join(report.text[block.start : block.end].split())
        above = [(level, name) for level, name in above if level < block.level] + [(block.level, title)]
        paths[block.start] = tuple(name for level, name in above if level > 1)
    return paths
