"""Word documents: paragraphs by their styles, tables, lists, footnotes."""

from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml

from ingest.readers.gate import check_zip
from ingest.readers.lines import CAPTION
from ingest.readers.office.numbering import Numbering
from ingest.readers.office.style import PLAIN, Style, W, find_styles, numbering_of, value
from ingest.readers.office.words import Marks, words_of
from ingest.readers.piece import Piece, write_pieces
from ingest.reading import Reading, UnreadableReport

DAMAGED = "is a damaged Word file; open it in Word and save it again as .docx"
NOTES = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}


def read_docx(data: bytes) -> Reading:
    """Offsets are those of the text without its marks; a Word file knows no pages.

    Raises UnreadableReport for a file that is damaged, locked, no Word document, or unpacks to far too much.
    """
    check_zip(data)
    try:
        manuscript = Manuscript(docx.Document(BytesIO(data)))
        pieces = manuscript.pieces()
    except Exception as error:  # python-docx lets out whatever goes wrong inside it
        raise UnreadableReport(DAMAGED) from error
    title = manuscript.title or next((p.text for p in pieces if p.kind == "heading" and p.level == 1), manuscript.stated_title)
    return write_pieces(pieces, {"title": title} if title else {}, titled=bool(manuscript.title))


class Manuscript:
    """A Word document on its way to pieces: it counts list items and footnotes as it goes."""

    def __init__(self, document: Any) -> None:
        self.body = document.element.body
        self.styles = find_styles(document.styles.element)
        self.numbering = Numbering(_part(document, RELATIONSHIP_TYPE.NUMBERING))
        self.notes = {kind: _notes(_part(document, relationship), kind) for kind, relationship in NOTES.items()}
        self.marks = Marks()
        self.title = ""
        self.stated_title = " ".join((document.core_properties.title or "").split())
        self.counted = 0  # items of a "List Number" that the document does not number itself

    def pieces(self) -> list[Piece]:
        """The pieces of the whole document in order."""
        return self._walk(self.body)

    def _walk(self, container: Any) -> list[Piece]:
        pieces: list[Piece] = []
        for child in container.iterchildren():
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if name == "p":
                pieces += self._paragraph(child)
            elif name == "tbl":
                pieces += self._table(child)
            elif name == "sdt":
                pieces += self._content_control(child)
            elif name in ("ins", "customXml", "moveTo"):
                pieces += self._walk(child)
        return pieces

    def _content_control(self, control: Any) -> list[Piece]:
        content = control.find(f"{W}sdtContent")
        pieces = self._walk(content) if content is not None else []
        if "Table of Contents" in value(control, f"sdtPr/{W}docPartObj/{W}docPartGallery"):
            return [Piece("furniture", p.text) for p in pieces]
        return pieces

    def _paragraph(self, paragraph: Any) -> list[Piece]:
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.get(value(properties, "pStyle"), PLAIN)
        outline = value(properties, "outlineLvl")
        if outline.isdigit() and int(outline) < 9:
            style = Style("heading", int(outline) + 1)
        words = words_of(paragraph, self.marks, style.bold)
        number = numbering_of(properties) or style.numbering
        piece = self._piece(style, words.text, words.bold, None if number and number[0] == "0" else number)
        notes = [p for note in words.notes for p in self._note(note)]
        boxes = [p for box in words.boxes for p in self._walk(box)]
        return [*([piece] if words.text else []), *notes, *boxes]

    def _piece(self, style: Style, text: str, bold: bool, number: tuple[str, int] | None) -> Piece:
        self.counted = self.counted + 1 if style.numbered else 0
        if style.kind == "title" and text and not self.title:
            self.title = text
            return Piece("heading", text, 1)
        if style.kind == "heading":
            label = self.numbering.label(*number) if number and text else ""
            return Piece("heading", f"{label} {text}" if label[-2:].strip(".)").isalnum() else text, min(style.level, 6))
        if style.kind in ("caption", "furniture"):
            return Piece(style.kind, text)
        if number or style.kind == "item":
            return self._item(text, style, number)
        return Piece("bold" if bold and not CAPTION.match(text) else "paragraph", text)

    def _item(self, text: str, style: Style, number: tuple[str, int] | None) -> Piece:
        """An item with its bullet or number; "1.2" numbers paragraphs, not items."""
        label = self.numbering.label(*number) if number else (f"{self.counted}." if style.numbered else "•")
        kind = "paragraph" if label.strip(".").count(".") else "item"
        return Piece(kind, f"{label} {text}".strip())

    def _note(self, note: tuple[str, str]) -> list[Piece]:
        element = self.notes[note[0]].get(note[1])
        if element is None:
            return []
        text = " ".join(words_of(p, self.marks).text for p in element.iter(f"{W}p"))
        return [Piece("footnote", f"{self.marks.mark(note)} {text.strip()}")] if text.strip() else []

    def _table(self, table: Any) -> list[Piece]:
        rows = [row for row in table.iter(f"{W}tr") if _owner(row) is table and row.find(f"{W}trPr/{W}del") is None]
        cells = [[cell for cell in row.iter(f"{W}tc") if _owner(cell) is table] for row in rows]
        if max((len(row) for row in cells), default=0) < 2 or self._is_layout(cells):
            return [piece for row in cells for cell in row for piece in self._walk(cell)]
        pieces: list[Piece] = []
        for row in cells:
            notes: list[Piece] = []
            texts = [text for cell in row for text in self._cell(cell, notes)]
            if any(texts):
                pieces += [Piece("row", "\t".join(texts)), *notes]
        return pieces

    def _is_layout(self, cells: list[list[Any]]) -> bool:
        """Whether a table only arranges the page: headings stand in it."""
        names = {value(p, f"pPr/{W}pStyle") for row in cells for cell in row for p in cell.iterchildren(f"{W}p")}
        return any(self.styles.get(name, PLAIN).kind == "heading" for name in names)

    def _cell(self, cell: Any, notes: list[Piece]) -> list[str]:
        """The text of a cell, with an empty one for each further column it spans; nothing for what a cell above spans."""
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
        span = value(cell, f"tcPr/{W}gridSpan")
        texts = []
        for paragraph in cell.iter(f"{W}p"):
            words = words_of(paragraph, self.marks)
            texts.append(words.text)
            notes += [p for note in words.notes for p in self._note(note)]
        text = "" if goes_on else " ".join(t for t in texts if t)
        return [text, *[""] * (min(int(span), 200) - 1 if span.isdigit() else 0)]


def _owner(element: Any) -> Any:
    """The table that a row or a cell belongs to."""
    return next((a for a in element.iterancestors(f"{W}tbl")), None)


def _part(document: Any, relationship: str) -> Any:
    """The root element of a part of the document, or None where it has no such part."""
    part = next((r.target_part for r in document.part.rels.values() if r.reltype == relationship and not r.is_external), None)
    return parse_xml(part.blob) if part is not None else None


def _notes(root: Any, kind: str) -> dict[str, Any]:
    if root is None:
        return {}
    return {e.get(f"{W}id", ""): e for e in root.iterfind(f"{W}{kind}") if e.get(f"{W}type", "normal") == "normal"}
