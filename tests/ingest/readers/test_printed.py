"""Faults that pages printed by other programs showed, each drawn by itself."""

from collections import Counter

import pytest
from invented import PLACES
from measured import texts
from pdf_press import broken
from reportlab.pdfgen.canvas import Canvas
from test_pdf import drawn, grid, prose, words

from ingest.readers.pdf import read_pdf
from ingest.readers.printed.glyph import Glyph, Style, spell
from ingest.readers.printed.line import run_on

PLAIN = Style(10, False, 0, False, False)
PAGE = (0, 0, 600, 800)


def glyphs(*letters: tuple[str, float, float]) -> list[Glyph]:
    """Letters on one line, each with its left and right side."""
    return [Glyph(text, left, 100, left, 98, right, 108, PLAIN) for text, left, right in letters]


def test_the_letters_of_a_ligature_share_one_place_and_one_word():
    letters = glyphs(("S", 10, 17), ("f", 18, 31), ("f", 18, 31), ("i", 18, 31), ("n", 32, 38))
    assert [word.text for word in spell(letters, PAGE, 0)] == ["Sffin"]


@pytest.mark.parametrize(
    ("letters", "said"), [("11.oil", ["11.", "oil"]), ("(2)oil", ["(2)", "oil"]), ("1.5m", ["1.5m"]), ("a.b", ["a.b"])]
)
def test_a_number_close_to_its_paragraph_is_a_word_of_its_own(letters, said):
    placed = glyphs(*((letter, 10 + 6 * n, 15 + 6 * n) for n, letter in enumerate(letters)))
    found = spell(placed, PAGE, 0)
    assert [word.text for word in found] == said and not any(word.glued for word in found)


def test_a_word_that_a_narrow_cell_breaks_without_a_hyphen_is_whole_again():
    known = {"harbourmaster": 1}

    assert run_on([(1, "harbour"), (1, "master of"), (1, "the quay")], Counter(known))[0] == "harbourmaster of the quay"
    assert run_on([(1, "Crossing"), (1, "s")], Counter())[0] == "Crossings"
    assert run_on([(1, "harbour"), (1, "dues")], Counter())[0] == "harbour dues"
    assert run_on([(1, "Crossing"), (1, "a lake")], Counter())[0] == "Crossing a lake"


def ruled(canvas: Canvas, y: float, rows: list[tuple[str, ...]], closed: bool = True) -> None:
    """A table of columns 120 wide with a line above every row; every second row has no upright lines inside."""
    canvas.setFont("Helvetica", 10)
    for i, row in enumerate(rows):
        top = y - 20 * i
        canvas.line(72, top, 72 + 120 * len(row), top)
        for j, cell in enumerate(row):
            canvas.drawString(76 + 120 * j, top - 14, cell)
        for j in range(len(row) + 1):
            if i % 2 == 0 or j in (0, len(row)):
                canvas.line(72 + 120 * j, top, 72 + 120 * j, top - 20)
    if closed:
        canvas.line(72, y - 20 * len(rows), 72 + 120 * len(rows[0]), y - 20 * len(rows))


ROWS = [("Station", "Lamps", "Late"), ("Saltmere", "12", "3%"), ("Wrackness", "9", "14%"), ("Tarn Ferry", "7", "0%")]


OTHERS = [("Quay", "Ropes"), ("North", "12"), ("South", "9"), ("East", "4")]


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "open at its end"])
def test_rows_without_upright_lines_have_the_columns_of_the_others(closed):
    def page(canvas):
        prose(canvas)
        ruled(canvas, 500, ROWS, closed)

    assert texts(read_pdf(drawn(page)), "row") == ["\t".join(row) for row in ROWS]


def test_a_wide_cell_stays_one():
    def page(canvas):
        y = prose(canvas)
        ruled(canvas, y - 20, [ROWS[0], ("Harbours that are closed in winter", "", ""), *ROWS[1:2]])

    assert texts(read_pdf(drawn(page)), "row") == ["Station\tLamps\tLate", "Harbours that are closed in winter\t\t", "Saltmere\t12\t3%"]


def test_one_row_left_over_on_the_next_page_has_the_columns_of_its_table():
    def first(canvas):
        prose(canvas)
        ruled(canvas, 150, ROWS[:3])

    def second(canvas):
        canvas.rect(72, 740, 360, 20)
        for j, cell in enumerate(ROWS[3]):
            words(canvas, 746, cell, 10, x=76 + 120 * j)
        prose(canvas, 700, seed=2)

    assert texts(read_pdf(drawn(first, second)), "row") == ["\t".join(row) for row in ROWS]


def test_column_heads_in_two_rows_stand_once_though_every_page_has_them():
    heads = [("Station", "Lamps", ""), ("", "lit", "out")]

    def first(canvas):
        prose(canvas)
        grid(canvas, 150, [*heads, ("Saltmere", "12", "3")])

    def second(canvas):
        canvas.setFont("Helvetica", 11)
        grid(canvas, 760, [*heads, ("Wrackness", "9", "1")])
        prose(canvas, 600, seed=2)

    assert texts(read_pdf(drawn(first, second)), "row") == ["Station\tLamps\t", "\tlit\tout", "Saltmere\t12\t3", "Wrackness\t9\t1"]


def test_figures_of_a_table_at_the_edge_of_the_page_are_no_page_numbers():
    def page(n):
        def draw(canvas):
            for i in range(24):
                canvas.setFont("Helvetica", 11)
                canvas.drawString(72, 770 - 29 * i, f"{PLACES[(i * n + n) % 10]} {n}-{i}")
                canvas.drawString(300, 770 - 29 * i, str(1000 + 37 * n * i))
                canvas.drawString(420, 770 - 29 * i, f"{(7 * n * i) % 90}%")
            canvas.drawString(290, 30, str(n + 4))

        return draw

    reading = read_pdf(drawn(*map(page, range(1, 5))))
    said = " ".join(texts(reading, "row", "paragraph", "heading")).split()
    assert [w for w in said if "-" in w] == [f"{n}-{i}" for n in range(1, 5) for i in range(24)]
    assert not {"5", "6", "7", "8"} & set(said)


def test_a_footnote_that_runs_on_at_the_foot_of_the_next_page_is_one():
    def first(canvas):
        y = prose(canvas)
        words(canvas, y, "In spring the crews mended 33")
        words(canvas, y + 4, "2", 7, x=72 + canvas.stringWidth("In spring the crews mended 33", "Helvetica", 11))
        words(canvas, 92, "2", 5)
        words(canvas, 88, "Counted by the harbour clerk, who", 8, x=80)

    def second(canvas):
        prose(canvas, seed=4)
        words(canvas, 88, "was away in June.", 8)

    assert texts(read_pdf(drawn(first, second)), "footnote") == ["² Counted by the harbour clerk, who was away in June."]


def test_a_table_that_stands_out_from_its_column_and_one_with_tall_rows_are_read_in_place():
    def page(canvas):
        for x, seed in ((60, 1), (310, 2)):
            y = 780.0
            for line in broken("The ferry left the quay before the lamp was lit. " * (18 if seed == 1 else 6), "Helvetica", 10, 220):
                words(canvas, y, line, 10, x=x)
                y -= 13
        canvas.setFont("Helvetica", 10)
        for i, row in enumerate(ROWS):
            for j, cell in enumerate(row):
                canvas.rect(304 + j * 70, 600 - 20 * i, 70, 20)
                canvas.drawString(308 + j * 70, 606 - 20 * i, cell)

    reading = read_pdf(drawn(page))
    assert [b.kind for b in reading.blocks] == ["paragraph", *["row"] * 4]
    assert texts(reading, "row") == ["\t".join(row) for row in ROWS]


def test_the_axis_of_a_chart_is_furniture_and_a_number_alone_is_not():
    def page(canvas):
        y = prose(canvas)
        for n, figure in enumerate(("60", "55", "50%", "2029 2030 2031")):
            words(canvas, y - 30 * n - 30, figure, 7, x=90 + 40 * (n == 3))
        y = prose(canvas, y - 180, seed=3)
        words(canvas, y - 20, "24%", 11)
        prose(canvas, y - 60, seed=4)

    reading = read_pdf(drawn(page))
    assert texts(reading, "furniture") == ["60", "55", "50%", "2029 2030 2031"]
    assert "24%" in texts(reading, "paragraph")


def test_numbers_without_a_dot_that_stand_off_from_their_words_make_items():
    def page(canvas):
        y = prose(canvas)
        words(canvas, y, "The board should:")
        for n, item in enumerate(("mend the lamps", "pay the keepers"), 1):
            words(canvas, y - 20 * n, str(n), x=72)
            words(canvas, y - 20 * n, item, x=96)
        prose(canvas, y - 80, seed=3)

    assert texts(read_pdf(drawn(page)), "item") == ["1 mend the lamps", "2 pay the keepers"]


def test_a_first_page_of_short_paragraphs_is_no_cover():
    def page(canvas):
        words(canvas, 780, "Ferries of the north", 24, "Helvetica-Bold")
        y = 740
        for title in ("What we found", "What comes next"):
            words(canvas, y, title, 15, "Helvetica-Bold")
            for _ in range(8):
                y -= 26
                words(canvas, y, "The ferry left the quay before the lamp was lit.")
            y -= 40

    headings = texts(read_pdf(drawn(page, prose)), "heading")
    assert headings == ["Ferries of the north", "What we found", "What comes next"]


def test_tables_side_by_side_that_end_together_stay_two():
    def page(canvas):
        canvas.setFont("Helvetica", 10)
        for x in (60, 320):
            y = 780.0
            for line in broken("The ferry left the quay before the lamp was lit. " * 9, "Helvetica", 10, 220):
                words(canvas, y, line, 10, x=x)
                y -= 13
            for i, row in enumerate(ROWS if x == 60 else OTHERS):
                for j, cell in enumerate(row):
                    canvas.rect(x + j * 210 / len(row), 300 - 20 * i, 210 / len(row), 20)
                    canvas.drawString(x + 4 + j * 210 / len(row), 306 - 20 * i, cell)

    assert texts(read_pdf(drawn(page)), "row") == ["\t".join(row) for row in (*ROWS, *OTHERS)]
