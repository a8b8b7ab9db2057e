"""What the reader of plain text makes of some lines: the kind of each, and the headings over each section."""

from corpus.report import Facts, Report
from ingest.readers.text import read_text
from ingest.sections import find_sections


def kinds(text):
    """Each block's kind, level and words."""
    reading = read_text(text.encode("utf-8"))
    return [(b.kind, b.level, b.title or reading.text[b.start : b.end]) for b in reading.blocks]


def headings_over(text):
    """The path of headings over each section that holds words."""
    reading = read_text(text.encode("utf-8"))
    report = Report("r", "r.txt", "", Facts("T"), reading.text, reading.blocks)
    return [s.headings for s in find_sections(report) if any(b.kind != "furniture" for b in s.blocks)]
