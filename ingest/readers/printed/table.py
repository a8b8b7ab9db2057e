"""Tables: rows of cells, found by the lines ruled around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from ingest.readers.printed.line import PERHAPS, Line, find_lines, joined, make_line, rows_of
from ingest.readers.printed.ruling import lattices
from ingest.readers.printed.sheet import Area, Sheet, Word
from ingest.readers.printed.stripe import with_bare_rows

TOLERANCE = 3
LEAST_FULL = 0.3  # of the cells: the grid of a chart has nothing in it
NARROW = 12
HALF_HEIGHT = 0.35  # of the type size: how far a word's middle lies above its baseline
DRIFT = 10

Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, each as the lines in it; an empty cell has none."""

    page: int
    cells: tuple[Cell, ...]

    @property
    def texts(self) -> list[str]:
        return [" ".join(line.text for line in cell) for cell in self.cells]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, and where they stand on the page on which they begin; `starts` are the left sides of the columns."""

    page: int
    rows: tuple[Row, ...]
    left: float
    top: float
    right: float
    bottom: float
    starts: tuple[float, ...]
    column: int = 0


def continues(before: Table, table: Table) -> bool:
    """Whether a table has the columns of one before, be they moved to the side as a whole."""
    if len(table.starts) != len(before.starts):
        return False
    shift = table.starts[0] - before.starts[0]
    return all(abs(b - a - shift) < DRIFT for a, b in zip(before.starts, table.starts, strict=True))


def with_heads_in_place(table: Table) -> Table:
    """The table with a head that stands beside its column, as one does that is centred over short cells at a side, in that column."""
    columns = list(zip(*(row.cells for row in table.rows), strict=True))
    for i, (a, b) in enumerate(pairwise(columns)):
        if _is_head_alone(a, b) or _is_head_alone(b, a):
            rows = tuple(replace(row, cells=(*row.cells[:i], row.cells[i] or row.cells[i + 1], *row.cells[i + 2 :])) for row in table.rows)
            return with_heads_in_place(replace(table, rows=rows, starts=(*table.starts[: i + 1], *table.starts[i + 2 :])))
    return table


def _is_head_alone(column: Sequence[Cell], beside: Sequence[Cell]) -> bool:
    """Whether a column has a head and nothing else, and the one beside it everything but a head."""
    return bool(column[0]) and not any(column[1:]) and not beside[0] and any(beside[1:])


def find_ruled(sheets: Sequence[Sheet]) -> list[tuple[list[Table], list[Word]]]:
    """For each page the tables whose cells are parted by lines, and the words that stand in none of them."""
    found: list[tuple[list[Table], list[Word]]] = []
    for sheet in sheets:
        before = found[-1][0][-1] if found and found[-1][0] else None
        found.append(_find_ruled(sheet, before))
    return found


def _find_ruled(sheet: Sheet, before: Table | None) -> tuple[list[Table], list[Word]]:
    tables: list[Table] = []
    words = list(sheet.words)
    for cells in sorted(with_bare_rows(lattices(sheet.rules), words), key=lambda cells: min(c[1] for c in cells)):
        around = min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells)
        inside = [w for w in (*words, *sheet.sideways) if _holds(around, w)]
        table = _fill(sheet.number, cells, around, inside)
        if table and before and not tables:
            table = _like(before, table)
        # A single row or column is a box, unless it is what remained of the table on the page before.
        if table and (_is_table(table) or (before and not tables and continues(before, table))):
            tables.append(table)
            words = [w for w in words if not _holds(around, w)]
    return tables, words


def _is_table(table: Table) -> bool:
    return len(table.rows) > 1 and sum(any(row.cells[i] for row in table.rows) for i in range(len(table.starts))) > 1


def _holds(area: Area, word: Word) -> bool:
    x, y = (word.left + word.right) / 2, word.base - HALF_HEIGHT * word.size
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def _fill(page: int, cells: list[Area], around: Area, words: list[Word]) -> Table | None:
    """The table of these cells and words; None when they are the grid of a chart."""
    starts = sorted({c[0] for c in cells})
    starts = [a for a, b in zip(starts, [*starts[1:], around[2]], strict=True) if b - a >= NARROW or any(a <= w.left < b for w in words)]
    tops = sorted({c[1] for c in cells})
    held: dict[Area, list[Word]] = {c: [] for c in cells}
    beside: dict[int, list[Area]] = {}  # the cells at a height
    for word in words:
        height = round(word.base - HALF_HEIGHT * word.size)
        near = beside.setdefault(height, [c for c in cells if c[1] - 1 <= height <= c[3] + 1])
        held[min(near or cells, key=lambda c: _distance(c, word))].append(word)
    grid = {(c[1], max((s for s in starts if s <= c[0]), default=starts[0])): held[c] for c in cells if held[c]}
    rows = [Row(page, tuple(_cell(grid.get((top, start), []), page) for start in starts)) for top in tops]
    rows = _parted([row for row in rows if any(row.cells)], starts)
    if not rows or len(grid) < LEAST_FULL * len(rows) * len(starts):
        return None
    return Table(page, tuple(rows), *around, tuple(starts))


def _parted(rows: list[Row], starts: Sequence[float]) -> list[Row]:
    """Rows with a wide cell parted where its words stand in line with the columns of other rows: some styles rule every second row only."""
    sides = _sides(rows)
    return [row if all(row.cells) else _part(row, starts, sides) for row in rows]


def _like(before: Table, table: Table) -> Table:
    """A table of one wide column in the columns of the table before, where it goes on with that."""
    if len(table.starts) > 1 or max(abs(table.left - before.left), abs(table.right - before.right)) > DRIFT:
        return table
    sides, empty = _sides(before.rows), [()] * (len(before.starts) - 1)
    rows = [_part(Row(row.page, (*row.cells, *empty)), before.starts, sides) for row in table.rows]
    return replace(table, rows=tuple(rows), starts=before.starts) if any(any(row.cells[1:]) for row in rows) else table


def _sides(rows: Iterable[Row]) -> list[list[tuple[float, float]]]:
    """Where the lines in each column begin and end."""
    return [[(n.left, n.right) for cell in column for n in cell] for column in zip(*(row.cells for row in rows), strict=True)]


def _part(row: Row, starts: Sequence[float], sides: list[list[tuple[float, float]]]) -> Row:
    cells: list[Cell] = []
    for i, cell in enumerate(row.cells):
        if len(cells) > i:
            continue
        reach = next((j for j in range(i + 1, len(starts)) if row.cells[j]), len(starts))
        parts = _columns(cell, starts[i:reach])
        cells += parts if _are_in_line(parts, sides[i:reach]) else row.cells[i:reach]
    return Row(row.page, tuple(cells))


def _columns(cell: Cell, starts: Sequence[float]) -> list[Cell]:
    """The lines of a cell by the columns that their words begin in."""
    parts: list[list[Line]] = [[] for _ in starts]
    for line in cell:
        for i, start in enumerate(starts):
            end = starts[i + 1] if i + 1 < len(starts) else inf
            words = [w for w in line.words if (start <= w.left or i == 0) and w.left < end]
            if words:
                parts[i].append(make_line(line.page, words))
    return [tuple(part) for part in parts]


def _are_in_line(parts: Sequence[Cell], sides: Sequence[list[tuple[float, float]]]) -> bool:
    """Whether words stand in more than one column, in each begin or end where those of other rows do, and far from those before them."""
    told = [(line, places) for part, places in zip(parts[1:], sides[1:], strict=True) for line in part]
    lines = [line for part in parts for line in part]
    return (
        bool(told)
        and all(any(min(abs(line.left - a), abs(line.right - b)) < TOLERANCE for a, b in places) for line, places in told)
        and all(line.left - n.right > PERHAPS * line.size for line, _ in told for n in lines if n.base == line.base and n.left < line.left)
    )


def _distance(cell: Area, word: Word) -> float:
    x, y = (word.left + word.right) / 2, word.base - HALF_HEIGHT * word.size
    return max(cell[0] - x, x - cell[2], 0) + max(cell[1] - y, y - cell[3], 0)


def _cell(words: list[Word], page: int) -> Cell:
    return tuple(joined(row) for row in rows_of(find_lines(words, page)))
