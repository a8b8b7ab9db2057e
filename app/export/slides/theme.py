"""Theme of the slides: wide format, the handout's font and colours, and only the two layouts that are used."""

from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.util import Emu, Inches, Pt

from app.export.slides.line import HEIGHT, TITLE_SIZE, WIDTH
from app.export.slides.measure import FAMILY

INK, QUIET, COLOUR = RGBColor(0x1F, 0x29, 0x33), RGBColor(0x52, 0x60, 0x6D), RGBColor(0x0F, 0x4C, 0x5C)
FILL, RULE = RGBColor(0xEE, 0xF3, 0xF4), RGBColor(0xC9, 0xD1, 0xD6)
LEFT, TOP, BODY_TOP, TITLE_HEIGHT = Inches(0.77), Inches(0.45), Inches(1.9), Inches(1.1)
BODY_WIDTH, BODY_HEIGHT = Pt(WIDTH), Pt(HEIGHT)
COVER, TEXT, TABLE = "Title Slide", "Title and Content", "Title Only"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PLACES = {  # of placeholders by their type's name: left, top, width, height
    COVER: {"CENTER_TITLE": (LEFT, Inches(1.6), BODY_WIDTH, Inches(2.4)), "SUBTITLE": (LEFT, Inches(4.4), BODY_WIDTH, Inches(2.2))},
    TEXT: {"TITLE": (LEFT, TOP, BODY_WIDTH, TITLE_HEIGHT), "OBJECT": (LEFT, BODY_TOP, BODY_WIDTH, BODY_HEIGHT)},
    TABLE: {"TITLE": (LEFT, TOP, BODY_WIDTH, TITLE_HEIGHT)},
}
RULE_BELOW_TITLE = (LEFT, Inches(1.62), Inches(0.9), Pt(3))
COVER_RULE = (LEFT, Inches(4.2), Inches(0.9), Pt(4))
RULE_XML = (
    '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<p:nvSpPr><p:cNvPr id="90" name="Rule"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
    '<p:spPr><a:xfrm><a:off x="{}" y="{}"/><a:ext cx="{}" cy="{}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    '<a:solidFill><a:srgbClr val="{}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
)
NUMBER = (Inches(11.57), Inches(6.95), Inches(1.0), Inches(0.35))


def new_deck() -> Any:
    """An empty presentation in the handout's look."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    for layout in list(deck.slide_layouts):
        if layout.name in PLACES:
            _set_layout(layout)
            _add_rule(layout, COVER_RULE if layout.name == COVER else RULE_BELOW_TITLE)
        else:
            deck.slide_layouts.remove(layout)
    _set_master(deck.slide_master)
    return deck


def _add_rule(layout: Any, place: tuple[int, int, int, int]) -> None:
    """A stroke of the handout's colour; on the layout, so that nobody has to read it out."""
    left, top, wide, high = map(int, place)
    layout.shapes._spTree.insert_element_before(parse_xml(RULE_XML.format(left, top, wide, high, COLOUR)), "p:extLst")


def _set_layout(layout: Any) -> None:
    for shape in list(layout.placeholders):
        kind = shape.placeholder_format.type.name
        place = NUMBER if kind == "SLIDE_NUMBER" else PLACES[layout.name].get(kind)
        if place is None:
            shape._element.getparent().remove(shape._element)
        else:
            shape.left, shape.top, shape.width, shape.height = map(Emu, place)


def _set_master(master: Any) -> None:
    for shape in list(master.placeholders):
        kind = shape.placeholder_format.type.name
        place = {"TITLE": PLACES[TABLE]["TITLE"], "BODY": PLACES[TEXT]["OBJECT"], "SLIDE_NUMBER": NUMBER}.get(kind)
        if place is None:
            shape._element.getparent().remove(shape._element)
        else:
            shape.left, shape.top, shape.width, shape.height = map(Emu, place)
    _set_text_styles(master)
    _set_fonts(master)


def _set_text_styles(master: Any) -> None:
    """Titles bold on the left, text without bullets; both from their box's own edge."""
    (title,) = master.element.xpath("p:txStyles/p:titleStyle/a:lvl1pPr")
    title.set("algn", "l")
    letters = title.find(f"{DRAWING}defRPr")
    letters.set("sz", str(TITLE_SIZE * 100))
    letters.set("b", "1")
    (text,) = master.element.xpath("p:txStyles/p:bodyStyle/a:lvl1pPr")
    text.set("marL", "0")
    text.set("indent", "0")
    for bullet in text.findall(f"{DRAWING}buChar"):
        bullet.tag = f"{DRAWING}buNone"
        bullet.attrib.clear()


def _set_fonts(master: Any) -> None:
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = parse_xml(theme.blob)
    for font in root.iterfind(f".//{DRAWING}fontScheme/*/{DRAWING}latin"):
        font.set("typeface", FAMILY)
    theme._blob = serialize_part_xml(root)
