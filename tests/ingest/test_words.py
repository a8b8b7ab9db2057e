import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.words import NUMBER_WORDS, STOP, split_words, stem, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("33%", "33 per cent"),
        ("three officers", "3 officers"),
        ("Twenty cases", "20 case"),
        ("1,250 cases", "1250 cases"),
        ("visited homes", "home visits"),
        ("The officer’s caseload", "officers' caseloads"),
        ("SAFEGUARDING", "safeguarding"),
        ("inspectors found that the CRC", "CRC"),
    ],
)
def test_said_either_way_it_is_the_same_to_search(one, other):
    assert sorted(stems(one)) == sorted(stems(other))


@pytest.mark.parametrize(("one", "other"), [("33%", "34%"), ("3.5", "35"), ("NPS", "CRC"), ("twelve", "two"), ("2018", "2019")])
def test_what_differs_stays_different(one, other):
    assert stems(one) != stems(other)


@pytest.mark.parametrize("short", ["CRC", "PDU", "YOT", "RAR"])
def test_abbreviations_are_the_same_in_the_plural(short):
    assert stems(f"{short}s") == stems(short)


def test_words_stand_in_the_order_of_the_text():
    assert split_words("The CRC’s 1,250 cases: 33 per cent, or 3.5%.") == ["the", "crc’s", "1,250", "cases", "33", "or", "3.5%"]


@given(st.text(max_size=100))
def test_stems_hold_no_stop_words_no_capitals_and_nothing_empty(text):
    assert all(s and s == s.lower() and not any(c.isspace() for c in s) for s in stems(text))
    assert not [word for word in STOP if stems(word)]


@given(st.lists(st.sampled_from(["homes", "33%", "twelve", "visited", "1,250", "CRC"]), max_size=8))
def test_the_stems_of_a_text_are_those_of_its_words(words):
    assert stems(" ".join(words)) == [s for word in words for s in stems(word)]


def test_every_number_word_is_its_digits():
    assert all(stem(word) == digits for word, digits in NUMBER_WORDS.items())
