"""Reports that an office program prints must come back as they were written."""

import pytest
from invented import invent
from measured import measure, pages_of
from office_press import FURNITURE, Office, find_office, print_all, write_office

from ingest.readers.pdf import read_pdf

OFFICES = {
    "tables with lines": Office(),
    "contents page": Office("Liberation Serif", 10.5, contents=True),
    "two columns": Office(size=9, columns=2),
    "tables without lines": Office("DejaVu Sans", 10, table="Normal Table"),
    "lines around every second row": Office("Liberation Serif", table="Light List Accent 1"),
    "two columns, tables without lines": Office("Liberation Serif", 9.5, columns=2, table="Normal Table"),
}


@pytest.mark.skipif(find_office() is None, reason="this test needs LibreOffice: apt-get install libreoffice-writer")
def test_a_report_printed_by_an_office_program_comes_back_as_it_was_written(tmp_path):
    story = invent(13, chapters=3)
    printed = print_all([write_office(story, office) for office in OFFICES.values()], tmp_path)
    for name, data in zip(OFFICES, printed, strict=True):
        measured = measure(story, read_pdf(data), FURNITURE, pages_of(story, data))
        told = f"{name}: {measured}"
        assert measured.headings >= 0.95, told
        assert measured.cells >= 0.98, told
        assert measured.pages == 1, told
        assert measured.boilerplate <= 0.01, told
        assert measured.lost <= 0.005, told
        assert measured.whole >= 0.97, told
        assert measured.notes == 1, told
