"""What is kept, in a real browser: the same answer by its link, another name, feedback, the back button, deleting; axe finds nothing."""

import re
from typing import Any

import pytest
from serving_press import ask, faults, press, rest
from tiny import QUESTION

ANSWERED = re.compile(r"conversation=[\w-]{22}")


@pytest.fixture
def asked(visit: Any) -> Any:
    """A visitor who has asked one question."""
    ask(visit, QUESTION)
    visit.wait_for_url(ANSWERED)
    visit.get_by_role("radio", name="Wrong source").wait_for()
    return visit


def start_anew(page: Any) -> None:
    """Press New conversation and wait until the earlier one is gone."""
    press(page.get_by_role("button", name="New conversation"))
    page.get_by_text("This library holds 3 reports").wait_for()
    page.locator("article.turn").wait_for(state="detached")
    rest(page)


def manage(page: Any) -> None:
    press(page.get_by_role("button", name="This conversation"))
    page.get_by_label("Name", exact=True).wait_for()


def test_a_link_leads_back_to_the_same_answer(asked: Any) -> None:
    asked.reload()
    asked.locator("article.turn p.status").wait_for()
    other = asked.context.new_page()
    other.goto(asked.url)
    other.locator("article.turn p.status").wait_for()
    for page in (asked, other):
        assert page.locator("article.turn h2.asked").inner_text() == QUESTION
        press(page.get_by_role("link", name="Source 1: show its words"))
        page.locator("article.turn mark").wait_for()
        assert page.locator("article.turn mark").inner_text() == "The CRC supervised 3,454 people in Arden."


def test_back_leaves_a_conversation_and_forward_returns_to_it(asked: Any) -> None:
    first = asked.url
    start_anew(asked)
    ask(asked, "What was recommended in Arden?")
    asked.wait_for_url(lambda url: bool(ANSWERED.search(url)) and url != first)
    second = asked.url
    for go, url, words in (
        (asked.go_back, None, None), (asked.go_back, first, QUESTION),
        (asked.go_forward, None, None), (asked.go_forward, second, "What was recommended in Arden?"),
    ):  # fmt: skip
        go()
        if words:
            asked.locator("h2.asked", has_text=words).wait_for()
            assert asked.url == url and asked.locator("article.turn").count() == 1
        else:
            asked.get_by_text("This library holds 3 reports").wait_for()
            asked.locator("article.turn").wait_for(state="detached")


def test_a_look_at_the_library_does_not_lose_the_conversation(asked: Any) -> None:
    before = asked.url
    press(asked.get_by_role("link", name="Library"))
    asked.get_by_role("heading", level=1, name="Library").wait_for()
    press(asked.get_by_role("link", name="Ask"))
    asked.locator("h2.asked", has_text=QUESTION).wait_for()
    assert ANSWERED.search(asked.url) and ANSWERED.search(asked.url)[0] == ANSWERED.search(before)[0]  # type: ignore[index]
    asked.go_back()
    asked.get_by_role("heading", level=1, name="Library").wait_for()
    asked.go_back()
    asked.locator("h2.asked", has_text=QUESTION).wait_for()


def test_a_conversation_is_renamed_found_and_opened(asked: Any) -> None:
    manage(asked)
    asked.get_by_label("Name", exact=True).fill("Zebra crossings")
    asked.keyboard.press("Enter")
    asked.locator("p.current", has_text="Zebra crossings").wait_for()
    asked.keyboard.press("Escape")
    start_anew(asked)
    asked.get_by_label("Find in questions, answers and names").fill("zebra 3,454")
    asked.keyboard.press("Enter")
    found = asked.get_by_role("button", name="Zebra crossings")
    found.wait_for()
    asked.locator("[class*='st-key-conversation-'] button").nth(1).wait_for(state="detached")
    press(found)
    asked.locator("h2.asked", has_text=QUESTION).wait_for()
    assert ANSWERED.search(asked.url)


def test_feedback_stays_with_the_answer(asked: Any) -> None:
    press(asked.get_by_role("radio", name="Wrong source"))
    asked.get_by_label("Note for the evaluators").fill("See page 4")
    asked.keyboard.press("Enter")
    asked.get_by_text("Kept with your note. Thank you.").wait_for()
    assert faults(asked) == []
    rest(asked)
    asked.reload()
    asked.get_by_role("radio", name="Wrong source", checked=True).wait_for()
    assert asked.get_by_label("Note for the evaluators").input_value() == "See page 4"


def test_deleting_asks_first_and_leaves_nothing_at_the_link(asked: Any) -> None:
    gone = asked.url
    manage(asked)
    press(asked.get_by_role("button", name="Delete this conversation"))
    asked.get_by_role("button", name="Delete it").wait_for()
    assert faults(asked) == []
    press(asked.get_by_role("button", name="Delete it"))
    asked.get_by_text("The conversation was deleted.").wait_for()
    asked.goto(gone)
    asked.get_by_text("The conversation of this address is not kept any more").wait_for()
    assert asked.locator("article.turn").count() == 0


def test_a_conversation_is_taken_away_as_markdown(asked: Any) -> None:
    manage(asked)
    rest(asked)
    with asked.expect_download() as download:
        press(asked.get_by_role("button", name="Export as Markdown"))
    text = download.value.path().read_text(encoding="utf-8")
    assert "How many people did the CRC supervise in Arden?" in text and "3,454" in text


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_in_a_kept_conversation(asked: Any, width: int, scheme: str) -> None:
    asked.emulate_media(color_scheme=scheme)
    asked.set_viewport_size({"width": width, "height": 900})
    press(asked.get_by_role("radio", name="Right", exact=True))
    asked.get_by_text("Kept. Thank you.").wait_for()
    manage(asked)
    assert faults(asked, scheme) == []
