"""Plain text: which line is a heading, a paragraph, an item, a row, a note or furniture of the page it was copied from."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lines_told import kinds

from ingest.readers.copied import without_pages
from ingest.readers.text import read_text
from ingest.reading import UnreadableReport


@pytest.mark.parametrize("data", [b" \n \n", b"Share this post\n\nRelated posts", b"\n\n7\n\n"])
def test_a_file_without_words_is_refused_in_a_sentence(data):
    with pytest.raises(UnreadableReport, match=r"^holds no text; give"):
        read_text(data)


# Blocks


@given(data=st.data())
def test_the_text_is_kept_and_every_word_stands_in_one_block(data, random_texts):
    text = data.draw(random_texts)
    try:
        reading = read_text(text.encode("utf-8"))
    except UnreadableReport:
        return
    assert reading.text == without_pages(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    assert read_text(reading.text.encode("utf-8")) == reading or reading.text.startswith("\ufeff")
    assert all(0 <= b.start <= b.end <= len(reading.text) for b in reading.blocks)
    assert all(a.end <= b.start for a, b in pairwise(reading.blocks)), "blocks are in order and disjoint"
    held = {i for b in reading.blocks for i in range(b.start, b.end)}
    assert all(i in held for i, character in enumerate(reading.text) if not character.isspace())
    assert all(b.title if b.start == b.end else reading.text[b.start : b.end].strip() for b in reading.blocks), (
        "no block is empty but a lost heading"
    )
    assert all((1 <= b.level <= 6) == (b.kind == "heading") for b in reading.blocks)


def test_a_whole_page_told_line_by_line():
    assert kinds(
        "Probation in Northmoor\n\nStaff were trained.\n\nKey facts\n\nTable 1: Cases\n\nMeasure\tCRC\n\nCases\t1,250\n\n"
        "The barriers were:\n• buses\n• courses\n\n¹ Source: the Ministry.\n\nPage 7\n\nThat is all."
    ) == [
        ("heading", 1, "Probation in Northmoor"),
        ("paragraph", 0, "Staff were trained."),
        ("heading", 2, "Key facts"),
        ("caption", 0, "Table 1: Cases"),
        ("row", 0, "Measure\tCRC"),
        ("row", 0, "Cases\t1,250"),
        ("paragraph", 0, "The barriers were:"),
        ("item", 0, "• buses"),
        ("item", 0, "• courses"),
        ("footnote", 0, "¹ Source: the Ministry."),
        ("furniture", 0, "Page 7"),
        ("paragraph", 0, "That is all."),
    ]


def test_wrapped_lines_are_one_paragraph_and_one_item():
    assert kinds(
        "Title\n\nStaff were trained and they\nliked it, most of all the part\nabout buses.\n\n"
        "The barriers were:\n• that buses ran\n  only at noon\n• courses"
    ) == [
        ("heading", 1, "Title"),
        ("paragraph", 0, "Staff were trained and they\nliked it, most of all the part\nabout buses."),
        ("paragraph", 0, "The barriers were:"),
        ("item", 0, "• that buses ran\n  only at noon"),
        ("item", 0, "• courses"),
    ]


def test_a_sentence_cut_by_the_end_of_a_page_is_one_paragraph_again():
    first = "The CRC had told its officers that every person should be seen at home"
    assert kinds(f"Title\n\n{first}\n\nwithin two weeks of sentence.\n\nMore was done.")[1] == (
        "paragraph",
        0,
        f"{first}\n\nwithin two weeks of sentence.",
    )


def test_a_short_line_that_goes_on_in_lower_case_is_no_heading():
    assert ("paragraph", 0, "The new office in\n\nwas shut all winter.") in kinds(
        "Title\n\nThe new office in\n\nwas shut all winter.\n\nIt was cold."
    )


def test_a_heading_with_nothing_under_it_at_the_end_is_a_signature():
    assert kinds("Title\n\nStaff were trained.\n\nPetra Lindqvist")[-1] == ("paragraph", 0, "Petra Lindqvist")


# Web pages


@pytest.mark.parametrize(
    "line",
    [
        "Share this post",
        "Leave a reply",
        "Related posts",
        "Your email address will not be published. Required fields are marked",
        "Skip to main content",
        "We use cookies to improve this site",
        "View this email in your browser",
        "Click here to unsubscribe",
        "Facebook",
        "12",
        "Page 3 of 40",
        "***",
        "Read more...",
    ],
)
def test_what_every_page_of_the_web_says_is_furniture(line):
    assert ("furniture", 0, line) in kinds(f"Title\n\nStaff were trained.\n\n{line}\n\nThey liked it.\n\nThat is all.\n\nReally.")


@pytest.mark.parametrize(
    "line",
    [
        "The share of home visits fell.",
        "Email was not used by staff.",
        "Facebook pages of offenders were read by nobody.",
        "12 people were seen.",
    ],
)
def test_sentences_that_only_begin_alike_are_kept(line):
    assert ("paragraph", 0, line) in kinds(f"Title\n\nStaff were trained.\n\n{line}\n\nThey liked it.")


def test_nothing_after_the_ending_of_a_page_is_part_of_the_article():
    article = "Probation in Northmoor\n\nStaff were trained.\n\nThey liked it.\n\nBuses were late.\n\nCourses were short."
    after = ["Related posts", "Probation in Eastmere: what went wrong", "An officer was rude to nine people."]
    assert kinds("\n\n".join([article, *after]))[-3:] == [("furniture", 0, words) for words in after]


def test_the_same_words_in_the_middle_of_a_text_end_nothing():
    told = kinds("Title\n\nStaff were trained.\n\nRelated posts\n\nMore was done.\n\nAnd more.\n\nAnd more.\n\nAnd more.\n\nThe end.")
    assert ("paragraph", 0, "The end.") in told


def test_a_numbered_note_at_the_foot_of_a_page_is_a_footnote_where_the_text_bears_its_mark():
    words = b"Work in Northmoor\n\nStaff sat in a hub that was planned\nwith them.2 They liked it, and were\n2 A room in which everything from the lights to the rules is planned.\n\nglad to say so."
    assert "footnote" in [block.kind for block in read_text(words).blocks]


def test_a_sentence_that_begins_with_a_figure_is_no_footnote():
    words = b"Work in Northmoor\n\nStaff had seen a number of people, and of these\n12 People came more than once in the first weeks of the order."
    assert "footnote" not in [block.kind for block in read_text(words).blocks]
