import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from hostile import TRAP
from pptx import Presentation
from pptx.util import Pt

from app.export.layout import lay_out
from app.export.plain import plain
from app.export.slides.frame import BOLD, frames_of
from app.export.slides.line import CELL_ABOVE, CELL_ASIDE
from app.export.slides.measure import height

WORKS = ["briefing", "comparison", "worst", "long", "empty"]
MARKS = re.compile(r"\[([\d, ]+)(?: …)?\]")


@pytest.fixture(scope="session", params=WORKS)
def deck(request, exported):
    return Presentation(BytesIO(exported(request.param, ".pptx")))


def texts(slide):
    """Every text frame of a slide with the room it has: words wrap at its width and must end within its height."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame, shape.width, shape.height, 0.0


def told(slide) -> str:
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def words(slide) -> str:
    cells = [cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return "\n".join([*(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame), *cells])


def test_no_text_overflows_its_box(deck):
    for slide in deck.slides:
        for frame, wide, high, _ in texts(slide):
            lines = [(p.text, p.runs[0].font.size.pt * (BOLD if p.runs[0].font.bold else 1)) for p in frame.paragraphs if p.runs]
            gaps = sum(p.space_before.pt for p in frame.paragraphs if p.space_before)
            assert height(lines, wide / Pt(1)) + gaps <= high / Pt(1) + 0.5, slide.shapes.title.text


def test_no_table_leaves_its_slide(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_table:
                columns = [column.width / Pt(1) - 2 * CELL_ASIDE for column in shape.table.columns]
                rows = [[c.text for c in row.cells] for row in shape.table.rows]
                tall = sum(max(height([(t, 18)], w) for t, w in zip(row, columns, strict=True)) + 2 * CELL_ABOVE for row in rows)
                assert shape.top / Pt(1) + tall <= deck.slide_height / Pt(1) - 36


def test_no_placeholder_is_empty_and_no_words_are_too_small(deck):
    for slide in deck.slides:
        for shape in slide.placeholders:
            assert shape.has_text_frame and shape.text_frame.text.strip()
        sizes = [run.font.size.pt for frame, *_ in texts(slide) for p in frame.paragraphs for run in p.runs if run.text.strip()]
        assert min(sizes) >= 18
        assert all(
            0 <= s.left and s.left + s.width <= deck.slide_width and s.top + s.height <= deck.slide_height
            for s in slide.shapes
            if not s.has_table
        )


def test_titles_are_unique_and_read_first(deck):
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert len(set(titles)) == len(titles) and all(titles)
    assert all(slide.shapes[0].shape_id == slide.shapes.title.shape_id for slide in deck.slides)


def test_every_shape_of_a_slide_has_an_id_of_its_own(deck):
    for slide in deck.slides:
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(set(ids)) == len(ids)


def test_every_mark_on_a_slide_has_its_note_there(deck):
    for slide in deck.slides:
        marks = {int(n) for found in MARKS.findall(words(slide)) for n in found.split(",")} if "Sources" not in words(slide) else set()
        noted = {int(n) for n in re.findall(r"^\[(\d+)\] “", told(slide), re.M)}
        assert marks <= noted or not noted


@pytest.mark.parametrize("name", ["briefing", "worst"])
def test_every_note_stands_in_full_under_the_slides_that_rest_on_it(name, exported, imprint, request):
    handout = lay_out(request.getfixturevalue(name), imprint)
    frames = frames_of(handout)
    slides = list(Presentation(BytesIO(exported(name, ".pptx"))).slides)[1:]
    for slide, frame in zip(slides, frames, strict=True):
        assert all(f"[{mark}] {handout.notes[mark - 1].words}" in told(slide) for mark in frame.marks)
        assert all(str(mark) in words(slide) for mark in frame.marks)
    assert {mark for frame in frames for mark in frame.marks} == {note.number for note in handout.notes}
    quotes = {"briefing": "Staff were experienced.", "worst": plain(TRAP.text)}
    assert any(f"“{quotes[name]}”" in told(slide) for slide in slides)


def test_language_is_british_english_everywhere(deck):
    assert deck.core_properties.language == "en-GB"
    for slide in deck.slides:
        for root in (slide.element, *([slide.notes_slide.element] if slide.has_notes_slide else [])):
            runs = [r for r in root.iter() if r.tag.endswith(("}r", "}fld")) and r.find("{*}t") is not None]
            assert {r.find("{*}rPr").get("lang") for r in runs} <= {"en-GB"}


def test_tables_and_charts_have_alt_texts_and_tables_a_header_row(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_table or shape.has_chart:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")
            if shape.has_table:
                assert shape.table.first_row


def test_figures_of_several_sides_are_a_chart_of_powerpoints_own(exported):
    slides = Presentation(BytesIO(exported("briefing", ".pptx"))).slides
    (chart,) = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    (series,) = chart.plots[0].series
    assert (list(chart.plots[0].categories), list(series.values)) == (["Arden", "Borland"], [31.0, 45.0])


def test_nothing_outside_is_linked_and_no_formula_stands_behind_a_chart(exported):
    for name in ("worst", "briefing"):
        with ZipFile(BytesIO(exported(name, ".pptx"))) as file:
            for part in file.namelist():
                data = file.read(part)
                assert b'TargetMode="External"' not in data
                if part.endswith(".xlsx"):
                    with ZipFile(BytesIO(data)) as sheet:
                        assert all(
                            b"<f>" not in sheet.read(part) and b"hyperlink" not in sheet.read(part)
                            for part in sheet.namelist()
                            if "sheets" in part
                        )


def test_reports_stand_in_short_below_what_rests_on_them(exported):
    slides = Presentation(BytesIO(exported("briefing", ".pptx"))).slides
    (slide,) = [slide for slide in slides if slide.shapes.title.text == "Key findings: Visits"]
    assert (
        slide.placeholders[1].text_frame.text
        == "Visits were rare.\nInspection of Arden, 2017 (digest) [2]; Inspection of Borland, 2019 [3]"
    )
