from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.report import Facts, Report
from ingest.passages import Passage, cut_passages
from ingest.readers.text import read_text
from ingest.units import split_units

LINES = (
    "Staff were trained. They liked it (see para. 12).",
    "No. 5 was shut",
    "The barriers were:",
    "• buses",
    "1. courses\nin the winter",
    "(a) hostels",
    "ii. work",
    "Table 1: Cases",
    "Measure\tCRC\tNPS",
    "Cases\t1,250\t640",
    "\trun on\t",
    "¹ Source: the Ministry.",
    "",
    "Every week. " * 9,
)


def units(words, kind="prose"):
    passage = Passage("r", (), kind, 100, 100 + len(words), words)
    return [(u.kind, words[u.start - 100 : u.end - 100]) for u in split_units(passage)]


@given(st.lists(st.sampled_from(LINES), max_size=14).map("\n".join))
def test_units_of_a_passage_are_in_order_disjoint_and_lose_no_word(lines):
    reading = read_text(f"Title\n\n{lines}\n\nThe end.".encode())
    for passage in cut_passages(Report("r", "r", "", Facts("T"), reading.text, reading.blocks)):
        found = split_units(passage)
        assert all(passage.start <= u.start < u.end <= passage.end for u in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
        held = {i for u in found for i in range(u.start, u.end)}
        assert all(i in held for i in range(passage.start, passage.end) if not reading.text[i].isspace())


def test_prose_is_sentences():
    assert units("Staff were trained.\n\nThey liked it. Did they?") == [
        ("sentence", "Staff were trained."),
        ("sentence", "They liked it."),
        ("sentence", "Did they?"),
    ]


def test_a_sentence_wrapped_over_lines_is_one():
    assert units("Staff were trained and\nliked it. They said so.") == [
        ("sentence", "Staff were trained and\nliked it."),
        ("sentence", "They said so."),
    ]


def test_a_list_is_its_lead_in_and_its_items():
    assert units("The barriers were:\n• buses\nin winter\n• courses", "list") == [
        ("lead-in", "The barriers were:"),
        ("item", "• buses\nin winter"),
        ("item", "• courses"),
    ]


@pytest.mark.parametrize("mark", ["•", "-", "1.", "12)", "a.", "(a)", "(1)", "ii.", "iv)"])
def test_an_item_may_be_marked_in_any_way_that_reading_knows(mark):
    reading = read_text(f"Title\n\nThe barriers were:\n{mark} buses\n{mark} courses\n".encode())
    (passage,) = cut_passages(Report("r", "r", "", Facts("T"), reading.text, reading.blocks))
    assert passage.kind == "list"
    assert [u.kind for u in split_units(passage)] == ["lead-in", "item", "item"]
    words = [reading.text[u.start : u.end] for u in split_units(passage)]
    assert [words[0], *(line.removeprefix(mark).strip() for line in words[1:])] == ["The barriers were:", "buses", "courses"]


def test_a_lead_in_wrapped_over_lines_is_one():
    assert units("What stood in the way of finding work in the county\nwere these:\n• buses", "list") == [
        ("lead-in", "What stood in the way of finding work in the county\nwere these:"), ("item", "• buses"),
    ]  # fmt: skip


def test_a_table_is_caption_head_and_rows():
    assert units("Table 1: Cases\n\nMeasure\tCRC\nCases\t1,250\n\tof them new\nStaff\t96", "table") == [
        ("caption", "Table 1: Cases"), ("head", "Measure\tCRC"), ("row", "Cases\t1,250\n\tof them new"), ("row", "Staff\t96"),
    ]  # fmt: skip


def test_a_glossary_row_is_never_a_head():
    assert [
        kind
        for kind, _ in units("CRC\tCommunity Rehabilitation Company: private\nNPS\tNational Probation Service: 7 divisions", "glossary")
    ] == ["row", "row"]
