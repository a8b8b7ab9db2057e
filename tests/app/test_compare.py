"""The page Compare, run as Streamlit runs it, over the tiny library."""

from collections.abc import Callable

import pytest
from seen import Seen
from streamlit.testing.v1 import AppTest
from test_ask import shown
from tiny import HOSTILE

Open = Callable[[], AppTest]
COMPARE = """
from tiny import BagOfWords
from app.visit.desk import open_desk
from app.visit.limits import choose_limits
from app.views import compare
assistant = open_desk(BagOfWords())
compare.show(assistant, choose_limits(list(assistant.searcher.shelf.reports.values())))
"""
QUESTION = "How many people did the CRC supervise in Arden and Borland?"


def compare(question: str, across: str, limits: str = "") -> AppTest:
    page = AppTest.from_string(COMPARE, default_timeout=30)
    page.session_state["across"] = across
    page.run()
    if limits:
        page.multiselect(key="limit_areas").select(limits).run()
    page.text_input(key="compared").set_value(question)
    next(b for b in page.button if b.label == "Compare").click()
    return page.run()


def test_sides_stand_side_by_side_and_an_empty_one_says_so(open_page: Open) -> None:
    open_page()
    page = compare(QUESTION, "Area")
    text = Seen(shown(page)).text
    assert text.index("Arden") < text.index("3,454") and text.index("Borland") < text.index("Not found in this report")
    assert 'href="#compare-source-1"' in shown(page) and '<mark id="compare-source-1">' in shown(page)
    assert [b.label for b in page.get("download_button")] == ["Word", "Markdown", "JSON"]


@pytest.mark.parametrize(
    ("question", "told"), [("", "Give a question first"), ("?!", "holds no words"), ("School meals?", "Try other words")]
)
def test_a_question_that_gives_nothing_is_a_helpful_sentence(open_page: Open, question: str, told: str) -> None:
    open_page()
    assert told in shown(compare(question, "Report"))


def test_limits_hold_for_every_side(open_page: Open) -> None:
    open_page()
    page = compare("Did unpaid work begin on time?", "Report", "Borland")
    assert "Limited to area Borland." in shown(page) and "Inspection of Arden" not in shown(page)


def test_a_hostile_report_and_question_are_only_words(open_page: Open) -> None:
    open_page()
    page = compare(f"What ink were leaflets about curfews printed in? {HOSTILE}", "Report")
    seen = Seen(shown(page))
    assert "purple ink" in seen.text
    assert not {"script", "img", "iframe"} & {name for name, _ in seen.tags}
    assert all((attributes.get("href") or "#").startswith(("#", "library?", "https://reports.example/")) for _, attributes in seen.tags)
    assert not page.markdown
