"""A trainer's and a librarian's journey in a real browser: build, change and take along a briefing; compare; add and remove a report."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serving_press import faults, new_page, press, rest
from tiny import build_library

# Streamlit gives its box for files a role and a place in the order of focus at once: advice of axe, no rule of WCAG, not ours to mend.
ALL: dict[str, str] = {"resultTypes": ["violations"]}
NOT_OURS = "presentation-role-conflict"
DELL = "# Inspection of Dell\n\n## Visits\n\nOfficers in Dell visited every home in May.\n"


@pytest.fixture
def page(chromium: Any, address: str, tmp_path: Path) -> Iterator[Any]:
    """A librarian on the page over a tiny library that each journey may change."""
    page = new_page(chromium)
    page.context.add_cookies([{"name": "library", "value": str(build_library(tmp_path).folder), "url": address}])
    yield page
    assert page.evaluate("window.pwned") is None
    page.context.close()


def wrong(page: Any) -> list[str]:
    """What axe says against the page, its advice included."""
    rest(page)
    return faults(page, options=ALL, but=[NOT_OURS])


def test_a_briefing_is_built_changed_and_taken_along(page: Any, address: str) -> None:
    page.goto(f"{address}/briefing")
    page.get_by_role("button", name="Unpaid work").wait_for()
    assert wrong(page) == []
    page.get_by_role("textbox", name="Topic").fill("Arden")
    press(page.get_by_role("button", name="Build the briefing"))
    press(page.get_by_role("link", name="Source 1: show its words").first)
    page.locator("mark#briefing-source-1").wait_for()
    assert wrong(page) == []
    press(page.get_by_text("Change lines"))
    press(page.get_by_role("button", name="Edit").first)
    page.get_by_role("textbox", name="This line in your words").fill("More than three thousand people.")
    assert wrong(page) == []
    press(page.get_by_role("button", name="Save this line"))
    page.get_by_role("button", name="Save this line").wait_for(state="detached")
    page.get_by_text("edited, not verified", exact=False).first.wait_for()
    rest(page)
    left_out = page.get_by_role("button", name="Leave out")
    before = left_out.count()
    press(left_out.last)
    left_out.nth(before - 1).wait_for(state="detached")
    assert wrong(page) == []
    rest(page)
    with page.expect_download() as saved:
        press(page.get_by_role("button", name="Markdown"))
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    assert saved.value.suggested_filename.startswith("arden") and "More than three thousand people. *(edited, not verified)*" in text
    rest(page)
    with page.expect_download() as saved:
        press(page.get_by_role("button", name="PowerPoint"))
    assert Path(saved.value.path()).read_bytes()[:2] == b"PK"


def test_sides_are_compared(page: Any, address: str) -> None:
    page.goto(f"{address}/compare")
    page.get_by_role("textbox", name="Question").fill("How many people did the CRC supervise in Arden and Borland?")
    press(page.get_by_text("Area", exact=True).last)
    press(page.get_by_role("button", name="Compare", exact=True))
    page.get_by_text("Not found in this report").wait_for()
    press(page.get_by_role("link", name="Source 1: show its words"))
    page.locator("mark#compare-source-1").wait_for()
    assert wrong(page) == []


def test_a_report_is_added_corrected_and_removed(page: Any, address: str) -> None:
    page.goto(f"{address}/library")
    press(page.get_by_text("Add reports"))
    page.locator("input[type=file]").set_input_files({"name": "../Dell.md", "mimeType": "text/markdown", "buffer": DELL.encode()})
    page.get_by_text("Dell.md").first.wait_for()
    assert wrong(page) == []
    press(page.get_by_role("button", name="Add to the library"))
    page.get_by_text("4 of 4 reports").wait_for()
    page.locator("ul.outcomes").wait_for()
    press(page.get_by_role("button", name="Inspection of Dell"))
    press(page.get_by_text("Correct or remove this report"))
    page.get_by_role("textbox", name="Title").fill("A visit to Dell")
    assert wrong(page) == []
    press(page.get_by_role("button", name="Save these facts"))
    page.get_by_role("heading", level=1, name="A visit to Dell").wait_for()
    remove = page.get_by_role("button", name="Remove this report")
    if not remove.is_visible():
        press(page.get_by_text("Correct or remove this report"))
    press(remove)
    press(page.get_by_role("button", name="Yes, remove it"))
    page.get_by_text("3 of 3 reports").wait_for()
