"""A trainer's and a librarian's journey in a real browser: build, change and take along a briefing; compare; add and remove a report."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serving_press import faults, give_files, press, rest
from tiny import build_library

from corpus.library import Library

# Streamlit gives its box for files a role and a place in the order of focus at once: advice of axe, no rule of WCAG, not ours to mend.
ALL: dict[str, str] = {"resultTypes": ["violations"]}
NOT_OURS = "presentation-role-conflict"
DELL = "# Inspection of Dell\n\n## Visits\n\nOfficers in Dell visited every home in May.\n"


@pytest.fixture
def own(tmp_path: Path) -> Library:
    """A tiny library that a journey may change."""
    return build_library(tmp_path)


@pytest.fixture
def page(visitor: Any, address: str, own: Library) -> Iterator[Any]:
    """A trainer and librarian on the page over a library of their own."""
    page = visitor.new_page()
    page.context.add_cookies([{"name": "library", "value": str(own.folder), "url": address}])
    yield page
    assert page.evaluate("window.pwned") is None


def wrong(page: Any) -> list[str]:
    """What axe says against the page, its advice included."""
    rest(page)
    return faults(page, options=ALL, but=[NOT_OURS])


def test_a_briefing_is_built_changed_and_taken_along(page: Any, address: str) -> None:
    page.goto(f"{address}/briefing")
    page.get_by_test_id("stMain").get_by_role("button", name="Unpaid work").wait_for()
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
    give_files(page, {"name": "../Dell.md", "mimeType": "text/markdown", "buffer": DELL.encode()})
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
    page.get_by_role("alert").get_by_text("Its file is needed to add it again.").wait_for()
    assert wrong(page) == []
    press(page.get_by_role("button", name="Yes, remove it"))
    page.get_by_text("3 of 3 reports").wait_for()


def test_adding_shows_how_far_it_is_and_can_be_stopped(page: Any, address: str, own: Library) -> None:
    page.goto(f"{address}/library")
    press(page.get_by_text("Add reports"))
    # A file that cannot be read comes first, one is held up while it is embedded, and one is never begun.
    given = {"broken.pdf": "no pdf", "Dell.md": DELL, "Elm.md": DELL.replace("Dell", "Elm")}
    files = [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in given.items()]
    give_files(page, files)
    page.get_by_text("Elm.md").first.wait_for()
    (own.folder / "WAIT").touch()
    press(page.get_by_role("button", name="Add to the library"))
    page.get_by_text("Reading reports: 1 of 3").wait_for()
    assert faults(page) == []
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("Stopping after the file that is being read.").wait_for()
    (own.folder / "WAIT").unlink()
    outcomes = page.locator("ul.outcomes li")
    outcomes.nth(2).wait_for()
    assert [words.split("\n")[0][:9] for words in outcomes.all_inner_texts()] == ["!", "✓", "–"]
    for n, told in enumerate(["Not added: broken.pdf", "Added: Dell.md, 1 passage", "Not read, because you stopped: Elm.md"]):
        assert told in outcomes.nth(n).inner_text()
    page.get_by_text("4 of 4 reports").wait_for()
    assert wrong(page) == []


def test_what_cannot_be_given_or_saved_is_said_beside_the_form(page: Any, address: str) -> None:
    page.goto(f"{address}/library")
    press(page.get_by_text("Add reports"))
    page.get_by_role("textbox", name="Web addresses").fill("the inspection of Dell")
    press(page.get_by_role("button", name="Add to the library"))
    page.get_by_role("alert").get_by_text("is no web address").wait_for()
    assert wrong(page) == []
    page.goto(f"{address}/library?report=borland")
    press(page.get_by_text("Correct or remove this report"))
    page.get_by_role("textbox", name="Published on").fill("soon")
    press(page.get_by_role("button", name="Save these facts"))
    page.get_by_role("alert").get_by_text("Give a date as").wait_for()
    assert wrong(page) == []
