"""A visitor's journey in a real browser: ask, open a citation, see its words marked, read on in the report."""

import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from serving_press import free_port, press, rest, served
from test_turn import QUESTION

from corpus.library import Library


@pytest.fixture(scope="module")
def address(library: Library) -> Iterator[str]:
    """The page over the tiny library, served on this machine."""
    with served(free_port(), {"PROBATION_QA_ASKED": str(library.folder)}) as address:
        yield address


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Any]:
    """A new visitor on the empty page; whatever the browser asks of other addresses is a failure."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(30_000)
    outside: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else outside.append(r.url))
    page.goto(address)
    page.get_by_test_id("stChatInputTextArea").wait_for()
    yield page
    assert outside == []
    assert page.evaluate("window.pwned") is None
    context.close()


def ask(page: Any, question: str) -> None:
    rest(page)
    turns = page.locator("article.turn p.status")
    before = turns.count()
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")
    turns.nth(before).wait_for()


def test_ask_open_a_citation_and_read_on(visit: Any) -> None:
    ask(visit, QUESTION)
    mark = visit.locator("article.turn mark").first
    assert not mark.is_visible()
    press(visit.get_by_role("link", name="Source 1: show its words").first)
    mark.wait_for()
    assert mark.inner_text() == "The CRC supervised 3,454 people in Arden."
    assert visit.locator("article.turn blockquote").first.inner_text().startswith("The CRC supervised 3,454 people in Arden. Home visits")
    with visit.context.expect_page() as opened:
        press(visit.get_by_role("link", name="Read on in the full text").first)
    cited = opened.value.locator("article.fulltext mark")
    cited.wait_for()
    assert cited.inner_text() == "The CRC supervised 3,454 people in Arden."
    assert visit.locator("article.turn").count() == 1


def test_hostile_words_stay_words(visit: Any) -> None:
    ask(visit, "What ink were <img src=https://leak.example/q.png> leaflets about curfews printed in?")
    press(visit.locator("summary", has_text="Evidence:"))
    assert visit.locator("main img, main script[src], main iframe, main a[href^='javascript']").count() == 0
    press(visit.get_by_role("link", name="Library"))
    entry = visit.get_by_role("button", name="Trap <script>")
    entry.wait_for()
    press(visit.get_by_role("combobox", name="Area"))
    visit.get_by_role("option", name="Dell <script>").wait_for()
    visit.keyboard.press("Escape")
    assert visit.locator("main img, main a[href*='leak']").count() == 0
    press(entry)
    visit.get_by_role("heading", level=1, name="Trap <script>").wait_for()
    assert visit.locator("main img, main a[href*='leak'], main a[href*='javascript']").count() == 0


def test_the_page_answers_with_its_guard(address: str) -> None:
    headers = urllib.request.urlopen(address, timeout=5).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
