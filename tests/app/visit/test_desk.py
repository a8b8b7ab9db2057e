"""What visitors share: one preparation, one assistant a generation, answers remembered."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from test_ask import shown
from tiny import build_library

from app.visit.desk import SharedAssistant
from corpus.errors import AssistantError
from retrieval.answer import Answer
from retrieval.assistant import Assistant
from retrieval.evidence import Filters, Question

HERE = Path(__file__).parents[1]


def test_a_new_ingest_is_seen_at_the_next_visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = build_library(tmp_path, ["arden.md"])
    monkeypatch.setenv("PROBATION_QA_ASKED", str(library.folder))
    page = AppTest.from_file(str(HERE / "tiny_page.py"), default_timeout=30).run()
    assert "holds 1 report," in shown(page)
    build_library(tmp_path, ["arden.md", "borland.md"])
    assert "holds 2 reports," in shown(page.run())


def test_an_index_left_unfinished_is_finished_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = build_library(tmp_path, ["arden.md"])
    (library.folder / "CURRENT").unlink()
    monkeypatch.setenv("PROBATION_QA_ASKED", str(library.folder))
    assert "holds 1 report," in shown(AppTest.from_file(str(HERE / "tiny_page.py"), default_timeout=30).run())


def test_a_fault_of_making_ready_is_told_and_tried_again_at_the_next_visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = build_library(tmp_path, ["arden.md"])
    monkeypatch.setenv("PROBATION_QA_ASKED", str(library.folder))

    def fail(*_: object) -> None:
        raise AssistantError("The library is being written. Wait and try again.")

    with monkeypatch.context() as broken:
        broken.setattr("app.visit.desk.make_ready", fail)
        page = AppTest.from_file(str(HERE / "tiny_page.py"), default_timeout=30).run()
        assert "The library is being written." in shown(page)
    assert "holds 1 report," in shown(page.run())


@pytest.fixture
def counted(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> tuple[SharedAssistant, list[Question]]:
    asked: list[Question] = []
    plain: Callable[[Assistant, Question], Answer] = Assistant.ask

    def ask(self: Assistant, question: Question) -> Answer:
        asked.append(question)
        return plain(self, question)

    monkeypatch.setattr(Assistant, "ask", ask)
    return SharedAssistant(assistant.searcher, assistant.writer), asked


def test_each_turn_of_a_conversation_is_answered_once(counted: tuple[SharedAssistant, list[Question]]) -> None:
    shared, asked = counted
    for turns in (
        ["Who visited Arden?"],
        ["Who visited Arden?", "And Borland?"],
        ["Who visited Arden?", "And Borland?", "What is unpaid work?"],
    ):
        shared.converse(turns)
    assert len(asked) == 3


def test_an_answer_given_before_waits_for_nobody(counted: tuple[SharedAssistant, list[Question]]) -> None:
    shared, asked = counted
    question = Question("How many people did the CRC supervise in Arden?")
    before = shared.ask(question)
    with shared.lock:  # somebody else is being answered
        assert shared.ask(question) is before
    assert asked == [question]


def test_other_limits_are_another_question_and_memory_is_bounded(
    counted: tuple[SharedAssistant, list[Question]], monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, asked = counted
    monkeypatch.setattr("app.visit.desk.REMEMBERED", 2)
    limits = Filters(areas=frozenset({"Arden"}))
    for filters in (Filters(), limits, Filters()):
        shared.converse(["Who visited Arden?"], filters)
    assert len(asked) == 2
    shared.converse(["What is unpaid work?"])
    assert len(shared.remembered) == 2


def test_visitors_at_the_same_time_get_their_own_answers(counted: tuple[SharedAssistant, list[Question]]) -> None:
    shared, _ = counted
    answers: dict[str, str] = {}
    questions = ["How many people did the CRC supervise in Arden?", "What ink were leaflets about curfews printed in?"] * 4

    def visit(question: str) -> None:
        answers[question] = shared.converse([question])[0].question.text

    visitors = [threading.Thread(target=visit, args=(question,)) for question in questions]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert answers == {question: question for question in questions}
