import pytest
from hostile import ARDEN, BORLAND

from app.export.figures import find_bars
from app.export.handout import Marked


def bars(*lines: tuple[str, str], reports=(ARDEN, BORLAND), edited: bool = False):
    items = [Marked(text, (n,), label, edited) for n, (text, label) in enumerate(lines, 1)]
    return find_bars(items, [[report] for report in reports[: len(items)]])


def test_the_same_measure_of_two_sides_is_drawn():
    (found,) = bars(
        ("Visits were made in 31% of cases in Arden.", "31%"), ("In Borland, visits were made in 45.5 per cent of cases.", "45.5%")
    )
    assert (found.sides, found.values, found.rows) == (("Arden", "Borland"), (31.0, 45.5), (0, 1))


def test_the_label_may_name_the_side():
    (found,) = bars(
        ("Visits were made in 31% of cases.", "CRC: 31%"), ("Visits were made in 45% of cases.", "NPS: 45%"), reports=(ARDEN, ARDEN)
    )
    assert found.sides == ("CRC", "NPS")


@pytest.mark.parametrize(
    "second",
    [
        "Visits were not made in 45% of cases.",  # the opposite
        "Plans were made in 45% of cases.",  # another measure
        "Visits were made in 45% of 20 cases.",  # another base
        "Visits were made in 45% or 50% of cases.",  # two figures
        "Visits were made in 145% of cases.",  # no share
        "Visits were made in most cases.",  # no figure
    ],
)
def test_different_measures_are_not_drawn_beside_each_other(second):
    assert bars(("Visits were made in 31% of cases.", "31%"), (second, "45%")) == ()


def test_one_side_twice_and_edited_lines_are_not_drawn():
    lines = ("Visits were made in 31% of cases.", "31%"), ("Visits were made in 45% of cases.", "45%")
    assert bars(*lines, reports=(ARDEN, ARDEN)) == () and bars(*lines, edited=True) == ()


@pytest.mark.parametrize("side", ["=1+1", "https://leak.example", "mailto:a@leak.example", "{=1}", "@SUM(1)", "+1", "internal:Sheet1!A1"])
def test_a_side_that_a_spreadsheet_would_run_is_not_drawn(side):
    assert bars(("Visits in 31% of cases.", f"{side}: 31%"), ("Visits in 45% of cases.", "NPS: 45%"), reports=(ARDEN, ARDEN)) == ()
