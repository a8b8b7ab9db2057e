"""Drawing of bodies: lines in the slide's own text box, tables and bars as PowerPoint's own, which can be edited."""

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Emu, Pt

from app.export.handout import Bars, Grid, Marked, Note
from app.export.slides.frame import BARS_HEIGHT
from app.export.slides.line import CELL_ABOVE, CELL_ASIDE, CELL_SIZE, WIDTH, cell_words, shown_lines
from app.export.slides.theme import BODY_TOP, BODY_WIDTH, COLOUR, DRAWING, FILL, INK, LEFT, QUIET, RULE

TABLE_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid


def fill_title(shape: Any, words: str, size: float) -> None:
    """A title in bold that stands at the foot of its box."""
    fill_text(shape, [(words, size, COLOUR, 0)])
    shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    shape.text_frame.paragraphs[0].runs[0].font.bold = True


def fill_text(shape: Any, paragraphs: Sequence[tuple[str, float, RGBColor, float]]) -> None:
    """Paragraphs (words, size, colour, points before) into a shape that keeps its size."""
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for n, (words, size, colour, before) in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        paragraph.space_before, paragraph.space_after, paragraph.line_spacing = Pt(before), Pt(0), 1.0
        paragraph.alignment = PP_ALIGN.LEFT
        _add_run(paragraph, words, size, colour)


def fill_lines(shape: Any, items: Sequence[Marked], notes: dict[int, Note], room: float) -> None:
    """Lines with their reports below each, in `room` points; a label is bold."""
    shown = shown_lines(items, notes, room)
    fill_text(shape, [(w, size, INK if n == 0 else QUIET, b) for _, lines in shown for n, (w, size, b) in enumerate(lines)])
    for item, paragraph in zip([i for i, lines in shown for _ in lines], shape.text_frame.paragraphs, strict=True):
        run = paragraph.runs[0]
        if item.label and run.text.startswith(f"{item.label}: "):
            rest = run.text[len(item.label) + 1 :]
            size, run.text, run.font.bold = run.font.size.pt, f"{item.label}:", True
            _add_run(paragraph, rest, size, INK)


def add_table(slide: Any, grid: Grid) -> None:
    """A native table with its header row marked as one."""
    frame = slide.shapes.add_table(len(grid.rows) + 1, len(grid.head), LEFT, BODY_TOP, BODY_WIDTH, Pt(40 * (len(grid.rows) + 1)))
    _describe(frame, grid.caption, f"Table: {', '.join(grid.head)}; {len(grid.rows)} rows.")
    table = frame.table
    table.first_row, table.horz_banding = True, False
    table._tbl.tblPr.find(f"{DRAWING}tableStyleId").text = TABLE_STYLE
    for column, share in zip(table.columns, grid.shares, strict=True):
        column.width = Emu(int(Pt(WIDTH * share)))
    for n, row in enumerate([[Marked(words) for words in grid.head], *grid.rows]):
        table.rows[n].height = Pt(30)
        for cell, item in zip(table.rows[n].cells, row, strict=True):
            _fill_cell(cell, cell_words(item), head=n == 0)


def add_bars(slide: Any, bars: Bars) -> None:
    """A native bar chart, one bar a side, its figures beside the bars."""
    data = CategoryChartData(number_format='0.##"%"')
    data.categories = bars.sides
    data.add_series("Per cent", bars.values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, LEFT, BODY_TOP, BODY_WIDTH, Pt(BARS_HEIGHT), data)
    told = "; ".join(f"{side} {value:g} per cent" for side, value in zip(bars.sides, bars.values, strict=True))
    _describe(frame, "Bar chart", f"Bar chart: {told}.")
    _style_chart(frame.chart)


def _style_chart(chart: Any) -> None:
    chart.has_legend, chart.has_title = False, False
    chart.font.size, chart.font.color.rgb = Pt(CELL_SIZE), INK
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = RULE
    chart.category_axis.has_major_gridlines = False
    axis = chart.value_axis
    axis.visible, axis.has_major_gridlines, axis.minimum_scale, axis.maximum_scale = False, False, 0, 100
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 60, True
    plot.data_labels.show_value, plot.data_labels.font.size = True, Pt(CELL_SIZE)
    fill = plot.series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = COLOUR


def _fill_cell(cell: Any, words: str, head: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(CELL_ASIDE)
    cell.margin_top = cell.margin_bottom = Pt(CELL_ABOVE)
    _add_run(cell.text_frame.paragraphs[0], words, CELL_SIZE, INK, bold=head)
    if head:
        cell.fill.solid()
        cell.fill.fore_color.rgb = FILL
    else:
        cell.fill.background()
    _add_rule(cell._tc.get_or_add_tcPr())


def _add_rule(properties: Any) -> None:
    """A light line below a cell; python-pptx has no call for it."""
    space = DRAWING.strip("{}")
    line = f'<a:lnB xmlns:a="{space}" w="6350"><a:solidFill><a:srgbClr val="{RULE}"/></a:solidFill></a:lnB>'
    properties.insert(0, parse_xml(line))


def _add_run(paragraph: Any, words: str, size: float, colour: RGBColor, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour


def _describe(frame: Any, title: str, words: str) -> None:
    known = frame._element.nvGraphicFramePr.cNvPr
    known.set("title", title)
    known.set("descr", words)
