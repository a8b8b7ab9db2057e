"""Each state that has a screen of its own, in a real browser: its words, no fault by axe in either scheme, nothing cut off on a phone."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from scripted_model import ScriptedModel, Spoken
from serving_press import BEYOND, ask, faults, free_port, press, rest
from tiny import DISAGREEING, DISAGREEING_MANIFEST, MANIFEST, QUESTION, TEXTS, BagOfWords, build_library, make_library

from corpus.library import Library
from ingest.build import remove

Open = Callable[..., Any]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def open_with(visitor: Any, address: str) -> Iterator[Open]:
    """A visitor's page over a library, with a model or database of an address where one is given."""
    opened: list[Any] = []

    def open_it(library: Library | None, path: str = "", **cookies: str) -> Any:
        page = visitor.new_page()
        opened.append(page)
        given = {**({"library": str(library.folder)} if library else {}), **cookies}
        visitor.clear_cookies()
        visitor.add_cookies([{"name": name, "value": value, "url": address} for name, value in given.items()])
        page.goto(f"{address}/{path}")
        return page

    yield open_it
    for page in opened:
        assert page.evaluate("window.pwned") is None


def assert_fit(page: Any) -> None:
    """Legible in both schemes on a desk, and on a phone, where nothing reaches beyond the window."""
    assert faults(page) == []
    page.set_viewport_size(PHONE)
    assert faults(page, "dark") == []
    assert page.evaluate(BEYOND) == []
    page.set_viewport_size(DESK)


def test_every_ending_of_an_answer_is_told_in_words_and_shape(open_with: Open, tmp_path: Path) -> None:
    page = open_with(make_library(tmp_path, DISAGREEING, DISAGREEING_MANIFEST))
    endings = {
        "How often were homes visited in Dell?": ("≠", "Sources disagree"),
        "What colour are the buses of Zembla?": ("", "Not in the reports"),
        "Should I recall my client in Dell?": ("–", "Outside what reports can answer"),
    }
    for question, (shape, words) in endings.items():
        ask(page, question)
        status = page.locator("article.turn p.status").last
        assert [status.locator("span").nth(n).inner_text() for n in (0, 1)] == [shape, words]
    told = page.locator("article.turn .answer").all_inner_texts()
    assert "Inspection report, May 2018: The CRC" in told[0] and "News, 18 May 2018: The inspectors" in told[0]
    assert "the newest from 18 May 2018." in told[1]
    press(page.get_by_role("link", name="Source 2: show its words").first)
    page.locator("article.turn mark").last.wait_for()
    assert_fit(page)
    press(page.get_by_role("button", name="New conversation"))
    page.locator("article.turn").first.wait_for(state="detached")
    ask(page, "What about them?")
    assert "Needs clarification" in page.locator("article.turn p.status").inner_text()
    assert_fit(page)


def test_an_empty_library_leads_to_adding(open_with: Open, tmp_path: Path) -> None:
    library = build_library(tmp_path, ("arden.md",))
    remove("arden", library)
    page = open_with(library)
    page.get_by_role("heading", name="This library is empty").wait_for()
    rest(page)
    assert_fit(page)
    press(page.get_by_role("link", name="Add reports"))
    page.get_by_text("This library holds no report yet.").wait_for()
    press(page.locator("summary", has_text="Add reports"))
    page.get_by_role("button", name="Add to the library").wait_for()
    assert_fit(page)


def test_a_library_that_is_being_made_ready_shows_how_far_it_has_come(open_with: Open, tmp_path: Path) -> None:
    older = BagOfWords()
    older.fingerprint = "bag-of-words@0"
    library = make_library(tmp_path, TEXTS, MANIFEST, older)
    (library.folder / "WAIT").touch()
    page = open_with(library)
    page.get_by_role("heading", name="The library is being made ready").wait_for()
    page.get_by_role("progressbar").wait_for()
    page.get_by_text("Preparing reports anew").wait_for()
    assert_fit(page)
    (library.folder / "WAIT").unlink()
    ask(page, QUESTION)
    assert "3,454" in page.locator("article.turn").inner_text()


def test_what_cannot_be_opened_says_what_to_do(open_with: Open, tmp_path: Path) -> None:
    other = BagOfWords()
    other.fingerprint = "another-model@1"
    harmed = build_library(tmp_path / "harmed")
    assert harmed.generation
    next((harmed.generation / "lexical").iterdir()).write_bytes(b"0")
    states = {
        "probation-qa ingest": Library(tmp_path / "nowhere"),
        "ingest the reports again": make_library(tmp_path / "other", TEXTS, MANIFEST, other),
        "probation-qa check --repair": harmed,
    }
    for words, library in states.items():
        page = open_with(library)
        alert = page.get_by_role("alert")
        alert.wait_for()
        assert words in alert.inner_text()
        rest(page)
        assert_fit(page)


def test_a_model_that_is_down_is_told_and_stood_in_for(open_with: Open) -> None:
    page = open_with(None, model=f"http://127.0.0.1:{free_port()}/v1")
    page.get_by_text("go to 127.0.0.1:").wait_for()
    ask(page, QUESTION)
    page.get_by_text("The language model could not be reached. This is the offline answer.").wait_for()
    assert "3,454" in page.locator("article.turn").inner_text()
    assert_fit(page)


@pytest.fixture
def endless_model(scripted_model: ScriptedModel) -> Iterator[ScriptedModel]:
    """A model that does not answer before the test is over."""
    over = threading.Event()

    def keep_waiting(_: object) -> Spoken:
        over.wait(60)
        return Spoken(status=500)

    scripted_model.script = keep_waiting
    yield scripted_model
    over.set()


def test_a_model_that_takes_long_is_stopped_and_answered_for(open_with: Open, endless_model: ScriptedModel) -> None:
    page = open_with(None, model=endless_model.url)
    rest(page)
    page.get_by_test_id("stChatInputTextArea").fill(f"{QUESTION} Tell me the number.")  # no other test asks this
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Stop, and answer without the language model").click()
    page.get_by_text("The language model was stopped. This is the offline answer.").wait_for()
    rest(page)
    assert page.locator("article.turn").count() == 1 and "3,454" in page.locator("article.turn").inner_text()


def test_a_briefing_that_takes_long_is_stopped(open_with: Open, endless_model: ScriptedModel) -> None:
    page = open_with(None, "briefing", model=endless_model.url)
    topics = page.get_by_role("heading", name="Topics in this library")
    topics.wait_for()
    rest(page)
    page.get_by_role("textbox", name="Topic").fill("Arden")
    page.keyboard.press("Enter")
    page.get_by_role("progressbar").wait_for()
    page.get_by_role("button", name="Stop", exact=True).click()
    topics.wait_for()
    rest(page)
    assert page.locator("article.briefing").count() == 0 and page.get_by_role("progressbar").count() == 0


def test_what_cannot_be_kept_is_said_and_the_answer_is_there_all_the_same(open_with: Open, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    page = open_with(None, database=f"sqlite:///{tmp_path}/file/kept.db")
    page.get_by_text("Nothing is being kept.").first.wait_for()
    ask(page, QUESTION)
    assert "3,454" in page.locator("article.turn").inner_text()
    assert_fit(page)


def test_a_source_that_is_gone_is_not_shown_as_verified(open_with: Open, tmp_path: Path) -> None:
    library = build_library(tmp_path)
    page = open_with(library)
    ask(page, QUESTION)
    page.wait_for_url("**conversation=**")
    remove("arden", library)
    page.reload()
    page.get_by_role("heading", name="Sources that could not be verified again").wait_for()
    rest(page)
    press(page.get_by_role("link", name="Source 1: not verified now").first)
    assert_fit(page)


def test_nothing_found_says_what_to_try(open_with: Open) -> None:
    page = open_with(None, "library")
    page.get_by_role("textbox", name="Find in titles").fill("zembla")
    page.keyboard.press("Enter")
    page.get_by_text("None of the 3 reports fits. Try fewer words or limits.").wait_for()
    rest(page)
    assert_fit(page)
    for path, words in (("library?report=gone", "not in this library any more"), ("?conversation=gone", "is not kept any more"),
                        ("briefing?briefing=gone", "is not kept any more")):  # fmt: skip
        page.goto(page.url.partition("/library")[0].partition("?")[0].rstrip("/") + "/" + path)
        page.get_by_text(words).wait_for()
        rest(page)
        assert faults(page) == [], path


def test_limits_that_leave_no_report_are_told_beside_the_box(open_with: Open) -> None:
    page = open_with(None)
    for label, value in (("Area", "Borland"), ("Body", "CRC")):
        press(page.get_by_role("combobox", name=label))
        page.keyboard.type(value)
        page.get_by_role("option", name=value, exact=True).wait_for()
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
    page.get_by_text("No report fits all of these limits together.").wait_for()
    assert_fit(page)
    press(page.get_by_role("button", name="Take limits away"))
    page.get_by_text("No report fits all of these limits together.").wait_for(state="detached")
