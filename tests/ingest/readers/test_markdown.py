from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.markdown import read_markdown
from ingest.reading import UnreadableReport


def blocks(text):
    reading = read_markdown(text.encode("utf-8"))
    return [(b.kind, b.level, reading.text[b.start : b.end]) for b in reading.blocks]


def test_a_whole_page():
    text = """\
# Probation in *Northmoor*

Staff were **trained**, see [the list](https://example.org)
and liked it.

## Key facts

Table: Cases

| Measure | CRC |
| --- | --- |
| Cases | `1,250` |
| | run on |

Three things:

- buses
- courses
  - in winter

3. write
4. read

> A quotation.
"""
    assert blocks(text) == [
        ("heading", 1, "Probation in Northmoor"),
        ("paragraph", 0, "Staff were trained, see the list and liked it."),
        ("heading", 2, "Key facts"),
        ("caption", 0, "Table: Cases"),
        ("row", 0, "Measure\tCRC"),
        ("row", 0, "Cases\t1,250"),
        ("row", 0, "\trun on"),
        ("paragraph", 0, "Three things:"),
        ("item", 0, "• buses"),
        ("item", 0, "• courses"),
        ("item", 0, "• in winter"),
        ("item", 0, "3. write"),
        ("item", 0, "4. read"),
        ("paragraph", 0, "A quotation."),
    ]


PIECES = (
    "# One",
    "## Two",
    "Some words.",
    "- an item",
    "1. a number",
    "| a | b |\n| --- | --- |\n| c | d |",
    "> said",
    "```\ncode\n```",
    "*",
    "<b>tag</b>",
    "\\# no heading",
    "Title\n=====",
    "![picture of a bus](bus.png)",
)


@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30)), max_size=12).map(
        "\n\n".join
    )
)
def test_blocks_are_in_order_disjoint_never_empty_and_make_up_the_text(text):
    try:
        reading = read_markdown(text.encode("utf-8"))
    except UnreadableReport:
        return
    assert all(a.end < b.start for a, b in pairwise(reading.blocks))
    assert all(reading.text[b.start : b.end].strip() for b in reading.blocks)
    held = {i for b in reading.blocks for i in range(b.start, b.end)}
    assert all(i in held for i, character in enumerate(reading.text) if not character.isspace())
    assert all((1 <= b.level <= 6) == (b.kind == "heading") for b in reading.blocks)


def test_marks_in_html_are_words_not_marks():
    assert blocks("Staff said <b>this</b>.") == [("paragraph", 0, "Staff said <b>this</b>.")]


def test_lists_that_follow_one_another_stay_readable():
    assert blocks("The first:\n\n- a\n\nThe second:\n\n- b") == [
        ("paragraph", 0, "The first:"), ("item", 0, "• a"), ("paragraph", 0, "The second:"), ("item", 0, "• b"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n\n", "---", "[a]: https://example.org"])
def test_a_file_without_words_is_refused_in_a_sentence(text):
    with pytest.raises(UnreadableReport, match=r"^holds no text; give"):
        read_markdown(text.encode("utf-8"))


def test_what_stands_in_front_of_the_text_is_facts():
    reading = read_markdown(b'---\ntitle: "Harbours"\nauthor: Harbours Board\ndate: 2031-05-14T10:00\ntags: [a]\n---\n\nThe ferry left.\n')
    assert reading.text == "The ferry left."
    assert reading.facts == {"title": "Harbours", "publisher": "Harbours Board", "published_on": "2031-05-14"}


def test_footnotes_comments_and_struck_words():
    text = "Lamps[^a] burn[^2]: ~~all~~ most.<!-- never -->\n\n[^a]: Of oil.\n\n[^2]: Counted."
    assert blocks(text) == [
        ("paragraph", 0, "Lamps¹ burn²: most."),
        ("footnote", 0, "¹ Of oil."),
        ("footnote", 0, "² Counted."),
    ]


def test_an_item_of_two_paragraphs_is_counted_once():
    assert [words for _, _, words in blocks("1. first\n\n   more of it\n2. second")] == ["1. first", "more of it", "2. second"]


def test_a_table_between_tags_is_a_table_though_blank_lines_stand_in_it():
    text = """\
Before it <b>b</b>.

<table>
<caption>Table 1: Ropes</caption>
<tr><th>Quay</th><th colspan="2">Ropes</th></tr>

<tr><td>North<br>quay</td><td>12</td><td><script>all()</script><p>3%</p></td></tr>
</table>

<div align="center">

After it.

</div>
"""
    assert blocks(text) == [
        ("paragraph", 0, "Before it <b>b</b>."),
        ("caption", 0, "Table 1: Ropes"),
        ("row", 0, "Quay\tRopes\t"),
        ("row", 0, "North quay\t12\t3%"),
        ("paragraph", 0, "After it."),
    ]


def test_a_break_in_a_cell_is_a_space():
    assert blocks("| a | b |\n|---|---|\n| one<br>two | 3 |")[1] == ("row", 0, "one two\t3")
