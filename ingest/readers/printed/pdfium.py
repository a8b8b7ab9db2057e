"""The one file that speaks to pdfium: from the bytes of a PDF to its sheets."""

import ctypes
from collections import Counter
from collections.abc import Iterator
from threading import Lock
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from ingest.readers.printed.drawing import Drawing, find_drawing
from ingest.readers.printed.glyph import Glyph, Style, spell, spell_sideways, turned
from ingest.readers.printed.sheet import Area, Entry, Printed, Sheet, Word
from ingest.reading import UnreadableReport

MOST_PAGES = 2_000
MOST_CHARACTERS = 10_000_000
MOST_ON_A_PAGE = 200_000
MOST_ENTRIES = 5_000
MOST_DOTS = 300
SMALLEST_TYPE = 1.5
NEAR_WHITE = 248
INVISIBLE_MODES = (3, 7)  # neither filled nor stroked
DAMAGED = "is a damaged PDF; open it in a PDF program and save it again, or fetch it anew"
LOCK = Lock()  # pdfium gives empty text, or dies, when two threads use it


def open_printed(data: bytes) -> Printed:
    """Every page of a PDF; raises UnreadableReport when it is locked, damaged or too long."""
    with LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locked = any(word in str(error).lower() for word in ("password", "security"))
            raise UnreadableReport("is protected by a password; save a copy without one and give that" if locked else DAMAGED) from error
        try:
            return _read(document)
        except pypdfium2.PdfiumError as error:
            raise UnreadableReport(DAMAGED) from error
        finally:
            document.close()


def _read(document: Any) -> Printed:
    if not 0 < len(document) <= MOST_PAGES:
        raise UnreadableReport(f"has more than {MOST_PAGES:,} pages; give the report in parts" if len(document) else DAMAGED)
    sheets, characters, hidden = [], 0, False
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        sheet, count, some_hidden = _read_page(page, number)
        page.close()
        sheets.append(sheet)
        characters, hidden = characters + count, hidden or some_hidden
        if characters > MOST_CHARACTERS:
            raise UnreadableReport(f"holds more than {MOST_CHARACTERS:,} characters; give the report in parts")
    return Printed(tuple(sheets), tuple(_outline(document)), document.get_metadata_value("Title").strip(), hidden)


def _outline(document: Any) -> Iterator[Entry]:
    for n, mark in enumerate(document.get_toc()):
        if n >= MOST_ENTRIES:
            return
        target = mark.get_dest()
        index = target.get_index() if target else None
        yield Entry(" ".join(mark.get_title().split()), mark.level, None if index is None else index + 1)


def _read_page(page: Any, number: int) -> tuple[Sheet, int, bool]:
    """The sheet, how many characters its page has, and whether some of them cannot be seen."""
    textpage = page.get_textpage()
    count = textpage.count_chars()
    if count > MOST_ON_A_PAGE:
        raise UnreadableReport(f"has more than {MOST_ON_A_PAGE:,} characters on page {number}; give the report without that page")
    glyphs = list(_glyphs(textpage, count))
    textpage.close()
    box = page.get_bbox()
    turns = Counter(g.style.turn for g in glyphs if g.style.turn is not None)
    turn = max(turns, key=turns.__getitem__, default=0)
    drawing = find_drawing(page, box, turn) if glyphs else Drawing()
    visible = [g for g in glyphs if _is_visible(g, box, turn, drawing)]
    width, height = (box[2] - box[0], box[3] - box[1])[:: -1 if turn % 2 else 1]
    words, sideways = spell(visible, box, turn), spell_sideways(visible, box, turn) if len(turns) > 1 else []
    words += [bullet for dot in drawing.dots[:MOST_DOTS] if (bullet := _bullet(dot, words))]
    return Sheet(number, width, height, tuple(words), tuple(drawing.rules), tuple(sideways)), count, len(visible) < len(glyphs)


def _is_visible(glyph: Glyph, box: Area, turn: int, drawing: Drawing) -> bool:
    """Text that no reader sees is left out: it may say anything. White is visible on a coloured ground only."""
    if glyph.text.isspace():
        return True
    outside = glyph.left > box[2] or glyph.right < box[0] or glyph.bottom > box[3] or glyph.top < box[1]
    if glyph.style.hidden or outside:
        return False
    return not glyph.style.white or drawing.is_coloured(*turned((glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2, box, turn))


def _bullet(dot: Area, words: list[Word]) -> Word | None:
    """A drawn dot as a bullet, when a word stands behind it on its height."""
    left, top, right, bottom = dot
    middle = (top + bottom) / 2
    behind = [w for w in words if 1 < w.left - right < 2.5 * w.size and w.base - 0.8 * w.size < middle < w.base]
    word = min(behind, key=lambda w: w.left, default=None)
    return Word("•", left, right, word.base, word.size, False) if word else None


def _glyphs(textpage: Any, count: int) -> Iterator[Glyph]:
    """The characters of a page in the order in which they were drawn, in the PDF's own coordinates."""
    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    styles: dict[int, Style] = {}
    for i in range(count):
        code = raw.FPDFText_GetUnicode(textpage, i)
        raw.FPDFText_GetCharOrigin(textpage, i, x, y)
        raw.FPDFText_GetCharBox(textpage, i, left, right, bottom, top)
        thing = raw.FPDFText_GetTextObject(textpage, i)
        key = ctypes.cast(thing, ctypes.c_void_p).value or 0
        if key not in styles:
            styles[key] = _style(textpage, i, thing)
        yield Glyph(chr(code), x.value, y.value, left.value, bottom.value, right.value, top.value, styles[key])


def _style(textpage: Any, i: int, thing: Any) -> Style:
    if not thing:  # a space or a line's end that pdfium put in
        return Style(1.0, False, None, False, False)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, i, matrix)
    size = raw.FPDFText_GetFontSize(textpage, i) * (matrix.c**2 + matrix.d**2) ** 0.5
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    coloured = raw.FPDFText_GetFillColor(textpage, i, red, green, blue, alpha)
    mode = raw.FPDFTextObj_GetTextRenderMode(thing)
    hidden = mode in INVISIBLE_MODES or size < SMALLEST_TYPE or (coloured and alpha.value == 0 and mode == 0)
    white = coloured and mode == 0 and min(red.value, green.value, blue.value) >= NEAR_WHITE
    return Style(size, _is_bold(thing, mode), _turn(matrix.a, matrix.b), bool(hidden), bool(white))


def _is_bold(thing: Any, mode: int) -> bool:
    font = raw.FPDFTextObj_GetFont(thing)
    name = ctypes.create_string_buffer(200)
    raw.FPDFFont_GetBaseFontName(font, name, 200)
    heavy = any(word in name.value.lower() for word in (b"bold", b"black", b"heavy", b"demi"))
    return heavy or mode == 2 or raw.FPDFFont_GetWeight(font) >= 650


def _turn(a: float, b: float) -> int | None:
    """Quarter turns of a line of text against the clock; None when it runs askew, like a watermark."""
    if abs(b) < 0.05 * abs(a):
        return 0 if a > 0 else 2
    if abs(a) < 0.05 * abs(b):
        return 1 if b > 0 else 3
    return None
