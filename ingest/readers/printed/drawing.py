"""Drawings: the ruled lines of a page, of which tables are made, its coloured grounds, and bullets that are no letters."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from ingest.readers.printed.glyph import turned
from ingest.readers.printed.sheet import Area

MOST_THINGS = 20_000  # a page with more is a map or a chart, and its lines are no table
MOST_RULES = 3_000
THIN = 2.5
SHORTEST = 4
DOT = 1.5, 8  # least and greatest side of a bullet that is drawn
NEAR_WHITE = 248

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page besides text, in the sheet's points."""

    rules: list[Area] = field(default_factory=list)
    grounds: list[Area] = field(default_factory=list)
    dots: list[Area] = field(default_factory=list)

    def is_coloured(self, x: float, y: float) -> bool:
        """Whether something that is not white lies under a point."""
        return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in self.grounds)


def find_drawing(page: Any, box: Area, turn: int) -> Drawing:
    """The rules and grounds of a pypdfium2 page; none where there are too many to be a table's."""
    drawing = Drawing()
    for n, (thing, matrix) in enumerate(_things(page)):
        if n > MOST_THINGS:
            return Drawing(grounds=drawing.grounds)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _add_path(drawing, thing, matrix, box, turn)
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            drawing.grounds.append(_area(_corners(thing), matrix, box, turn))
    return drawing if len(drawing.rules) <= MOST_RULES else Drawing(grounds=drawing.grounds)


def _things(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Every drawn thing but text with the matrix of the form that it stands in."""
    stack: list[tuple[Any, Matrix, int]] = [
        (raw.FPDFPage_GetObject(page, i), (1, 0, 0, 1, 0, 0), 0) for i in reversed(range(raw.FPDFPage_CountObjects(page)))
    ]
    while stack:
        thing, matrix, depth = stack.pop()
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < 8:
            inner = _times(_matrix(thing), matrix)
            count = min(raw.FPDFFormObj_CountObjects(thing), MOST_THINGS)
            stack += [(raw.FPDFFormObj_GetObject(thing, i), inner, depth + 1) for i in reversed(range(count))]
        elif kind != raw.FPDF_PAGEOBJ_TEXT:
            yield thing, matrix


def _add_path(drawing: Drawing, path: Any, matrix: Matrix, box: Area, turn: int) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    area = _area(_corners(path), matrix, box, turn)
    if fill.value and _is_dark(path):
        drawing.grounds.append(area)
    if not (fill.value or stroke.value):
        return
    left, top, right, bottom = area
    if DOT[0] < min(right - left, bottom - top) and max(right - left, bottom - top) < DOT[1]:
        drawing.dots.append(area)
        return
    if min(right - left, bottom - top) <= THIN:
        lines = [
            (left, (top + bottom) / 2, right, (top + bottom) / 2)
            if right - left > bottom - top
            else ((left + right) / 2, top, (left + right) / 2, bottom)
        ]
    else:
        own = _times(_matrix(path), matrix)
        lines = [_span(a, b, own, box, turn) for a, b in _sides(path)]
    drawing.rules += [line for line in lines if _is_rule(line)]


def _is_dark(path: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return not known or (alpha.value > 0 and min(red.value, green.value, blue.value) < NEAR_WHITE)


def _is_rule(line: Area) -> bool:
    width, height = line[2] - line[0], line[3] - line[1]
    return min(width, height) < 1 and max(width, height) >= SHORTEST


def _sides(path: Any) -> Iterator[tuple[Point, Point]]:
    """The straight sides of a path, in its own coordinates."""
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for i in range(min(raw.FPDFPath_CountSegments(path), 1000)):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here, kind = (x.value, y.value), raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_LINETO:
            yield last, here
        first = here if kind == raw.FPDF_SEGMENT_MOVETO else first
        if raw.FPDFPathSegment_GetClose(segment):
            yield here, first
        last = here


def _span(a: Point, b: Point, matrix: Matrix, box: Area, turn: int) -> Area:
    return _area((*a, *b), matrix, box, turn)


def _corners(thing: Any) -> Area:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _area(corners: Area, matrix: Matrix, box: Area, turn: int) -> Area:
    (x0, y0), (x1, y1) = (turned(*_moved(x, y, matrix), box, turn) for x, y in (corners[:2], corners[2:]))
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _moved(x: float, y: float, m: Matrix) -> Point:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _matrix(thing: Any) -> Matrix:
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """One matrix that does what `inner` and then `outer` does."""
    a, b, c, d, e, f = inner
    return (
        a * outer[0] + b * outer[2], a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2], c * outer[1] + d * outer[3],
        e * outer[0] + f * outer[2] + outer[4], e * outer[1] + f * outer[3] + outer[5],
    )  # fmt: skip
