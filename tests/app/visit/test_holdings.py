"""The charts of the library: counted right, few bars, and each a way to limit the list."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from test_library import open_library, titles

from app.visit.holdings import MOST, Bar, count_holdings
from corpus.report import Facts, Report

Open = Callable[[], AppTest]


def report(**facts: object) -> Report:
    return Report("r", "", "", Facts("T").corrected(facts), "")


def test_each_fact_is_counted_and_an_unknown_one_is_not() -> None:
    held = [report(kind="news", area=["Arden", "Dell"], published_on="2019-07"), report(kind="news", bodies=["CRC"]), report()]
    assert count_holdings(held) == {
        "limit_kinds": [Bar("news", 2, ("news",))],
        "limit_bodies": [Bar("CRC", 1, ("CRC",))],
        "limit_years": [Bar("2019", 1, ("2019",))],
        "limit_areas": [Bar("Arden", 1, ("Arden",)), Bar("Dell", 1, ("Dell",))],
    }


@pytest.mark.parametrize("years", [[2019], [2017, 2019], range(2010, 2027), [1990, 2026], [2000, 2001, 2026]])
def test_years_stand_in_a_few_bars_that_hold_each_of_them_once(years: list[int]) -> None:
    bars = count_holdings([report(published_on=str(year)) for year in years])["limit_years"]
    assert len(bars) <= MOST and sum(bar.count for bar in bars) == len(years)
    assert sorted(value for bar in bars for value in bar.values) == sorted(map(str, years))
    assert [bar.values for bar in bars] == sorted((bar.values for bar in bars), reverse=True)


def test_a_bar_that_is_chosen_limits_the_list_and_chosen_again_no_longer_does(open_page: Open) -> None:
    page = open_library()
    assert page.button(key="bar-kinds-0").label == "News **2**"
    page.button(key="bar-kinds-0").click().run()
    assert len(titles(page)) == 2 and page.multiselect(key="limit_kinds").value == ["news"]
    assert page.button(key="bar-kinds-0").label == "✓ News **2**"
    page.button(key="bar-kinds-0").click().run()
    assert len(titles(page)) == 3 and page.multiselect(key="limit_kinds").value == []


def test_hostile_facts_are_only_words(open_page: Open) -> None:
    labels = [button.label for button in open_library().button if (button.key or "").startswith("bar-areas")]
    assert any("\\<script\\>" in label for label in labels) and not any("<script>" in label for label in labels)
