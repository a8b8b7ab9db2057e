"""Invented reports as Word documents; their footnotes are written into the package by hand, for python-docx makes none."""

import io
import zipfile
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from invented import Part, Story

W = nsdecls("w")
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
NOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
FURNITURE = ("Zephyrine Quarterly Zodiac", "Xylophonic Kazoo Press", "Struck out by the second reader", "Hidden from everybody who looks")


def write_docx(story: Story, titled: bool = True) -> bytes:
    """titled: with a Title above chapters of "Heading 1"; else the title is the only "Heading 1"."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = FURNITURE[0]
    document.sections[0].footer.paragraphs[0].text = FURNITURE[1]
    document.add_paragraph(story.title, style="Title" if titled else "Heading 1")
    for n, part in enumerate(story.parts):
        _add(document, part, n, titled)
    _spoil(document)
    return with_notes(saved(document), [note for part in story.parts for note in part.notes])


def _add(document: Any, part: Part, n: int, titled: bool) -> None:
    if part.kind == "heading":
        document.add_paragraph(part.text, style=f"Heading {part.level - titled}")
    elif part.kind == "item":
        document.add_paragraph(part.text, style="List Bullet" if n % 2 else "List Number")
    elif part.kind == "caption":
        document.add_paragraph(part.text, style="Caption" if n % 2 else None)
    elif part.kind == "table":
        table = document.add_table(rows=len(part.rows), cols=len(part.rows[0]))
        for row, cells in zip(table.rows, part.rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        document.add_paragraph()
    else:
        half = len(part.text) // 2
        paragraph = document.add_paragraph()
        paragraph.add_run(part.text[:half])
        paragraph.add_run(part.text[half:]).italic = True
        for number, _ in part.notes:
            paragraph.add_run()._r.append(parse_xml(f'<w:footnoteReference {W} w:id="{number + 1}"/>'))


def _spoil(document: Any) -> None:
    """Give one paragraph words that are deleted, words that are hidden, and let half of its own be an insertion."""
    paragraph = next(p for p in document.paragraphs if p.style.name == "Normal" and len(p.runs) > 1)._p
    paragraph.append(parse_xml(f'<w:del {W} w:id="1" w:author="a"><w:r><w:delText>{FURNITURE[2]}</w:delText></w:r></w:del>'))
    paragraph.append(parse_xml(f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>{FURNITURE[3]}</w:t></w:r>"))
    second = list(paragraph.iter(qn("w:r")))[1]
    inserted = parse_xml(f'<w:ins {W} w:id="2" w:author="a"/>')
    second.addprevious(inserted)
    inserted.append(second)


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_notes(data: bytes, notes: list[tuple[int, str]]) -> bytes:
    """A document with a part of footnotes; the one numbered n has the id n + 1, as the first ids are the lines above them."""
    texts = "".join(
        f'<w:footnote w:id="{n + 1}"><w:p><w:pPr><w:pStyle w:val="footnotetext"/></w:pPr><w:r><w:rPr><w:rStyle w:val="footnotereference"/>'
        f'</w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for n, text in notes
    )
    line = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    part = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {W}>{line}{texts}</w:footnotes>'
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{NOTES_TYPE}"/>'
    relation = f'<Relationship Id="rIdNotes" Type="{NOTES_RELATION}" Target="footnotes.xml"/>'
    changes = {
        "[Content_Types].xml": ("</Types>", f"{override}</Types>"),
        "word/_rels/document.xml.rels": ("</Relationships>", f"{relation}</Relationships>"),
    }
    return repacked(data, changes, {"word/footnotes.xml": part.encode()})


def repacked(data: bytes, changes: dict[str, tuple[str, str]], added: dict[str, bytes] | None = None) -> bytes:
    """A zip file with words changed in some of its entries, and entries added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            before, after = changes.get(name, ("", ""))
            content = old.read(name)
            new.writestr(name, content.decode().replace(before, after, 1) if before else content)
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return file.getvalue()
