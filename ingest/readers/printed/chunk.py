"""Chunks: lines that belong together as a paragraph, an item, a heading, a caption, a footnote or a table."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.lines import CAPTION, ITEM, TERMINAL
from ingest.readers.printed.line import LABEL, Line
from ingest.readers.printed.table import Table

SMALL = 0.92  # of the body's type: footnotes and notes under tables
LARGER = 1.1
GAP = 1.3  # times the usual leading: more white space parts paragraphs
INDENT = 0.7  # of the type size
ALIGNED = 3
HEADING_WORDS = 22
NOTE = re.compile(r"^(?:[⁰¹²³⁴-⁹]+|[*†‡])\s*(?=\D)|^\d{1,3}[.)]?\s+(?=\D)")
TELLS = re.compile(
    rf"{CAPTION.pattern}\s+(?:shows?|sets?|gives?|lists?|below|above|and|presents?|provides?|is|on|in|to|also|illustrates?|compares?)\b"
)
MARKED = re.compile(r"^[•◦▪●‣·]")


@dataclass(frozen=True, slots=True)
class Type:
    """How the body of the report is set: type size, whether it is bold, distance of baselines in type sizes."""

    size: float
    bold: bool
    leading: float


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines with one purpose; a table has no lines. `level` is a heading's, from 1."""

    kind: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    level: int = 0

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def page(self) -> int:
        return self.table.page if self.table else self.lines[0].page

    @property
    def last_page(self) -> int:
        return self.table.rows[-1].page if self.table else self.lines[-1].page


def measure_type(columns: Iterable[Sequence[Line | Table]]) -> Type:
    """The type that most characters are set in."""
    sizes: Counter[tuple[float, bool]] = Counter()
    leadings: Counter[tuple[float, float]] = Counter()
    for column in columns:
        lines = [n for n in column if isinstance(n, Line) and not n.kind]
        for line in lines:
            sizes[line.size, line.bold] += len(line.text)
        for a, b in pairwise(lines):
            if a.size == b.size and 0 < b.base - a.base < 3 * a.size:
                leadings[round((b.base - a.base) / a.size * 20) / 20, a.size] += 1
    if not sizes:
        return Type(10, False, 1.2)
    size, bold = max(sizes, key=sizes.__getitem__)
    own = {gap: n for (gap, other), n in leadings.items() if other == size}
    return Type(size, bold, max(own, key=own.__getitem__, default=1.2))


def cut_column(things: Sequence[Line | Table], body: Type, open_note: bool = False) -> list[Chunk]:
    """The chunks of one column in order, its footnotes last. open_note: one of the column before has not come to its end."""
    notes = _first_note(things, body, open_note)
    chunks: list[Chunk] = []
    lines: list[Line] = []
    for thing in things[:notes]:
        if lines and (isinstance(thing, Table) or not _goes_on(lines, thing, body)):
            chunks.append(_told(lines, body))
            lines = []
        if isinstance(thing, Table):
            chunks.append(Chunk("table", table=thing))
        else:
            lines.append(thing)
    return [*chunks, *([_told(lines, body)] if lines else []), *_cut_notes([t for t in things[notes:] if isinstance(t, Line)])]


def is_open_note(chunks: Sequence[Chunk]) -> bool:
    """Whether the last of these chunks is a footnote that stops in the middle of a sentence."""
    return bool(chunks) and chunks[-1].kind == "footnote" and not TERMINAL.search(chunks[-1].text)


def _first_note(things: Sequence[Line | Table], body: Type, open_note: bool) -> int:
    """Where the footnotes of a column begin: small type down to its foot, from a line with a number on, or as an open one goes on."""
    first = len(things)
    for i in reversed(range(len(things))):
        thing = things[i]
        if isinstance(thing, Table) or thing.kind or thing.size > SMALL * body.size:
            break
        goes_on = open_note and thing.text[:1].islower() and (i == 0 or _is_apart(things[i - 1], thing))
        if (NOTE.match(thing.text) and not CAPTION.match(thing.text)) or goes_on:
            first = i
    return first


def _is_apart(above: Line | Table, line: Line) -> bool:
    return isinstance(above, Table) or above.size > line.size


def _cut_notes(lines: Sequence[Line]) -> list[Chunk]:
    """Each footnote with the lines it runs on to; where marks are raised, a number at a line's start is none."""
    raised = bool(lines) and not lines[0].text[0].isascii()
    notes: list[list[Line]] = []
    for line in lines:
        if not notes or (NOTE.match(line.text) and not (raised and line.text[0].isascii())):
            notes.append([])
        notes[-1].append(line)
    return [Chunk("footnote", tuple(note)) for note in notes]


def _goes_on(lines: list[Line], line: Line, body: Type) -> bool:
    """Whether a line belongs to the lines above it."""
    last = lines[-1]
    if last.kind or line.kind:
        return False
    if abs(line.size - last.size) > 0.07 * body.size or line.base - last.base > GAP * body.leading * max(line.size, last.size):
        return False
    if _starts_item(lines, line):
        return False
    all_bold = all(n.bold for n in lines)
    cut = not TERMINAL.search(last.text) and line.text[:1].islower()
    if line.bold != last.bold and not cut and (all_bold or line.bold):
        return False
    if line.size > LARGER * body.size or (all_bold and line.bold):
        return True
    return not _begins_paragraph(lines, line)


def _starts_item(lines: list[Line], line: Line) -> bool:
    """Whether a line begins with a bullet or a number that parts it from the lines above."""
    first, last = lines[0], lines[-1]
    if MARKED.match(line.text):
        return True
    under_text = len(first.words) > 1 and LABEL.match(first.words[0].text) and abs(line.left - first.words[1].left) < 2
    labelled = len(line.words) > 1 and LABEL.match(line.words[0].text) and line.words[1].left - line.words[0].right > INDENT * line.size
    if under_text or not (labelled or ITEM.match(line.text)):
        return False
    # A dash or a number at the start of a line may be the middle of a sentence.
    return bool(TERMINAL.search(last.text)) or abs(line.left - last.left) > 2 or bool(ITEM.match(last.text))


def _begins_paragraph(lines: list[Line], line: Line) -> bool:
    """Whether a line that stands close under others begins a paragraph: by its indent, or by the room left above it."""
    first, last = lines[0], lines[-1]
    ended = bool(TERMINAL.search(last.text))
    if not ended and line.text[:1].islower():
        return False
    # Where the first word would have fitted on the line above, the line was ended on purpose.
    room = last.edges[1] - last.right - (line.words[0].right - line.words[0].left) - 0.3 * line.size
    width = max(line.edges[1] - line.edges[0], 1)
    if len(first.words) > 1 and (ITEM.match(first.text) or LABEL.match(first.words[0].text)):
        under_text = abs(line.left - first.words[1].left) < ALIGNED
        under_mark = abs(line.left - first.left) < ALIGNED and len(lines) == 1 and room <= 0.02 * width
        return ended and not under_text and not under_mark
    indented = len(lines) > 1 and line.left - max(last.left, min(n.left for n in lines)) > INDENT * line.size
    return (ended and (indented or room > 0.02 * width)) or room > 0.4 * width


def _told(lines: list[Line], body: Type) -> Chunk:
    """What the lines are, by their words and their type."""
    chunk = Chunk("paragraph", tuple(lines))
    first, text = lines[0], chunk.text
    if first.kind:
        return Chunk(first.kind, chunk.lines)
    if CAPTION.match(text) and not TELLS.match(text) and len(text) < 300:
        return Chunk("caption", chunk.lines)
    if _is_heading(text, lines, body):
        return Chunk("heading", chunk.lines)
    return Chunk("item" if ITEM.match(text) or _is_numbered(first) else "paragraph", chunk.lines)


def _is_numbered(line: Line) -> bool:
    """Whether a line begins with a bare number that stands off from its words, as that of a list item does."""
    if len(line.words) < 2 or not line.words[0].text.isdecimal() or not line.words[1].text[0].isalpha():
        return False
    return line.words[1].left - line.words[0].right > INDENT * line.size


def _is_heading(text: str, lines: list[Line], body: Type) -> bool:
    larger = min(line.size for line in lines) > LARGER * body.size
    bold = all(line.bold for line in lines) and not body.bold and lines[0].size >= SMALL * body.size
    capitals = text.isupper() and len(text) > 5 and lines[0].size >= body.size and len(lines) == 1
    if not (larger or bold or capitals) or MARKED.match(text):
        return False
    opens = bool(re.match(r"[A-Z0-9‘“'\"(]", text))
    words = text.split()
    closed = TERMINAL.search(text) and not text.endswith("?")
    return (
        opens and len(words) <= HEADING_WORDS and any(c.isalpha() for c in text) and not closed and not re.search(r"@|https?:|www\.", text)
    )
