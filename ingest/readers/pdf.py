"""PDF: the pages as they were printed, made running text again."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.gate import check_streams
from ingest.readers.printed.alignment import find_aligned
from ingest.readers.printed.chunk import Chunk, cut_column, is_open_note, measure_type
from ingest.readers.printed.column import common_gutter, in_columns
from ingest.readers.printed.heading import with_levels
from ingest.readers.printed.line import Line, find_lines, joined, rows_of, run_on
from ingest.readers.printed.margin import mark_contents, without_margins
from ingest.readers.printed.order import in_order
from ingest.readers.printed.pdfium import open_printed
from ingest.readers.printed.sheet import Printed
from ingest.readers.printed.table import Row, Table, find_ruled
from ingest.reading import Reading, UnreadableReport, Writing

UNTITLED = re.compile(r"(?i)^(?:untitled|microsoft word\b.*|.*\.(?:docx?|pdf|indd|qxd|pub)|document\d*|\W*)$")
END_SEARCHED = 4096


def read_pdf(data: bytes) -> Reading:
    """Offsets are those of the text as it was put together again; `pages` says where each page begins in it.

    Raises UnreadableReport for a file that is locked, damaged, too long, or only pictures of pages.
    """
    check_streams(data)
    if b"%%EOF" not in data[-END_SEARCHED:]:
        raise UnreadableReport("is cut short, its end is missing; fetch the PDF anew")
    printed = open_printed(data)
    if not any(sheet.words for sheet in printed.sheets):
        raise UnreadableReport(_without_text(printed))
    columns = _columns(printed)
    body = measure_type(columns)
    chunks: list[Chunk] = []
    for column in columns:
        chunks += cut_column(column, body, is_open_note(chunks))
    return _write(in_order(with_levels(chunks, printed.outline, body)), printed, _known_words(printed))


def _without_text(printed: Printed) -> str:
    if printed.hidden:
        return (
            "shows pictures and only hides words behind them, as scanners do; it needs OCR: recognise its text and give it as Word or text"
        )
    return "holds pictures of pages and no text; it needs OCR: recognise its text with a scanning program and give the result"


def _columns(printed: Printed) -> list[list[Line | Table]]:
    """Every column of the report in reading order, each line knowing its column."""
    ruled = find_ruled(printed.sheets)
    pages = [(sheet, find_lines(words, sheet.number)) for sheet, (_, words) in zip(printed.sheets, ruled, strict=True)]
    body = measure_type(lines for _, lines in pages)
    kept = mark_contents(without_margins(pages, body.size))
    filled: list[list[Line | Table]] = [[*lines, *tables] for lines, (tables, _) in zip(kept, ruled, strict=True)]
    gutter = common_gutter(filled)
    columns: list[list[Line | Table]] = []
    for column in (column for things in filled for column in in_columns(things, gutter)):
        last = columns[-1][-1] if columns and columns[-1] else None
        columns.append(_settled(column, len(columns), printed, last if isinstance(last, Table) else None))
    return columns


def _settled(column: Sequence[Line | Table], number: int, printed: Printed, before: Table | None) -> list[Line | Table]:
    """A column with its unruled tables found, the rest of its lines joined row by row and told where they stand."""
    rules = printed.sheets[column[0].page - 1].rules
    levels = sorted({round(top) for left, top, right, bottom in rules if right - left > bottom - top})
    tables, lines = find_aligned([joined(row) for row in rows_of(t for t in column if isinstance(t, Line))], levels, before)
    edges = min((n.left for n in lines), default=0.0), max((n.right for n in lines), default=0.0)
    placed = [replace(line, column=number, edges=edges) for line in lines]
    return sorted([*placed, *tables, *(t for t in column if isinstance(t, Table))], key=lambda t: (t.top, t.left))


def _known_words(printed: Printed) -> Counter[str]:
    """How often each word stands in the report, hyphens and all; line ends tell nothing."""
    words = (word.text for sheet in printed.sheets for word in sheet.words)
    return Counter(m.group().lower() for word in words if not word.endswith("-") and (m := re.search(r"\w+(?:-\w+)*", word)))


def _write(chunks: Sequence[Chunk], printed: Printed, known: Counter[str]) -> Reading:
    writing = Writing()
    turns: list[tuple[int, int]] = []  # page, offset
    for chunk in chunks:
        if chunk.table:
            for row in chunk.table.rows:
                turns.append((row.page, writing.add("row", _row_text(row, known))))
        else:
            text, inner = run_on([(line.page, line.text) for line in chunk.lines], known)
            start = writing.add(chunk.kind, text, chunk.level)
            turns += [(page, start + offset) for page, offset in inner]
    facts = {} if any(c.level == 1 for c in chunks) or UNTITLED.match(printed.title) else {"title": printed.title}
    return writing.reading(facts, _page_starts(turns, len(printed.sheets), writing.length))


def _row_text(row: Row, known: Counter[str]) -> str:
    return "\t".join(run_on([(line.page, line.text) for line in cell], known)[0] for cell in row.cells)


def _page_starts(turns: Sequence[tuple[int, int]], pages: int, length: int) -> tuple[int, ...]:
    """Where each page begins; one without words of its own begins where the next one does."""
    starts = [length] * pages
    for page, offset in reversed(turns):
        starts[page - 1] = offset
    for i in reversed(range(pages - 1)):
        starts[i] = min(starts[i], starts[i + 1])
    return (0, *starts[1:])
