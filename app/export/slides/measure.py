"""Measure: how much room words take, counted on the safe side because the font that will show them is not known."""

import math
from collections.abc import Sequence
from functools import lru_cache

FAMILY = "Arial"
LINE = 1.2  # of the size
SAFETY = 1.06
SHARES = {  # of the size, for Arial's letters; any other letter of ours takes as much as a digit
    0.25: "ijl'|",
    0.3: " !,./:;I[]ft\\",
    0.36: '()-r‘’`°“”"*{}',
    0.5: "cksvxyzJ*",
    0.68: "ABEKPSVXYFLTZ&",
    0.78: "CDGHNOQRUw",
    0.95: "mM%—W",
    1.02: "@…›",
}
SHARE = {letter: share for share, letters in SHARES.items() for letter in letters}
LAST_LATIN = 0x052F  # with Greek and Cyrillic; the letters of other scripts are counted as squares


@lru_cache(maxsize=65536)
def width(text: str, size: float) -> float:
    """Points on one line; Arial's widths, rounded up."""
    return SAFETY * size * sum(map(_share, text))


def count_lines(text: str, size: float, room: float) -> int:
    """Lines that words take in `room` points, each filled before the next begins; longer words are broken."""
    lines, used = 1, 0.0
    for word in text.split():
        wide = width(word, size)
        gap = width(" ", size) if used else 0.0
        if used + gap + wide <= room:
            used += gap + wide
            continue
        whole = max(math.ceil(wide / room), 1)
        lines += whole if used else whole - 1
        used = wide - (whole - 1) * room
    return lines


def height(texts: Sequence[tuple[str, float]], room: float, gap: float = 0.0) -> float:
    """Points from top to bottom of paragraphs (words, size), each with a gap below it."""
    return sum(count_lines(text, size, room) * size * LINE + gap for text, size in texts)


def fitted(text: str, size: float, room: float, lines: int) -> str:
    """The words that fit on so many lines, with an ellipsis where some had to go."""
    if count_lines(text, size, room) <= lines:
        return text
    kept = text[: int(lines * room / (min(SHARES) * size))]  # no more letters than that can fit
    while kept and count_lines(f"{kept}…", size, room) > lines:
        kept = kept[: kept.rfind(" ")] if " " in kept else kept[: len(kept) * 9 // 10]
    return kept.rstrip(" ,;:") + "…"


def _share(letter: str) -> float:
    return SHARE.get(letter) or (1.0 if ord(letter) > LAST_LATIN else 0.72 if letter.isupper() else 0.58)
