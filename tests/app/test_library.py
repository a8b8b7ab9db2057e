"""The page Library, run as Streamlit runs it, over the tiny library."""

from collections.abc import Callable
from dataclasses import replace

from seen import Seen
from streamlit.testing.v1 import AppTest
from test_ask import shown
from tiny import HOSTILE

from app.markup.fulltext import cited_words, show_report
from app.markup.highlight import NOTHING, Highlight
from corpus.report import Report
from retrieval.assistant import Assistant

LIBRARY = """
from tiny import BagOfWords
from app.visit.desk import open_desk
from app.visit.limits import choose_limits
from app.views import library
shelf = open_desk(BagOfWords()).searcher.shelf
library.show(shelf, choose_limits(list(shelf.reports.values())))
"""
Open = Callable[[], AppTest]


def open_library(**address: str) -> AppTest:
    page = AppTest.from_string(LIBRARY, default_timeout=30)
    for key, value in address.items():
        page.query_params[key] = value
    return page.run()


def titles(page: AppTest) -> list[str]:
    return [b.label.replace("\\", "").replace("\u2060", "") for b in page.button if b.key and b.key.startswith("open-")]


def test_reports_are_listed_newest_first_with_their_facts(open_page: Open) -> None:
    page = open_library()
    assert titles(page) == ["Inspection of Borland", f"Trap {HOSTILE}", "Inspection of Arden"]
    assert "3 of 3 reports, newest first." in shown(page)
    assert "Digest of: inspection report · HM Inspectorate of Probation · November 2017" in shown(page)


def test_words_and_limits_narrow_the_list(open_page: Open) -> None:
    page = open_library()
    page.text_input(key="find").set_value("inspection gazette").run()
    assert titles(page) == ["Inspection of Borland"]
    page.multiselect(key="limit_years").select("2017").run()
    assert titles(page) == [] and "None of the 3 reports fits, limited to year 2017." in shown(page)


def test_a_report_opens_with_its_outline_and_closes(open_page: Open) -> None:
    page = open_library()
    page.button(key="open-arden").click().run()
    assert page.query_params["report"] in ("arden", ["arden"])
    assert "<h1>Inspection of Arden</h1>" in shown(page) and "Contents: 3 headings" in shown(page)
    assert "This is a digest" in shown(page)
    page.button[0].click().run()
    assert len(titles(page)) == 3


def test_an_address_leads_to_the_cited_words(open_page: Open, assistant: Assistant) -> None:
    start = assistant.searcher.shelf.reports["arden"].text.index("Home visits")
    page = open_library(report="arden", start=str(start), end=str(start + 11))
    assert '<mark id="cited">Home visits</mark>' in shown(page) and any("getElementById('cited')" in block.body for block in page.html)


def test_an_address_that_leads_nowhere_shows_what_there_is(open_page: Open) -> None:
    assert "not in this library any more" in shown(open_library(report="gone"))
    assert "<mark" not in shown(open_library(report="arden", start="9", end="nine"))


def test_only_offsets_within_the_text_are_words(assistant: Assistant) -> None:
    report = assistant.searcher.shelf.reports["arden"]
    assert cited_words(report, "3", "9") == Highlight(3, 9, "cited")
    for start, end in (("9", "3"), ("-1", "3"), ("0", str(len(report.text) + 1)), ("", ""), ("1", "9" * 5000), ("٣", "9")):
        assert cited_words(report, start, end) == NOTHING


def test_a_whole_report_of_hostile_words_is_only_words(assistant: Assistant) -> None:
    seen = Seen(show_report(assistant.searcher.shelf.reports["trap"]))
    assert {name for name, _ in seen.tags} <= set("article h1 h2 h3 p dl dt dd a details summary ul li mark".split())
    assert all((attributes.get("href") or "#").startswith("#") for _, attributes in seen.tags)
    assert HOSTILE in seen.text


def test_a_title_that_the_text_begins_with_is_said_once_unless_it_is_cited_or_has_headings_below(assistant: Assistant) -> None:
    report = assistant.searcher.shelf.reports["arden"]
    end = report.text.index("\n\nCRC effectiveness")
    plain = tuple(replace(b, kind="paragraph", level=0) if b.start else b for b in report.blocks if b.end <= end)
    short = replace(report, text=report.text[:end], blocks=plain)

    def count(shown: Report, *cited: Highlight) -> int:
        return Seen(show_report(shown, *cited)).text.count("Inspection of Arden")

    assert (count(short), count(short, Highlight(0, 10, "cited")), count(report)) == (1, 2, 2)
    assert "Inspectors visited Arden" in Seen(show_report(short)).text
