"""The page Briefing, run as Streamlit runs it, over the tiny library."""

from collections.abc import Callable

import pytest
from seen import Seen
from streamlit.testing.v1 import AppTest
from test_ask import button, shown
from tiny import HOSTILE

from retrieval.assistant import Assistant
from retrieval.briefing.topics import OFFERED, TOPICS, find_topics

Open = Callable[[], AppTest]
BRIEFING = """
from tiny import BagOfWords
from app.visit.desk import open_desk
from app.visit.keeping import Keeper
from app.visit.limits import choose_limits
from app.views import briefing
assistant = open_desk(BagOfWords())
briefing.show(assistant, choose_limits(list(assistant.searcher.shelf.reports.values())), Keeper())
"""


def open_briefing() -> AppTest:
    return AppTest.from_string(BRIEFING, default_timeout=30).run()


def build(page: AppTest, topic: str) -> AppTest:
    page.text_input(key="topic").set_value(topic)
    next(b for b in page.button if b.label == "Build the briefing").click()
    return page.run()


def change(page: AppTest) -> AppTest:
    page.session_state["mode"] = "Change lines"
    return page.run()


def test_topics_are_those_that_the_reports_speak_of(assistant: Assistant) -> None:
    topics = find_topics(list(assistant.searcher.shelf.reports.values()))
    assert {"home visits", "unpaid work"} <= set(topics) and "mental health" not in topics
    assert len(topics) <= OFFERED and set(topics) <= set(TOPICS) and find_topics([]) == []


def test_a_topic_offered_becomes_a_briefing_with_its_sources(open_page: Open) -> None:
    page = open_briefing()
    button(page, "Unpaid work")
    assert "Unpaid work began on time" in shown(page) and "each verified word for word" in shown(page)
    assert 'href="#briefing-source-1"' in shown(page) and '<mark id="briefing-source-1">' in shown(page)
    assert page.text_input(key="topic").value == "unpaid work" and "stop_briefing" not in [b.key for b in page.button]
    assert [b.label for b in page.get("download_button")] == ["Word", "PowerPoint", "Markdown", "JSON"]


def test_a_line_that_is_edited_says_so_and_can_be_undone(open_page: Open) -> None:
    page = change(build(open_briefing(), "unpaid work"))
    page.button(key="edit-0-0").click().run()
    page.text_area[0].set_value("Officers seldom called.")
    button(page, "Save this line")
    assert "Officers seldom" in shown(page) and "edited, not verified" in shown(page) and "1 edited and not verified" in shown(page)
    button(page, "Undo all changes")
    assert "edited, not verified" not in shown(page) and "Unpaid work began on time" in shown(page)


def test_lines_are_left_out_until_nothing_is_left(open_page: Open) -> None:
    page = change(build(open_briefing(), "unpaid work"))
    while any((b.key or "").startswith("out-") for b in page.button):
        next(b for b in page.button if (b.key or "").startswith("out-")).click().run()
    assert "Unpaid work began on time" not in shown(page)


@pytest.mark.parametrize(("topic", "told"), [("", "Give a topic first"), ("?!", "holds no words"), ("school meals", "Try a wider topic")])
def test_a_topic_that_gives_nothing_is_a_helpful_sentence(open_page: Open, topic: str, told: str) -> None:
    assert told in shown(build(open_briefing(), topic))


def test_limits_are_told_and_kept(open_page: Open) -> None:
    page = open_briefing()
    page.multiselect(key="limit_areas").select("Borland").run()
    assert "Limited to 1 of 3 reports: area Borland." in shown(page)
    assert "3,454" not in shown(build(page, "CRC in Arden"))


def test_a_hostile_report_is_only_words(open_page: Open) -> None:
    page = change(build(open_briefing(), "leaflets about curfews"))
    page.button(key="edit-0-0").click().run()
    page.text_area[0].set_value(HOSTILE)
    button(page, "Save this line")
    seen = Seen(shown(page))
    assert "purple ink" in seen.text and seen.text.count("onerror=") > 1
    assert not {"script", "img", "iframe"} & {name for name, _ in seen.tags}
    assert all((attributes.get("href") or "#").startswith(("#", "library?")) for _, attributes in seen.tags)
    assert not page.markdown
