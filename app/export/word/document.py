"""A handout as a Word document: headings, lists, tables and footnotes, on A4, for handing out."""

from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Mm
from docx.text.paragraph import Paragraph

from app.export.handout import Grid, Handout, Listing, Marked, Part, Source
from app.export.plain import shortened
from app.export.word.element import add_field, add_link, add_note_mark, element
from app.export.word.footnote import add_footnotes
from app.export.word.grid import WIDTH, add_table
from app.export.word.style import QUIET, set_styles
from app.phrases import EDITED

STYLES = {"bullets": "List Bullet", "numbered": "List Number", "examples": "Practice example", "prose": "Normal", "told": "About"}
SOURCE_HEAD = ("Report and address", "Date", "Kind and publisher", "Licence")
SOURCE_SHARES = (0.49, 0.14, 0.24, 0.13)
LONGEST_TITLE = 255  # of a core property


def write_word(handout: Handout) -> bytes:
    """The whole file."""
    document = docx.Document()
    set_styles(document)
    _set_page(document, handout)
    _set_properties(document, handout)
    _Writer(document).write(handout)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


class _Writer:
    """Writes from the top down and remembers which notes were marked."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.marked: set[int] = set()

    def write(self, handout: Handout) -> None:
        self.document.add_paragraph(handout.title, "Title")
        self.document.add_paragraph(" · ".join(x for x in (handout.kind, handout.standing) if x), "Subtitle")
        for line in handout.about:
            self.document.add_paragraph(line, "About")
        for part in handout.parts:
            self._part(part)
        if handout.sources:
            self._sources(handout.sources)
        if handout.notes:
            add_footnotes(self.document, handout.notes)

    def _part(self, part: Part) -> None:
        self.document.add_heading(part.heading, part.level)
        for block in part.blocks:
            if isinstance(block, Grid):
                self._grid(block)
            else:
                self._listing(block)

    def _listing(self, listing: Listing) -> None:
        for item in listing.items:
            style = "List Bullet 2" if item.under and listing.style == "bullets" else STYLES[listing.style]
            self._marked(self.document.add_paragraph(style=style), item)

    def _grid(self, grid: Grid) -> None:
        table = add_table(self.document, grid.caption, grid.head, len(grid.rows), grid.shares)
        for row, cells in zip(table.rows[1:], grid.rows, strict=True):
            for cell, item in zip(row.cells, cells, strict=True):
                self._marked(cell.paragraphs[0], item)

    def _marked(self, paragraph: Paragraph, item: Marked) -> None:
        if item.label:
            paragraph.add_run(f"{item.label}: ").bold = True
        paragraph.add_run(item.text)
        if item.edited:
            note = paragraph.add_run(f" ({EDITED})")
            note.italic, note.font.color.rgb = True, QUIET
        for n, mark in enumerate(item.marks):
            if n:
                paragraph.add_run(",", style="footnote reference")
            add_note_mark(paragraph, mark, again=mark in self.marked)
            self.marked.add(mark)

    def _sources(self, sources: tuple[Source, ...]) -> None:
        self.document.add_heading("Sources", 1)
        table = add_table(self.document, "Reports that the notes point to", SOURCE_HEAD, len(sources), SOURCE_SHARES)
        for row, source in zip(table.rows[1:], sources, strict=True):
            for cell, words in zip(row.cells, (source.title, source.date, source.kind, source.licence), strict=True):
                cell.paragraphs[0].add_run(words)
            row.cells[2].add_paragraph(source.publisher, "Table text")
            if source.address:
                add_link(row.cells[0].add_paragraph(style="Table text"), source.address)


def _set_page(document: Document, handout: Handout) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Cm((21 - WIDTH) / 2)
    page.top_margin, page.bottom_margin = Cm(2.4), Cm(2.2)
    page.header_distance = page.footer_distance = Cm(1.1)
    head, foot = page.header.paragraphs[0], page.footer.paragraphs[0]
    for paragraph in (head, foot):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    head.add_run(f"{shortened(handout.title, 42)}\t{handout.standing}")
    foot.add_run(f"{handout.kind} from probation inspection reports\tPage ")
    add_field(foot, "PAGE")
    foot.add_run(" of ")
    add_field(foot, "NUMPAGES")


def _set_properties(document: Document, handout: Handout) -> None:
    known = document.core_properties
    known.title, known.subject = shortened(handout.title, LONGEST_TITLE), f"{handout.kind} from probation inspection reports"
    known.author, known.comments, known.language = "", handout.standing, "en-GB"
    settings = document.settings.element
    for old in settings.xpath("w:themeFontLang"):
        old.getparent().replace(old, element("themeFontLang", val="en-GB"))
    for old in settings.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']"):
        old.set(qn("w:val"), "15")  # else Word opens the file as one of an old version
