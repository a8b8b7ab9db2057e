"""From a mark to the words it rests on, in a real browser: passage, whole report, page of a PDF, published page; read out once; copied."""

from pathlib import Path
from typing import Any

import pytest
from serving_press import ask, faults, press, rest, wait_in_sight
from tiny import DISAGREEING, DISAGREEING_MANIFEST, QUESTION, BagOfWords, make_library

from corpus.library import Library
from ingest.build import ingest

FACT = "The CRC supervised 3,454 people in Arden."
WORDS = "The CRC in Elm visited homes in 47 per cent of the cases that needed a visit."
PRINTED = f"""<h1>Inspection of Elm</h1><h2>Foreword</h2><p>Inspectors visited Elm in the spring of 2019 and met its officers.</p>
<h2 style="break-before: page">Home visits</h2><p>{WORDS}</p>"""
PUBLISHED = "<p style='height: 3000px'>Inspection of Dell</p><p>{}</p>"
# Everything that is read out from now on, in order.
LISTENING = """() => {
    window.heard = [];
    const told = document.getElementById('told');
    new MutationObserver(() => told.textContent && heard.push(told.textContent)).observe(told, {childList: true});
}"""


def visit_library(visitor: Any, address: str, library: Library) -> Any:
    page = visitor.new_page()
    visitor.add_cookies([{"name": "library", "value": str(library.folder), "url": address}])
    page.goto(address)
    return page


def test_a_mark_leads_to_passage_headings_and_the_place_in_the_whole_report(visit: Any) -> None:
    ask(visit, QUESTION)
    press(visit.get_by_role("link", name="Source 1: show its words").first)
    source = visit.locator("article.turn .sources > li").first
    assert source.locator("mark").inner_text() == FACT
    assert source.locator(".path").inner_text() == "CRC effectiveness"
    assert "Searched 3 of 3 reports, 1 used, newest 17 July 2019." in visit.locator(".searched").inner_text()
    with visit.context.expect_page() as opened:
        press(source.get_by_role("link", name="Read on in the full text"))
    report = opened.value
    report.set_viewport_size({"width": 1280, "height": 300})
    mark = report.locator("article.fulltext mark")
    mark.wait_for()
    rest(report)
    press(report.get_by_role("link", name="Go to the cited words"))
    assert mark.inner_text() == FACT
    wait_in_sight(mark)
    press(report.locator("summary", has_text="Contents:"))
    press(report.get_by_role("link", name="Recommendations"))
    wait_in_sight(report.get_by_role("heading", name="Recommendations"))
    assert faults(report) == []


def test_the_page_of_a_pdf_is_told_and_linked(chromium: Any, visitor: Any, address: str, tmp_path: Path) -> None:
    printer = chromium.new_page()
    printer.set_content(PRINTED)
    (tmp_path / "elm.pdf").write_bytes(printer.pdf(format="A4"))
    printer.close()
    library = Library(tmp_path / "library")
    facts = {"area": ["Elm"], "bodies": ["CRC"], "address": "https://reports.example/elm.pdf"}
    assert [each.outcome for each in ingest([tmp_path / "elm.pdf"], library, BagOfWords(), facts)] == ["added"]
    page = visit_library(visitor, address, library)
    ask(page, "How often did the CRC visit homes in Elm?")
    press(page.get_by_role("link", name="Source 1: show its words").first)
    source = page.locator("article.turn .sources > li").first
    assert "47 per cent" in source.locator("mark").inner_text() and source.locator(".path").inner_text().endswith("Home visits · page 2")
    published = source.get_by_role("link", name="Page 2 where it was published")
    assert published.get_attribute("href") == "https://reports.example/elm.pdf#page=2"
    with page.context.expect_page() as opened:
        press(source.get_by_role("link", name="Read on in the full text"))
    opened.value.get_by_text("Page 2 of the report").wait_for()


def test_the_published_page_is_opened_at_the_words(visitor: Any, address: str, tmp_path: Path) -> None:
    page = visit_library(visitor, address, make_library(tmp_path, DISAGREEING, DISAGREEING_MANIFEST))
    words = "The CRC in Dell visited homes in 31 per cent of the cases that needed a visit."
    page.context.route("https://reports.example/*", lambda r: r.fulfill(body=PUBLISHED.format(words), content_type="text/html"))
    ask(page, "How often were homes visited in Dell?")
    press(page.get_by_role("link", name="Source 1: show its words").first)
    with page.context.expect_page() as opened:
        press(page.get_by_role("link", name="These words where they were published"))
    opened.value.wait_for_function("() => scrollY > 1000")


def test_an_answer_is_read_out_once(visit: Any) -> None:
    visit.locator("#told").wait_for(state="attached")
    visit.evaluate(LISTENING)
    ask(visit, QUESTION)
    visit.wait_for_function("() => heard.includes('Answered. 1 source below.')")
    press(visit.get_by_role("radio", name="Right", exact=True))
    visit.get_by_text("Kept. Thank you.").wait_for()
    rest(visit)
    heard = visit.evaluate("heard")
    assert heard.count("Answered. 1 source below.") == 1 and set(heard) <= {"Searching the reports.", "Answered. 1 source below."}
    assert visit.locator("#told").evaluate("told => told.getAttribute('role')") == "status"


def test_an_answer_is_copied_with_its_sources(visit: Any, address: str) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    ask(visit, QUESTION)
    press(visit.locator("summary", has_text="Copy this answer with its sources"))
    sheet = visit.get_by_test_id("stCode")
    sheet.wait_for()
    sheet.hover()
    press(visit.get_by_role("button", name="Copy to clipboard"))
    copied = visit.evaluate("navigator.clipboard.readText()")
    assert QUESTION in copied and f"“{FACT}”" in copied and "Inspection of Arden" in copied
    with visit.expect_download() as saved:
        press(visit.get_by_role("button", name="Download as text"))
    assert Path(saved.value.path()).read_text(encoding="utf-8") == copied


@pytest.mark.parametrize("words", ["Wrong source", "Partly right"])
def test_what_is_said_of_an_answer_can_become_a_case(visit: Any, words: str, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from app.command import app

    ask(visit, QUESTION)
    visit.wait_for_url("**conversation=**")
    press(visit.get_by_role("radio", name=words))
    note = visit.get_by_label("Note for the evaluators")
    note.fill(f"{tmp_path.name} says so")
    visit.keyboard.press("Enter")
    visit.get_by_text("Kept with your note. Thank you.").wait_for()
    listed = CliRunner().invoke(app, ["evals", "promote"]).output
    (line,) = [line for line in listed.splitlines() if f"{tmp_path.name} says so" in line]
    out = tmp_path / "own.jsonl"
    told = CliRunner().invoke(app, ["evals", "promote", line.split()[0], "--out", str(out)]).output
    assert "Added said-" in told and QUESTION in out.read_text(encoding="utf-8")
