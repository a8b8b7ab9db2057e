"""Copied: what the pages of a PDF leave behind in text that was copied from it.

Page numbers and running heads stand between the lines, and words are broken at their ends, perhaps with the number of
the page inside them.
"""

import re
from collections import Counter
from itertools import pairwise

from ingest.readers.printed.line import mended

NUMBER = re.compile(r"(?i)^(?:page\s+|[-–|]\s*)?(\d{1,3})(?:\s+of\s+\d{1,3}|\s*[-–|])?$")
LEAST_PAGES = 3
FARTHEST = 3  # a page without a number here and there
BROKEN = re.compile(r"[^\W\d_]-$")
LONGEST_HEAD = 120
TITLE_LINES = 3


def without_pages(text: str) -> str:
    """The text with broken words mended; where its lines count pages, without their numbers and running heads."""
    lines = text.split("\n")
    numbers = _page_numbers(lines)
    if numbers:
        gone = numbers | _running(lines, numbers)
        lines = [line for i, line in enumerate(lines) if i not in gone]
    return "\n".join(_mended(lines))


def _page_numbers(lines: list[str]) -> set[int]:
    """Which lines are the numbers of pages: they count upwards from line to line; none where too few do."""
    found = [(i, int(match[1])) for i, line in enumerate(lines) if (match := NUMBER.match(line.strip()))]
    counting = all(0 < b - a <= FARTHEST for (_, a), (_, b) in pairwise(found))
    return {i for i, _ in found} if counting and len(found) >= LEAST_PAGES else set()


def _running(lines: list[str], numbers: set[int]) -> set[int]:
    """The lines that say the same three times or more, at least twice beside a page number; the title on top stays."""
    held = [i for i, line in enumerate(lines) if line.strip()]
    beside = {j for a, b in pairwise(held) for i, j in ((a, b), (b, a)) if i in numbers and j not in numbers}
    near = Counter(lines[i].strip() for i in beside)
    said = Counter(lines[i].strip() for i in held)
    heads = {head for head, count in near.items() if count > 1 and said[head] >= LEAST_PAGES and len(head) < LONGEST_HEAD}
    return {i for i in held[TITLE_LINES:] if lines[i].strip() in heads}


def _mended(lines: list[str]) -> list[str]:
    """The lines with each word that runs on to the next of them written whole on the first."""
    held = [i for i, line in enumerate(lines) if line.strip()]
    broken = [(a, b) for a, b in pairwise(held) if BROKEN.search(lines[a].rstrip()) and lines[b].lstrip()[:1].islower()]
    if not broken:
        return lines
    known = Counter(word.lower() for line in lines for word in re.findall(r"\w+(?:-\w+)*", line))
    for a, b in broken:
        whole = mended(lines[a].rstrip(), lines[b].lstrip(), known)
        if not whole.endswith(" "):
            first, _, rest = lines[b].lstrip().partition(" ")
            lines[a], lines[b] = whole + first, rest
    return lines
