"""Standing: how the words of a line stand under the columns of a table that has no lines."""

import itertools
from collections.abc import Sequence
from math import inf

from ingest.readers.printed.line import Line, cells_of, make_line
from ingest.readers.printed.sheet import Word

NEAR = 3  # points: how exactly words stand under each other; letters do not begin at their very edge
CLEAR = 0.8  # times the type size: no gap between words of prose is as wide
MOST = 0.7  # of the cells of a column keep to the same side

Span = tuple[float, float]
Sides = tuple[float, float, float]  # left, right, middle
EVERY_SIDE: Sides = (1, 1, 0.25)  # a side in line tells more than a middle, which chance may bring there


def fit(line: Line, columns: Sequence[Span], beside: bool, sides: Sequence[Sides] = ()) -> dict[int, Line] | None:
    """The part of a line in each column; None where its words do not stand under those of the columns.

    beside: the line stands at the height of another, as no line of prose does, so only its room is looked at.
    sides: what the cells of each column keep to, where that is known.
    """
    cells = cells_of(line)
    if len(cells) == len(columns) and not any(
        _meets(cell, span) for i, cell in enumerate(cells) for j, span in enumerate(columns) if i != j
    ):
        return dict(enumerate(cells))
    fitting = [parts for borders in _borders(columns) if (parts := _parted(line, borders)) and _suits(parts, columns, beside)]
    return max(fitting, key=lambda parts: fitness(parts, columns, sides), default=None)


def _borders(columns: Sequence[Span]) -> list[list[float]]:
    """Where one column may end and the next begin: before what begins in line, behind what ends in line, or half way."""
    pairs = list(itertools.pairwise(columns))
    return [[b[0] - NEAR for _, b in pairs], [(a[1] + b[0]) / 2 for a, b in pairs], [a[1] + NEAR for a, _ in pairs]]


def _parted(line: Line, borders: Sequence[float]) -> dict[int, Line]:
    words: dict[int, list[Word]] = {}
    for word in line.words:
        words.setdefault(sum((word.left + word.right) / 2 > border for border in borders), []).append(word)
    return {i: make_line(line.page, group) for i, group in words.items()}


def _suits(parts: dict[int, Line], columns: Sequence[Span], beside: bool) -> bool:
    if any(_meets(part, span) for i, part in parts.items() for j, span in enumerate(columns) if i != j):
        return False
    return beside or (_are_parted(parts, columns) if len(parts) == len(columns) else all(_is_aligned(parts[i], columns[i]) for i in parts))


def fitness(parts: dict[int, Line], columns: Sequence[Span], sides: Sequence[Sides] = ()) -> tuple[float, float]:
    """How well parts stand under their columns: the share of the kept sides that are in line, then the narrowest gap."""
    in_line = sum(_standing(part, columns[i], sides[i] if sides else EVERY_SIDE) for i, part in parts.items()) / len(parts)
    held = [parts[i] for i in sorted(parts)]
    return in_line, min((b.left - a.right for a, b in itertools.pairwise(held)), default=inf)


def column_of(cell: Line, columns: Sequence[Span]) -> int:
    """The column that a cell shares most of its width with, else the nearest."""
    return max(range(len(columns)), key=lambda i: min(cell.right, columns[i][1]) - max(cell.left, columns[i][0]))


def _meets(part: Line, span: Span) -> bool:
    return part.right > span[0] + NEAR and part.left < span[1] - NEAR


def _are_parted(parts: dict[int, Line], columns: Sequence[Span]) -> bool:
    """Whether the words of a full row stand in columns: by a clear gap, or where there are three, by where each begins."""
    for i in range(1, len(columns)):
        clear = parts[i].left - parts[i - 1].right > CLEAR * parts[i].size
        if not clear and (len(columns) < 3 or not _is_aligned(parts[i], columns[i])):
            return False
    return True


def _is_aligned(part: Line, span: Span) -> bool:
    return min(_offsets(part, span)) < NEAR


def _standing(part: Line, span: Span, sides: Sides) -> float:
    """How much of what its column keeps to a part is in line with."""
    kept = [weight for weight, offset in zip(sides, _offsets(part, span), strict=True) if offset < NEAR]
    return sum(kept) / sum(sides)


def kept_sides(rows: Sequence[dict[int, Line]], columns: Sequence[Span]) -> list[Sides]:
    """What the cells of each column keep to in rows known to be right: left, right, middle, each 0 where they do not."""
    return [_kept([row[i] for row in rows if i in row], span) for i, span in enumerate(columns)]


def _kept(cells: Sequence[Line], span: Span) -> Sides:
    in_line = [sum(offset < NEAR for offset in offsets) for offsets in zip(*(_offsets(cell, span) for cell in cells), strict=True)]
    left, right, middle = (w if n > MOST * len(cells) else 0.0 for w, n in zip(EVERY_SIDE, in_line or (0, 0, 0), strict=True))
    return (left, right, middle) if left or right or middle else EVERY_SIDE


def _offsets(part: Line, span: Span) -> tuple[float, float, float]:
    """How far left side, right side and middle lie from those of the column."""
    return abs(part.left - span[0]), abs(part.right - span[1]), abs((part.left + part.right) - (span[0] + span[1])) / 2
