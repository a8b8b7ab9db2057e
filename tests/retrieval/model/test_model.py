"""Every way in which a language model can answer or fail: each ends in a checked answer, or in the offline answer with a notice."""

import json
from dataclasses import dataclass

import pytest
from scripted_model import Spoken, claims, number_of

from retrieval.answer import ANSWERED, NOT_IN_REPORTS, to_json

QUESTION = "In what share of cases did the NPS visit homes in Northmoor?"
NPS = "The NPS visited homes in 58 per cent of the cases that needed a visit."
CRC = "The CRC visited homes in 31 per cent of the cases that needed a visit."
SAID = "The NPS visited homes in 58% of the cases that needed a visit."
MODEL, OFFLINE = "openai:scripted", "extractive"


def good(body):
    return Spoken(claims((SAID, number_of(body, NPS), NPS)))


def spoken(make, **fields):
    """A script that says something about the evidence it was given."""
    return lambda body: Spoken(make(body), **fields)


def test_a_claim_of_the_model_is_shown_with_the_words_of_the_report(with_script, scripted_model):
    scripted_model.script = good
    answer = with_script().reply(QUESTION)
    assert (answer.status, answer.model, answer.notice, answer.dropped) == (ANSWERED, MODEL, "", {})
    assert [c.text for c in answer.claims] == [SAID] and [c.quote for c in answer.citations] == [NPS]
    assert answer.text == f"{SAID} [1]" and to_json(answer)["notice"] == ""


def test_the_model_gets_numbered_passages_and_no_address_or_id(with_script, scripted_model, assistant):
    scripted_model.script = good
    with_script().reply(QUESTION)
    sent = json.dumps(scripted_model.asked, ensure_ascii=False)
    evidence = json.loads(scripted_model.asked[0]["messages"][1]["content"])["evidence"]
    assert [e["number"] for e in evidence] == list(range(1, len(evidence) + 1)) and len(evidence) == 10
    assert set(evidence[0]) <= {"number", "report", "kind", "date", "headings", "text"} and "NPS effectiveness" in sent
    for report in assistant.searcher.shelf.reports.values():
        assert report.report_id not in sent and report.path not in sent
    assert "://" not in sent and scripted_model.keys == ["Bearer test-key"]


def test_structured_output_is_asked_for_and_done_without_where_it_is_refused(with_script, scripted_model):
    refusing = lambda body: Spoken(status=400) if "response_format" in body else good(body)  # noqa: E731
    scripted_model.script = refusing
    asking = with_script()
    assert asking.reply(QUESTION).model == asking.reply(QUESTION + " Say.").model == MODEL
    assert ["response_format" in body for body in scripted_model.asked] == [True, False, False]
    assert scripted_model.asked[0]["response_format"]["json_schema"]["schema"]["required"] == ["in_reports", "claims"]


def test_claims_come_one_by_one_once_each_is_checked(with_script, scripted_model):
    def script(body):
        quotes = [(SAID, number_of(body, NPS), NPS), ("Nobody was visited.", number_of(body, CRC), CRC)]
        return Spoken(claims(*quotes, (NPS, number_of(body, NPS), NPS)), gap=0.01)

    scripted_model.script = script
    grown = []
    answer = with_script().ask(question(), lambda so_far: grown.append([c.text for c in so_far.claims]))
    assert grown == [[SAID], [SAID, NPS]] and [c.text for c in answer.claims] == [SAID, NPS]


def question():
    from retrieval.evidence import Question

    return Question(QUESTION)


@dataclass(frozen=True)
class Way:
    """One way of answering: what the server does, who wrote what is shown in the end, and what the reader is told."""

    case: str
    script: object
    model: str
    notice: str = ""
    dropped: str = ""
    calls: int = 1
    settings: tuple = ()


def other_body(body):
    return claims(("The NPS visited homes in 31 per cent of the cases that needed a visit.", number_of(body, CRC), CRC))


def endless(body):
    begun, ended = ("", "In Northmoor, ", "According to inspectors, "), (".", ", inspectors found.")
    said = [start + words[:-1] + end for start in begun for words in (SAID, NPS) for end in ended]
    return claims(*((text, number_of(body, NPS), NPS) for text in said))


LOST = "The language model’s reply broke off"
READ = "reply could not be read"
CHECKS = "Nothing that the language model wrote passed the checks."
WAYS = (
    Way("normal, in one piece", good, MODEL, settings=(("streaming", False),)),
    Way("streaming", spoken(lambda b: good(b).text, gap=0.002, size=7), MODEL),
    Way("fenced, prose around it", spoken(lambda b: f"Here you are:\n```json\n{good(b).text}\n```\nI hope that helps!"), MODEL),
    Way("a bare list of claims", spoken(lambda b: json.dumps(json.loads(good(b).text)["claims"])), MODEL),
    Way("slow to begin", spoken(lambda b: good(b).text, wait=5), OFFLINE, "did not answer in time", settings=(("seconds", 0.4),)),
    Way("slow throughout", spoken(lambda b: good(b).text, gap=0.3, size=4), OFFLINE, "did not answer in time", settings=(("seconds", 0.6),)),
    Way("cut off in the first claim", spoken(lambda b: good(b).text, cut=60), OFFLINE, LOST, calls=2),
    Way("cut off after a claim", spoken(lambda b: claims((SAID, number_of(b, NPS), NPS), (NPS, 1, NPS)), cut=-40), MODEL, LOST),
    Way("401", Spoken(status=401), OFFLINE, "refused the key: check PROBATION_QA_MODEL_KEY"),
    Way("403", Spoken(status=403), OFFLINE, "refused the key"),
    Way("404, no such model", Spoken(status=404), OFFLINE, "check its name and address", calls=2),
    Way("429 with Retry-After", Spoken(status=429, headers={"retry-after": "0"}), OFFLINE, "quota is used up", calls=2),
    Way("429 for an hour", Spoken(status=429, headers={"retry-after": "3600"}), OFFLINE, "quota is used up"),
    Way("429, quota spent", Spoken(status=429, code="insufficient_quota"), OFFLINE, "quota is used up"),
    Way("500", Spoken(status=500, headers={"retry-after": "0"}), OFFLINE, "reported a fault", calls=2),
    Way("503 that is no JSON", Spoken(status=503, raw=b"<html>down</html>", headers={"retry-after": "0"}), OFFLINE, "reported a fault", calls=2),
    Way("200 that is no reply", Spoken(raw=b"{}"), OFFLINE, "reported a fault", calls=2),
    Way("malformed JSON", Spoken('{"in_reports": true, "claims": [{"text": '), OFFLINE, LOST, calls=2),
    Way("prose, no JSON", Spoken("The NPS visited 58 per cent."), OFFLINE, READ, calls=2),
    Way("wrong shapes", Spoken('{"claims": [{"text": 5, "quotes": "all"}, {"quotes": [7, {"evidence": null}]}]}'), OFFLINE, CHECKS, "quote", 2),
    Way("marks that do not exist", Spoken(claims((SAID, 99, NPS))), OFFLINE, CHECKS, "quote", 2),
    Way("invented quotes", Spoken(claims((SAID, 1, "The NPS visited nearly every home."))), OFFLINE, CHECKS, "quote", 2),
    Way("no quotes", Spoken('{"in_reports": true, "claims": [{"text": "The NPS visited homes.", "quotes": []}]}'), OFFLINE, CHECKS, "quote", 2),
    Way("wrong numbers", spoken(lambda b: claims((SAID.replace("58", "85"), number_of(b, NPS), NPS))), OFFLINE, CHECKS, "number", 2),
    Way("the other body’s figure", spoken(other_body), OFFLINE, CHECKS, "body", 2),
    Way("empty", Spoken(""), OFFLINE, "replied with nothing", calls=2),
    Way("no claims though it says there are", Spoken(claims()), OFFLINE, "replied with nothing"),
    Way("refusal", Spoken("", refusal="I cannot help with that."), OFFLINE, "declined to write"),
    Way("refusal in prose", Spoken("I am sorry, but I cannot help with that."), OFFLINE, READ, calls=2),
    Way("not in the reports", Spoken(claims(in_reports=False)), MODEL, "found no answer"),
    Way("far too many claims", spoken(endless), MODEL, "wrote more than is taken of it"),
    Way("one endless claim", spoken(lambda b: claims((SAID + " " + SAID * 40, number_of(b, NPS), NPS))), OFFLINE, CHECKS, "length", 2),
    Way("words without end", Spoken("word " * 40_000, size=4000), OFFLINE, READ, calls=2),
    Way("a model that is not there", None, OFFLINE, "could not be reached", calls=0),
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=[way.case for way in WAYS])
def test_each_way_ends_in_a_checked_answer_or_the_offline_one_with_a_notice(way, with_script, scripted_model, assistant):
    asking = with_script(**dict(way.settings))
    if way.script is None:
        scripted_model.server_close()
    elif isinstance(way.script, Spoken):
        scripted_model.say(way.script)
    else:
        scripted_model.script = way.script
    answer = asking.reply(QUESTION)
    assert answer.model == way.model
    assert way.notice in answer.notice and bool(way.notice) == bool(answer.notice)
    assert (OFFLINE == way.model) == ("This is the offline answer." in answer.notice)
    assert len(scripted_model.asked) == way.calls
    assert (way.dropped in answer.dropped) if way.dropped else not answer.dropped
    for citation in answer.citations:
        assert citation.report.text[citation.start : citation.end] == citation.quote
    if way.model == OFFLINE:
        plain = assistant.reply(QUESTION)
        assert (answer.status, answer.text, answer.claims) == (plain.status, plain.text, plain.claims)
    else:
        assert answer.status == (NOT_IN_REPORTS if way.case == "not in the reports" else ANSWERED)
        assert all("58" in claim.text for claim in answer.claims)
