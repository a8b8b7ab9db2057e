"""Figures that may be drawn side by side: percentages of one measure, each for a side of its own."""

import re
from collections import defaultdict
from collections.abc import Sequence

from app.export.handout import Bars, Marked
from corpus.report import Report
from ingest.words import split_words, stem

PERCENT = re.compile(r"(?i)\b(\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent\b)")
SIDE = re.compile(r"^[^\W_][\w &,'’()/–-]{0,40}$")  # a spreadsheet stands behind a chart: "=1+1" or an address would be live in it
MOST = 8
LABEL = re.compile(r"(?i)^(.*?\S)\s*[:–]\s*\d[\d.]* ?(?:%|per ?cent)$")  # "CRC: 31%"
IDLE = frozenset(("a", "an", "the", "of", "in"))  # "not" and "no" count: they turn a measure round


def find_bars(items: Sequence[Marked], reports: Sequence[Sequence[Report]]) -> tuple[Bars, ...]:
    """Bars for lines that say the same of different sides: words equal but for one percentage and the side.

    `reports[n]` are those that line n cites; an edited line is not drawn.
    """
    measures: dict[frozenset[str], list[tuple[int, str, float]]] = defaultdict(list)
    for row, (item, cited) in enumerate(zip(items, reports, strict=True)):
        side, percents = _side(item, cited), {float(p) for p in PERCENT.findall(item.text)}
        if side and len(percents) == 1 and not item.edited:
            measures[_measure(item.text, side)].append((row, side, percents.pop()))
    return tuple(_bars(items, group) for group in measures.values() if _comparable(group))


def _side(item: Marked, reports: Sequence[Report]) -> str:
    """The side a line is about: what its label says before the figure, else the one body or area it names, else its report's area."""
    labelled = LABEL.match(item.label)
    facts = [report.facts for report in reports]
    named = {x for f in facts for x in (*f.bodies, *f.area) if re.search(rf"\b{re.escape(x)}\b", item.text)}
    named = named or {area for f in facts for area in f.area}
    side = labelled[1] if labelled else named.pop() if len(named) == 1 else ""
    return side if SIDE.match(side) else ""


def _measure(text: str, side: str) -> frozenset[str]:
    return frozenset(map(stem, split_words(PERCENT.sub(" ", text)))) - frozenset(map(stem, split_words(side))) - IDLE


def _comparable(group: Sequence[tuple[int, str, float]]) -> bool:
    sides = [side for _, side, _ in group]
    return 2 <= len(group) <= MOST and len(set(sides)) == len(sides) and all(value <= 100 for *_, value in group)


def _bars(items: Sequence[Marked], group: Sequence[tuple[int, str, float]]) -> Bars:
    rows, sides, values = zip(*group, strict=True)
    return Bars(items[rows[0]].text, sides, values, rows)
