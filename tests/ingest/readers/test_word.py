"""Reports written as Word documents must come back as they were written."""

import pytest
from docx import Document
from docx.oxml import parse_xml
from invented import invent
from measured import measure, texts
from word_press import FURNITURE, W, saved, write_docx

from ingest.readers.word import read_docx


@pytest.mark.parametrize("titled", [True, False], ids=["with a title", "the title a heading"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_word_document_comes_back_as_it_was_written(seed, titled):
    story = invent(seed)
    reading = read_docx(write_docx(story, titled))
    measured = measure(story, reading, FURNITURE)
    assert measured.headings >= 0.95
    assert measured.cells >= 0.98
    assert measured.boilerplate <= 0.01
    assert measured.lost <= 0.005
    assert measured.whole == measured.notes == 1
    assert reading.facts == {"title": story.title}


def test_a_footnote_follows_its_paragraph_but_parts_no_list():
    story = invent(0)
    reading = read_docx(write_docx(story))
    for part in story.parts:
        for number, words in part.notes:
            at = next(i for i, b in enumerate(reading.blocks) if reading.text[b.start : b.end].startswith(part.text[:60]))
            note = reading.blocks[at + 1]
            assert reading.text[reading.blocks[at].end - len(str(number)) : reading.blocks[at].end] == str(number).translate(
                str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
            )
            assert note.kind == "footnote"
            assert words in reading.text[note.start : note.end]


def read_with(*elements: str) -> object:
    """The reading of a document whose body holds these elements."""
    document = Document()
    for element in elements:
        document.element.body.append(parse_xml(element.replace(">", f" {W}>", 1)))
    return read_docx(saved(document))


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_merged_cells_leave_the_others_empty():
    document = Document()
    table = document.add_table(3, 3)
    for i in range(3):
        for j in range(3):
            table.cell(i, j).text = f"{i}{j}"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "wide"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "tall"
    assert texts(read_docx(saved(document)), "row") == ["00\twide\t", "tall\t11\t12", "\t21\t22"]


def test_a_box_of_one_cell_is_no_table():
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "The ropes are dear."
    cell.add_paragraph("mend them", style="List Bullet")
    reading = read_docx(saved(document))
    assert [(b.kind, reading.text[b.start : b.end]) for b in reading.blocks] == [
        ("paragraph", "The ropes are dear."),
        ("item", "• mend them"),
    ]


def test_content_controls_text_boxes_and_fields_keep_their_words_and_contents_are_furniture():
    toc = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    field = '<w:p><w:fldSimple w:instr="REF a"><w:r><w:t>Table 3</w:t></w:r></w:fldSimple><w:r><w:t> shows ropes.</w:t></w:r></w:p>'
    box = "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>"
    reading = read_with(
        toc.format(paragraph("Ropes 3")), control.format(paragraph("In a control.")), field, box.format(paragraph("In a box."))
    )
    assert [(b.kind, reading.text[b.start : b.end]) for b in reading.blocks] == [
        ("furniture", "Ropes 3"),
        ("paragraph", "In a control."),
        ("paragraph", "Table 3 shows ropes."),
        ("paragraph", "In a box."),
    ]


def test_outline_levels_make_headings_and_chapters_are_numbered_below_a_title():
    reading = read_with(
        paragraph("Ropes", '<w:outlineLvl w:val="1"/>'), paragraph("They are dear."), paragraph("Knots", '<w:outlineLvl w:val="2"/>')
    )
    assert [(b.kind, b.level) for b in reading.blocks] == [("heading", 2), ("paragraph", 0), ("heading", 3)]
    document = Document()
    for text in ("Ropes", "Knots"):
        document.add_heading(text, 1)
        document.add_paragraph("They are dear.")
    assert [b.level for b in read_docx(saved(document)).blocks if b.kind == "heading"] == [2, 2]


def test_numbers_that_word_does_not_store_are_counted():
    document = Document()
    numbering = document.part.numbering_part.element
    levels = '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    levels += '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for text, depth in (("ropes", 0), ("thick", 1), ("thin", 1), ("lamps", 0), ("bright", 1)):
        properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'
        document.element.body.append(parse_xml(paragraph(text, properties).replace(">", f" {W}>", 1)))
    assert texts(read_docx(saved(document)), "item") == ["III. ropes", "(a) thick", "(b) thin", "IV. lamps", "(a) bright"]


def test_a_bold_paragraph_heads_what_follows_it():
    document = Document()
    document.add_paragraph("Harbours", style="Title")
    document.add_paragraph().add_run("How we counted").bold = True
    document.add_paragraph("By hand.")
    document.add_paragraph().add_run("All of this is bold, and it is a sentence.").bold = True
    reading = read_docx(saved(document))
    assert [(b.kind, b.level) for b in reading.blocks] == [("heading", 1), ("heading", 2), ("paragraph", 0), ("paragraph", 0)]


def test_headings_carry_the_numbers_that_word_puts_before_them():
    document = Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, text in enumerate(("%1.", "%1.%2"))
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    document.add_paragraph("Harbours", style="Title")
    for text, level, number in (("Foreword", 1, 0), ("Lamps", 1, 90), ("Oil", 2, 90), ("Ropes", 1, 90)):
        heading = document.add_heading(text, level)
        heading._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level - 1}"/><w:numId w:val="{number}"/></w:numPr>'))
        document.add_paragraph("They are dear.")
    assert texts(read_docx(saved(document)), "heading") == ["Harbours", "Foreword", "1. Lamps", "1.1 Oil", "2. Ropes"]


def test_a_contents_page_written_by_hand_is_furniture():
    document = Document()
    document.add_paragraph().add_run("Contents").bold = True
    for entry in ("Foreword\t3", "Lamps ..... 12", "Annex A: how we worked\t40"):
        document.add_paragraph(entry)
    document.add_heading("Foreword", 1)
    document.add_paragraph("The ferries left on time in 2029")
    reading = read_docx(saved(document))
    assert texts(reading, "furniture") == ["Contents", "Foreword 3", "Lamps ..... 12", "Annex A: how we worked 40"]
    assert texts(reading, "paragraph") == ["The ferries left on time in 2029"]
