"""Tables without ruled lines: rows whose cells stand in line under each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.readers.lines import TERMINAL
from ingest.readers.printed.line import Line, cells_of, is_even
from ingest.readers.printed.spacing import grow, table_of
from ingest.readers.printed.table import Row, Table, continues, with_heads_in_place

LEAST_ROWS = 3
PROSE_FILL = 0.8  # lines of prose fill their column, cells of a table do not
PROSE_WORDS = 4
FLUSH, LEAST_FLUSH = 1.5, 4  # points from the right side; lines that end there, where prose is justified
ALIGNED, NARROW, CLEAR = 3, 0.4, 0.8  # points; the first column's share of a glossary; times the type size, between its columns
FARTHEST = 3.5  # times the type size, from one row to the next
MARKED = re.compile(r"^[•◦▪‣·]")


@dataclass(slots=True)
class _Run:
    """Rows of lines that may be a table, and the sides of the columns that they make up."""

    rows: list[list[Line]] = field(default_factory=list)
    columns: list[tuple[float, float]] = field(default_factory=list)

    @property
    def top(self) -> float:
        return min(n.top for n in self.rows[0])

    @property
    def bottom(self) -> float:
        return max(n.bottom for n in self.rows[-1])

    def column_of(self, line: Line) -> int:
        middle = (line.left + line.right) / 2
        return min(range(len(self.columns)), key=lambda i: max(self.columns[i][0] - middle, middle - self.columns[i][1]))


def find_aligned(lines: Sequence[Line], levels: Sequence[float], before: Table | None = None) -> tuple[list[Table], list[Line]]:
    """The tables of a column that stand by their white space alone, and the lines that belong to none.

    levels: the heights of the horizontal lines drawn on the page; where a table has them, they part its rows.
    before: the table at the end of the column before, of which a row or two may be left over.
    """
    rest, lines = _rest_of(before, lines)
    tables, lines = _find_spaced(lines, before)
    tables = [*rest, *tables]
    rows = _rows(lines)
    for run in _runs(rows):
        inside = [y for y in levels if run.top < y < run.bottom]
        table = _table(run, inside)
        if _is_table(run, LEAST_ROWS - _tells_itself(run, inside)) or (before and run.rows[0] is rows[0] and continues(before, table)):
            tables.append(table)
    taken = {id(word) for t in tables for r in t.rows for cell in r.cells for n in cell for word in n.words}
    return tables, [line for line in lines if id(line.words[0]) not in taken]


def _rest_of(before: Table | None, lines: Sequence[Line]) -> tuple[list[Table], list[Line]]:
    """What is left over of the last cell of a table: lines at the top that stand under a column of it other than the first."""
    ordered = sorted(lines, key=lambda n: n.base)
    if before is None or not ordered:
        return [], ordered
    last, inset = before.rows[-1].cells, FARTHEST * ordered[0].size
    wide = [i for i, start in enumerate(before.starts) if last[i] and start > before.starts[0] + inset and len(last[i][-1].words) > 2]
    column = next((i for i in wide if abs(last[i][-1].left - ordered[0].left) < ALIGNED and not TERMINAL.search(last[i][-1].text)), None)
    if column is None or len(cells_of(ordered[0])) > 1:
        return [], ordered
    count = next((i for i, n in enumerate(ordered) if abs(n.left - ordered[0].left) >= ALIGNED or len(cells_of(n)) > 1), len(ordered))
    cells = tuple(tuple(ordered[:count]) if i == column else () for i in range(len(last)))
    top, bottom, right = ordered[0].top, ordered[count - 1].bottom, max(n.right for n in ordered[:count])
    page = ordered[0].page
    return [Table(page, (Row(page, cells),), before.starts[0], top, right, bottom, before.starts)], ordered[count:]


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Each line in the cells it would have as a row of a table; lists have none, nor has prose whose lines are stretched to one length."""
    edge = max((line.right for line in lines), default=0.0)
    justified = sum(edge - line.right < FLUSH for line in lines) >= LEAST_FLUSH
    plain = [line.kind or _is_labelled(line) or (justified and edge - line.right < FLUSH and is_even(line)) for line in lines]
    return [[line] if is_plain else cells_of(line) for line, is_plain in zip(lines, plain, strict=True)]


def _find_spaced(lines: Sequence[Line], before: Table | None) -> tuple[list[Table], list[Line]]:
    """The tables whose rows only show when their words are seen under each other, and the lines that belong to none."""
    lines = sorted(lines, key=lambda n: n.base)
    rows = _rows(lines)
    number = {id(row[0].words[0]): i for i, row in enumerate(rows)}
    found = []
    for run in _runs(rows):
        if len(run.columns) > 1 and _is_table(run, 1):
            region, first, last = grow(run.columns, run.rows, lines, number[id(run.rows[0][0].words[0])])
            if len(region.lines) > len(run.rows) or region.is_odd:
                found.append((region, first, last))
    tables: list[Table] = []
    taken: set[int] = set()
    for region, first, last in sorted(found, key=lambda f: f[0].worth, reverse=True):
        table = None if taken & set(range(first, last + 1)) else table_of(region, None if first else before)
        if table:
            tables.append(table)
            taken |= set(range(first, last + 1))
    return tables, [line for i, line in enumerate(lines) if i not in taken]


def _tells_itself(run: _Run, levels: Sequence[float]) -> bool:
    """Whether a short table may be believed: it has lines drawn in it, bold heads over three columns, or words beside terms."""
    return (
        bool(levels)
        or _explains(run)
        or (len(run.rows[0]) > 2 and all(n.bold for n in run.rows[0]) and not all(n.bold for n in run.rows[-1]))
    )


def _explains(run: _Run) -> bool:
    """Whether short terms stand clear of what runs on beside them line under line, as in a glossary."""
    if len(run.columns) != 2:
        return False
    terms, words = ([n for row in run.rows for n in row if run.column_of(n) == i] for i in (0, 1))
    in_line = all(max(n.left for n in lines) - min(n.left for n in lines) < ALIGNED for lines in (terms, words) if lines)
    (left, end), (begin, right) = run.columns
    return in_line and len(words) > len(terms) > 1 and end - left < NARROW * (right - left) and begin - end > CLEAR * words[0].size


def _is_labelled(line: Line) -> bool:
    """Whether a line begins with a bullet; its list is no table, though its marks stand in line."""
    return bool(MARKED.match(line.text))


def _runs(rows: list[list[Line]]) -> list[_Run]:
    runs: list[_Run] = []
    for row in rows:
        if runs and (columns := _extended(runs[-1], row)):
            runs[-1].rows.append(row)
            runs[-1].columns = columns
        elif len(row) > 1:
            runs.append(_Run([row], [(n.left, n.right) for n in row]))
        elif runs and runs[-1].rows:
            runs.append(_Run())
    return [_trimmed(run) for run in runs if run.rows]


def _extended(run: _Run, row: list[Line]) -> list[tuple[float, float]] | None:
    """The columns of a run with one row more; None when the row does not fit them."""
    if not run.rows or row[0].base - run.rows[-1][0].base > FARTHEST * row[0].size or row[0].kind:
        return None
    spans = sorted([*run.columns, *((n.left, n.right) for n in row)])
    merged = [spans[0]]
    for left, right in spans[1:]:
        if left < merged[-1][1] + 4:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    crowded = any(sum(a <= n.left <= b for n in row) > 1 for a, b in merged)
    return merged if len(merged) >= max(2, len(run.columns)) and not crowded else None


def _trimmed(run: _Run) -> _Run:
    """Single lines at the end of a run belong to what comes after it, unless they stand close."""
    while len(run.rows) > 1 and len(run.rows[-1]) == 1 and run.rows[-1][0].base - run.rows[-2][0].base > 1.45 * run.rows[-1][0].size:
        run.rows.pop()
    return run


def _table(run: _Run, levels: Sequence[float]) -> Table:
    grid: list[list[list[Line]]] = []
    close, last = _closest(run), None
    for row in run.rows:
        parted = len(levels) >= LEAST_ROWS - 1
        if last is None or not (
            _is_unparted(row, run, last, levels) if parted else _runs_on(row, run, grid[-1], row[0].base - last, close)
        ):
            grid.append([[] for _ in run.columns])
        for line in row:
            grid[-1][run.column_of(line)].append(line)
        last = row[0].base
    page = run.rows[0][0].page
    rows = tuple(Row(page, tuple(tuple(cell) for cell in cells)) for cells in grid)
    starts = tuple(c[0] for c in run.columns)
    return with_heads_in_place(Table(page, rows, run.columns[0][0], run.top, run.columns[-1][1], run.bottom, starts))


def _is_unparted(row: list[Line], run: _Run, last: float, levels: Sequence[float]) -> bool:
    """Whether no line is drawn above a row; where a browser tints every second row, that parts full rows too if they stand apart."""
    apart = len(row) == len(run.columns) and row[0].base - last > 1.45 * row[0].size
    return not apart and not any(last < y < row[0].base for y in levels)


def _closest(run: _Run) -> float:
    """The distance below which lines belong to one row; 0 when all lines are the same distance apart."""
    gaps = [b[0].base - a[0].base for a, b in pairwise(run.rows)]
    wide = [gap for gap in gaps if gap > 1.2 * min(gaps)]
    # A short table tells by its rows: those that stand close lack cells, as only the rest of a row does.
    rests = all(len(row) < len(run.columns) for row, gap in zip(run.rows[1:], gaps, strict=True) if gap <= 1.2 * min(gaps))
    return (min(gaps) + median(wide)) / 2 if len(wide) >= LEAST_ROWS - 1 or (wide and rests) else 0


def _runs_on(row: list[Line], run: _Run, above: Sequence[Sequence[Line]], gap: float, close: float) -> bool:
    """Whether a row of lines goes on with the cells above it instead of beginning a row of the table."""
    if close:
        return gap < close
    return gap <= 1.45 * row[0].size and (all(run.column_of(line) > 0 for line in row) or _goes_on(above, row))


def _goes_on(above: Sequence[Sequence[Line]], row: list[Line]) -> bool:
    """Whether all cells of a line go on with sentences, the first of which began with a capital: terms, too, run over two lines."""
    begun = bool(above[0]) and above[0][0].text[:1].isupper() and bool(above[-1]) and not TERMINAL.search(above[-1][-1].text)
    return begun and all(line.text[:1].islower() for line in row)


def _is_table(run: _Run, least: int) -> bool:
    """Columns of prose stand in line too, but their lines are full."""
    if sum(len(row) > 1 for row in run.rows) < least:
        return False
    columns = [[n for row in run.rows for n in row if run.column_of(n) == i] for i in range(len(run.columns))]
    prose = [_is_prose(lines, right - left) for lines, (left, right) in zip(columns, run.columns, strict=True)]
    if len(prose) > 2:
        return not all(prose)
    width = run.columns[-1][1] - run.columns[0][0]
    narrow = run.columns[0][1] - run.columns[0][0] < 0.4 * width
    return not any(prose) or (narrow and not prose[0])


def _is_prose(lines: list[Line], width: float) -> bool:
    if len(lines) < 4 or width < 80:
        return False
    full = median(n.right - n.left for n in lines) > PROSE_FILL * width
    return full and median(len(n.words) for n in lines) >= PROSE_WORDS
