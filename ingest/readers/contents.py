"""The contents page of a flattened report: its entries, their levels, and where each stands in the body.

A contents page says which short lines are headings and how deep they lie. Headings that recur within a
chapter ("CRC effectiveness" under each of three domains) are children of the entry before them. An entry
whose heading was lost in the flattening is put back where the text turns from its neighbour's subject to
its own.
"""

import re
from collections import Counter
from dataclasses import dataclass

from ingest.readers.lines import Line

ENTRY = re.compile(r"^(?P<title>.*?)(?:\t+|\s*\.{3,}\s*|\s{3,})\s*(?P<page>\S{0,4})$")
PART = re.compile(r"(?i)^(?:\d+\.?\s|chapter\b|appendix\b|annex\b|part\b)")
TITLE_LEVEL, PART_LEVEL = 1, 2
CLEAR_TURN = 3  # paragraphs; two could be chance


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents page, with its depth (2 for a chapter)."""

    title: str
    level: int


def plain(title: str) -> str:
    """A heading reduced to what is compared: lower-case words and numbers."""
    return " ".join(re.findall(r"[a-z0-9&]+", title.lower()))


def find_contents(lines: list[Line]) -> tuple[list[Entry], range]:
    """The entries of the contents page and the range of lines it takes up; both empty if there is none."""
    for i, line in enumerate(lines):
        if plain(line.text) in ("contents", "table of contents"):
            titles = _titles_after(lines, i + 1)
            if len(titles) >= 3:
                return [Entry(t, level) for t, level in zip(titles, find_levels(titles), strict=True)], range(i, i + 1 + len(titles))
    return [], range(0)


def _titles_after(lines: list[Line], first: int) -> list[str]:
    titles: list[str] = []
    for line in lines[first:]:
        match = ENTRY.match(line.text)
        title = (match["title"] if match else re.sub(r"(?<!\s)\s+\d{1,3}$", "", line.text)).strip()
        # The body begins where the first entry is said again, or where a line is too long to be an entry.
        if not title or len(title) > 120 or (titles and match is None and plain(title) == plain(titles[0])):
            break
        titles.append(title)
    return titles


def find_levels(titles: list[str]) -> list[int]:
    """The depth of each title in a run of titles that has lost its indents."""
    parts = [bool(PART.match(title)) for title in titles]
    first_part = parts.index(True) if any(parts) else len(titles)
    levels: list[int] = []
    for i in range(len(titles)):
        level = PART_LEVEL if parts[i] or i < first_part else PART_LEVEL + 1
        deeper = not parts[i] and _recurs_in_chapter(titles, parts, i)
        levels.append(level + deeper)
    return levels


def _recurs_in_chapter(titles: list[str], parts: list[bool], i: int) -> bool:
    start = max((j for j in range(i + 1) if parts[j]), default=0)
    end = next((j for j in range(i + 1, len(titles)) if parts[j]), len(titles))
    return Counter(plain(t) for t in titles[start:end])[plain(titles[i])] > 1


def align(entries: list[Entry], titles: list[str]) -> dict[int, int]:
    """Entry number by title number: the longest run of matches that keeps the order of both."""
    wanted, found = [plain(e.title) for e in entries], [plain(t) for t in titles]
    best = [[0] * (len(found) + 1) for _ in range(len(wanted) + 1)]
    for i in reversed(range(len(wanted))):
        for j in reversed(range(len(found))):
            same = best[i + 1][j + 1] + 1 if wanted[i] == found[j] else 0
            best[i][j] = max(same, best[i + 1][j], best[i][j + 1])
    matches: dict[int, int] = {}
    i = j = 0
    while i < len(wanted) and j < len(found):
        if wanted[i] == found[j] and best[i][j] == best[i + 1][j + 1] + 1:
            matches[j] = i
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return matches


def find_turn(title: str, before: str, paragraphs: list[str]) -> int | None:
    """Which paragraph the lost heading `title` stood above, `before` being the heading that was kept.

    The words that tell the two headings apart ("NPS" against "CRC") are counted in each paragraph; the turn
    is where the balance changes most. None when the paragraphs do not tell.
    """
    own, other = set(plain(title).split()) - set(plain(before).split()), set(plain(before).split()) - set(plain(title).split())
    lean = [_sign(_count(text, own) - _count(text, other)) for text in paragraphs]
    scores = {i: sum(lean[i:]) - sum(lean[:i]) for i in range(len(lean)) if lean[i] > 0}
    turn = max(scores, key=scores.__getitem__, default=None)
    return turn if own and turn is not None and scores[turn] >= CLEAR_TURN else None


def _count(text: str, words: set[str]) -> int:
    return sum(word in words for word in plain(text.replace("'s", "").replace("’s", "")).split())


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
