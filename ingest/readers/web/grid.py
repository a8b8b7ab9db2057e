"""Grids: the cells of an HTML table, row by row, each in the column of its head."""

from collections.abc import Callable

from bs4 import Tag

WIDEST = 100  # columns
CELLS = ["td", "th"]


def is_layout(table: Tag) -> bool:
    """Whether a table only arranges the page: it holds tables or headings, or has a single column."""
    if table.get("role") in ("presentation", "none"):
        return True
    if table.find(["table", "h1", "h2", "h3", "h4", "article", "main"]):
        return True
    rows = table.find_all("tr")
    widest = max((len(row.find_all(CELLS, recursive=False)) for row in rows), default=0)
    return not table.find(["th", "caption"]) and (widest < 2 or len(rows) < 2)


def grid_of(table: Tag, words: Callable[[Tag], str]) -> list[list[str]]:
    """The texts of the cells. What spans columns or rows stands in the first of them and leaves the others empty."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    heads = [row for row in rows if row.parent is not None and row.parent.name == "thead"]
    grid: list[list[str]] = []
    hanging: dict[int, int] = {}  # column: rows that a cell above still reaches down
    for row in [*heads, *(row for row in rows if row not in heads)]:
        cells: list[str] = []
        for cell in row.find_all(CELLS, recursive=False):
            while hanging.get(len(cells), 0) > 0:
                hanging[len(cells)] -= 1
                cells.append("")
            for n in range(min(_span(cell, "colspan"), WIDEST - len(cells))):
                hanging[len(cells)] = _span(cell, "rowspan") - 1
                cells.append("" if n else words(cell))
        while hanging.get(len(cells), 0) > 0:
            hanging[len(cells)] -= 1
            cells.append("")
        if any(cells):
            grid.append(cells)
    return grid


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return min(max(int(value), 1), WIDEST) if value.isdigit() else 1
