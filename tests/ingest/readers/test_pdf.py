"""Reports printed by our own press must come back as they were written, and pages drawn by hand as they are read."""

import io
import random
import threading
from dataclasses import fields
from itertools import pairwise

import pytest
from invented import invent, sentence
from measured import Measured, measure, texts
from pdf_press import FURNITURE, Layout, Press, broken
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read_pdf

LAYOUTS = {
    "plain": Layout(),
    "two columns": Layout(columns=2, size=9.5, headings=(22, 14, 11.5)),
    "indented, justified, hyphenated": Layout(
        "Times-Roman", "Times-Bold", 11, indent=True, justified=True, hyphens=True, page_number="Page {} of 20"
    ),
    "two columns, hyphenated": Layout(columns=2, size=9, justified=True, hyphens=True, indent=True, headings=(22, 13, 9)),
    "cover and outline": Layout(cover=True, outline=True, heads_again=False, hyphens=True),
    "captions below": Layout(caption_below=True, size=12, headings=(20, 15, 12)),
    "tables without lines": Layout(ruled=False),
    "two columns, tables without lines": Layout(columns=2, ruled=False, size=9, headings=(20, 13, 10.5)),
}
SEEDS = (0, 1, 2)


def read_printed(layout: Layout, seed: int) -> Measured:
    story = invent(seed)
    printed = Press(story, layout).print()
    return measure(story, read_pdf(printed.data), FURNITURE, printed.pages)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_printed_report_comes_back_as_it_was_written(name):
    measured = [read_printed(LAYOUTS[name], seed) for seed in SEEDS]
    mean = {f.name: sum(getattr(m, f.name) for m in measured) / len(measured) for f in fields(Measured)}
    assert mean["headings"] >= 0.95
    assert mean["cells"] >= 0.98
    assert mean["pages"] == 1
    assert mean["boilerplate"] <= 0.01
    assert mean["lost"] <= 0.005
    # Where a sentence ends with a full line at a page's end, nothing tells whether its paragraph does.
    assert mean["whole"] >= 0.97
    assert mean["notes"] == 1


@pytest.mark.parametrize("layout", [LAYOUTS["plain"], LAYOUTS["two columns, hyphenated"]], ids=["plain", "two columns"])
def test_blocks_and_pages_stand_in_order_in_the_readings_own_text(layout):
    reading = read_pdf(Press(invent(3), layout).print().data)
    assert all(a.end <= b.start for a, b in pairwise(reading.blocks))
    assert all(reading.text[b.start : b.end].strip() == reading.text[b.start : b.end] for b in reading.blocks if b.kind != "row")
    assert reading.pages[0] == 0
    assert list(reading.pages) == sorted(reading.pages)


def drawn(*pages, rotation: int = 0, **options) -> bytes:
    """A PDF whose pages are drawn by these functions of a canvas."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, **options)
    for page in pages:
        canvas.setPageRotation(rotation)
        canvas.setFont("Helvetica", 11)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def prose(canvas: Canvas, y: float = 740, seed: int = 0, width: float = 450, sentences: int = 5) -> float:
    """Sentences as one paragraph; the height below it."""
    chance = random.Random(seed)
    canvas.setFont("Helvetica", 11)
    for line in broken(" ".join(sentence(chance) for _ in range(sentences)), "Helvetica", 11, width):
        canvas.drawString(72, y, line)
        y -= 14
    return y - 10


def words(canvas: Canvas, y: float, text: str, size: float = 11, font: str = "Helvetica", x: float = 72) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def grid(canvas: Canvas, y: float, rows: list[tuple[str, ...]], width: float = 120) -> None:
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            canvas.rect(72 + j * width, y - 20 * i, width, 20)
            canvas.drawString(76 + j * width, y - 20 * i + 6, cell)


def test_text_that_nobody_sees_is_left_out():
    def page(canvas):
        prose(canvas)
        canvas.saveState()
        invisible = canvas.beginText(72, 500)
        invisible.setTextRenderMode(3)
        invisible.textOut("Invisible words praise the board.")
        canvas.drawText(invisible)
        canvas.restoreState()
        words(canvas, 480, "Tiny words praise the board.", size=1)
        words(canvas, 460, "Words beside the page praise the board.", x=700)
        canvas.setFillColorRGB(1, 1, 1)
        words(canvas, 440, "White words praise the board.")
        canvas.setFillColorRGB(0.1, 0.2, 0.5)
        canvas.rect(72, 400, 300, 20, fill=1, stroke=0)
        canvas.setFillColorRGB(1, 1, 1)
        words(canvas, 406, "White words on a blue ground can be read.")
        canvas.saveState()
        canvas.translate(150, 300)
        canvas.rotate(45)
        words(canvas, 0, "DRAFT", size=60, x=0)
        canvas.restoreState()

    text = read_pdf(drawn(page)).text
    assert "praise" not in text
    assert "DRAFT" not in text
    assert "White words on a blue ground can be read." in text


def test_a_page_turned_on_its_side_is_read_as_it_is_held():
    def page(canvas):
        canvas.translate(595, 0)
        canvas.rotate(90)
        prose(canvas, 500, width=600)
        grid(canvas, 300, [("Station", "Lamps", "Late"), ("Saltmere", "12", "3%"), ("Wrackness", "9", "14%")])

    reading = read_pdf(drawn(page, rotation=90))
    assert texts(reading, "row") == ["Station\tLamps\tLate", "Saltmere\t12\t3%", "Wrackness\t9\t14%"]
    assert len(texts(reading, "paragraph")) == 1


def test_column_heads_at_right_angles_stand_over_their_columns():
    def page(canvas):
        prose(canvas)
        for j, head in enumerate(("Station", "Staffing", "Lamps lit")):
            canvas.rect(72 + j * 60, 420, 60, 70)
            canvas.saveState()
            canvas.translate(72 + j * 60 + 35, 425)
            canvas.rotate(90 if j else 0)
            canvas.drawString(0 if j else -32, 0, head)
            canvas.restoreState()
        grid(canvas, 400, [("Saltmere", "4", "11"), ("Wrackness", "7", "2")], width=60)

    assert texts(read_pdf(drawn(page)), "row") == ["Station\tStaffing\tLamps lit", "Saltmere\t4\t11", "Wrackness\t7\t2"]


def test_a_cell_cut_in_two_by_a_page_is_one_cell_and_the_caption_stands_once():
    def first(canvas):
        prose(canvas)
        words(canvas, 150, "Table 7: What the keepers said", font="Helvetica-Bold")
        grid(canvas, 120, [("Station", "Said"), ("Saltmere", "There was never"), ("Wrackness", "Nothing at all.")], width=200)

    def second(canvas):
        words(canvas, 780, "Table 7: What the keepers said (continued)", font="Helvetica-Bold")
        canvas.setFont("Helvetica", 11)
        grid(canvas, 740, [("Station", "Said"), ("Tarn Ferry", "The lamps smoked")], width=200)
        prose(canvas, 660)

    def third(canvas):
        grid(canvas, 740, [("", "and smelled.")], width=200)
        prose(canvas, 660, seed=1)

    reading = read_pdf(drawn(first, second, prose))
    assert texts(reading, "caption") == ["Table 7: What the keepers said"]
    assert texts(reading, "row") == [
        "Station\tSaid",
        "Saltmere\tThere was never",
        "Wrackness\tNothing at all.",
        "Tarn Ferry\tThe lamps smoked",
    ]

    def full(canvas):
        prose(canvas)
        words(canvas, 150, "Table 8: What the keepers said", font="Helvetica-Bold")
        canvas.setFont("Helvetica", 11)
        grid(canvas, 120, [("Station", "Said"), ("Tarn Ferry", "The lamps smoked")], width=200)

    assert texts(read_pdf(drawn(full, third)), "row")[-1] == "Tarn Ferry\tThe lamps smoked and smelled."


def test_a_contents_page_is_furniture_and_running_heads_that_name_chapters_go():
    chapters = ["Foreword", "1. Moorings and ropes", "2. Lamps", "Appendix: how we counted"]

    def cover(canvas):
        words(canvas, 700, "Harbours of the north", 26, "Helvetica-Bold")
        words(canvas, 650, "A review of ferries and piers", 15)
        words(canvas, 620, "June 2031")

    def contents(canvas):
        words(canvas, 760, "Contents", 18, "Helvetica-Bold")
        for n, chapter in enumerate(chapters):
            words(canvas, 720 - n * 18, chapter)
            canvas.drawRightString(520, 720 - n * 18, str(n + 3))

    def body(n, chapter):
        def page(canvas):
            words(canvas, 800, chapter if n % 2 else "Harbours of the north", 9)
            words(canvas, 760, chapter, 18, "Helvetica-Bold")
            y = prose(canvas, 730, seed=n)
            if n == 1:
                words(canvas, y, "Passenger safety", 13, "Helvetica-Bold")
                prose(canvas, y - 20, seed=9)
            words(canvas, 40, str(n + 3), 9, x=290)

        return page

    reading = read_pdf(drawn(cover, contents, *(body(n, c) for n, c in enumerate(chapters))))
    headings = [(reading.text[b.start : b.end], b.level) for b in reading.blocks if b.kind == "heading"]
    assert headings == [
        ("Harbours of the north", 1),
        ("Foreword", 2),
        (chapters[1], 2),
        ("Passenger safety", 3),
        (chapters[2], 2),
        (chapters[3], 2),
    ]
    assert texts(reading, "furniture") == ["Contents", *(f"{c} {n + 3}" for n, c in enumerate(chapters))]
    assert texts(reading, "paragraph")[:2] == ["A review of ferries and piers", "June 2031"]
    assert len(texts(reading, "paragraph")) == 7


def test_levels_of_the_outline_win_over_the_size_of_type():
    def page(canvas):
        y = 760.0
        for n, (title, depth) in enumerate([("Harbours", 0), ("Lamps", 1), ("Ropes", 1), ("Knots in ropes", 2)]):
            words(canvas, y, title, 14, "Helvetica-Bold")
            canvas.bookmarkPage(f"k{n}")
            canvas.addOutlineEntry(title, f"k{n}", depth)
            y = prose(canvas, y - 20, seed=n, sentences=2)

    reading = read_pdf(drawn(page))
    assert [b.level for b in reading.blocks if b.kind == "heading"] == [2, 3, 3, 4]


def test_hyphens_that_belong_to_a_word_stay_at_the_end_of_a_line():
    lines = [
        "The long-standing slipway was surveyed by the harbour-", "master, who is super-", "vised by nobody. A long-", "standing quarrel about pre-",
        "or post-war moorings and super-", "vised crews of a self-", "made rope went on at", "https://harbours.example/", "ropes for years.",
    ]  # fmt: skip

    def page(canvas):
        for n, line in enumerate(lines):
            words(canvas, 700 - 14 * n, line)

    assert read_pdf(drawn(page)).text == (
        "The long-standing slipway was surveyed by the harbourmaster, who is supervised by nobody. A long-standing quarrel about pre- or "
        "post-war moorings and supervised crews of a self-made rope went on at https://harbours.example/ropes for years."
    )


def test_numbers_of_footnotes_do_not_run_into_figures():
    def page(canvas):
        y = prose(canvas)
        words(canvas, y, "In spring the crews mended 33")
        words(canvas, y + 4, "2", 7, x=72 + canvas.stringWidth("In spring the crews mended 33", "Helvetica", 11))
        prose(canvas, y - 30, seed=4)
        words(canvas, 92, "2", 5)
        words(canvas, 88, "Counted by the harbour clerk.", 8, x=80)

    reading = read_pdf(drawn(page))
    assert "mended 33²" in reading.text
    assert texts(reading, "footnote") == ["² Counted by the harbour clerk."]


def test_a_page_without_words_begins_where_the_next_one_does():
    reading = read_pdf(
        drawn(prose, lambda canvas: canvas.rect(90, 90, 200, 200), lambda canvas: prose(canvas, seed=5), lambda canvas: None)
    )
    second = texts(reading, "paragraph")[1]
    assert len(reading.pages) == 4
    assert reading.pages[1] == reading.pages[2] == reading.text.index(second)
    assert reading.pages[3] == len(reading.text)


def test_the_title_of_the_file_counts_where_no_heading_is_one():
    assert read_pdf(drawn(prose)).facts == {}
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setTitle("Harbours of the north")
    prose(canvas)
    canvas.save()
    assert read_pdf(file.getvalue()).facts == {"title": "Harbours of the north"}


def test_threads_that_read_at_the_same_time_do_not_disturb_each_other():
    data = Press(invent(1, chapters=1), LAYOUTS["plain"]).print().data
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(read_pdf(data).text)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [read_pdf(data).text] * 4
