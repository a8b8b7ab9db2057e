import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from hostile import ARDEN, TRAP

from app.export.file import to_bytes
from app.export.layout import lay_out
from app.export.plain import plain

WORKS = ["briefing", "comparison", "conversation", "worst", "long", "empty"]


class Opened:
    """A Word file as python-docx and a zip reader see it."""

    def __init__(self, data: bytes):
        self.document = docx.Document(BytesIO(data))
        self.zip = ZipFile(BytesIO(data))
        self.body = parse_xml(self.zip.read("word/document.xml"))
        held = "word/footnotes.xml" in self.zip.namelist()
        self.footnotes = parse_xml(self.zip.read("word/footnotes.xml")).findall(qn("w:footnote"))[2:] if held else []

    def notes(self) -> dict[str, str]:
        return {note.get(qn("w:id")): "".join(t.text for t in note.iter(qn("w:t"))) for note in self.footnotes}

    def marks(self) -> list[str]:
        return [mark.get(qn("w:id")) for mark in self.body.iter(qn("w:footnoteReference"))]


@pytest.fixture(scope="session", params=WORKS)
def opened(request, exported):
    return Opened(exported(request.param, ".docx"))


def test_every_mark_has_its_note_and_every_note_its_mark(opened):
    assert opened.marks() == list(opened.notes()) == [str(n + 1) for n in range(len(opened.marks()))]
    targets = {mark.get(qn("w:name")) for mark in opened.body.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for link in opened.body.iter(qn("w:hyperlink"))} - {None} <= targets


def test_headings_step_by_one_and_language_title_and_page_are_set(opened):
    styles = [p.style.name for p in opened.document.paragraphs]
    levels = [int(name[-1]) for name in styles if name.startswith("Heading")]
    assert styles[0] == "Title" and all(below <= above + 1 for above, below in zip([0, *levels], levels, strict=False))
    assert opened.document.core_properties.language == "en-GB" and opened.document.core_properties.title
    assert opened.document.styles.element.xpath("w:docDefaults//w:lang/@w:val") == ["en-GB"]
    section = opened.document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert "9 November 2026 · Library version 1a2b3c4d" in section.header.paragraphs[0].text
    assert re.search(r" PAGE .* NUMPAGES ", "".join(section.footer._element.xpath(".//w:instrText/text()")).replace("  ", " . "))


def test_tables_have_a_header_row_that_repeats_and_no_empty_cell(opened):
    for table in opened.document.tables:
        assert [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows] == [True] + [False] * (len(table.rows) - 1)
        assert table._tbl.xpath("w:tblPr/w:tblCaption/@w:val")[0]


def test_nothing_from_outside_is_a_field_or_leads_anywhere_but_to_the_web(opened):
    for name in opened.zip.namelist():
        xml = opened.zip.read(name).decode("utf-8", "replace")
        if name.endswith(".rels"):
            outside = re.findall(r'Target="([^"]*)" TargetMode="External"|TargetMode="External" Target="([^"]*)"', xml)
            assert all("".join(pair).startswith(("http://", "https://")) for pair in outside), name
        if name.startswith("word/") and name.endswith(".xml"):
            assert set(re.findall(r"<w:instrText[^>]*>([^<]*)<", xml)) <= {" PAGE ", " NUMPAGES "}, name
            assert "w:fldSimple" not in xml


def test_a_note_holds_the_quote_the_report_its_headings_its_kind_and_its_address(exported):
    opened = Opened(exported("briefing", ".docx"))
    assert opened.notes()["1"] == (
        "“Staff were experienced.” Inspection of Arden › Findings › Home visits. "
        "Digest of: inspection report · HM Inspectorate of Probation · November 2017. https://reports.example/arden?a=1&b=2"
    )
    assert {plain(TRAP.text), "Home visits"} == {
        re.match("“(.*?)” (?:Inspection of|plain)", note).group(1) for note in Opened(exported("worst", ".docx")).notes().values()
    }


def test_a_page_is_named_where_the_report_has_pages(briefing, imprint):
    paged = replace(ARDEN, pages=(0, 45))
    cited = replace(briefing, citations=tuple(replace(c, report=paged) if c.report is ARDEN else c for c in briefing.citations))
    assert "Home visits · page 2." in Opened(to_bytes(cited, ".docx", imprint)).notes()["4"]


def test_figures_differences_and_sources_are_tables(exported):
    tables = Opened(exported("briefing", ".docx")).document.tables
    assert [[cell.text for cell in table.rows[0].cells] for table in tables] == [
        ["Figure", "What the report says", "Report"],
        ["Area or body", "What the report says", "Report"],
        ["Report and address", "Date", "Kind and publisher", "Licence"],
    ]
    assert [[cell.text for cell in row.cells] for row in tables[2].rows[1:]] == [
        [
            "Inspection of Arden\nhttps://reports.example/arden?a=1&b=2",
            "November 2017",
            "Digest of: inspection report\nHM Inspectorate of Probation",
            "OGL v3",
        ],
        ["Inspection of Borland", "17 July 2019", "News\nBorland Gazette", "Not known"],
    ]  # fmt: skip


def test_edited_lines_empty_chapters_and_empty_sides_say_so(exported):
    texts = [p.text for p in Opened(exported("briefing", ".docx")).document.paragraphs]
    assert "A line that a person wrote anew. (edited, not verified)" in [text.rstrip("1") for text in texts]
    assert texts[texts.index("What did not work") + 1] == "Nothing was found in the reports searched."
    (grid, _) = Opened(exported("comparison", ".docx")).document.tables
    assert [cell.text for cell in grid.rows[-1].cells] == ["Cardle", "Not found in this report", "–"]


def test_addressees_are_headings_and_a_list_in_a_claim_stays_a_list(exported):
    paragraphs = Opened(exported("briefing", ".docx")).document.paragraphs
    after = [(p.style.name, p.text) for p in paragraphs]
    at = after.index(("Heading 1", "Recommendations"))
    assert [name for name, _ in after[at : at + 7]] == [
        "Heading 1", "Heading 2", "List Bullet", "List Bullet", "List Bullet 2", "List Bullet 2", "Heading 2",
    ]  # fmt: skip


def test_the_header_says_where_sources_are_digests(briefing, imprint):
    assert lay_out(briefing, imprint).standing.endswith("Some sources are digests")
    only = briefing.citations[:1]
    assert lay_out(type(briefing)("x", briefing.chapters, only, briefing.coverage, "m"), imprint).standing.endswith("1a2b3c4d")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_an_office_program_makes_pages_of_it(exported, tmp_path):
    paths = [tmp_path / f"pack{ending[1:]}{ending}" for ending in (".docx", ".pptx")]
    for path in paths:
        path.write_bytes(exported("briefing", path.suffix))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "pdf", *paths]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=tmp_path)
    assert all(path.with_suffix(".pdf").read_bytes().startswith(b"%PDF") for path in paths)
