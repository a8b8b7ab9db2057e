"""Two people score an outcome in a real browser, and the page breaks no rule of accessibility."""

from collections.abc import Iterator
from typing import Any

import pytest
from bench_of import lay_out
from serving_press import faults, free_port, new_page, press, rest, served

from corpus.library import Library
from retrieval.assistant import Assistant


@pytest.fixture(scope="module")
def address(library: Library, assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over the tiny library and a bench with two runs."""
    bench = lay_out(tmp_path_factory.mktemp("runs"), assistant)
    settings = {"PROBATION_QA_ASKED": str(library.folder), "PROBATION_QA_RUNS": str(bench.folder)}
    with served(free_port(), settings) as address:
        yield address


def open_case(chromium: Any, address: str) -> Any:
    """A person of their own on the case that went right, in the run of ours."""
    page = new_page(chromium)
    page.goto(f"{address}/evaluate?part=cases&case=own-001")
    page.get_by_role("heading", name="Score the answer of first").wait_for()
    return page


def score(page: Any, person: str, points: str, reason: str) -> None:
    page.get_by_role("textbox", name="Your name").fill(person)
    page.keyboard.press("Enter")
    group = page.get_by_role("radiogroup", name="Points for sentence 1")
    group.wait_for()
    press(group.get_by_text(points))
    page.get_by_role("textbox", name="Reason for sentence 1").fill(reason)
    page.keyboard.press("Tab")
    press(page.get_by_role("button", name="Save these scores"))
    page.get_by_text("Saved 1 score.").wait_for()


def test_two_people_score_an_outcome_and_see_how_far_they_agree(chromium: Any, address: str) -> None:
    ann = open_case(chromium, address)
    score(ann, "Ann", "100, right", "")
    bob = open_case(chromium, address)
    score(bob, "Bob", "80, needs improvement", "Says more than was asked")
    table = bob.get_by_role("region", name="Points and reasons")
    table.wait_for()
    assert "100" in table.inner_text() and "80: Says more than was asked" in table.inner_text()
    bob.get_by_text("2 people agree on 0% of 1 part").wait_for()


@pytest.mark.parametrize(("width", "ground"), [(1280, "light"), (390, "dark")])
def test_every_part_breaks_no_rule_of_accessibility(chromium: Any, address: str, width: int, ground: str) -> None:
    page = new_page(chromium, viewport={"width": width, "height": 1000}, color_scheme=ground)
    heads = {
        "overview&run=first&against=worse": "Calibration of declining",
        "cases": "1 of 3 cases.",
        "cases&case=own-001": "Score the answer",
        "start": "Start the run",
        "add": "Add the case",
    }
    for part, head in heads.items():
        page.goto(f"{address}/evaluate?part={part}")
        page.get_by_text(head).first.wait_for()
        rest(page)
        assert faults(page, ground, options={"resultTypes": ["violations"]}) == [], part
        main = page.locator("[data-testid=stMain]")
        assert main.evaluate("main => main.scrollWidth <= main.clientWidth"), f"{part} runs over the edge"
