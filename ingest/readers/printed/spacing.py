"""Tables without ruled lines whose rows are hard to see: cells that almost touch, or that stand centred beside taller ones.

A browser prints both. What gives such a table away is that its words begin, end or are centred at the same places
line after line, and that lines of one cell stand closer than rows do.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.readers.lines import CAPTION
from ingest.readers.printed.line import Line, make_line
from ingest.readers.printed.sheet import Word
from ingest.readers.printed.standing import Sides, Span, column_of, fit, fitness, kept_sides
from ingest.readers.printed.table import Row, Table, continues, with_heads_in_place

FARTHEST = 2.4  # times the type size, from line to line
BESIDE = 0.9  # times the type size: lines closer than this stand in cells side by side
UNDER = 1.3  # times the type size: the next line of the same cell
CLOSE = 1.12  # lines of one cell are this much alike in their distances
LEAST_ROWS = 3
LEAST_FULL = 0.7  # of the rows have more than one cell with words
ASCENT = 0.7


@dataclass(slots=True)
class Region:
    """Lines that fit the same columns, each as its part in every column."""

    columns: list[Span]
    lines: list[Line]
    parts: list[dict[int, Line]] = field(default_factory=list)
    sides: Sequence[Sides] = ()

    @property
    def worth(self) -> tuple[int, int, float]:
        """How much it explains: its lines, its columns, and how well the lines stand in them."""
        return len(self.lines), len(self.columns), sum(fitness(parts, self.columns, self.sides)[0] for parts in self.parts)

    @property
    def is_odd(self) -> bool:
        """Whether some lines stand beside the middle of others."""
        return any(0 < b.base - a.base < BESIDE * a.size for a, b in zip(self.lines, self.lines[1:], strict=False))


def grow(columns: Sequence[Span], rows: Sequence[Sequence[Line]], lines: Sequence[Line], first: int) -> tuple[Region, int, int]:
    """The region around rows of cells that fit the columns, the first of which is line `first`; and its first and last line."""
    last = first + len(rows) - 1
    placed = [_placed(row, columns) for row in rows]
    region = Region(list(columns), list(lines[first : last + 1]), placed, kept_sides(placed, columns))
    while first > 0 and (part := _next_to(lines[first - 1], lines[first], region)):
        first -= 1
        region.lines.insert(0, lines[first])
        region.parts.insert(0, part)
    while last + 1 < len(lines) and (part := _next_to(lines[last + 1], lines[last], region)):
        last += 1
        region.lines.append(lines[last])
        region.parts.append(part)
    region, first, last = _trimmed(region, first, last)
    heads = _heads_above(region, lines[:first])
    region.lines[:0] = [line for line, _ in heads]
    region.parts[:0] = [part for _, part in heads]
    return region, first - len(heads), last


def _heads_above(region: Region, lines: Sequence[Line]) -> list[tuple[Line, dict[int, Line]]]:
    """The bold lines above a region that name its columns: heads need not be in line with their cells, only stand over them."""
    heads: list[tuple[Line, dict[int, Line]]] = []
    own = itertools.takewhile(lambda n: region.lines[n].bold, range(len(region.lines)))
    edge, missing = region.lines[0], set(range(1, len(region.columns))) - {i for n in own for i in region.parts[n]}
    for line in reversed(lines):
        distance = edge.base - line.base
        room = FARTHEST if missing else UNDER
        part = fit(line, region.columns, True, region.sides) if line.bold and not region.lines[-1].bold else None
        if not part or line.kind or CAPTION.match(line.text) or distance > room * line.size or abs(line.size - edge.size) > 1.1:
            break
        heads.insert(0, (line, part))
        edge, missing = line, missing - set(part)
    return heads if not missing else []


def _placed(row: Sequence[Line], columns: Sequence[Span]) -> dict[int, Line]:
    words: dict[int, list[Word]] = {}
    for cell in row:
        words.setdefault(column_of(cell, columns), []).extend(cell.words)
    return {i: make_line(row[0].page, group) for i, group in words.items()}


def _next_to(line: Line, edge: Line, region: Region) -> dict[int, Line] | None:
    distance = abs(line.base - edge.base)
    if line.kind or CAPTION.match(line.text) or distance > FARTHEST * edge.size or abs(line.size - edge.size) > 1.1:
        return None
    return fit(line, region.columns, distance < BESIDE * edge.size, region.sides)


def _trimmed(region: Region, first: int, last: int) -> tuple[Region, int, int]:
    """A line in one column alone belongs to a table's end only where it stands beside its neighbour, or close under it."""
    under = max(UNDER, _inner_leading(region))
    while len(region.lines) > 1 and len(region.parts[-1]) == 1 and not _are_beside(region.lines[-2], region.lines[-1], under):
        last -= 1
        region.lines.pop()
        region.parts.pop()
    while len(region.lines) > 1 and len(region.parts[0]) == 1 and not _are_beside(region.lines[0], region.lines[1]):
        first += 1
        region.lines.pop(0)
        region.parts.pop(0)
    return region, first, last


def _inner_leading(region: Region) -> float:
    """How far apart, in type sizes, the lines of a cell stand above the last full row; 0 where there are none."""
    last = max((i for i, parts in enumerate(region.parts) if len(parts) > 1), default=0) + 1
    inner = [gap for gap, whole in _gaps(Region(region.columns, region.lines[:last], region.parts[:last])) if not whole]
    return min(inner, default=0) * CLOSE / region.lines[0].size


def _are_beside(upper: Line, lower: Line, farthest: float = BESIDE) -> bool:
    return lower.base - upper.base < farthest * upper.size


def rows_in(region: Region) -> list[Row] | None:
    """The rows of a region; None where the distances of its lines do not tell rows from lines of a cell."""
    limit = _closest(region)
    if limit is None:
        return None
    cells = [cell for i in range(len(region.columns)) for cell in _cells(region, i, limit)]
    page = region.lines[0].page
    return [
        Row(page, tuple(tuple(n for c, lines in row for n in lines if c == i) for i in range(len(region.columns)))) for row in _bands(cells)
    ]


def _closest(region: Region) -> float | None:
    """The distance up to which lines of a column belong to one cell; 0 where every line is a row."""
    gaps = list(_gaps(region))
    full = [gap for gap, whole in gaps if whole]
    inner = [gap for gap, whole in gaps if not whole]
    if not inner:
        return 0
    least = min(inner)
    if full and least >= min(full) - 0.5:
        return 0
    limit = least * CLOSE
    return limit if least < 2 * region.lines[0].size else None


def _gaps(region: Region) -> Iterator[tuple[float, bool]]:
    """Distances of lines under each other in a column, and whether both are full rows."""
    width = len(region.columns)
    for i in range(width):
        held = [(line.base, len(parts) == width) for line, parts in zip(region.lines, region.parts, strict=True) if i in parts]
        for (above, full), (below, also) in itertools.pairwise(held):
            yield below - above, full and also


def _cells(region: Region, column: int, limit: float) -> Iterator[tuple[int, list[Line]]]:
    lines: list[Line] = []
    for parts in region.parts:
        if column not in parts:
            continue
        if lines and parts[column].base - lines[-1].base > limit:
            yield column, lines
            lines = []
        lines = [*lines, parts[column]]
    if lines:
        yield column, lines


def _bands(cells: Sequence[tuple[int, list[Line]]]) -> list[list[tuple[int, list[Line]]]]:
    """Cells that stand beside each other, from top to bottom."""
    bands: list[list[tuple[int, list[Line]]]] = []
    foot = 0.0
    for cell in sorted(cells, key=lambda c: c[1][0].base):
        top, bottom = cell[1][0].base - ASCENT * cell[1][0].size, cell[1][-1].base
        if bands and top < foot:
            bands[-1].append(cell)
        else:
            bands.append([cell])
        foot = max(foot, bottom) if len(bands[-1]) > 1 else bottom
    return bands


def table_of(region: Region, before: Table | None) -> Table | None:
    """The table that a region holds, if it is one: three rows or more, or the rest of the table before it."""
    rows = rows_in(region)
    if not rows or sum(sum(map(bool, row.cells)) > 1 for row in rows) < LEAST_FULL * len(rows):
        return None
    lefts, rights = zip(*region.columns, strict=True)
    top, bottom = region.lines[0].top, region.lines[-1].bottom
    table = with_heads_in_place(Table(rows[0].page, tuple(rows), min(lefts), top, max(rights), bottom, tuple(lefts)))
    least = LEAST_ROWS - (len(lefts) > 2 and _is_head(rows[0]) and not _is_head(rows[-1]))
    return table if len(rows) >= least or (before and continues(before, table)) else None


def _is_head(row: Row) -> bool:
    return all(line.bold for cell in row.cells for line in cell)
