import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.lines import looks_like_heading, split_lines


@given(data=st.data())
def test_every_line_that_is_not_blank_is_told_with_its_span(data, random_texts):
    text = data.draw(random_texts)
    lines = split_lines(text)
    assert [line.text for line in lines] == [line.strip() for line in text.split("\n") if line.strip()]
    assert all(text[line.start : line.end] == line.text for line in lines)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("CRC effectiveness", "heading"),
        ("3. An evaluation of the work", "heading"),
        ("What did we find?", "heading"),
        ("Staff were well trained.", "paragraph"),
        ("and so it went on", "paragraph"),
        ("33% of cases had a home visit", "paragraph"),
        ("www.example.org/northmoor", "paragraph"),
        ("• buses ran late", "item"),
        ("- buses ran late", "item"),
        ("(a) buses ran late;", "item"),
        ("ii. buses ran late;", "item"),
        ("1. see every person within two working days of release, and write down when and where;", "item"),
        ("Cases\t1,250", "row"),
        ("Table 2: Cases", "caption"),
        ("Figure A1 Cases by month", "caption"),
        ("¹ Source: the Ministry.", "footnote"),
        ("Note: figures are rounded.", "footnote"),
        ("Page 7 of 40", "furniture"),
        ("Leave a reply", "furniture"),
        ("-----", "furniture"),
    ],
)
def test_a_line_that_stands_apart(line, kind):
    assert [told.kind for told in split_lines(f"Staff were trained.\n\n{line}\n\nThey liked it.")][1] == kind


def test_a_line_among_others_is_no_heading():
    assert [line.kind for line in split_lines("Staff were trained.\nCRC effectiveness\nThey liked it.")] == ["paragraph"] * 3


@pytest.mark.parametrize(
    "words",
    [
        "",
        "x" * 101,
        "A title of rather more than fifteen words is not a title but the start of a sentence",
        "Ends like a sentence.",
        "lower case",
        "2019",
    ],
)
def test_what_does_not_look_like_a_heading(words):
    assert not looks_like_heading(words)


def test_in_a_text_without_blank_lines_every_line_stands_apart():
    words = "The company was slow to act, and " * 8 + "that was that."
    text = "\n".join(["Probation in Northmoor", words, "Findings on the CRC", "• " + words, words, "What comes next", words])
    headings = [line.text for line in split_lines(text) if line.kind == "heading"]
    assert headings == ["Probation in Northmoor", "Findings on the CRC", "What comes next"]
