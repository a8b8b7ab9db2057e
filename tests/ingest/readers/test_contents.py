from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.contents import Entry, align, find_contents, find_levels, find_turn, plain
from ingest.readers.lines import split_lines

TITLES = st.lists(st.sampled_from(["Alpha", "Beta", "CRC effectiveness", "NPS effectiveness", "1. One"]), max_size=7)


@given(TITLES, TITLES)
def test_alignment_keeps_the_order_of_both_and_is_as_long_as_can_be(wanted, found):
    matches = align([Entry(title, 2) for title in wanted], found)
    assert all(wanted[i] == found[j] for j, i in matches.items())
    assert all(a < b for pairs in [sorted(matches.items())] for (_, a), (_, b) in pairwise(pairs))
    runs = {tuple(found[i] for i in chosen) for n in range(len(found) + 1) for chosen in combinations(range(len(found)), n)}
    longest = max(n for n in range(len(wanted) + 1) for chosen in combinations(wanted, n) if chosen in runs)
    assert len(matches) == longest


def test_alignment_looks_at_words_alone():
    assert align([Entry("1. The CRC’s work", 2)], ["1 THE CRC'S WORK"]) == {0: 0}


@pytest.mark.parametrize(
    ("titles", "levels"),
    [
        (["Foreword", "1. Findings", "Safety", "CRC", "NPS", "Work", "CRC", "NPS", "Appendix 1: Method"], [2, 2, 3, 4, 4, 3, 4, 4, 2]),
        (["Foreword", "Findings", "Method"], [2, 2, 2]),
        (["1. One", "CRC", "2. Two", "CRC"], [2, 3, 2, 3]),
        ([], []),
    ],
    ids=["twins within a chapter lie deeper", "no chapters", "a title said once a chapter is no twin", "nothing"],
)
def test_levels(titles, levels):
    assert find_levels(titles) == levels


def contents_of(text):
    entries, lines = find_contents(split_lines(text))
    return [(entry.title, entry.level) for entry in entries], lines


def test_entries_end_where_the_body_begins():
    text = "Title\n\nTable of contents\n\nForeword\t2\n1. Work\t3\nCosts ..... 4\nForeword\nWords of the foreword."
    assert contents_of(text) == ([("Foreword", 2), ("1. Work", 2), ("Costs", 3)], range(1, 5))


def test_two_lines_are_no_contents_page():
    assert contents_of("Contents\n\nOne\n\nTwo\n\n" + "A sentence that goes on. " * 9) == ([], range(0))


@pytest.mark.parametrize(
    ("paragraphs", "turn"),
    [
        (["The CRC did this.", "The CRC did that.", "The NPS did this.", "The NPS did that."], 2),
        (["The CRC did this.", "Staff liked it.", "The NPS did this.", "Nobody knew.", "The NPS did that.", "NPS staff left."], 2),
        (["Staff liked it.", "Nobody knew."], None),
        (["The CRC did this.", "The NPS did that."], None),
        ([], None),
    ],
    ids=["plain", "some tell nothing", "none tell anything", "two could be chance", "nothing"],
)
def test_the_turn_is_where_the_words_change_sides(paragraphs, turn):
    assert find_turn("NPS effectiveness", "CRC effectiveness", paragraphs) == turn


def test_headings_with_the_same_words_have_no_turn():
    assert find_turn("Costs", "Costs", ["Costs rose.", "Costs fell.", "Costs rose."]) is None


@given(st.text(max_size=40))
def test_reducing_a_heading_twice_changes_nothing(title):
    assert plain(plain(title)) == plain(title)
