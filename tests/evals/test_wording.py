import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.wording import find_numbers, normalise, numbers_guarded, points_covered, traps_given, unguarded_numbers

SAID = [
    ("It was 33 per cent [2].", "33%"),
    ("It was 33 percent.", "33%"),
    ("It was 33 %.", "33 per cent"),
    ("3454 offenders", "3,454"),
    ("1 258 711 hours".replace(" ", "\u202f"), "1,258,711"),
    ("the CRC’s “hub”", "CRC's \"hub\""),
    ("post\u2011sentence supervision", "post sentence supervision"),
    ("poor\n  quality", "Poor quality"),
    ("Telford and Wrekin", "Telford & Wrekin"),
    ("It has improved", "improve"),
    ("two CRCs", "CRC"),
    ("5: Magistrates", "5\tMagistrates"),
    ("| 5 | Magistrates |", "5 magistrates"),
    ("poor¹ quality", "poor quality"),
    ("re\u00adoffend", "reoffend"),
    ("the CRC's staff", "CRC"),
    ("It is 5.", "5"),
    ("5, or more", "5"),
    ("16–24 weeks", "24 weeks"),
    ("It cost £1.2 million", "£1.2 million"),
]  # fmt: skip
NOT_SAID = [
    ("It was 50.", "5"),
    ("It was 25.", "5"),
    ("It was 0.5.", "5"),
    ("It was 5.5.", "5"),
    ("5,000 people", "5"),
    ("12%", "2%"),
    ("33 people", "33%"),
    ("Nothing was found [5].", "5"),
    ("Nothing was found [4, 5].", "5"),
    ("work in 2017¹", "20171"),
    ("inadequate", "adequate"),
    ("It does not work", "no"),
    ("crude", "CR"),
    ("G4S", "4"),
    ("at 10:30", "10 30"),
    ("", "5"),
    ("anything", ""),
    ("anything", " [1] "),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wording"), SAID)
def test_a_point_is_covered_however_it_is_spelt(text, wording):
    assert points_covered(text, [[wording]]) == (True,)


@pytest.mark.parametrize(("text", "wording"), NOT_SAID)
def test_a_point_is_not_covered_by_something_like_it(text, wording):
    assert points_covered(text, [[wording]]) == (False,)


def test_each_point_needs_one_of_its_alternatives():
    assert points_covered("33% of CRC cases", [["a third", "33%"], ["NPS"], []]) == (True, False, False)


def test_traps_are_named():
    assert traps_given("It was 40 per cent, not 33%.", ("40%", "4%", "33%")) == ("40%", "33%")


@given(st.text("abc 0123456789,.:|%-[]\n", max_size=40))
def test_normalising_twice_is_normalising_once(text):
    once = normalise(text)
    # Taking one mark out of another ("[1[2],3]") may leave a third; no text of ours nests them.
    assert normalise(once) == once or "[" in text


@given(st.integers(0, 10**9))
def test_a_number_is_found_with_and_without_separators(number):
    assert find_numbers(f"There were {number:,} of them.") == find_numbers(str(number)) == [str(number)]


def test_numbers_of_a_text():
    assert find_numbers("On 09 May 2017, 33 per cent of 1,505 (0.5 each) at G4S [3]") == ["9", "2017", "33%", "1505", "0.5"]


@given(st.lists(st.integers(0, 9999), max_size=5), st.lists(st.integers(0, 9999), max_size=5))
def test_a_claim_is_guarded_exactly_when_its_sources_hold_its_numbers(claimed, held):
    claim, sources = ", ".join(f"n {n}" for n in claimed), [f"there were {n} of them" for n in held]
    assert numbers_guarded(claim, sources) == (set(claimed) <= set(held))


def test_a_percentage_needs_a_percentage():
    assert numbers_guarded("43% did", ["33, 43 and 74 per cent"])
    assert not numbers_guarded("43% did", ["43 people"])
    assert numbers_guarded("4 of 12", ["four of twelve"])
    assert unguarded_numbers("In 2017 it was 44%", ["It was 43%", "Published 2017-05"]) == ["44%"]
