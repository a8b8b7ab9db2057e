from itertools import pairwise

import pysbd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.manifest import SHIPPED
from ingest.sentences import _ends, split_sentences

WORDS = (
    "Staff were trained. ",
    "No. 5 was shut ",
    "(see para. 12) ",
    "e.g. buses. ",
    "“I know.” ",
    "33 per cent of them, ",
    "Dr. Oduya said so! ",
    "Why? ",
    "... ",
    "\n",
    "\n\n",
    " ",
    ") ",
    "¹ ",
    "The St. Ives CRC. ",
    "a.b.c ",
    "$1.5m. ",
)


def sentences(text):
    return [text[start:end] for start, end in split_sentences(text)]


@given(st.one_of(st.lists(st.sampled_from(WORDS), max_size=30).map("".join), st.text(max_size=200)))
def test_sentences_are_in_order_and_lose_nothing_but_white_space(text):
    spans = split_sentences(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    held = {i for start, end in spans for i in range(start, end)}
    assert all(i in held for i, character in enumerate(text) if not character.isspace())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Staff were trained. They liked it.", ["Staff were trained.", "They liked it."]),
        ("Home visits rose (see para. 12) by 3.5 per cent. Good.", ["Home visits rose (see para. 12) by 3.5 per cent.", "Good."]),
        ("Was it safe? It was not! One said so.", ["Was it safe?", "It was not!", "One said so."]),
        ("Services, e.g. unpaid work, were late. Dr. Oduya agreed.", ["Services, e.g. unpaid work, were late.", "Dr. Oduya agreed."]),
        ("Staff asked why? and left. Nobody knew.", ["Staff asked why? and left.", "Nobody knew."]),
        ("It moved in November 2022.3 Under red, visits fell.", ["It moved in November 2022.3", "Under red, visits fell."]),
        ("Plans were thin.12 Reviews rose by 3.5 per cent.", ["Plans were thin.12", "Reviews rose by 3.5 per cent."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        ("Staff were trained. Staff were trained. Staff were trained.", ["Staff were trained."] * 3),
        ("", []),
        (" \n ", []),
    ],
)  # fmt: skip
def test_worked_examples(text, expected):
    assert sentences(text) == expected


def test_a_very_long_line_is_split_too_and_in_good_time():
    text = "The officers met on Monday. " * 2000
    assert sentences(text) == ["The officers met on Monday."] * 2000


def pysbd_ends(line):
    whole = pysbd.Segmenter(language="en", clean=False, char_span=True)
    return [span.end for span in whole.segment(line) if span.sent.strip()]


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
def test_sentences_end_where_pysbd_itself_says(text):
    line = text.replace("\n", " ")
    assert _ends(line) == pysbd_ends(line)


def test_sentences_of_the_shipped_texts_end_where_pysbd_itself_says():
    paths = sorted((SHIPPED.parent / "texts").rglob("*.*"))
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if 0 < len(line) < 5000]
    assert len(lines) > 600 and [line for line in lines if _ends(line) != pysbd_ends(line)] == []
