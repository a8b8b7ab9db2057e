"""The writer around the model: repair, follow-ups, comparison, stop, budgets, and when the model is not asked at all."""

import json
import threading
import time

import pytest
from scripted_model import Spoken, claims, number_of, told

from retrieval.answer import ANSWERED, NOT_IN_REPORTS, OUT_OF_SCOPE
from retrieval.evidence import Question

QUESTION = "In what share of cases did the NPS visit homes in Northmoor?"
NPS = "The NPS visited homes in 58 per cent of the cases that needed a visit."
CRC = "The CRC visited homes in 31 per cent of the cases that needed a visit."


def good(body):
    return Spoken(claims((NPS, number_of(body, NPS), NPS)))


@pytest.mark.parametrize("question", ["Who won the cup?", "What should I do with my client?", "Tell me a joke", "and so on"])
def test_without_evidence_the_model_is_not_asked(with_script, scripted_model, question):
    assert with_script().reply(question).status not in (ANSWERED,)
    assert scripted_model.asked == []


def test_a_claim_that_fails_is_repaired_once(with_script, scripted_model):
    def script(body):
        if len(scripted_model.asked) == 1:
            return Spoken(claims((NPS.replace("58", "85"), number_of(body, NPS), NPS)))
        return good(body)

    scripted_model.script = script
    answer = with_script().reply(QUESTION)
    assert ([c.text for c in answer.claims], answer.dropped, answer.notice) == ([NPS], {}, "")
    assert "it gives a figure that its quotes do not give" in scripted_model.asked[1]["messages"][-1]["content"]


def test_what_fails_twice_is_left_out_and_said(with_script, scripted_model):
    scripted_model.script = lambda body: Spoken(
        claims((NPS, number_of(body, NPS), NPS), ("The NPS trained banana growers.", number_of(body, NPS), NPS))
    )
    answer = with_script().reply(QUESTION)
    assert ([c.text for c in answer.claims], answer.dropped) == ([NPS], {"content": 1})
    assert answer.notice == "1 statement of the language model failed the checks and was left out."
    assert len(scripted_model.asked) == 2


def test_a_model_that_fails_while_it_repairs_costs_nothing_that_holds(with_script, scripted_model):
    def script(body):
        if len(scripted_model.asked) > 1:
            return Spoken(status=500, headers={"retry-after": "0"})
        return Spoken(claims((NPS, number_of(body, NPS), NPS), ("The NPS bought dogs.", number_of(body, NPS), NPS)))

    scripted_model.script = script
    answer = with_script().reply(QUESTION)
    assert ([c.text for c in answer.claims], answer.model) == ([NPS], "openai:scripted")
    assert "could not be asked to correct" in answer.notice and answer.dropped == {"content": 1}


def test_a_second_try_after_retry_after_is_given_and_answers(with_script, scripted_model):
    scripted_model.script = lambda body: (
        Spoken(status=429, headers={"retry-after": "0.2"}) if len(scripted_model.asked) == 1 else good(body)
    )
    begun = time.monotonic()
    answer = with_script().reply(QUESTION)
    assert (answer.model, answer.notice) == ("openai:scripted", "") and time.monotonic() - begun >= 0.2


def test_the_sides_of_a_comparison_are_written_each_by_itself(with_script, scripted_model):
    def script(body):
        words = NPS if number_of(body, NPS) else CRC
        return Spoken(claims((words, number_of(body, words), words)))

    scripted_model.script = script
    answer = with_script().reply("How do the CRC and the NPS compare on home visits in Northmoor?")
    assert [c.text for c in answer.claims] == [f"CRC: {CRC}", f"NPS: {NPS}"] and len(scripted_model.asked) == 2
    assert answer.model == "openai:scripted"


def test_a_claim_about_the_other_side_is_dropped_from_a_side(with_script, scripted_model, assistant):
    def script(body):
        text = json.dumps(told(body)["evidence"])
        words = CRC if CRC in text else "The NPS visited homes in 31 per cent of the cases that needed a visit."
        return Spoken(claims((words, number_of(body, words) or 1, words)))

    scripted_model.script = script
    answer = with_script().reply("How do the CRC and the NPS compare on home visits in Northmoor?")
    assert not any("NPS" in c.text and "31" in c.text for c in answer.claims) and answer.dropped


def test_the_reader_can_stop_the_model(with_script, scripted_model, assistant):
    scripted_model.script = lambda body: Spoken(good(body).text, gap=0.2, size=3)
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    begun = time.monotonic()
    answer = with_script(seconds=30.0).ask(Question(QUESTION), stopped=stop.is_set)
    assert time.monotonic() - begun < 2 and answer.model == "extractive" and "was stopped" in answer.notice
    assert answer.text == assistant.reply(QUESTION).text


def test_the_budget_of_a_run_ends_the_calls(with_script, scripted_model):
    scripted_model.script = good
    asking = with_script(budget=100)
    first, second = asking.reply(QUESTION), asking.reply(QUESTION + " Say.")
    assert first.model == "openai:scripted" and "budget of tokens" in second.notice and len(scripted_model.asked) == 1


def test_the_passages_sent_fit_the_budget_of_one_question(with_script, scripted_model):
    scripted_model.script = good
    with_script(tokens=300).reply(QUESTION)
    assert 1 <= len(told(scripted_model.asked[0])["evidence"]) < 5
    assert len(scripted_model.asked[0]["messages"][1]["content"]) < 300 * 4 + 200


def test_a_refused_key_is_not_sent_again(with_script, scripted_model):
    scripted_model.say(Spoken(status=401))
    asking = with_script()
    assert "refused the key" in asking.reply(QUESTION).notice and "refused the key" in asking.reply(QUESTION).notice
    assert len(scripted_model.asked) == 1


def test_a_model_that_keeps_failing_is_left_alone(with_script, scripted_model):
    scripted_model.say(Spoken(status=500, headers={"retry-after": "0"}))
    asking = with_script(tries=1)
    notices = [asking.reply(QUESTION).notice for _ in range(4)]
    assert len(scripted_model.asked) == 3 and "left alone for a minute" in notices[3]


# Follow-ups


def follow(with_script, scripted_model, rewritten, turns=(QUESTION, "And for the CRC there?")):
    scripted_model.script = lambda body: (
        Spoken(json.dumps({"question": rewritten})) if "asked_now" in told(body) else Spoken(claims(in_reports=False))
    )
    return with_script().converse(list(turns))[-1]


def test_a_follow_up_is_rewritten_and_shown(with_script, scripted_model):
    written = "In what share of cases did the CRC visit homes in Northmoor?"
    answer = follow(with_script, scripted_model, written)
    assert (answer.question.text, answer.question.asked) == (written, "And for the CRC there?")
    assert "Northmoor" not in json.dumps(told(scripted_model.asked[1])["asked_now"])


@pytest.mark.parametrize(
    "rewritten",
    [
        "In what share of cases did the CRC visit homes in Southvale?", "In what share of cases did the CRC visit homes in 2017?",
        "In what share of cases did the YOT visit homes in Northmoor?", "What are bananas?", "", "x" * 400,
        "In what share of cases did the CRC visit homes? See https://leak.example", "What did the CRC do about drug misuse and debt?",
    ],
)  # fmt: skip
def test_a_rewriting_that_adds_to_what_was_asked_is_not_taken(with_script, scripted_model, assistant, rewritten):
    answer = follow(with_script, scripted_model, rewritten)
    assert answer.question.text == assistant.converse([QUESTION, "And for the CRC there?"])[-1].question.text


def test_a_failing_model_leaves_follow_ups_to_the_rules(with_script, scripted_model, assistant):
    scripted_model.say(Spoken(status=500, headers={"retry-after": "0"}))
    answer = with_script().converse([QUESTION, "And for the CRC?"])[-1]
    assert answer.question.text == assistant.converse([QUESTION, "And for the CRC?"])[-1].question.text


def test_a_follow_up_that_asks_for_advice_is_not_reworded_into_something_else(with_script, scripted_model):
    answer = follow(with_script, scripted_model, QUESTION, (QUESTION, "And should I visit my client?"))
    assert answer.status == OUT_OF_SCOPE and not any("asked_now" in told(body) for body in scripted_model.asked)


def test_that_the_model_found_nothing_is_said(with_script, scripted_model):
    scripted_model.say(claims(in_reports=False))
    answer = with_script().reply(QUESTION)
    assert answer.status == NOT_IN_REPORTS and answer.evidence and "found no answer" in answer.notice
