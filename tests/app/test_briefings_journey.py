"""Saved briefings in a real browser: reopened by their link and the back button, renamed, found, changed and deleted; axe finds nothing."""

import re
from typing import Any

import pytest
from serving_press import faults, press, rest

KEPT = re.compile(r"/briefing\?briefing=[\w-]{22}$")


def build(page: Any, topic: str) -> None:
    rest(page)
    page.get_by_role("textbox", name="Topic").fill(topic)
    press(page.get_by_role("button", name="Build the briefing"))
    page.locator("h2.asked", has_text=re.compile(topic, re.I)).wait_for()
    page.wait_for_url(KEPT)
    rest(page)


def leave(page: Any) -> None:
    """Back to the empty page, by its button."""
    press(page.get_by_role("button", name="Another topic"))
    page.locator("article.briefing").wait_for(state="detached")
    page.get_by_role("heading", name="Topics in this library").wait_for()
    rest(page)


def manage(page: Any) -> None:
    rest(page)
    press(page.get_by_role("button", name="This briefing"))
    page.get_by_label("Name", exact=True).wait_for()


@pytest.fixture
def built(visit: Any, address: str) -> Any:
    """A visitor who has built one briefing."""
    visit.goto(f"{address}/briefing")
    visit.get_by_role("heading", name="Topics in this library").wait_for()
    build(visit, "Arden")
    return visit


def test_a_link_brings_back_the_briefing_with_what_was_changed(built: Any) -> None:
    press(built.get_by_text("Change lines"))
    press(built.get_by_role("button", name="Edit").first)
    built.get_by_role("textbox", name="This line in your words").fill("More than three thousand people.")
    press(built.get_by_role("button", name="Save this line"))
    built.get_by_text("edited, not verified", exact=False).first.wait_for()
    rest(built)
    other = built.context.new_page()
    other.goto(built.url)
    other.locator("article.briefing").wait_for()
    rest(other)
    assert "More than three thousand people." in other.locator("article.briefing").inner_text()
    other.get_by_role("button", name="Undo all changes").wait_for()


def test_back_leaves_a_briefing_and_forward_returns_to_it(built: Any) -> None:
    first = built.url
    leave(built)
    build(built, "Unpaid work")
    second = built.url
    for go, url, words in (
        (built.go_back, None, ""), (built.go_back, first, "Arden"), (built.go_forward, None, ""), (built.go_forward, second, "Unpaid work"),
    ):  # fmt: skip
        go()
        if url:
            built.locator("h2.asked", has_text=re.compile(words, re.I)).wait_for()
            assert built.url == url
        else:
            built.locator("h2.asked").wait_for(state="detached")
            built.get_by_role("heading", name="Topics in this library").wait_for()
        rest(built)


def test_a_look_at_the_library_does_not_lose_the_briefing(built: Any) -> None:
    before = built.url
    press(built.get_by_role("link", name="Library"))
    built.get_by_role("heading", level=1, name="Library").wait_for()
    rest(built)
    press(built.get_by_role("link", name="Briefing"))
    built.locator("h2.asked", has_text="Arden").wait_for()
    built.wait_for_url(before)


def test_a_briefing_is_renamed_found_and_opened(built: Any) -> None:
    manage(built)
    built.get_by_label("Name", exact=True).fill("Zebra session")
    built.keyboard.press("Enter")
    built.locator("h2.asked", has_text="Zebra session").wait_for()
    built.locator("p.current", has_text="Zebra session").wait_for()
    built.keyboard.press("Escape")
    leave(built)
    built.get_by_label("Find in names").fill("zebra")
    built.keyboard.press("Enter")
    found = built.locator("[class*='st-key-briefing-'] button")
    found.nth(1).wait_for(state="detached")
    built.get_by_role("button", name="Zebra session").wait_for()
    rest(built)
    assert faults(built) == []
    press(built.get_by_role("button", name="Zebra session"))
    built.locator("h2.asked", has_text="Zebra session").wait_for()
    built.wait_for_url(KEPT)


def test_deleting_asks_first_and_leaves_nothing_at_the_link(built: Any) -> None:
    gone = built.url
    manage(built)
    press(built.get_by_role("button", name="Delete this briefing"))
    built.get_by_role("button", name="Delete it").wait_for()
    assert faults(built) == []
    press(built.get_by_role("button", name="Delete it"))
    built.get_by_text("The briefing was deleted.").wait_for()
    built.locator("article.briefing").wait_for(state="detached")
    rest(built)
    built.goto(gone)
    built.get_by_text("The briefing of this address is not kept any more").wait_for()
    assert built.locator("article.briefing").count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_in_a_kept_briefing(built: Any, width: int, scheme: str) -> None:
    built.emulate_media(color_scheme=scheme)
    built.set_viewport_size({"width": width, "height": 900})
    manage(built)
    assert faults(built, scheme) == []
