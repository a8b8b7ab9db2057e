"""Stripes: tables of which only some rows are tinted; the rows between and beside them have the same columns.

A tinted row says exactly where its columns part and how far its words stand from its sides. From that the rows
without a ground of their own follow: each begins where its neighbour ends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.printed.sheet import Area, Word

SAME = 1.5  # points
DRIFT = 2.5  # points: rows may have a little room between them
MOST_ROWS = 3  # without a ground between two that have one
HALF = 0.5
OVERHANG = 1  # point: letters do not begin at their very edge

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Block:
    """Cells that make whole rows of the same columns."""

    cells: list[Area]
    sides: tuple[float, ...]
    rows: list[Span]

    @property
    def top(self) -> float:
        return self.rows[0][0]

    @property
    def bottom(self) -> float:
        return self.rows[-1][1]


@dataclass(frozen=True, slots=True)
class _Setting:
    """How words stand in the rows of a table: from the top to the first baseline, from the last to the bottom, from the sides."""

    above: float
    below: float
    beside: float


def with_bare_rows(groups: Sequence[list[Area]], words: Sequence[Word]) -> list[list[Area]]:
    """Groups of cells, those that are tinted rows of one table joined with its rows that have no ground."""
    blocks = [(group, _block(group)) for group in groups]
    rest = [group for group, block in blocks if block is None]
    found = sorted((block for _, block in blocks if block), key=lambda b: b.top)
    tables: list[list[_Block]] = []
    for block in found:
        own = next((t for t in tables if _is_next(t[-1], block)), None)
        if own is None:
            tables.append([block])
        else:
            own.append(block)
    return rest + [_filled(table, words) for table in tables]


def _block(cells: list[Area]) -> _Block | None:
    """The cells as whole rows; None where some span rows or columns, or where there is one column."""
    sides = _levels([side for c in cells for side in (c[0], c[2])])
    tops = _levels([c[1] for c in cells])
    rows = [(top, max(c[3] for c in cells if abs(c[1] - top) < SAME)) for top in tops]
    whole = len(cells) == len(tops) * (len(sides) - 1) and all(a[1] < b[0] + SAME for a, b in pairwise(rows))
    return _Block(cells, tuple(sides), rows) if whole and len(sides) > 2 else None


def _levels(places: Sequence[float]) -> list[float]:
    levels: list[float] = []
    for place in sorted(places):
        if not levels or place - levels[-1] > SAME:
            levels.append(place)
    return levels


def _is_next(above: _Block, block: _Block) -> bool:
    """Whether a block has the columns of one above it and room for a row or two between them, not more."""
    tallest = max(bottom - top for top, bottom in (*above.rows, *block.rows))
    same = len(above.sides) == len(block.sides) and all(abs(a - b) < SAME for a, b in zip(above.sides, block.sides, strict=True))
    return same and block.top - above.bottom < MOST_ROWS * tallest


def _filled(table: list[_Block], words: Sequence[Word]) -> list[Area]:
    """The cells of a table with those of its rows that have no ground."""
    sides = table[0].sides
    inside = [w for w in words if sides[0] < (w.left + w.right) / 2 < sides[-1]]
    setting = _setting(table, inside)
    cells = [cell for block in table for cell in block.cells]
    if setting is None:
        return cells
    rows = list(_rows_up(inside, table[0].top, sides, setting)) + list(_rows_down(inside, table[-1].bottom, sides, setting))
    for a, b in pairwise(table):
        between = list(_rows_up(inside, b.top, sides, setting, a.bottom))
        reaches = between and abs(between[-1][0] - a.bottom) < DRIFT
        rows += between if reaches else [(a.bottom, b.top)] if b.top - a.bottom > DRIFT else []
    return cells + [(left, top, right, bottom) for top, bottom in rows for left, right in pairwise(sides)]


def _setting(table: list[_Block], words: Sequence[Word]) -> _Setting | None:
    """Measured in the rows that have a ground; None where they hold no words."""
    above, below, beside = [], [], []
    for top, bottom in (row for block in table for row in block.rows):
        held = [w for w in words if top < w.base < bottom]
        if held:
            above.append(min(w.base for w in held) - top)
            below.append(bottom - max(w.base for w in held))
            beside += [min(abs(w.left - side) for side in table[0].sides) for w in held]
    return _Setting(min(above), min(below), min(beside)) if above else None


def _rows_up(words: Sequence[Word], bottom: float, sides: Sequence[float], setting: _Setting, end: float = 0) -> Iterator[Span]:
    """The rows that stand on each other from a height upwards, as long as words stand in them as they do in the others."""
    above = sorted((w for w in words if end < w.base < bottom), key=lambda w: -w.base)
    while row := _row([w for w in above if w.base < bottom], bottom - setting.below, setting):
        if not _stand_in(row, sides, setting):  # a head over several columns may stand close above
            row = [w for w in row if row[0].base - w.base < SAME]
        if not _stand_in(row, sides, setting):
            return
        top = min(w.base for w in row) - setting.above
        yield top, bottom
        bottom = top


def _rows_down(words: Sequence[Word], top: float, sides: Sequence[float], setting: _Setting) -> Iterator[Span]:
    below = sorted((w for w in words if w.base > top), key=lambda w: w.base)
    while row := _row([w for w in below if w.base > top], top + setting.above, setting):
        bottom = max(w.base for w in row) + setting.below
        if not _stand_in(row, sides, setting):
            return
        yield top, bottom
        top = bottom


def _row(words: Sequence[Word], base: float, setting: _Setting) -> list[Word]:
    """The words of the row whose nearest baseline is to lie at a height, nearest first; none where none lies there."""
    row: list[Word] = []
    for word in words:
        if row and abs(word.base - row[-1].base) > setting.above + setting.below - 1:
            break
        row.append(word)
    return row if row and abs(row[0].base - base) < DRIFT else []


def _stand_in(row: Sequence[Word], sides: Sequence[float], setting: _Setting) -> bool:
    """Whether the words of a row keep clear of the sides of the columns and stand in more than one of them."""
    columns = {sum(side < (w.left + w.right) / 2 for side in sides) for w in row}
    room = HALF * setting.beside - OVERHANG
    clear = all(not (w.left - room < side < w.right + room) for w in row for side in sides)
    return clear and len(columns) > 1
