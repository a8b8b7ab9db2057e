"""Rows of a table in flattened text: their cells, and whether the first row names the columns."""

import re
from collections.abc import Sequence

HEAD_CELL_CHARS = 80
YEARS = re.compile(r"\b(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?\b")


def split_cells(row: str) -> list[str]:
    """The cells of a row, trimmed; empty ones stay, so that columns keep their place."""
    return [" ".join(cell.split()) for cell in row.strip("\n").split("\t")]


def has_head(rows: Sequence[str]) -> bool:
    """The first row names the columns if it is short, holds no figure, and something else stands below it.

    A year is a figure in a row of two cells: "Published<tab>May 2019".
    """
    if len(rows) < 2:
        return False
    first = [cell for cell in split_cells(rows[0]) if cell]
    if re.search(r"\d", YEARS.sub("", rows[0]) if len(first) > 2 else rows[0]):
        return False
    rest = [cell for row in rows[1:] for cell in split_cells(row) if cell]
    wordier = sum(map(len, rest)) / max(1, len(rest)) > 1.5 * sum(map(len, first)) / max(1, len(first))
    figures = any(re.search(r"\d", cell) for cell in rest)
    return (
        bool(first)
        and max(map(len, first)) <= HEAD_CELL_CHARS
        and not any(cell.endswith(".") or ":" in cell for cell in first)
        and (wordier or figures)
    )
