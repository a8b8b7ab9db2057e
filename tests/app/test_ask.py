"""The page Ask, run as Streamlit runs it, over the tiny library."""

from collections.abc import Callable
from pathlib import Path

import pytest
from seen import assert_nothing_is_live
from streamlit.testing.v1 import AppTest
from tiny import HOSTILE, QUESTION

Open = Callable[[], AppTest]
PAGE = Path(__file__).parents[2] / "app" / "page.py"


def shown(page: AppTest) -> str:
    """All the markup of the page but its style and script."""
    assert not page.exception
    return "".join(block.body for block in page.html if not block.body.startswith(("<style>", "<script>")))


def ask(page: AppTest, question: str) -> AppTest:
    return page.chat_input[0].set_value(question).run()


def button(page: AppTest, label: str) -> None:
    next(b for b in page.button if b.label.replace("\\", "") == label).click().run()


def test_the_empty_page_says_what_it_holds_and_offers_questions(open_page: Open) -> None:
    page = open_page()
    assert "This library holds 3 reports, published from 2017 to 17 July 2019. One of them is a digest:" in shown(page)
    assert [b.label.replace("\\", "") for b in page.button][:2] == ["What did inspectors find in Arden?", "What was recommended in Arden?"]


def test_a_question_is_answered_with_the_words_it_rests_on(open_page: Open) -> None:
    page = ask(open_page(), QUESTION)
    assert "<mark" in shown(page) and "3,454" in shown(page)
    assert "“The CRC supervised 3,454 people in Arden.”" in page.code[0].value
    assert "holds 3 reports" not in shown(page)


def test_an_example_asks_itself(open_page: Open) -> None:
    page = open_page()
    button(page, "What was recommended in Arden?")
    assert '<h2 class="asked">What was recommended in Arden?</h2>' in shown(page)


def test_a_follow_up_is_read_with_what_came_before_and_the_conversation_begins_anew(open_page: Open) -> None:
    page = ask(ask(open_page(), QUESTION), "And in Borland?")
    assert shown(page).count('<article class="turn"') == 2
    assert "Read with your earlier questions as: " in shown(page)
    button(page, "New conversation")
    assert "<article" not in shown(page) and "holds 3 reports" in shown(page)


def test_limits_are_kept_told_and_taken_away(open_page: Open) -> None:
    page = open_page()
    page.multiselect(key="limit_areas").select("Borland").run()
    assert "Limited to 1 of 3 reports." in shown(page)
    assert "Searched 1 of 3 reports" in shown(ask(page, QUESTION)) and "Limited to area Borland." in shown(page)
    button(page, "Take limits away")
    assert page.multiselect(key="limit_areas").value == [] and "Limited to 1 of 3" not in shown(page)


def test_limits_that_leave_nothing_close_the_question_box(open_page: Open) -> None:
    page = open_page()
    page.multiselect(key="limit_areas").select("Borland").run()
    page.multiselect(key="limit_bodies").select("CRC").run()
    assert "No report fits all of these limits together." in shown(page) and page.chat_input[0].disabled


@pytest.mark.parametrize("question", [HOSTILE, f"What ink were leaflets about curfews printed in {HOSTILE}?", "**bold** :smile: $x$"])
def test_a_hostile_question_is_only_words(open_page: Open, question: str) -> None:
    page = ask(open_page(), question)
    bodies = [b.body for b in page.html if not b.body.startswith(("<style>", "<script>"))]
    assert any(question.split()[0].split(">")[0].strip("<") in body for body in bodies)
    for body in bodies:
        if body.startswith("<article"):
            assert_nothing_is_live(body)
    assert not page.markdown


def test_a_library_that_is_not_there_is_a_sentence_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROBATION_QA_ASKED", str(tmp_path / "nothing"))
    page = AppTest.from_file(str(PAGE), default_timeout=30).run()
    assert 'role="alert"' in shown(page) and "probation-qa ingest" in shown(page)
    assert [b.label for b in page.button] == ["Try again"]


def suggested(page: AppTest) -> list[str]:
    return [b.label.replace("\\", "") for b in page.button if (b.key or "").startswith("suggestion")]


def test_what_could_be_asked_next_is_asked_at_a_press_and_not_offered_again(open_page: Open) -> None:
    page = ask(open_page(), QUESTION)
    offered = suggested(page)
    assert 1 <= len(offered) <= 3 and QUESTION not in offered
    button(page, offered[0])
    assert f'<h2 class="asked">{offered[0]}</h2>' in shown(page) and shown(page).count("Answered") == 2
    assert not {QUESTION, offered[0]} & set(suggested(page))


def test_what_was_understood_can_be_taken_away_and_the_same_is_asked_without_it(open_page: Open) -> None:
    page = ask(open_page(), QUESTION)
    chips = [b.label.replace("\\", "") for b in page.button if (b.key or "").startswith("chip")]
    assert chips == ["**Remove:** area Arden", "**Remove:** body CRC", "**Remove:** asks for figure"]
    button(page, "**Remove:** area Arden")
    assert shown(page).count(f'<h2 class="asked">{QUESTION}</h2>') == 2
    assert "Asked again without: area: Arden." in shown(page)
    button(page, "**Remove:** body CRC")
    assert "Asked again without: area: Arden; body: CRC." in shown(page)


def test_what_is_outside_offers_nothing_to_take_away(open_page: Open) -> None:
    page = ask(open_page(), "Should I recall my client in Arden?")
    assert not [b for b in page.button if (b.key or "").startswith(("chip", "suggestion"))]
