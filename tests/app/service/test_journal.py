"""One JSON line a request, and what never stands in it."""

import json
import logging
from collections.abc import Iterator

import pytest

from app.service.journal import LISTENERS, LOGGER, Entry, request, switch_on
from corpus.errors import AssistantError
from retrieval.assistant import Assistant

QUESTION = "How many people did the CRC supervise in Arden?"


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The lines written while a test runs."""
    written: list[str] = []
    monkeypatch.setenv("PROBATION_QA_LOG", "json")
    monkeypatch.setattr(LOGGER, "handlers", [])
    switch_on()
    LOGGER.handlers[0].emit = lambda record: written.append(record.getMessage())  # type: ignore[method-assign]
    yield written
    LOGGER.setLevel(logging.CRITICAL + 1)


def test_a_request_is_one_line_with_an_id_timings_status_and_counts(lines: list[str], assistant: Assistant) -> None:
    with request("ask", QUESTION) as entry:
        entry.answered(assistant.converse([QUESTION])[0])
    (line,) = lines
    told = json.loads(line)
    assert "\n" not in line and told["status"] == "answered" and told["kind"] == "ask" and len(told["request"]) == 16
    assert told["citations"] == 1 and told["evidence"] >= 1 and told["characters"] == len(QUESTION)
    assert told["seconds"] >= told["total_seconds"] >= 0 and told["time"].endswith("+00:00")


def test_the_question_is_written_only_where_that_is_switched_on(lines: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with request("ask", QUESTION):
        pass
    monkeypatch.setenv("PROBATION_QA_LOG_QUESTIONS", "1")
    with request("ask", "two\nlines \x1b[2J"):
        pass
    assert "Arden" not in lines[0]
    assert json.loads(lines[1])["question"] == "two\nlines \x1b[2J" and "\n" not in lines[1] and "\x1b" not in lines[1]


@pytest.mark.parametrize(("error", "status"), [(AssistantError("secret.txt is gone"), "refused"), (ValueError("hunter2"), "failed")])
def test_a_failure_is_told_by_its_kind_and_never_by_its_words(lines: list[str], error: Exception, status: str) -> None:
    with pytest.raises(type(error)), request("ask", QUESTION):
        raise error
    told = json.loads(lines[0])
    assert (told["status"], told["error"]) == (status, type(error).__name__)
    assert "hunter2" not in lines[0] and "secret" not in lines[0]


def test_each_request_has_an_id_of_its_own() -> None:
    assert len({Entry("ask").request_id for _ in range(1000)}) == 1000


def test_off_writes_nothing_but_figures_are_still_counted(lines: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr("app.service.journal.LISTENERS", [*LISTENERS, lambda entry, seconds: heard.append(entry.kind)])
    monkeypatch.setenv("PROBATION_QA_LOG", "off")
    switch_on()
    with request("ask"):
        pass
    assert lines == [] and heard == ["ask"]


def test_anything_but_json_and_off_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROBATION_QA_LOG", "verbose")
    with pytest.raises(AssistantError, match="Set it to json or off"):
        switch_on()
