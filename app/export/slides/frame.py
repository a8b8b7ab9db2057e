"""Frames: what stands on each slide. One idea each, split where it would not fit at a size that a room can read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.export.handout import Bars, Grid, Handout, Listing, Marked, Note, Part, Source
from app.export.slides.line import HEIGHT, TITLE_SIZE, WIDTH, cell_height, items_height
from app.export.slides.measure import fitted, width
from app.export.slides.piece import cut

MOST_LINES, MOST_UNCITED = 3, 6  # on one slide
BARS_HEIGHT, BELOW_BARS = 0.62 * HEIGHT, 0.36 * HEIGHT
BOLD = 1.08  # bold letters are wider
SOURCE_HEAD, SOURCE_SHARES = ("Report", "Date", "Kind and publisher", "Licence"), (0.46, 0.16, 0.25, 0.13)


@dataclass(frozen=True, slots=True)
class Frame:
    """A slide's title and its one body: lines, a table, or bars with lines below; `told` are further lines for its notes."""

    title: str
    body: tuple[Marked, ...] | Grid
    bars: Bars | None = None
    told: tuple[str, ...] = ()

    @property
    def marks(self) -> tuple[int, ...]:
        items = self.body if isinstance(self.body, tuple) else [cell for row in self.body.rows for cell in row]
        return tuple(dict.fromkeys(mark for item in items for mark in item.marks))


def frames_of(handout: Handout) -> list[Frame]:
    """All slides after the title slide; no two have the same title."""
    notes = {note.number: note for note in handout.notes}
    made: list[Frame] = []
    over = ""
    for part in handout.parts:
        over = part.heading if part.level == 1 else over
        title = part.heading if part.level == 1 else f"{over}: {part.heading}"
        made += _part(title, part, notes)
    return _told_apart([*made, *_sources(handout.sources)], handout.title)


def _part(title: str, part: Part, notes: dict[int, Note]) -> Iterator[Frame]:
    for block in part.blocks:
        if isinstance(block, Grid):
            yield from _drawn(title, block, notes)
            yield from (Frame(title, table) for table in _tables(block))
        else:
            most = MOST_LINES if any(item.marks for item in block.items) else MOST_UNCITED
            yield from _listing(title, block, 1 if part.apart else most, notes)


def _listing(title: str, listing: Listing, most: int, notes: dict[int, Note]) -> Iterator[Frame]:
    body: tuple[Marked, ...] = ()
    for item in (piece for whole in listing.items for piece in _pieces(whole, notes)):
        full = sum(not line.under for line in body) == most and not item.under
        if body and (full or items_height((*body, item), notes) > HEIGHT):
            yield Frame(title, body)
            body = ()
        body = (*body, item)
    yield Frame(title, body)


def _pieces(item: Marked, notes: dict[int, Note]) -> Iterator[Marked]:
    if len(item.label) > 90:  # no label but a sentence
        item = replace(item, label="", text=f"{item.label}: {item.text}")
    return (replace(item, text=text) for text in cut(item.text, lambda some: items_height((replace(item, text=some),), notes) <= HEIGHT))


def _drawn(title: str, grid: Grid, notes: dict[int, Note]) -> Iterator[Frame]:
    """Slides with bars, where what they rest on fits below them; the table says it all again in words."""
    for bars in grid.bars:
        lines = [cell for row in bars.rows for cell in grid.rows[row] if cell.marks]
        marks = tuple(dict.fromkeys(mark for line in lines for mark in line.marks))
        below = Marked(f"Said of {bars.sides[0]}: {bars.measure}", marks)
        if items_height((below,), notes) <= BELOW_BARS:
            yield Frame(title, (below,), bars)


def _tables(grid: Grid) -> Iterator[Grid]:
    """The rows in tables that each fit a slide."""
    head = _row_height([Marked(words) for words in grid.head], grid.shares)
    rows: list[tuple[Marked, ...]] = []
    for row in (piece for whole in grid.rows for piece in _row_pieces(whole, grid.shares, HEIGHT - head)):
        if rows and head + sum(_row_height(r, grid.shares) for r in (*rows, row)) > HEIGHT:
            yield replace(grid, rows=tuple(rows), bars=())
            rows = []
        rows.append(row)
    if rows:
        yield replace(grid, rows=tuple(rows), bars=())


def _row_height(row: Sequence[Marked], shares: Sequence[float]) -> float:
    return max(cell_height(cell, WIDTH * share) for cell, share in zip(row, shares, strict=True))


def _row_pieces(row: Sequence[Marked], shares: Sequence[float], room: float) -> Iterator[tuple[Marked, ...]]:
    """A row that fits as it is, else as several; the first cell, which names them, stands in each."""
    cells = [_cell_pieces(cell, WIDTH * share, room) for cell, share in zip(row, shares, strict=True)]
    for n in range(max(map(len, cells))):
        yield cells[0][min(n, len(cells[0]) - 1)], *(pieces[n] if n < len(pieces) else Marked("–") for pieces in cells[1:])


def _cell_pieces(cell: Marked, wide: float, room: float) -> list[Marked]:
    return [replace(cell, text=text) for text in cut(cell.text, lambda some: cell_height(replace(cell, text=some), wide) <= room)]


def _sources(sources: Sequence[Source]) -> Iterator[Frame]:
    rows = tuple(tuple(map(Marked, (s.title, s.date, f"{s.kind}, {s.publisher}", s.licence))) for s in sources)
    addresses = {s.title: f"{s.title}. {s.address or 'No address of the web is known.'}" for s in sources}
    for table in _tables(Grid("Reports that the notes point to", SOURCE_HEAD, rows, SOURCE_SHARES)):
        names = dict.fromkeys(row[0].text for row in table.rows)
        yield Frame("Sources", table, told=tuple(addresses[name] for name in names if name in addresses))


def _told_apart(frames: Sequence[Frame], taken: str) -> list[Frame]:
    room = WIDTH - width(" (888 of 888)", TITLE_SIZE * BOLD)
    titles = [fitted(frame.title, TITLE_SIZE * BOLD, room, 2) for frame in frames]
    counts, so_far, seen, told = Counter(titles), Counter[str](), {taken}, []
    for frame, title in zip(frames, titles, strict=True):
        so_far[title] += 1
        name = f"{title} ({so_far[title]} of {counts[title]})" if counts[title] > 1 else title
        while name in seen:
            name += "*"
        seen.add(name)
        told.append(replace(frame, title=name))
    return told
