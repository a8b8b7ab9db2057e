"""Invented reports as Word documents, their footnotes written into the package by hand: python-docx makes none."""

import io
import zipfile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from invented import Part, Story

NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
NOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
FURNITURE = ("Zephyrine Quarterly Zodiac", "Xylophonic Kazoo Press", "Struck out by the second reader", "Hidden from everybody who looks")


def write_docx(story: Story, titled: bool = True) -> bytes:
    """`titled`: with a Title above chapters of "Heading 1"; else the title is the only "Heading 1"."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = FURNITURE[0]
    document.sections[0].footer.paragraphs[0].text = FURNITURE[1]
    document.add_paragraph(story.title, style="Title" if titled else "Heading 1")
    for n, part in enumerate(story.parts):
        _add(document, part, n, titled)
    _spoil(document)
    notes = [note for part in story.parts for note in part.notes]
    return _with_notes(_saved(document), notes) if notes else _saved(document)


def _add(document, part: Part, n: int, titled: bool) -> None:
    if part.kind == "heading":
        document.add_paragraph(part.text, style=f"Heading {part.level - titled}")
    elif part.kind == "item":
        document.add_paragraph(part.text, style="List Bullet" if n % 2 else "List Number")
    elif part.kind == "caption":
        document.add_paragraph(part.text, style="Caption" if n % 2 else None)
    elif part.kind == "table":
        table = document.add_table(rows=len(part.rows), cols=len(part.rows[0]))
        for row, cells in zip(table.rows, part.rows, strict=False):
            for cell, text in zip(row.cells, cells, strict=False):
                cell.text = text
        document.add_paragraph()
    else:
        half = len(part.text) // 2
        paragraph = document.add_paragraph()
        paragraph.add_run(part.text[:half])
        paragraph.add_run(part.text[half:]).italic = True
        for number, _ in part.notes:
            paragraph.add_run()._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{number + 1}"/>'))


def _spoil(document) -> None:
    """Put deleted and hidden words into the first paragraph, which nobody sees who opens the document."""
    paragraph = next(p for p in document.paragraphs if p.style.name == "Normal" and len(p.runs) > 1)._p
    paragraph.append(parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>{FURNITURE[2]}</w:delText></w:r></w:del>'))
    paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>{FURNITURE[3]}</w:t></w:r>"))
    last = list(paragraph.iter(qn("w:r")))[1]
    inserted = parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="a"/>')
    last.addprevious(inserted)
    inserted.append(last)


def _saved(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _with_notes(data: bytes, notes: list[tuple[int, str]]) -> bytes:
    body = "".join(
        f'<w:footnote w:id="{n + 1}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for n, text in notes
    )
    lines = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    part = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>{lines}{body}</w:footnotes>'
    changes = {
        "[Content_Types].xml": ("</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{NOTES_TYPE}"/></Types>'),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rIdNotes" Type="{NOTES_RELATION}" Target="footnotes.xml"/></Relationships>',
        ),
    }
    return repacked(data, changes, {"word/footnotes.xml": part.encode()})


def repacked(data: bytes, changes: dict[str, tuple[str, str]], added: dict[str, bytes]) -> bytes:
    """A zip file with words changed in some of its entries, and entries added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            text = old.read(entry)
            if entry.filename in changes:
                before, after = changes[entry.filename]
                text = text.decode().replace(before, after, 1).encode()
            new.writestr(entry.filename, text)
        for name, content in added.items():
            new.writestr(name, content)
    return file.getvalue()
