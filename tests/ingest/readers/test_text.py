import codecs
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.report import Facts, Report
from ingest.readers.copied import without_pages
from ingest.readers.encoding import decode
from ingest.readers.text import read_text
from ingest.reading import UnreadableReport
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


# Decoding


@pytest.mark.parametrize(
    "data",
    [
        "Café: 33 per cent – ‘Good’".encode(),
        codecs.BOM_UTF8 + "Café: 33 per cent – ‘Good’".encode(),
        codecs.BOM_UTF16_LE + "Café: 33 per cent – ‘Good’".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Café: 33 per cent – ‘Good’".encode("utf-16-be"),
        "Café: 33 per cent – ‘Good’".encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "windows-1252"],
)
def test_every_usual_encoding_gives_the_same_words(data):
    assert decode(data) == "Café: 33 per cent – ‘Good’"


@pytest.mark.parametrize("data", [b"one\r\ntwo\r\n\r\nthree", b"one\rtwo\r\rthree", b"one\ntwo\n\nthree"])
def test_line_ends_become_one_kind(data):
    assert decode(data) == "one\ntwo\n\nthree"


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\x00\x01\x02\x03" * 9, bytes(range(256)), b"PK\x03\x04\x14\x00\x06\x00" * 20, b"\x89PNG\r\n\x1a\n" + b"\x00" * 99]
)
def test_what_is_not_text_is_refused_in_a_sentence(data):
    with pytest.raises(UnreadableReport, match=r"^is not text but some other kind of file; save it"):
        decode(data)


@given(st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\r")), st.sampled_from(["\n", "\r\n", "\r"]))
def test_decoding_gives_back_what_was_written(text, line_end):
    try:
        assert decode(text.replace("\n", line_end).encode("utf-8")) == text.removeprefix("\ufeff")
    except UnreadableReport:
        assert any(ord(character) < 32 for character in text)


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


# The contents page

CHAPTERS = """\
The work in Northmoor

Contents

Foreword\t2
1. The work\t4
Keeping people safe\t4
CRC effectiveness\t5
NPS effectiveness\t6
Both together\t7
Preventing reoffending\t8
CRC effectiveness\t8
NPS effectiveness\t9
Appendix 1: Method\t10

Foreword

Northmoor is a county of ports.

1. The work

This chapter tells of the work.
• Keeping people safe
• Preventing reoffending

Keeping people safe

All are kept safe.

CRC effectiveness

The CRC saw its cases late. The CRC wrote little down.

The CRC held too many cases.

The CRC visited few homes.

NPS effectiveness

The NPS saw its cases early. The NPS wrote all of it down.

The NPS had few cases.

The NPS visited most homes.

Both together

They met on Mondays.

Preventing reoffending

Work prevents it.

CRC effectiveness

The CRC found work for 24 people.

NPS effectiveness

The NPS ran one programme.

Appendix 1: Method

We read 80 files.
"""
SAFE, WORK = ("1. The work", "Keeping people safe"), ("1. The work", "Preventing reoffending")
PATHS = [
    ("Foreword",), ("1. The work",), SAFE, (*SAFE, "CRC effectiveness"), (*SAFE, "NPS effectiveness"), ("1. The work", "Both together"),
    WORK, (*WORK, "CRC effectiveness"), (*WORK, "NPS effectiveness"), ("Appendix 1: Method",),
]  # fmt: skip


def test_the_contents_page_says_how_deep_each_heading_lies():
    assert headings_over(CHAPTERS) == PATHS


def test_the_contents_page_itself_is_furniture():
    told = kinds(CHAPTERS)
    assert told[1:12] == [("furniture", 0, line) for line in ("Contents", *CHAPTERS.split("\n\n")[2].split("\n"))]


def test_a_chapters_list_of_its_own_headings_is_furniture():
    told = kinds(CHAPTERS)
    assert ("furniture", 0, "• Keeping people safe") in told and ("furniture", 0, "• Preventing reoffending") in told


def test_a_lost_heading_is_put_back_where_the_text_turns():
    lost = CHAPTERS.replace("NPS effectiveness\n\nThe NPS saw", "The NPS saw", 1)
    assert lost != CHAPTERS and headings_over(lost) == PATHS
    reading = read_text(lost.encode())
    (restored,) = [b for b in reading.blocks if b.kind == "heading" and b.start == b.end]
    assert restored.title == "NPS effectiveness" and reading.text[restored.start :].startswith("The NPS saw its cases early.")


def test_a_lost_heading_whose_place_does_not_show_is_left_out():
    lost = CHAPTERS.replace("NPS effectiveness\n\nThe NPS ran one programme.", "One programme was run.")
    assert headings_over(lost) == [path for path in PATHS if path != (*WORK, "NPS effectiveness")]


def test_a_heading_that_the_contents_page_leaves_out_lies_below_the_one_before_it():
    text = CHAPTERS.replace("The CRC held too many cases.", "Workloads\n\nThe CRC held too many cases.")
    assert (*SAFE, "CRC effectiveness", "Workloads") in headings_over(text)


def test_a_signature_before_the_next_heading_is_none():
    text = CHAPTERS.replace("1. The work\n\nThis", "Petra Lindqvist\n\nChief Inspector May 2018\n\n1. The work\n\nThis")
    assert headings_over(text) == PATHS


@pytest.mark.parametrize("page", ["\t{}", "  .......... {}", "     {}", " {}"])
def test_page_numbers_may_stand_after_a_tab_dots_or_spaces(page):
    contents, body = CHAPTERS.split("\n\nForeword\n\n")
    for number in range(2, 11):
        contents = contents.replace(f"\t{number}", page.format(number))
    assert headings_over(f"{contents}\n\nForeword\n\n{body}") == PATHS


def test_without_a_contents_page_numbered_headings_are_chapters_and_twins_lie_deeper():
    before, body = CHAPTERS.split("Contents\n")[0], CHAPTERS.split("Appendix 1: Method\t10\n")[1]
    assert headings_over(before + body) == PATHS


def test_words_on_both_sides_of_a_contents_page_are_not_one_paragraph():
    before = "Published from an office on the second floor of a house by the sea whose address is long and ends with a code M3 3FX"
    after = "The report begins here and goes on " * 4 + "to its end."
    told = kinds(f"Title\n\n{before}\n\nContents\n\nOne\t1\nTwo\t2\nThree\t3\n\n{after}\n\nMore words.")
    assert [words for kind, _, words in told if kind == "paragraph"] == [before, after, "More words."]


CLOSE = """The work in Northmoor
Contents
Foreword ........ 2
1. The work ..... 3
1.1 Lamps ....... 3
2. Method ....... 9

Foreword
Northmoor is a county of ports, and each of them has its own harbour board and its own lamps.
1. The work
1.1 Lamps
The lamps were lit by keepers who had been asked to, and to whom two things matter:
1. oil
2. wicks,
which are short
2. Method
We read the logs.
"""


def test_entries_of_the_contents_page_head_what_they_stand_close_to():
    told = [(kind, level, words) for kind, level, words in kinds(CLOSE) if kind in ("heading", "item")]
    assert told == [
        ("heading", 1, "The work in Northmoor"),
        ("heading", 2, "Foreword"),
        ("heading", 2, "1. The work"),
        ("heading", 3, "1.1 Lamps"),
        ("item", 0, "1. oil"),
        ("item", 0, "2. wicks,\nwhich are short"),
        ("heading", 2, "2. Method"),
    ]
