from hypothesis import given
from hypothesis import strategies as st

from corpus.report import Block, Facts, Report
from ingest.sections import find_sections


def headings_of(report):
    return [section.headings for section in find_sections(report)]


@given(data=st.data())
def test_sections_partition_the_text_and_hold_every_other_block_once(data, random_texts, report_of):
    report = report_of(data.draw(random_texts))
    if report is None:
        return
    sections = find_sections(report)
    assert "".join(report.text[s.start : s.end] for s in sections) == report.text
    assert [b for s in sections for b in s.blocks] == [b for b in report.blocks if b.kind != "heading"]


def test_the_path_of_headings_leaves_out_the_title_and_ends_with_the_nearest():
    text = "T\nA\nB\nwords\nC\nD\nmore"
    levels = {"T": 1, "A": 2, "B": 3, "C": 3, "D": 2}
    blocks = tuple(
        Block("heading" if line in levels else "paragraph", text.index(line), text.index(line) + len(line), levels.get(line, 0))
        for line in text.split("\n")
    )
    report = Report("r", "r", "", Facts("T"), text, blocks)
    assert headings_of(report) == [(), ("A",), ("A", "B"), ("A", "C"), ("D",)]


def test_a_level_that_is_skipped_leaves_no_hole():
    report = Report("r", "r", "", Facts("T"), "A\nB\nC", (Block("heading", 0, 1, 2), Block("heading", 2, 3, 5), Block("heading", 4, 5, 3)))
    assert headings_of(report) == [("A",), ("A", "B"), ("A", "C")]


def test_a_heading_whose_words_are_lost_heads_the_block_at_its_place():
    report = Report(
        "r", "r", "", Facts("T"), "one\ntwo", (Block("paragraph", 0, 3), Block("heading", 4, 4, 2, "Lost"), Block("paragraph", 4, 7))
    )
    assert [(s.headings, s.blocks) for s in find_sections(report)] == [
        ((), (Block("paragraph", 0, 3),)),
        (("Lost",), (Block("paragraph", 4, 7),)),
    ]


def test_a_text_without_blocks_is_one_section():
    assert [(s.start, s.end, s.headings) for s in find_sections(Report("r", "r", "", Facts("T"), "words"))] == [(0, 5, ())]
    assert [(s.start, s.end) for s in find_sections(Report("r", "r", "", Facts("T"), ""))] == [(0, 0)]
