"""Ruling: the cells that the ruled lines of a page make."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ingest.readers.printed.sheet import Area

TOLERANCE = 3
SAME = 1.5  # points
MOST_PAIRS, MOST_CROSSINGS = 20_000, 2_500  # of lines; the grid of a map or a chart has more


def lattices(rules: Iterable[Area]) -> list[list[Area]]:
    """Groups of cells; pdfplumber finds them from the rules alone and never opens the file."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = [_edge(rule) for rule in _closed(_with_uprights(list(rules)))]
    if min(sum(e["orientation"] == o for e in edges) for o in "hv") < 2:
        return []
    merged = merge_edges(edges, *[TOLERANCE] * 4)
    flat = sum(e["orientation"] == "h" for e in merged)
    if flat * (len(merged) - flat) > MOST_PAIRS:
        return []
    crossings = edges_to_intersections(merged, TOLERANCE, TOLERANCE)
    if len(crossings) > MOST_CROSSINGS:
        return []
    cells: list[Area] = intersections_to_cells(crossings)
    groups: list[list[Area]] = cells_to_tables(cells)
    grouped = {cell for group in groups for cell in group}
    return groups + [[cell] for cell in cells if cell not in grouped]  # boxes, or the one row of a table that is left over


def _with_uprights(rules: list[Area]) -> list[Area]:
    """The rules, and upright ones where level ones are drawn cell by cell and break at the same places row after row."""
    chains = list(_chains([r for r in rules if r[2] - r[0] > r[3] - r[1]]))
    upright = [r for r in rules if r[3] - r[1] >= r[2] - r[0]]
    added: list[Area] = []
    for i, (y, breaks) in enumerate(chains):
        below = next((other for other, same in chains[i + 1 :] if _are_same(breaks, same)), None)
        if below is not None and not any(
            breaks[0] - SAME < r[0] < breaks[-1] + SAME and r[1] < below - SAME and r[3] > y + SAME for r in upright
        ):
            added += [(x, y, x, below) for x in breaks]
    return rules + added


def _chains(flat: Sequence[Area]) -> Iterator[tuple[float, list[float]]]:
    """Level lines of two or more pieces end to end: their height and where the pieces meet, from top to bottom."""
    levels: dict[int, list[Area]] = {}
    for rule in flat:
        levels.setdefault(round(rule[1]), []).append(rule)
    for _, pieces in sorted(levels.items()):
        chain: list[float] = []
        for left, _, right, _ in [*sorted(pieces), (float("inf"), 0.0, 0.0, 0.0)]:
            if chain and abs(left - chain[-1]) < SAME:
                chain.append(right)
            elif not chain or right > chain[-1] + SAME or left == float("inf"):
                if len(chain) > 2:
                    yield pieces[0][1], chain
                chain = [left, right]


def _are_same(breaks: Sequence[float], others: Sequence[float]) -> bool:
    return len(breaks) == len(others) and all(abs(a - b) < SAME for a, b in zip(breaks, others, strict=True))


def _closed(rules: list[Area]) -> list[Area]:
    """The rules, and a line where upright ones end together: a table that goes on over the page often has none there."""
    flat = {(round(left), round(right)) for left, top, right, bottom in rules if right - left > bottom - top}
    ends: dict[int, set[float]] = {}
    for left, top, right, bottom in rules:
        if bottom - top >= right - left:
            ends.setdefault(round(top), set()).add(left)
            ends.setdefault(round(bottom), set()).add(left)
    pairs = {pair for sides in ends.values() for pair in pairwise(sorted(sides))}
    # Tables side by side may end together too: no line anywhere leads from one to the other.
    joined_up = {(a, b) for a, b in pairs if any(left < a + TOLERANCE and right > b - TOLERANCE for left, right in flat)}
    return rules + [(a, y, b, y) for y, sides in ends.items() for a, b in pairwise(sorted(sides)) if (a, b) in joined_up]


def _edge(rule: Area) -> dict[str, float | str]:
    left, top, right, bottom = rule
    flat = right - left > bottom - top
    sides: dict[str, float | str] = {"x0": left, "top": top, "x1": right, "bottom": bottom, "width": right - left, "height": bottom - top}
    return {**sides, "orientation": "h" if flat else "v"}
