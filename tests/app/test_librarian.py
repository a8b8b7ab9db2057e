"""Adding, correcting and removing reports on the page Library, over a tiny library of the test's own."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from test_ask import button, shown
from tiny import build_library

from corpus.library import Library
from ingest.build import remove
from ingest.truth import Truth

KEEPING = """
import streamlit as st
from tiny import BagOfWords
from app.visit.desk import open_desk
from app.visit.limits import choose_limits
from app.opening import choose_library
from app.service.roles import Person
from app.service.serving import asked_folder
from app.views import library
from app.views.librarian import Librarian
embedder = BagOfWords()
shelf = open_desk(embedder).searcher.shelf
person = Person("tester", frozenset(st.session_state.get("roles", ["librarian"])))
library.show(shelf, choose_limits(list(shelf.reports.values())), Librarian(person, choose_library(asked_folder())[0], embedder))
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    library = build_library(tmp_path, ("arden.md", "borland.md"))
    monkeypatch.setenv("PROBATION_QA_ASKED", str(library.folder))
    return library


def open_report(report: str) -> AppTest:
    page = AppTest.from_string(KEEPING, default_timeout=30)
    page.query_params["report"] = report
    return page.run()


def add(page: AppTest, addresses: str, *files: tuple[str, bytes, str]) -> AppTest:
    if files:
        page.file_uploader[0].set_value(list(files))
    page.text_area(key="addresses").set_value(addresses)
    next(b for b in page.button if b.label == "Add to the library").click()
    return page.run()


def test_facts_are_corrected_and_the_correction_is_shown(own: Library) -> None:
    page = open_report("arden")
    page.text_input(key="fact-arden-area").set_value("Arden; Dell")
    page.text_input(key="fact-arden-published_on").set_value("2018-02-03")
    button(page, "Save these facts")
    assert "The facts are saved." in shown(page) and "3 February 2018" in shown(page) and "Arden; Dell" in shown(page)


@pytest.mark.parametrize(("fact", "value", "told"), [("title", " ", "needs a title"), ("published_on", "soon", "Give a date as")])
def test_a_fact_that_cannot_be_is_refused(own: Library, fact: str, value: str, told: str) -> None:
    page = open_report("arden")
    page.text_input(key=f"fact-arden-{fact}").set_value(value)
    button(page, "Save these facts")
    assert told in shown(page) and "<h1>Inspection of Arden</h1>" in shown(page)


def test_a_report_is_removed_only_when_asked_twice(own: Library) -> None:
    page = open_report("borland")
    page.button(key="remove").click().run()
    assert "Remove “Inspection of Borland” from the library?" in shown(page)
    button(page, "Keep it")
    assert "from the library?" not in shown(page)
    page.button(key="remove").click().run()
    button(page, "Yes, remove it")
    assert "Removed: Inspection of Borland" in shown(page) and "1 of 1 reports" in shown(page)


@pytest.mark.parametrize(
    ("typed", "told"), [("", "Nothing was given"), ("/etc/passwd", "is no web address"), ("https://x.example\n" * 21, "At most 20")]
)
def test_what_cannot_be_added_is_a_sentence(own: Library, typed: str, told: str) -> None:
    assert told in shown(add(AppTest.from_string(KEEPING, default_timeout=30).run(), typed))


def test_an_address_within_the_house_is_not_fetched_and_its_outcome_is_told(own: Library) -> None:
    page = add(AppTest.from_string(KEEPING, default_timeout=30).run(), "http://127.0.0.1:9/report")
    assert "Not added" in shown(page) and "2 of 2 reports" in shown(page)


def test_whoever_is_no_librarian_changes_nothing(own: Library) -> None:
    page = open_report("arden")
    page.session_state["roles"] = ["staff"]
    page.text_input(key="fact-arden-title").set_value("Another title")
    button(page, "Save these facts")
    assert "needs the role librarian" in shown(page) and "<h1>Inspection of Arden</h1>" in shown(page)


def test_a_library_that_cannot_be_written_says_how_to_make_an_own_one(own: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.views.librarian.os.access", lambda *_: False)
    page = AppTest.from_string(KEEPING, default_timeout=30).run()
    assert "To make your own" in shown(page) and not page.text_area
    page = open_report("arden")
    assert "To make your own" in shown(page) and "remove" not in [b.key for b in page.button]


def test_a_file_is_added_under_a_safe_name_and_answers_at_once(own: Library) -> None:
    text = b"# Inspection of Dell\n\n## Visits\n\nOfficers in Dell visited every home in May.\n"
    page = add(AppTest.from_string(KEEPING, default_timeout=30).run(), "", ("../Dell <b>report.md", text, "text/markdown"))
    assert "<strong>Added</strong>: Dell &lt;b&gt;report.md, 1 passage" in shown(page)
    assert "3 of 3 reports" in shown(page) and "open-dell-b-report" in [b.key for b in page.button]


def test_an_upload_keeps_the_name_it_was_given(own: Library) -> None:
    page = AppTest.from_string(KEEPING, default_timeout=30).run()
    text = b"# A visit to Dell\n\n## Visits\n\nOfficers in Dell visited every home in May.\n"
    add(page, "", ("../Visit to Dell (1).MD", text, "text/markdown"), ("broken.pdf", b"no pdf", "application/pdf"))
    held = {report.report_id: report.path for report in Truth(own.truth_path).reports()}
    assert held["visit-to-dell-1"] == "Visit to Dell (1).MD"
    assert "Added</strong>: Visit to Dell (1).MD, 1 passage" in shown(page) and "broken.pdf" in shown(page)


def test_an_empty_library_says_so_on_every_page_and_leads_to_adding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = build_library(tmp_path, ("arden.md",))
    remove("arden", library)
    monkeypatch.setenv("PROBATION_QA_ASKED", str(library.folder))
    page = AppTest.from_file(str(Path(__file__).with_name("tiny_page.py")), default_timeout=30).run()
    assert "This library is empty" in shown(page) and not page.chat_input and not page.multiselect
    assert "Questions to begin with" not in shown(page)
    page = AppTest.from_string(KEEPING, default_timeout=30).run()
    assert "This library holds no report yet. Add files" in shown(page) and "Try fewer words" not in shown(page)
