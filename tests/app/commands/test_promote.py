"""Feedback is listed and becomes a case by the command line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.command import app
from app.storage.database import DATABASE_VARIABLE
from app.storage.opening import Storage
from corpus.errors import AssistantError
from evals.lines import read_cases
from retrieval.answer import to_json
from retrieval.assistant import Assistant

QUESTION = "How many people did the CRC supervise in Arden?"


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{tmp_path / 'kept.db'}")
    monkeypatch.chdir(tmp_path)
    return Storage.open()


def say(storage: Storage, assistant: Assistant, verdict: str, note: str = "") -> str:
    answer = assistant.converse([QUESTION])[0]
    begun = storage.conversations.begin("ann", "c", "lib")
    turn = storage.conversations.add(begun.id, "ann", QUESTION, QUESTION, {}, to_json(answer))
    assert turn
    storage.opinions.save(turn.id, "ann", verdict, note)
    return turn.id


def call(*words: str) -> str:
    done = CliRunner().invoke(app, ["evals", "promote", *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_what_people_said_is_listed_and_narrowed(storage: Storage, assistant: Assistant) -> None:
    assert call() == "Nobody has said anything of an answer yet.\n"
    right, wrong = say(storage, assistant, "right"), say(storage, assistant, "wrong source", "see\x1b[2J page 4")
    listed = call()
    assert right[:8] in listed and wrong[:8] in listed and QUESTION in listed and "\x1b" not in listed and "page 4)" in listed
    assert right[:8] not in call("--verdict", "wrong source")


def test_a_right_answer_becomes_a_whole_case(storage: Storage, assistant: Assistant) -> None:
    turn = say(storage, assistant, "right")
    assert call(turn[:8], "--kind", "figure") == f"Added said-{turn[:8]} to promoted.jsonl.\n"
    (case,), _ = read_cases([Path("promoted.jsonl")], assistant.searcher.shelf.reports)
    assert (case.kind, case.gold[0].report_id, case.gold[0].quote) == ("figure", "arden", "The CRC supervised 3,454 people in Arden.")


def test_a_wrong_answer_becomes_a_case_with_places_to_fill(storage: Storage, assistant: Assistant) -> None:
    turn = say(storage, assistant, "wrong", "It is 3,455.")
    told = call(turn, "--out", "own.jsonl")
    assert "Still to fill: " in told and "own.jsonl line 1: a point has no alternatives" in told


def test_an_id_that_nobody_judged_is_a_sentence(storage: Storage) -> None:
    with pytest.raises(AssistantError, match="Nothing was said of an answer 'nosuch'"):
        CliRunner().invoke(app, ["evals", "promote", "nosuch"], catch_exceptions=False)
