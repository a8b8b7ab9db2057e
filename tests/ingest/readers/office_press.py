"""Prints invented reports as an office program does, from Word documents; used where LibreOffice is installed."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from invented import Part, Story
from word_press import W, saved, with_notes

FURNITURE = ("Zephyrine Quarterly Zodiac", "Xylophonic Kazoo Press", "Page")
WIDTH = Cm(16)


@dataclass(frozen=True)
class Office:
    """How a report is set. `table` names a table style; "Normal Table" has no lines."""

    font: str = "Liberation Sans"
    size: float = 11
    columns: int = 1
    table: str = "Table Grid"
    contents: bool = False
    bullets_only: bool = False


def find_office() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def print_all(documents: Sequence[bytes], folder: Path) -> list[bytes]:
    """Each Word document as the PDF that LibreOffice prints."""
    paths = [folder / f"{n}.docx" for n in range(len(documents))]
    for path, data in zip(paths, documents, strict=True):
        path.write_bytes(data)
    command = [str(find_office()), f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), *map(str, paths)], check=True, capture_output=True, timeout=300)
    return [path.with_suffix(".pdf").read_bytes() for path in paths]


def write_office(story: Story, office: Office) -> bytes:
    """The report with a running head, "Page x of y" at the foot, and notes in small type as word processors set them."""
    document = Document()
    _style(document, office)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.header.paragraphs[0].text = FURNITURE[0]
    _number_pages(section.footer.paragraphs[0])
    document.add_paragraph(story.title, style="Title")
    if office.contents:
        _contents(document, story)
    if office.columns > 1:
        section = document.add_section(WD_SECTION.CONTINUOUS)
        section._sectPr.append(parse_xml(f'<w:cols {W} w:num="{office.columns}" w:space="500"/>'))
    for n, part in enumerate(story.parts):
        _add(document, part, n, office)
    return with_notes(saved(document), [note for part in story.parts for note in part.notes])


def _style(document: Any, office: Office) -> None:
    styles = document.styles
    for style in styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH and style.element.rPr is not None:
            for fonts in style.element.rPr.findall(qn("w:rFonts")):
                style.element.rPr.remove(fonts)
    styles["Normal"].font.name, styles["Normal"].font.size = office.font, Pt(office.size)
    note = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style, note.font.size = styles["Normal"], Pt(office.size - 2)
    note.paragraph_format.space_after = Pt(0)
    mark = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True


def _number_pages(paragraph: Any) -> None:
    paragraph.add_run(f"{FURNITURE[1]}\tPage ")
    for code, between in (("PAGE", " of "), ("NUMPAGES", "")):
        paragraph._p.append(parse_xml(f'<w:fldSimple {W} w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
        paragraph.add_run(between)


def _contents(document: Any, story: Story) -> None:
    document.add_paragraph("Contents", style="Heading 1")
    for n, part in enumerate(p for p in story.parts if p.kind == "heading"):
        line = document.add_paragraph(f"{part.text}\t{n // 3 + 2}")
        line.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        line.paragraph_format.left_indent = Cm(0.5 * (part.level - 2))
    document.add_page_break()


def _add(document: Any, part: Part, n: int, office: Office) -> None:
    if part.kind == "heading":
        document.add_paragraph(part.text, style=f"Heading {part.level - 1}")
    elif part.kind == "item":
        document.add_paragraph(part.text, style="List Bullet" if n % 2 or office.bullets_only else "List Number")
    elif part.kind == "caption":
        document.add_paragraph(part.text, style="Caption").paragraph_format.keep_with_next = True
    elif part.kind == "table":
        _table(document, part, office)
    else:
        paragraph = document.add_paragraph(part.text)
        for number, _ in part.notes:
            run = paragraph.add_run()
            run.style = "footnote reference"
            run._r.append(parse_xml(f'<w:footnoteReference {W} w:id="{number + 1}"/>'))


def _table(document: Any, part: Part, office: Office) -> None:
    table = document.add_table(rows=len(part.rows), cols=len(part.rows[0]), style=office.table)
    for row, cells in zip(table.rows, part.rows, strict=True):
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {W}/>"))
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for column in table.columns:
        column.width = int(WIDTH * 0.94 / office.columns / len(part.rows[0]))
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    document.add_paragraph()
