"""A language model on the command line and on the page: said where text goes, shown as it is checked, stopped, and stood in for."""

import json
import sys

import pytest
from scripted_model import Spoken, claims, number_of
from streamlit.testing.v1 import AppTest
from test_ask import QUESTION, Open, ask, button, shown
from test_briefing import build, open_briefing

from app import command
from app.opening import with_model
from app.visit.desk import SharedAssistant
from retrieval.model.settings import ModelSettings

FACT = "The CRC supervised 3,454 people in Arden."


def good(body):
    return Spoken(claims((FACT, number_of(body, FACT), FACT)))


@pytest.fixture
def with_model_set(scripted_model, monkeypatch):
    """The environment of somebody who has a model on this machine."""
    scripted_model.script = good
    monkeypatch.setenv("PROBATION_QA_MODEL", "openai:scripted")
    monkeypatch.setenv("PROBATION_QA_MODEL_URL", scripted_model.url)
    monkeypatch.setenv("PROBATION_QA_MODEL_SECONDS", "20")
    monkeypatch.setenv("PROBATION_QA_MODEL_TRIES", "1")
    return scripted_model


@pytest.fixture
def probation_qa(assistant, monkeypatch, capsys):
    """Type a command over the tiny library; what it prints, what it complains of, and how it exits."""

    def opened(folder=None, progress=None, model=None):
        return with_model(assistant, model)

    monkeypatch.setattr("app.opening.open_assistant", opened)

    def type_in(*words):
        monkeypatch.setattr(sys, "argv", ["probation-qa", *words])
        with pytest.raises(SystemExit) as ended:
            command.main()
        said = capsys.readouterr()
        return said.out, said.err, ended.value.code or 0

    return type_in


def test_the_terminal_says_once_where_text_goes_and_who_wrote(probation_qa, with_model_set):
    out, err, code = probation_qa("ask", QUESTION, "--json")
    assert code == 0 and json.loads(out)["model"] == "openai:scripted" and json.loads(out)["notice"] == ""
    assert err.count(f"go to {with_model_set.url.split('/')[2]} (openai:scripted), on this machine.") == 1


def test_a_notice_is_shown_on_the_terminal(probation_qa, with_model_set):
    with_model_set.say(Spoken(status=401))
    out, _, code = probation_qa("ask", QUESTION)
    assert code == 0 and FACT in out
    assert "(The language model refused the key: check PROBATION_QA_MODEL_KEY. This is the offline answer.)" in " ".join(out.split())


def test_the_option_goes_before_the_environment(probation_qa, with_model_set):
    out, err, _ = probation_qa("ask", QUESTION, "--model", "extractive", "--json")
    assert json.loads(out)["model"] == "extractive" and err == "" and with_model_set.asked == []


def test_a_batch_is_written_by_the_model_too_and_can_be_kept(probation_qa, with_model_set, tmp_path):
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": 1, "question": QUESTION}) + "\n", encoding="utf-8")
    batch = ("ask", "--batch", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl"))
    _, err, code = probation_qa(*batch, "--model", "openai:other", "--record", str(tmp_path / "kept"))
    assert code == 0 and "kept in" in err and len(list((tmp_path / "kept").glob("*.json"))) == 1
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["answers"][0]["model"] == "openai:other"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--model", "gpt"], "gpt is not a model."),
        (["--model", "openai:a"], "openai:a needs a key. Set the variable OPENAI_API_KEY."),
        (["--model", "replay:nowhere"], "There is no recording in nowhere."),
    ],
)
def test_a_model_that_cannot_be_used_is_one_sentence(probation_qa, words, told):
    out, err, code = probation_qa("ask", QUESTION, *words)
    assert code == 1 and out == "" and told in err and "Traceback" not in err


def test_the_page_says_where_text_goes_and_who_wrote(open_page: Open, with_model_set) -> None:
    page = open_page()
    assert "go to 127.0.0.1:" in shown(page) and "(openai:scripted), on this machine." in shown(page)
    ask(page, QUESTION)
    assert "Written by openai:scripted; every statement was checked against its quote." in shown(page)


def test_the_page_shows_a_notice_with_the_offline_answer(open_page: Open, with_model_set) -> None:
    with_model_set.say(Spoken(status=500))
    page = ask(open_page(), QUESTION)
    assert '<p class="notice">The language model reported a fault of its own. This is the offline answer.</p>' in shown(page)
    assert "3,454" in shown(page) and "Written without a language model" in shown(page)


def test_the_whole_answer_at_once_is_a_setting(open_page: Open, with_model_set) -> None:
    page = open_page()
    page.toggle(key="piecemeal").set_value(False).run()
    assert "3,454" in shown(ask(page, QUESTION))


def test_a_stopped_question_is_answered_offline(open_page: Open, with_model_set) -> None:
    page: AppTest = open_page()
    page.session_state["picked"], page.session_state["stopped"] = f"{QUESTION} And where?", True  # no other test asks this
    page.run()
    assert "The language model was stopped. This is the offline answer." in shown(page) and with_model_set.asked == []


def test_without_a_model_the_page_says_nothing_of_one(open_page: Open) -> None:
    page = ask(open_page(), QUESTION)
    assert "language model" not in shown(page).replace("Written without a language model", "") and not page.toggle


def test_a_follow_up_asks_the_model_nothing_that_was_answered(open_page: Open, with_model_set) -> None:
    page = ask(ask(open_page(), QUESTION), "What is unpaid work like in Borland?")
    assert shown(page).count("<article") == 2 and len(with_model_set.asked) == 2
    button(page, "New conversation")


def test_what_failed_is_asked_again_and_what_was_answered_is_not(assistant, scripted_model) -> None:
    settings = ModelSettings("openai", "scripted", scripted_model.url, "k", seconds=20.0, tries=1)
    shared = with_model(SharedAssistant(assistant.searcher, assistant.writer), settings)
    scripted_model.script = lambda body: Spoken(status=500) if len(scripted_model.asked) == 1 else good(body)
    assert [shared.reply(QUESTION).model for _ in range(3)] == ["extractive", "openai:scripted", "openai:scripted"]
    assert len(scripted_model.asked) == 2


def test_a_briefing_on_the_terminal_is_written_recorded_and_replayed(probation_qa, with_model_set, tmp_path) -> None:
    kept = str(tmp_path / "kept")
    made, err, code = probation_qa("brief", "Arden", "--json", "--record", kept)
    told = json.loads(made)
    assert code == 0 and told["model"].startswith("openai:scripted") and "lines chosen for each chapter" in err
    assert any(FACT[:-1] in claim["text"] for section in told["sections"] for claim in section["claims"])
    asked = len(with_model_set.asked)
    again, err, _ = probation_qa("brief", "Arden", "--json", "--model", f"replay:{kept}")
    assert json.loads(again)["sections"] == told["sections"] and len(with_model_set.asked) == asked and "Nothing leaves" in err


def test_a_briefing_follows_the_environment_unless_it_is_told_otherwise(probation_qa, with_model_set) -> None:
    with_model_set.say(Spoken(status=401))
    out, _, code = probation_qa("brief", "Arden")
    assert code == 0 and "(The language model refused the key: check PROBATION_QA_MODEL_KEY. What it did not write" in " ".join(out.split())
    asked = len(with_model_set.asked)
    out, err, _ = probation_qa("brief", "Arden", "--model", "extractive")
    assert "language model" not in out and err == "" and len(with_model_set.asked) == asked


def test_a_comparison_says_who_really_wrote_it(probation_qa, with_model_set) -> None:
    with_model_set.say(Spoken(status=500))
    out, _, code = probation_qa("compare", QUESTION, "--across", "area", "--json")
    told = json.loads(out)
    assert code == 0 and told["model"] == "extractive" and "reported a fault of its own. This is the offline answer." in told["notice"]


def test_the_page_says_where_a_topic_goes_and_builds_the_briefing_with_the_model(open_page: Open, with_model_set) -> None:
    page = build(open_briefing(), "Arden")
    assert "for a briefing, the lines chosen for each chapter) go to 127.0.0.1:" in shown(page)
    assert "Written by openai:scripted" in shown(page) and "3,454" in shown(page)
    with_model_set.say(Spoken(status=500))
    page = build(page, "unpaid work")
    assert '<p class="notice">The language model reported a fault of its own.' in shown(page) and "Unpaid work began on time" in shown(page)
