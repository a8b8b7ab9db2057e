"""Tables with few lines or none, each fault drawn by itself, and reports whose seeds showed them."""

import pytest
from invented import invent
from measured import measure, texts
from pdf_press import FURNITURE, Press
from reportlab.pdfgen.canvas import Canvas
from test_pdf import LAYOUTS, drawn, prose, words

from ingest.readers.pdf import read_pdf

ROWS = [
    ("Station", "Lamps", "Late"),
    ("Saltmere", "12", "3%"),
    ("Coldharbour Reach 2", "900", "14%"),
    ("Upper basin, sound 3", "7", "0%"),
]
TERMS = [
    ("Boathouse", "Where boats are kept in winter, and where the ropes", "are dried and mended before the spring."),
    ("Quay lamp", "A light at the end of a quay that burns from dusk", "until the last ferry has left the harbour."),
]


@pytest.mark.parametrize("seed", [21, 35, 102])
def test_the_side_of_a_column_is_not_where_the_cells_of_a_table_stand_in_from_it(seed):
    story = invent(seed)
    printed = Press(story, LAYOUTS["two columns, tables without lines"]).print()
    measured = measure(story, read_pdf(printed.data), FURNITURE, printed.pages)
    assert measured.pages == measured.headings == measured.notes == 1
    assert measured.cells >= 0.98
    assert measured.lost <= 0.005


def test_stretched_prose_is_no_table():
    story = invent(19)
    printed = Press(story, LAYOUTS["two columns, hyphenated"]).print()
    assert measure(story, read_pdf(printed.data), FURNITURE, printed.pages).pages == 1


def set_rows(canvas: Canvas, y: float, rows: list[tuple[str, ...]], tinted: range) -> None:
    """Rows 20 high and cells 120 wide; some have a ground, cell by cell."""
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if i in tinted:
                canvas.setFillGray(0.9)
                canvas.rect(72 + 120 * j, y - 20 * i - 20, 120, 20, fill=1, stroke=0)
            canvas.setFillGray(0)
            canvas.setFont("Helvetica-Bold" if i == 0 else "Helvetica", 11)
            canvas.drawString(78 + 120 * j, y - 20 * i - 14, cell)


@pytest.mark.parametrize("tinted", [range(1, 9, 2), range(2, 9, 2), range(0, 9, 2)], ids=["odd", "even", "heads and even"])
def test_rows_between_tinted_ones_have_their_columns(tinted):
    def page(canvas):
        y = prose(canvas) - 20
        set_rows(canvas, y, ROWS, tinted)
        words(canvas, y - 120, "Lamps in winter", 16, "Helvetica-Bold")
        prose(canvas, y - 150, seed=2)

    reading = read_pdf(drawn(page))
    assert texts(reading, "row") == ["\t".join(row) for row in ROWS]
    assert texts(reading, "heading") == ["Lamps in winter"]


def test_level_lines_drawn_cell_by_cell_tell_rows_and_columns():
    def page(canvas):
        y = prose(canvas) - 20
        for i, (term, *lines) in enumerate([("Term", "Meaning"), *TERMS, *TERMS]):
            height = 20 + 13 * (len(lines) - 1)
            words(canvas, y - 14 - (height - 20) / 2, term)
            for n, line in enumerate(lines):
                words(canvas, y - 14 - 13 * n, line, x=160, font="Helvetica-Bold" if i == 0 else "Helvetica")
            y -= height
            canvas.line(72, y, 156, y)
            canvas.line(156, y, 500, y)
        prose(canvas, y - 40, seed=3)

    meanings = [f"{term}\t{' '.join(lines)}" for term, *lines in TERMS]
    assert texts(read_pdf(drawn(page)), "row") == ["Term\tMeaning", *meanings, *meanings]


def glossary(canvas: Canvas, y: float, lines: list[tuple[str, str]]) -> None:
    for n, (term, line) in enumerate(lines):
        words(canvas, y - 14 * n - 8 * (n // 2), term)
        words(canvas, y - 14 * n - 8 * (n // 2), line, x=170)


def test_a_glossary_of_two_rows_is_a_table_also_where_a_term_runs_over_two_lines():
    def page(canvas):
        y = prose(canvas)
        glossary(canvas, y - 20, [("Boathouse", TERMS[0][1]), ("", TERMS[0][2]), ("Quay", TERMS[1][1]), ("lamp", TERMS[1][2])])

    assert texts(read_pdf(drawn(page)), "row") == [f"{term}\t{a} {b}" for term, a, b in TERMS]


def test_the_rest_of_a_cell_at_the_top_of_the_next_page_belongs_to_it():
    def first(canvas):
        prose(canvas, sentences=12)
        glossary(canvas, 160, [("Boathouse", TERMS[0][1]), ("", TERMS[0][2]), ("Quay lamp", TERMS[1][1])])

    def second(canvas):
        words(canvas, 770, TERMS[1][2], x=170)
        prose(canvas, 700, seed=2)

    reading = read_pdf(drawn(first, second))
    assert texts(reading, "row") == [f"{term}\t{a} {b}" for term, a, b in TERMS]
    assert len(texts(reading, "paragraph")) == 2


def test_rows_and_sentences_that_recur_at_the_top_of_the_text_are_no_running_head():
    def page(n):
        def draw(canvas):
            words(canvas, 800, "Harbours of the north", 8)
            if n in (2, 3):
                words(canvas, 740, "The harbour clerk should:")
            y = prose(canvas, 740 if n in (1, 4) else 712, seed=n)
            words(canvas, 760 if n in (1, 4) else y, f"Lamps in {n}", 13, "Helvetica-Bold")
            prose(canvas, y - 24, seed=n + 4)
            words(canvas, 40, str(n), 8)

        return draw

    reading = read_pdf(drawn(*map(page, range(1, 5))))
    assert reading.text.count("The harbour clerk should:") == 2
    assert "Harbours of the north" not in reading.text
