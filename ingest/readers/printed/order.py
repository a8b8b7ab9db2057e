"""Order: chunks that pages have torn apart are joined, captions stand before tables, footnotes after their paragraph."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ingest.readers.lines import TERMINAL
from ingest.readers.printed.chunk import INDENT, Chunk
from ingest.readers.printed.table import Row, Table, continues

CONTINUED = re.compile(r"(?i)\bcont(?:inued|['’]?d|\.)?\W*$")
SKIPPED = ("table", "caption", "footnote", "furniture")
LEAST_AXIS = 3
MARK = re.compile(r"^[⁰¹²³⁴-⁹]+|^\d{1,3}|^[*†‡]")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def in_order(chunks: list[Chunk]) -> list[Chunk]:
    """The chunks of a whole report as they are to be read."""
    return _with_notes(_join_tables(_caption_first(_without_axes(_join_torn(chunks)))))


def _join_torn(chunks: list[Chunk]) -> list[Chunk]:
    """Paragraphs and items that run over the end of a column or a page become one chunk again, and so do footnotes."""
    indents = _are_indented(chunks)
    done: list[Chunk] = []
    last: dict[bool, int] = {}  # where the last footnote and the last chunk of other text stand in `done`
    for chunk in chunks:
        is_note = chunk.kind == "footnote"
        before = last.get(is_note)
        if before is not None and (_note_runs_on(done[before], chunk) if is_note else _is_torn(done[before], chunk, indents)):
            done[before] = replace(done[before], lines=done[before].lines + chunk.lines)
            continue
        if is_note or chunk.kind not in SKIPPED:
            last[is_note] = len(done)
        done.append(chunk)
    return done


def _are_indented(chunks: Sequence[Chunk]) -> bool:
    """Whether paragraphs of this report begin with an indent."""
    firsts = [c.lines[0].left - c.lines[1].left > INDENT * c.lines[0].size for c in chunks if c.kind == "paragraph" and len(c.lines) > 1]
    return sum(firsts) > len(firsts) / 2


def _is_torn(before: Chunk, chunk: Chunk, indents: bool) -> bool:
    """Whether a chunk at the top of a column goes on with one at the foot of the column before."""
    if not chunk.lines or chunk.kind != "paragraph" or before.kind not in ("paragraph", "item"):
        return False
    last, first = before.lines[-1], chunk.lines[0]
    if last.column == first.column or first.page - last.page > 1 or abs(first.size - last.size) > 0.6 or first.bold != last.bold:
        return False
    inset = first.left - first.edges[0]
    room = last.edges[1] - last.right
    if TERMINAL.search(last.text):
        # Where the next word would not have fitted, the sentence ended by chance at the end of a line.
        fitted = first.words[0].right - first.words[0].left + 0.3 * first.size < room
        return before.kind == "paragraph" and not fitted and not (indents and inset > INDENT * first.size)
    full = room < 0.25 * (last.edges[1] - last.edges[0])
    hanging = inset > 3 or before.kind == "paragraph"  # the lines of an item stand in from the side
    return first.text[:1].islower() or (full and hanging) or last.text.endswith("-")


def _note_runs_on(note: Chunk, chunk: Chunk) -> bool:
    return not MARK.match(chunk.text) and chunk.page - note.last_page <= 1 and not TERMINAL.search(note.text)


def _without_axes(chunks: list[Chunk]) -> list[Chunk]:
    """Three paragraphs or more in a row without a letter are the axis of a chart, and furniture."""
    bare = [c.kind == "paragraph" and not any(char.isalpha() for char in c.text) for c in chunks]
    runs = [list(run) for is_bare, run in groupby(range(len(chunks)), bare.__getitem__) if is_bare]
    gone = {i for run in runs if len(run) >= LEAST_AXIS for i in run}
    return [replace(c, kind="furniture") if i in gone else c for i, c in enumerate(chunks)]


def _caption_first(chunks: list[Chunk]) -> list[Chunk]:
    """A caption printed under its table is put before it."""
    done = list(chunks)
    for i in range(1, len(done)):
        under = done[i].kind == "caption" and done[i - 1].kind == "table" and done[i].page == done[i - 1].page
        has_own = i > 1 and done[i - 2].kind == "caption"
        before_next = i + 1 < len(done) and done[i + 1].kind == "table"
        if under and not has_own and not before_next and done[i].text.startswith("Table"):
            done[i - 1], done[i] = done[i], done[i - 1]
    return done


def _join_tables(chunks: list[Chunk]) -> list[Chunk]:
    """A table that runs over a page becomes one; "Table 3 (continued)" goes."""
    done: list[Chunk] = []
    for chunk in chunks:
        i = _open_table(done)
        before = done[i].table if i is not None else None
        if i is not None and before and chunk.table and _runs_on(before, chunk.table):
            done[i] = replace(done[i], table=replace(before, rows=_joined_rows(before.rows, chunk.table.rows)))
            done = [c for n, c in enumerate(done) if n <= i or c.kind != "caption"]
        else:
            done.append(chunk)
    return done


def _runs_on(before: Table, table: Table) -> bool:
    """Whether a table goes on with one on the page before, or in the column beside it."""
    turned = table.page - before.rows[-1].page
    return continues(before, table) and (turned == 1 or (turned == 0 and table.left > before.right))


def _open_table(done: Sequence[Chunk]) -> int | None:
    """The last table, if nothing stands after it but footnotes and a caption that says it goes on."""
    for i in reversed(range(len(done))):
        if done[i].kind == "table":
            return i
        first = next((c for c in done[:i][::-1] if c.kind == "caption"), None)
        repeated = done[i].kind == "caption" and (CONTINUED.search(done[i].text) or (first and done[i].text == first.text))
        if done[i].kind not in ("footnote", "furniture") and not repeated:
            return None
    return None


def _joined_rows(before: tuple[Row, ...], rows: tuple[Row, ...]) -> tuple[Row, ...]:
    rows = rows[_heads_again(before, rows) :]
    if rows and _is_rest(before[-1], rows[0]):
        cells = tuple(a + b for a, b in zip(before[-1].cells, rows[0].cells, strict=True))
        return (*before[:-1], replace(before[-1], cells=cells), *rows[1:])
    return before + rows


def _heads_again(before: tuple[Row, ...], rows: tuple[Row, ...]) -> int:
    """How many rows of column heads are printed again: one, or two where cells of the second are empty, as under a wide head."""
    if rows[0].texts != before[0].texts:
        return 0
    second = len(rows) > 1 and len(before) > 1 and rows[1].texts == before[1].texts and not all(rows[1].cells)
    return 1 + second


def _is_rest(last: Row, first: Row) -> bool:
    """Whether a row is what remained of the row before when the page was full."""
    if not first.cells[0] and any(first.cells):
        return True
    opening = next((text for text in first.texts if text), "")
    above = next((a for a, b in zip(last.texts, first.texts, strict=True) if b), "")
    return opening[:1].islower() and bool(above) and not TERMINAL.search(above)


def _with_notes(chunks: list[Chunk]) -> list[Chunk]:
    """Each footnote after what it belongs to, or before it where that runs on to a later page: pages stay in order."""
    notes = [c for c in chunks if c.kind == "footnote"]
    units = _units([c for c in chunks if c.kind != "footnote"])
    on_page: dict[int, list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        for page in range(unit[0].page, unit[-1].last_page + 1):
            on_page[page].append(i)
    placed: dict[int, list[Chunk]] = defaultdict(list)
    for note in notes:
        placed[_place(note, units, on_page[note.page])].append(note)
    return [c for i in range(len(units) + 1) for c in (*placed.get(i, []), *(units[i] if i < len(units) else []))]


def _units(chunks: Sequence[Chunk]) -> list[list[Chunk]]:
    """Chunks that no footnote may part: a list with its lead-in, a table with its caption."""
    units: list[list[Chunk]] = []
    for chunk in chunks:
        last = units[-1][-1] if units else None
        led_in = last and chunk.kind == "item" and (last.kind == "item" or last.text.endswith(":"))
        captioned = last and chunk.kind == "table" and last.kind == "caption"
        headed = last and last.kind == "heading"
        if led_in or captioned or headed:
            units[-1].append(chunk)
        else:
            units.append([chunk])
    return units


def _place(note: Chunk, units: Sequence[Sequence[Chunk]], on_page: Sequence[int]) -> int:
    """The number of the unit before which a footnote is to stand."""
    if not on_page:
        return sum(unit[0].page < note.page for unit in units)
    match = MARK.match(note.text)
    mark = re.compile(rf"{re.escape(match.group().translate(SUPERSCRIPTS))}(?![⁰¹²³⁴-⁹])") if match else None
    own = next((i for i in on_page if mark and any(mark.search(_words(c)) for c in units[i])), on_page[-1])
    runs_on = units[own][-1].last_page > note.page == units[own][0].page
    return own if runs_on else own + 1


def _words(chunk: Chunk) -> str:
    return " ".join(" ".join(row.texts) for row in chunk.table.rows) if chunk.table else chunk.text
