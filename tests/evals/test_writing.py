"""Who wrote, and what each check took out: counted by hand, and over a run with a scripted language model."""

from dataclasses import replace

from scripted_model import Spoken, claims, number_of

from evals.case import Case
from evals.outcome import Outcome
from evals.runner import read_card, run
from evals.writing import count_writing, render_writing
from retrieval.model.model_writer import open_writer
from retrieval.model.settings import ModelSettings

QUESTIONS = {
    "In what share of cases did the NPS visit homes?": "The NPS visited homes in 58 per cent of the cases that needed a visit.",
    "How many cases did each responsible officer in the CRC hold?": "Responsible officers in the CRC held 62 cases each on average.",
}


def outcome(model, held, dropped, notice=""):
    answer = {"model": model, "claims": [{}] * held, "dropped": dropped, "notice": notice}
    return Outcome("c", 1, 0.1, None, answer)


def test_statements_are_counted_by_the_check_that_dropped_them():
    outcomes = [outcome("m", 3, {"number": 1}), outcome("extractive", 1, {"quote": 2, "number": 1}, "Slow."), Outcome("e", 1, 0, "x", None)]
    writing = count_writing(outcomes)
    assert (writing.by_writer, writing.held, writing.written) == ({"m": 1, "extractive": 1}, 4, 8)
    shown = render_writing(writing)
    assert "Answers: 1 by m, 1 by extractive. Statements: 8 written, 4 held." in shown
    assert "| number | 2 | 25.0% |" in shown and "| quote | 2 | 25.0% |" in shown and "- 1 × Slow." in shown


def test_a_run_without_drops_has_no_table():
    assert "check" not in render_writing(count_writing([outcome("m", 1, {})]))


def test_a_scripted_model_is_run_like_any_other(assistant, scripted_model, tmp_path):
    def script(body):
        words = next(w for q, w in QUESTIONS.items() if q in body["messages"][1]["content"])
        at = number_of(body, words)
        return Spoken(claims((words, at, words), (words.replace("in", "banana"), at, words), (words, 99, words)))

    scripted_model.script = script
    settings = ModelSettings("openai", "scripted", scripted_model.url, "k", seconds=20.0, record=tmp_path / "kept")
    writer = open_writer(settings, assistant.writer, assistant.searcher.shelf.lexical)
    cases = [Case(f"c{n}", question, "figure", "staff", "tune", (), ()) for n, question in enumerate(QUESTIONS)]
    reports = assistant.searcher.shelf.reports
    written = {"model": writer.name}
    outcomes = run(replace(assistant, writer=writer).converse, cases, [], reports, tmp_path / "a.jsonl", settings=written)
    writing = count_writing(outcomes)
    assert writing.by_writer == {"openai:scripted": 2} and writing.held == 2 and writing.dropped == {"content": 2, "quote": 2}
    assert read_card(tmp_path / "a.jsonl")["settings"] == {"model": "openai:scripted"}

    calls = len(scripted_model.asked)
    replayed = open_writer(ModelSettings("replay", str(tmp_path / "kept")), assistant.writer, assistant.searcher.shelf.lexical)
    again = run(replace(assistant, writer=replayed).converse, cases, [], reports, tmp_path / "b.jsonl", settings={"model": "replay"})
    assert [o.answer["text"] for o in again] == [o.answer["text"] for o in outcomes] and len(scripted_model.asked) == calls
