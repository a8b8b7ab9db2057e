import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.report import Facts, Report


@pytest.mark.parametrize(
    ("published", "inspected", "year"),
    [("2018-05-02", "2017-11", 2018), ("2018", None, 2018), (None, "2017-11", 2017), (None, None, None)],
)
def test_the_year_is_that_of_publication_else_of_inspection(published, inspected, year):
    assert Facts("T", published_on=published, inspected_on=inspected).year == year


def test_corrections_lay_over_what_was_found_and_lists_become_tuples():
    found = Facts("Found", publisher="HM", area=("Northmoor",))
    assert found.corrected({"area": ["Southvale"], "kind": "press release", "sha256": "not a fact"}) == Facts(
        "Found", publisher="HM", area=("Southvale",), kind="press release"
    )
    assert found.corrected({}) == found


@given(st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_a_page_holds_the_offsets_from_its_start_to_the_next(lengths):
    starts = tuple(sum(lengths[:i]) for i in range(len(lengths)))
    report = Report("r", "r.pdf", "", Facts("T"), "x" * sum(lengths), pages=starts)
    pages = [report.page_at(offset) for offset in range(sum(lengths))]
    assert pages == [n for n, length in enumerate(lengths, 1) for _ in range(length)]


def test_a_report_without_pages_has_no_page():
    assert Report("r", "r.txt", "", Facts("T"), "words").page_at(3) is None
