"""A visitor's journey in a real browser: ask, open a citation, read on, by keyboard alone too; what follows an answer; enlarged; axe."""

import urllib.request
from typing import Any

import pytest
from serving_press import BEYOND, NOTING, ask, faults, new_page, press, rest
from tiny import QUESTION
from visitor import Visitor


def tab_to(page: Any, name: str, key: str = "Tab", most: int = 80) -> None:
    """Press Tab until what has this name is in focus; it must be seen to be."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement.ariaLabel || document.activeElement.innerText || ''").startswith(name):
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            return
    raise AssertionError(f"{name!r} is not reached with {most} presses of {key}")


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


def test_from_question_to_opened_source_by_keyboard_alone(visit: Any) -> None:
    rest(visit)
    tab_to(visit, "Ask what inspectors found")
    visit.keyboard.type(QUESTION)
    visit.keyboard.press("Enter")
    visit.locator("article.turn p.status").wait_for()
    visit.get_by_role("heading", name="You could also ask").wait_for()
    rest(visit)
    tab_to(visit, "Source 1: show its words", "Shift+Tab")
    visit.keyboard.press("Enter")
    visit.locator("article.turn mark").first.wait_for()
    tab_to(visit, "Read on in the full text")
    with visit.context.expect_page() as opened:
        visit.keyboard.press("Enter")
    report = opened.value
    cited = report.locator("article.fulltext mark")
    cited.wait_for()
    assert cited.inner_text() == "The CRC supervised 3,454 people in Arden."
    tab_to(report, "Go to the cited words")
    report.keyboard.press("Enter")
    report.wait_for_url("**#cited")


def test_what_was_understood_is_taken_away_and_it_is_asked_again(visit: Any) -> None:
    ask(visit, QUESTION)
    press(visit.get_by_role("button", name="Remove: area Arden"))
    again = visit.locator("article.turn").nth(1)
    again.get_by_text("Asked again without: area: Arden.").wait_for()
    rest(visit)
    assert again.locator("h2.asked").inner_text() == QUESTION
    assert visit.get_by_role("button", name="Remove: area Arden").count() == 0
    assert visit.get_by_role("button", name="Remove: body CRC").count() == 1
    visit.reload()
    again.get_by_text("Asked again without: area: Arden.").wait_for()


def test_a_suggestion_is_asked_and_answered_and_not_offered_again(visit: Any) -> None:
    ask(visit, QUESTION)
    first = visit.locator("[class*='st-key-suggestion0'] button").first
    words = first.inner_text()
    press(first)
    second = visit.locator("article.turn").nth(1)
    second.locator("p.status", has_text="Answered").wait_for()
    rest(visit)
    visit.locator("[class*='st-key-suggestion0']").first.wait_for(state="detached")
    assert second.locator("h2.asked").inner_text() == words
    assert words not in visit.locator("[class*='st-key-suggestion1'] button").all_inner_texts()


def test_bars_limit_the_list_of_the_library(visit: Any, address: str) -> None:
    visit.goto(f"{address}/library")
    press(visit.get_by_role("button", name="News 2"))
    visit.get_by_text("2 of 3 reports, limited to kind news").wait_for()
    press(visit.get_by_role("button", name="✓ News 2"))
    visit.get_by_text("3 of 3 reports").wait_for()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_on_the_pages_of_a_reader(visit: Any, address: str, width: int, scheme: str) -> None:
    visit.emulate_media(color_scheme=scheme)
    visit.set_viewport_size({"width": width, "height": 900})
    assert faults(visit, scheme) == []
    ask(visit, QUESTION)
    press(visit.get_by_role("link", name="Source 1: show its words").first)
    assert faults(visit, scheme) == []
    ask(visit, "What colour are the buses of Zembla?")
    assert faults(visit, scheme) == []
    for path, seen in (("library", "What is held"), ("library?report=arden&start=60&end=90", "Inspection of Arden")):
        visit.goto(f"{address}/{path}")
        visit.get_by_text(seen).first.wait_for()
        assert faults(visit, scheme) == []


def test_enlarged_four_times_nothing_is_cut_off(visit: Any, address: str) -> None:
    visit.set_viewport_size({"width": 320, "height": 256})
    ask(visit, QUESTION)
    press(visit.get_by_role("link", name="Source 1: show its words").first)
    visit.locator("article.turn mark").first.wait_for()
    assert visit.evaluate(BEYOND) == []
    # The box for questions follows what is read here, rather than covering it.
    assert visit.evaluate("getComputedStyle(document.querySelector('[data-testid=stBottom]')).position") == "static"
    for path in ("library", "library?report=arden", "briefing", "compare", "evaluate"):
        visit.goto(f"{address}/{path}")
        visit.locator("h1").first.wait_for()
        rest(visit)
        assert visit.evaluate(BEYOND) == [], path


def test_a_lost_connection_is_told_in_our_words_and_the_page_goes_on_once_it_is_back(chromium: Any, address: str) -> None:
    page = new_page(chromium, viewport={"width": 390, "height": 900})
    sockets: list[Any] = []

    def pass_on(socket: Any) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    page.route_web_socket("**/_stcore/stream", pass_on)
    page.goto(address)
    page.get_by_test_id("stChatInputTextArea").wait_for()
    rest(page)
    page.route("**/_stcore/*", lambda route: route.abort())
    sockets[-1].close()
    dialog = page.get_by_role("dialog", name="Connection error")
    dialog.wait_for()
    told = dialog.locator("h2 + div > div").evaluate("words => getComputedStyle(words, '::before').content")
    assert "does not answer" in told and "start it again" in told
    assert faults(page) == []
    page.unroute("**/_stcore/*")
    dialog.wait_for(state="detached")
    ask(page, QUESTION)
    page.context.close()


SLOW = """const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (words) { setTimeout(() => send.call(this, words), 900); };"""


def test_the_wait_for_a_page_outlasts_a_server_that_is_slow_to_begin(chromium: Any, address: str) -> None:
    context = chromium.new_context()
    context.add_init_script(SLOW)
    context.add_init_script(NOTING)
    page = context.new_page()
    page.goto(f"{address}/library")
    press(page.get_by_role("button", name="News 2"))
    rest(page)
    assert page.get_by_text("2 of 3 reports, limited to kind news").is_visible()
    context.close()


def test_what_measures_the_page_speaks_to_it_as_a_browser_does(address: str) -> None:
    visitor = Visitor(int(address.rpartition(":")[2]))
    assert 0 < visitor.ask(QUESTION) < 30
    visitor.close()
