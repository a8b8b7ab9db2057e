"""Numbering: the bullets and numbers that Word puts before paragraphs and does not store in their text."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ingest.readers.office.style import W, value

ROMANS = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(frozen=True, slots=True)
class Depth:
    """How one depth of a list is numbered; `text` has %1 where the first number stands."""

    form: str
    text: str
    start: int


class Numbering:
    """Counts the paragraphs of each list as they come."""

    def __init__(self, numbering: Any = None) -> None:
        self.depths: dict[str, dict[int, Depth]] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        if numbering is not None:
            patterns = {e.get(f"{W}abstractNumId"): _depths(e) for e in numbering.iterfind(f"{W}abstractNum")}
            self.depths = {e.get(f"{W}numId"): patterns.get(value(e, "abstractNumId"), {}) for e in numbering.iterfind(f"{W}num")}

    def label(self, number: str, depth: int) -> str:
        """What stands before the next paragraph of a list; "•" for every bullet, nothing where the list has no numbers."""
        depths = self.depths.get(number, {})
        here = depths.get(depth)
        if here is None or here.form == "bullet":
            return "•"
        counts = self.counts[number]
        counts[depth] = counts.get(depth, here.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if here.form == "none":
            return ""
        return re.sub(r"%(\d)", lambda m: _written(counts, depths, int(m[1]) - 1), here.text)


def _depths(pattern: Any) -> dict[int, Depth]:
    depths = {}
    for element in pattern.iterfind(f"{W}lvl"):
        start = value(element, "start")
        depth = int(element.get(f"{W}ilvl", "0"))
        depths[depth] = Depth(value(element, "numFmt") or "decimal", value(element, "lvlText"), int(start) if start.isdigit() else 1)
    return depths


def _written(counts: dict[int, int], depths: dict[int, Depth], depth: int) -> str:
    here = depths.get(depth, Depth("decimal", "", 1))
    number = counts.get(depth, here.start)
    if here.form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if here.form == "upperLetter" else letter
    if here.form in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if here.form == "upperRoman" else _roman(number)
    return str(number)


def _roman(number: int) -> str:
    letters = ""
    for worth, letter in ROMANS:
        letters += letter * (number // worth)
        number %= worth
    return letters
