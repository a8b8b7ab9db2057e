"""Plain text with a contents page: it says how deep each heading lies, and which one was lost."""

import pytest
from lines_told import headings_over, kinds

from ingest.readers.text import read_text

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
