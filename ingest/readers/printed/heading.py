"""Levels: how deep each heading lies, by the outline of the file and by the size of its type."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.contents import plain
from ingest.readers.printed.chunk import Chunk, Type
from ingest.readers.printed.sheet import Entry

TITLE, CHAPTER, DEEPEST = 1, 2, 6
MOST_ON_COVER = 14  # lines
LEAST_SHARE = 0.5  # of the outline's entries that must stand in the text for the outline to be believed

Style = tuple[float, bool]


def with_levels(chunks: list[Chunk], outline: Sequence[Entry], body: Type) -> list[Chunk]:
    """The chunks with a level for each heading; the outline decides where there is one."""
    title = _find_title(chunks)
    chunks = _without_cover(chunks, title, body)
    told = _match(chunks, outline, title)
    ranks = _ranks(chunks, title, told)
    return [_levelled(i, chunk, title, told, ranks) for i, chunk in enumerate(chunks)]


def _levelled(i: int, chunk: Chunk, title: int | None, told: dict[int, int], ranks: dict[Style, int]) -> Chunk:
    if i == title:
        return replace(chunk, kind="heading", level=TITLE)
    if i in told:
        return replace(chunk, kind="heading", level=min(told[i], DEEPEST))
    return replace(chunk, level=min(ranks[_style(chunk)], DEEPEST)) if chunk.kind == "heading" else chunk


def _style(chunk: Chunk) -> Style:
    line = chunk.lines[0]
    return line.size, line.bold


def _find_title(chunks: Sequence[Chunk]) -> int | None:
    """The largest heading of the first page that has one, unless later headings are set alike."""
    first = min((c.page for c in chunks if c.kind == "heading"), default=0)
    here = [i for i, c in enumerate(chunks) if c.kind == "heading" and c.page == first <= 2]
    if not here:
        return None
    title = max(here, key=lambda i: (*_style(chunks[i]), -i))
    alike = sum(c.kind == "heading" and _style(c) == _style(chunks[title]) for c in chunks)
    larger = any(c.kind == "heading" and c.lines[0].size > chunks[title].lines[0].size for c in chunks)
    return title if alike == 1 or (title == here[0] and alike == 2 and not larger) else None


def _without_cover(chunks: list[Chunk], title: int | None, body: Type) -> list[Chunk]:
    """On a cover, where little and no body text stands, subtitle, date and publisher are no headings."""
    if title is None:
        return chunks
    page = chunks[title].page
    here = [c for c in chunks if c.page == page and c.kind != "furniture"]
    prose = any(len(c.lines) > 2 and c.lines[0].size <= body.size for c in here if c.kind == "paragraph")
    if prose or sum(len(c.lines) for c in here) > MOST_ON_COVER:
        return chunks
    return [replace(c, kind="paragraph") if c.kind == "heading" and c.page == page and i != title else c for i, c in enumerate(chunks)]


def _match(chunks: Sequence[Chunk], outline: Sequence[Entry], title: int | None) -> dict[int, int]:
    """Levels from the outline by chunk number; empty when the outline does not speak of this text."""
    places: dict[str, list[int]] = {}
    for i, chunk in enumerate(chunks):
        if chunk.kind in ("heading", "paragraph", "item") and len(chunk.text) < 250:
            places.setdefault(_bare(chunk.text), []).append(i)
    roots = [e for e in outline if e.depth == 0]
    under_title = title is not None and len(roots) == 1 and _bare(roots[0].title) == _bare(chunks[title].text)
    told: dict[int, int] = {}
    for entry in outline:
        near = [i for i in places.get(_bare(entry.title), []) if i not in told and entry.page in (None, chunks[i].page)]
        if near and near[0] != title:
            told[near[0]] = entry.depth + (TITLE if under_title else CHAPTER)
    return told if len(told) + 1 >= LEAST_SHARE * len(outline) else {}


def _bare(title: str) -> str:
    """A heading without its number, as it is compared."""
    return plain(
        re.sub(r"^\W*(?:(?:chapter|part|section|annex|appendix)\s+)?[\dA-Z]{0,2}(?:\.\d+)*[.:]?\s+", "", title, flags=re.IGNORECASE)
    ) or plain(title)


def _ranks(chunks: Sequence[Chunk], title: int | None, told: dict[int, int]) -> dict[Style, int]:
    """The level of each style of heading: what the outline says of it, else by size under the next larger style."""
    counts = Counter(_style(c) for i, c in enumerate(chunks) if c.kind == "heading" and i != title)
    levels: dict[Style, int] = {}
    above = CHAPTER - 1
    for n, style in enumerate(styles := sorted(counts, reverse=True)):
        said = Counter(level for i, level in told.items() if _style(chunks[i]) == style)
        # A single heading in the largest type ("Foreword") is no part that holds all chapters.
        alone = not said and above < CHAPTER and counts[style] == 1 and n + 1 < len(styles) and counts[styles[n + 1]] > 1
        levels[style] = max(said, key=said.__getitem__) if said else above + 1
        above = above if alone else max(above, levels[style])
    return levels
