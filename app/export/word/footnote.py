"""Footnotes: a part of a Word file that python-docx does not write. Word numbers them by their marks."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.parts.story import StoryPart
from docx.text.paragraph import Paragraph

from app.export.handout import Note
from app.export.word.element import add_link, element

SEPARATORS = {"-1": "separator", "0": "continuationSeparator"}


def add_footnotes(document: Document, notes: Sequence[Note]) -> None:
    """The notes as footnotes of the document; the id of each is its number. Call it when all marks are written."""
    root = element("footnotes", *(_separator(key, kind) for key, kind in SEPARATORS.items()))
    part = StoryPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    for note in notes:
        root.append(_footnote(note, part, document))
    _declare(document)


def _footnote(note: Note, part: StoryPart, document: Document) -> Any:
    made = element("footnote", element("p"), id=str(note.number))
    paragraph = Paragraph(made[0], part)
    paragraph.style = document.styles["footnote text"]
    # Without the style of marks: raised at the size of notes, a figure would be too small to read.
    paragraph.add_run()._r.append(element("footnoteRef"))
    paragraph.add_run(f"\t“{note.quote}” ")
    paragraph.add_run(note.where)
    if note.address:
        paragraph.add_run(" ")
        add_link(paragraph, note.address)
    return made


def _separator(key: str, kind: str) -> Any:
    spacing = element("pPr", element("spacing", before="0", after="0", line="240", lineRule="auto"))
    return element("footnote", element("p", spacing, element("r", element(kind))), id=key, type=kind)


def _declare(document: Document) -> None:
    """Tell Word which of the notes are the lines between text and notes."""
    (compat,) = document.settings.element.xpath("w:compat")
    compat.addprevious(element("footnotePr", *(element("footnote", id=key) for key in SEPARATORS)))
