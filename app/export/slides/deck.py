"""A handout as PowerPoint slides: a title, one idea a slide, what each rests on in short on it and in full in its notes."""

from copy import deepcopy
from io import BytesIO
from typing import Any

from pptx.text.text import Font
from pptx.util import Pt

from app.export.handout import Grid, Handout, Note
from app.export.plain import shortened
from app.export.slides.drawing import add_bars, add_table, fill_lines, fill_text, fill_title
from app.export.slides.frame import BELOW_BARS, BOLD, Frame, frames_of
from app.export.slides.line import HEIGHT, TITLE_SIZE, WIDTH
from app.export.slides.measure import fitted
from app.export.slides.theme import BODY_HEIGHT, BODY_TOP, COVER, DRAWING, INK, QUIET, TABLE, TEXT, new_deck

COVER_SIZE, TOLD_SIZE = 40, 20
LONGEST_TITLE = 255  # of a core property


def write_slides(handout: Handout) -> bytes:
    """The whole file."""
    deck = new_deck()
    _add_cover(deck, handout)
    notes = {note.number: note for note in handout.notes}
    for frame in frames_of(handout):
        _add_slide(deck, frame, notes)
    _set_language(deck)
    _set_properties(deck, handout)
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _add_cover(deck: Any, handout: Handout) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts.get_by_name(COVER))
    title, below = slide.placeholders
    fill_title(title, fitted(handout.title, COVER_SIZE * BOLD, WIDTH, 3), COVER_SIZE)
    told = (f"{handout.kind} from probation inspection reports", handout.standing, handout.about[0] if handout.about else "")
    fitting = [fitted(words, TOLD_SIZE, WIDTH, 2) for words in told if words]
    fill_text(below, [(words, TOLD_SIZE, QUIET if n else INK, 6) for n, words in enumerate(fitting)])
    slide.notes_slide.notes_text_frame.text = "\n".join((handout.title, *handout.about))


def _add_slide(deck: Any, frame: Frame, notes: dict[int, Note]) -> None:
    with_text = not isinstance(frame.body, Grid)
    slide = deck.slides.add_slide(deck.slide_layouts.get_by_name(TEXT if with_text else TABLE))
    fill_title(slide.shapes.title, frame.title, TITLE_SIZE)
    if isinstance(frame.body, Grid):
        add_table(slide, frame.body)
    else:
        box = slide.placeholders[1]
        fill_lines(box, frame.body, notes, BELOW_BARS if frame.bars else HEIGHT)
        if frame.bars:
            box.left, box.width, box.height = box.left, box.width, Pt(BELOW_BARS)
            box.top = BODY_TOP + BODY_HEIGHT - Pt(BELOW_BARS)
            add_bars(slide, frame.bars)
            box._element.getparent().append(box._element)  # read after the chart
    _add_number(slide)
    told = [*(f"[{mark}] {notes[mark].words}" for mark in frame.marks), *frame.told]
    if told:
        slide.notes_slide.notes_text_frame.text = "\n".join(told)


def _add_number(slide: Any) -> None:
    """The slide's number, which python-pptx leaves on the layout."""
    for shape in slide.slide_layout.placeholders:
        if shape.placeholder_format.type.name == "SLIDE_NUMBER":
            number = deepcopy(shape._element)
            number.nvSpPr.cNvPr.set("id", str(1 + max(other.shape_id for other in slide.shapes)))
            slide.shapes._spTree.append(number)
            for letters in slide.shapes[-1]._element.iter(f"{DRAWING}rPr"):
                font = Font(letters)
                font.size, font.color.rgb = Pt(12), QUIET


def _set_language(deck: Any) -> None:
    """British English, on every run of every slide and its notes."""
    for slide in deck.slides:
        for root in (slide.element, *([slide.notes_slide.element] if slide.has_notes_slide else [])):
            for run in root.iter(f"{DRAWING}r", f"{DRAWING}fld"):
                run.get_or_add_rPr().set("lang", "en-GB") if run.tag.endswith("}r") else run.find(f"{DRAWING}rPr").set("lang", "en-GB")


def _set_properties(deck: Any, handout: Handout) -> None:
    known = deck.core_properties
    known.title, known.subject = shortened(handout.title, LONGEST_TITLE), f"{handout.kind} from probation inspection reports"
    known.author, known.last_modified_by, known.comments, known.keywords, known.language = "", "", handout.standing, "", "en-GB"
