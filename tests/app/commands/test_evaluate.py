"""The page Evaluate, run as Streamlit runs it, over the tiny library."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from bench_of import lay_out
from streamlit.testing.v1 import AppTest
from test_ask import shown

from app.phrases import date_words
from app.storage.opening import Storage
from app.views.evaluation.adding import read_points
from app.workbench.bench import Bench
from app.workbench.scores import RunScores
from evals.expert import Score
from evals.judge import Judgement, write_judgements
from retrieval.answer import to_json

EVALUATE = """
import os
from pathlib import Path
from tiny import BagOfWords
from app.visit.desk import open_desk
from app.views import evaluate
evaluate.show(open_desk(BagOfWords()), Path(os.environ["PROBATION_QA_ASKED"]))
"""
Open = Callable[..., AppTest]


@pytest.fixture
def open_evaluate(library, monkeypatch, tmp_path) -> Open:
    monkeypatch.setenv("PROBATION_QA_ASKED", str(library.folder))
    monkeypatch.setenv("PROBATION_QA_RUNS", str(tmp_path))

    def open_part(**address: str) -> AppTest:
        page = AppTest.from_string(EVALUATE, default_timeout=30)
        for key, value in address.items():
            page.query_params[key] = value
        return page.run()

    return open_part


@pytest.fixture
def bench(assistant, tmp_path) -> Bench:
    return lay_out(tmp_path, assistant)


def test_without_a_run_it_says_how_to_get_one(open_evaluate: Open) -> None:
    assert "No run has been asked yet" in shown(open_evaluate())


def test_the_overview_tells_measures_endings_and_calibration(open_evaluate: Open, bench: Bench) -> None:
    page = open_evaluate()
    page.selectbox(key="run").set_value("first").run()
    assert not page.exception and "Right in full" in shown(page) and "How answers of first ended" in shown(page)
    assert "Calibration of declining: first" in shown(page) and "Brier score" in shown(page)
    page.selectbox(key="against").set_value("worse").run()
    assert "Difference of means, paired" in shown(page) and "How answers of worse ended" in shown(page)
    page.toggle(key="over_runs").set_value(True).run()
    assert "Runs, newest first" in shown(page)


def test_failures_are_filtered_and_opened(open_evaluate: Open, bench: Bench) -> None:
    page = open_evaluate(part="cases")
    page.selectbox(key="run").set_value("first").run()
    assert "1 of 3 cases." in shown(page)
    page.button(key="open-own-002").click().run()
    assert "not said: every single case" in shown(page) and "What a good answer says" in shown(page)
    assert "Evidence:" in shown(page) and "Holds gold." in shown(page)
    page.button[0].click().run()
    assert "1 of 3 cases." in shown(page)
    page.text_input(key="case_words").set_value("zembla").run()
    assert "0 of 3 cases." in shown(page)


def test_a_person_scores_an_answer_and_sees_others_only_then(open_evaluate: Open, bench: Bench) -> None:
    page = open_evaluate(part="cases", case="own-001")
    page.selectbox(key="run").set_value("first").run()
    said = {outcome.case_id: outcome for outcome in bench.outcomes("first")}
    scores = RunScores(Storage.open(), "first", said)
    scores.save(Score("own-001", "Bob", "sentence 1", 80, "too long"))
    page.text_input(key="person").set_value("Ann").run()
    assert "Others have scored this answer." in shown(page) and "too long" not in shown(page)
    page.radio(key="points-sentence 1").set_value(0)
    page.button[-1].click().run()
    assert "need a reason" in shown(page) and len(scores.list()) == 1
    page.radio(key="points-sentence 1").set_value(100)
    page.button[-1].click().run()
    assert "Saved 1 score." in shown(page) and "80: too long" in shown(page)
    assert scores.list()[0] == Score("own-001", "Ann", "sentence 1", 100)


def test_a_case_is_added_by_form_and_its_faults_are_told_all_together(open_evaluate: Open, bench: Bench) -> None:
    page = open_evaluate(part="add", question="How did the NPS manage risk in Borland?")
    page.text_area[0].set_value("well | very well")
    page.text_area[2].set_value("never written")
    page.button[-1].click().run()
    assert "Quote 1 has no report." in shown(page)
    page.selectbox[4].set_value("arden")
    page.button[-1].click().run()
    assert "does not hold the words: never written" in shown(page)
    page.selectbox[4].set_value("borland")
    page.text_area[2].set_value("The NPS in Borland managed risk well.")
    page.button[-1].click().run()
    assert "Added as own-004." in shown(page)
    assert bench.own_cases.read_text(encoding="utf-8").count("\n") == 4


def test_points_are_read_a_line_each() -> None:
    assert read_points("33% | one in three\n\n  |  \nrare") == [["33%", "one in three"], ["rare"]]


def test_a_run_of_a_bad_name_is_not_started(open_evaluate: Open, bench: Bench) -> None:
    page = open_evaluate(part="start")
    page.text_input[0].set_value("../x")
    page.button[-1].click().run()
    assert "cannot be the name of a run" in shown(page)


def say(assistant, verdict: str, note: str, question: str) -> str:
    """Somebody asks in the chat and says what they think of the answer; gives the id of the turn."""
    storage = Storage.open()
    begun = storage.conversations.begin("ann", "c", "lib")
    turn = storage.conversations.add(begun.id, "ann", question, question, {}, to_json(assistant.converse([question])[0]))
    storage.opinions.save(turn.id, "ann", verdict, note)
    return f"said-{turn.id[:8]}"


def test_a_question_from_the_chat_becomes_a_case_with_what_was_said_of_it(open_evaluate: Open, bench: Bench, assistant) -> None:
    question = "How well did the NPS manage risk in Borland?"
    name = say(assistant, "right", "A trainer asked this.", question)
    page = open_evaluate(part="add")
    assert f"Right, {date_words(date.today().isoformat())}: {question} (A trainer asked this.)" in page.selectbox[0].options
    page.selectbox[0].set_value(name).run()
    assert page.text_input[0].value == question and "The NPS in Borland managed risk well." in page.text_area[2].value
    page.button[-1].click().run()
    assert f"Added as {name}." in shown(page)
    added = json.loads(bench.own_cases.read_text(encoding="utf-8").splitlines()[-1])
    assert (added["id"], added["note"], added["gold"][0]["report_id"]) == (name, "A trainer asked this.", "borland")
    assert name not in [box.value for box in open_evaluate(part="add").selectbox]


def test_a_wrong_answer_brings_its_question_and_note_and_no_gold(open_evaluate: Open, bench: Bench, assistant) -> None:
    name = say(assistant, "wrong", "It is on page 4.", "Who inspected Arden?")
    page = open_evaluate(part="add")
    page.selectbox[0].set_value(name).run()
    assert (page.text_input[0].value, page.text_area[0].value, page.text_area[2].value) == ("Who inspected Arden?", "", "")
    assert page.text_area[-1].value == "It is on page 4."


def test_what_judges_thought_is_shown_as_advice_with_its_spread(open_evaluate: Open, bench: Bench) -> None:
    given = [Judgement("ragas with m", "own-001", "faithfulness", repeat, value, "") for repeat, value in ((1, 1.0), (2, 0.5))]
    write_judgements(given, bench.judgements_path("first", "ragas"))
    page = open_evaluate(run="first")
    assert "Advice only" in shown(page) and "0.50 to 1.00 (2 repeats)" in shown(page) and "ragas with m" in shown(page)


def test_failures_are_narrowed_by_cause_and_read_one_after_another(open_evaluate: Open, bench: Bench) -> None:
    page = open_evaluate(part="cases", run="first")
    page.selectbox(key="case_cause").set_value("unsaid").run()
    assert "1 of 3 cases." in shown(page)
    page.segmented_control(key="which").set_value("All").run()
    page.selectbox(key="case_cause").set_value("Any cause").run()
    page.button(key="open-own-002").click().run()
    assert "2 of 3" in shown(page)
    next(button for button in page.button if button.label == "Next").click().run()
    assert "What colour are the buses of Zembla?" in shown(page) and "3 of 3" in shown(page)
    page.button[0].click().run()
    assert "3 of 3 cases." in shown(page)  # what was chosen stays chosen
