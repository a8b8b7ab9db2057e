"""Rows of a table in flattened text: their cells, and whether the first row names the columns."""

import re
from collections.abc import Sequence

HEAD_CELL_CHARS = 80


def split_cells(row: str) -> list[str]:
    """The cells of a row, trimmed; empty ones stay, so that columns keep their place."""
    return [" ".join(cell.split()) for cell in row.strip("\n").split("\t")]


def has_head(rows: Sequence[str]) -> bool:
    """The first row names the columns if it is short, holds no figure, and something else stands below it."""
    if len(rows) < 2 or re.search(r"\d", rows[0]):
        return False
    first = [cell for cell in split_cells(rows[0]) if cell]
    rest = [cell for row in rows[1:] for cell in split_cells(row) if cell]
    wordier = sum(map(len, rest)) / max(1, len(rest)) > 1.5 * sum(map(len, first)) / max(1, len(first))
    figures = any(re.search(r"\d", cell) for cell in rest)
    return (
        bool(first)
        and max(map(len, first)) <= HEAD_CELL_CHARS
        and not any(cell.endswith(".") or ":" in cell for cell in first)
        and (wordier or figures)
    )
