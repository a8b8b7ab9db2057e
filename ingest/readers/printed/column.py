"""Columns: the order in which the parts of a page are read."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Protocol, TypeVar

from ingest.readers.printed.table import Table

LEAST_LINES = 4
LEAST_GUTTER = 5
DRIFT = 12
OVERHANG = 8  # points: so far the lines around a table stand out from the text of its column
NEAR = 12  # things before and after one in the order of height that may stand beside it
OVERLAP = 2  # points that things side by side have of their height in common, as lines under each other do not
LEAST_WIDTH = 120
PROSE_FILL = 0.7  # lines of prose fill their column
FARTHEST = 1.2  # times the height of a line: the white space between two lines of prose
WIDE = 0.4  # of the page: the first column of a table is narrower


class Placed(Protocol):
    """Anything with a place on the page; a line and a table are."""

    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...


P = TypeVar("P", bound=Placed)


def in_columns(things: Sequence[P], hint: float | None = None) -> list[list[P]]:
    """The things of a page in columns, in reading order; what crosses the gutter stands in a column of its own.

    hint: where other pages of the report have their gutter; a page by itself may show it less clearly.
    """
    gutter = hint if hint is not None and _fits(things, hint) else find_gutter(things)
    if gutter is None:
        return [sorted(things, key=lambda t: (t.bottom, t.left))] if things else []
    columns: list[list[P]] = []
    for band, crossing in _bands(things, gutter):
        left, right = _parted(band, gutter)
        opening = _opening(left, right) if crossing else 0
        for part in (left[: len(left) - opening], right):
            columns += in_columns(part)
        if crossing:
            columns.append(left[len(left) - opening :] + crossing)
    return columns


def common_gutter(pages: Sequence[Sequence[P]]) -> float | None:
    """The gutter that most pages with columns have in common."""
    found = [g for things in pages if (g := find_gutter(things)) is not None]
    likely = max(found, key=lambda g: sum(abs(g - other) < DRIFT for other in found), default=None)
    return None if likely is None else _at_the_side([t for things in pages for t in things], likely)


def _at_the_side(things: Sequence[Placed], gutter: float) -> float:
    """The place near a gutter that fewest lines cross: cells and items stand in from the side of their column and look like it."""
    starts = Counter(round(t.left - 1) for t in things if abs(t.left - 1 - gutter) < DRIFT)
    return float(min(starts, key=lambda place: (sum(_crosses(t, place) for t in things), -starts[place]), default=gutter))


def _fits(things: Sequence[P], gutter: float) -> bool:
    """Whether a gutter known from other pages parts this page too."""
    crossing = sum(_crosses(t, gutter) for t in things)
    left, right = _parted([t for t in things if not _crosses(t, gutter)], gutter)
    least = 1.8 * min((t.bottom - t.top for t in things), default=0)  # two lines, or a table
    return min(sum(t.bottom - t.top for t in part) for part in (left, right)) >= least and crossing <= 0.3 * len(things)


def _parted(things: Sequence[P], gutter: float) -> tuple[list[P], list[P]]:
    return [t for t in things if t.right <= gutter + 1], [t for t in things if t.right > gutter + 1]


def _opening(left: list[P], right: list[P]) -> int:
    """How many things at the foot of the left column open what follows under both columns, like a short heading."""
    for n in (1, 2):
        if len(left) <= n or not right or left[-n].top < _foot(right):
            return 0
        if left[-n].top - left[-n - 1].bottom > 0.8 * (left[-n].bottom - left[-n].top):
            return n
    return 0


def _bands(things: Sequence[P], gutter: float) -> list[tuple[list[P], list[P]]]:
    """Stretches of two columns, each with what crosses the gutter below it."""
    bands: list[tuple[list[P], list[P]]] = [([], [])]
    ordered = sorted(things, key=lambda t: (t.bottom, t.left))
    for i, thing in enumerate(ordered):
        band, crossing = bands[-1]
        if _crosses(thing, gutter) or (crossing and _ends(crossing[-1], thing, ordered[max(i - NEAR, 0) : i + NEAR])):
            crossing.append(thing)
        elif crossing:
            bands.append(([thing], []))
        else:
            band.append(thing)
    return bands


def _ends(above: Placed, thing: Placed, near: Sequence[Placed]) -> bool:
    """Whether a short thing is the last line of what crosses the gutter above it: it stands close, and nothing beside it."""
    close = thing.top - above.bottom < 0.6 * (thing.bottom - thing.top)
    return close and not any(t is not thing and t.bottom > thing.top and t.top < thing.bottom for t in near)


def _crosses(thing: Placed, gutter: float) -> bool:
    return thing.left < gutter - (OVERHANG if isinstance(thing, Table) else 1) and thing.right > gutter + 1


def find_gutter(things: Sequence[Placed]) -> float | None:
    """The place that parts most lines into left and right ones standing beside each other."""
    best, most = None, LEAST_LINES - 1
    starts = Counter(round(t.left - 1) for t in things)
    for place in sorted(p for p in starts if starts[p - 1] + starts[p] + starts[p + 1] >= LEAST_LINES - 1):
        left = [t for t in things if t.right <= place + 1]
        if len(left) < LEAST_LINES or len([t for t in things if t.left >= place - 1]) < LEAST_LINES:
            continue
        score = _beside(things, place)
        if score > most:
            best, most = float(place), score
    return None if best is None else _at_the_side(things, best)


def _beside(things: Sequence[P], place: float) -> int:
    """How many lines have a neighbour on the other side, counted within the stretches between crossing ones."""
    score = 0
    for band, _ in _bands(things, place):
        left, right = _parted(band, place)
        if left and right and _are_columns(left, right):
            score += min(len(left), len(right))
    return score


def _are_columns(left: list[P], right: list[P]) -> bool:
    """Whether two groups are columns of prose beside each other, and not the cells of a table."""
    (a, b), (c, d) = _sides(left), _sides(right)
    if c - b < LEAST_GUTTER or min(_foot(left), _foot(right)) <= max(min(t.top for t in left), min(t.top for t in right)):
        return False
    full = [_is_full(left, b - a), _is_full(right, d - c)]
    wide = [b - a > WIDE * (d - a) and _is_single(left, right), d - c > WIDE * (d - a) and _is_single(right, left)]
    return any(full) and all(f or w for f, w in zip(full, wide, strict=True))


def _is_single(things: list[P], beside: list[P]) -> bool:
    """Whether things stand under each other, and not in columns of their own, at the height of what is beside them."""
    top, foot = min(t.top for t in beside), _foot(beside)
    heights = sorted((t for t in things if t.bottom > top and t.top < foot), key=lambda t: t.bottom)
    return sum(b.top < a.bottom - OVERLAP for a, b in pairwise(heights)) < 0.3 * len(heights)


def _sides(things: list[P]) -> tuple[float, float]:
    return min(t.left for t in things), max(t.right for t in things)


def _foot(things: list[P]) -> float:
    return max(t.bottom for t in things)


def _is_full(things: list[P], width: float) -> bool:
    return width > LEAST_WIDTH and median(t.right - t.left for t in things) > PROSE_FILL * width and _are_close(things)


def _are_close(things: list[P]) -> bool:
    """Whether most stand close under each other; the lines in the first column of a table with tall rows do not."""
    gaps = [b.top - a.bottom for a, b in pairwise(sorted(things, key=lambda t: t.bottom))]
    return not gaps or median(gaps) < FARTHEST * median(t.bottom - t.top for t in things)
