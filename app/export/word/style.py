"""Styles of a handout in Word: one sans family, dark ink, one calm colour, light rules."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from app.export.word.element import element

FAMILY = "Arial"
INK, QUIET, COLOUR = RGBColor(0x1F, 0x29, 0x33), RGBColor(0x52, 0x60, 0x6D), RGBColor(0x0F, 0x4C, 0x5C)
RULE, FILL = "C9D1D6", "EEF3F4"
# name: size, bold, colour, space before, space after
PARAGRAPHS = {
    "Normal": (10.5, False, INK, 0, 6),
    "Title": (24, True, COLOUR, 0, 4),
    "Subtitle": (10.5, False, QUIET, 0, 10),
    "Heading 1": (15, True, COLOUR, 20, 6),
    "Heading 2": (11.5, True, INK, 12, 4),
    "List Bullet": (10.5, False, INK, 0, 5),
    "List Bullet 2": (10.5, False, INK, 0, 4),
    "List Number": (10.5, False, INK, 0, 6),
    "Header": (8.5, False, QUIET, 0, 0),
    "Footer": (8.5, False, QUIET, 0, 0),
    "About": (9.5, False, QUIET, 0, 3),
    "Practice example": (10.5, False, INK, 2, 10),
    "Table text": (9.5, False, INK, 2, 2),
    "footnote text": (8, False, INK, 0, 2),
}
ALONG = ("Title", "Subtitle", "Heading 1", "Heading 2")  # never left alone at the foot of a page


def set_styles(document: Document) -> None:
    """Give every style used its look, and the language its name."""
    _set_defaults(document)
    for name, look in PARAGRAPHS.items():
        _set_paragraph_style(_style(document, name, WD_STYLE_TYPE.PARAGRAPH), *look)
    for name in ALONG:
        document.styles[name].paragraph_format.keep_with_next = True
    _set_character_styles(document)
    _set_example(document.styles["Practice example"])
    document.styles["footnote text"].paragraph_format.first_line_indent = Cm(-0.7)
    document.styles["footnote text"].paragraph_format.left_indent = Cm(0.7)


def _style(document: Document, name: str, kind: WD_STYLE_TYPE) -> Any:
    return document.styles[name] if name in document.styles else document.styles.add_style(name, kind)


def _set_defaults(document: Document) -> None:
    for name in ("Header", "Footer"):
        document.styles[name].paragraph_format.tab_stops.clear_all()
    (defaults,) = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    for old in defaults.xpath("w:rFonts | w:lang"):
        defaults.remove(old)
    defaults.insert(0, element("rFonts", ascii=FAMILY, hAnsi=FAMILY, eastAsia=FAMILY, cs=FAMILY))
    defaults.append(element("lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA"))


def _set_paragraph_style(style: Any, size: float, bold: bool, colour: RGBColor, before: float, after: float) -> None:
    for old in style.element.xpath("w:rPr | w:pPr/w:pBdr"):
        old.getparent().remove(old)
    style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FAMILY, Pt(size), bold, colour
    style.element.rPr.rFonts.set(qn("w:cs"), FAMILY)
    lines = style.paragraph_format
    lines.space_before, lines.space_after = Pt(before), Pt(after)
    lines.line_spacing_rule, lines.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.05 if size > 14 or size < 9 else 1.2
    lines.widow_control = True


def _set_character_styles(document: Document) -> None:
    link = _style(document, "Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = COLOUR, True
    mark = _style(document, "footnote reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript, mark.font.color.rgb = True, COLOUR


def _set_example(style: Any) -> None:
    """Practice examples stand in from the margin beside a rule of the handout's colour."""
    style.paragraph_format.left_indent, style.paragraph_format.keep_together = Cm(0.6), True
    border = element("left", val="single", sz="18", space="8", color=str(COLOUR))
    style.element.get_or_add_pPr().insert_element_before(
        element("pBdr", border), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl"
    )
