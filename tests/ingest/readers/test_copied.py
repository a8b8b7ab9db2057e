"""What pages leave behind in text copied from them goes, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.copied import without_pages

COPIED = """A review of the harbours
The harbours were visited in spring by the com-
mittee, which was well-
kept company. Nobody had super-

3

Harbours of the north

vised the crews. They were tired.

4

Harbours of the north
Ropes were dear in 2029.
5

Harbours of the north
The end came soon."""


def test_page_numbers_and_running_heads_go_and_broken_words_are_whole():
    assert without_pages(COPIED).split() == (
        "A review of the harbours The harbours were visited in spring by the committee, which was well-kept company. "
        "Nobody had supervised the crews. They were tired. Ropes were dear in 2029. The end came soon."
    ).split()  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Lamps lit\n\n12\n\n9\n\n31\n\nThat is all.",
        "1\n\nOne thing.\n\n2\n\nAnother.",
        "Pre-\nor post-war moorings.",
        "The range is 3-\n4 quays.",
        "Harbours\n\nHarbours\n\nHarbours",
    ],
    ids=["numbers that do not count", "two pages", "a shared hyphen", "a range", "nothing but repeats"],
)
def test_what_only_looks_like_it_stays(text):
    assert without_pages(text) == text


@given(st.lists(st.sampled_from(["Lamps were lit.", "3", "4", "5", "", "a well-", "kept rope", "Head"]), max_size=20).map("\n".join))
def test_doing_it_twice_changes_nothing_and_words_keep_their_order(text):
    once = without_pages(text)
    assert without_pages(once) == once
    letters = "".join(c for c in text if c.isalpha() and c not in "Head")
    assert "".join(c for c in once if c.isalpha() and c not in "Head") == letters
