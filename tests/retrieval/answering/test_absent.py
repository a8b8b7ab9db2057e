import pytest

from corpus.report import Facts, Report
from retrieval.answering.absent import find_absent
from retrieval.evidence import Question

REPORTS = [
    Report(
        "a",
        "a.txt",
        "",
        Facts("Inspection of Northmoor", area=("Northmoor",)),
        "Tidewell runs four companies; the former Eastmere CRC was one.",
    ),
    Report("b", "b.txt", "", Facts("Plovers Bay: a second visit", area=("England and Wales",)), "The partnership works in Coldwater, too."),
]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("What did inspectors find about Coldwater CRC?", "Coldwater"),
        ("Was Coldwater & Saltmarsh CRC's risk work good enough?", "Coldwater & Saltmarsh"),
        ("In Coldwater PDU, how many posts were empty?", "Coldwater"),
        ("How did the Coldwater NPS do on court reports?", "Coldwater"),
    ],
)
def test_a_place_that_reports_only_mention_has_no_body_there(question, place):
    assert find_absent(question, REPORTS) == place


@pytest.mark.parametrize(
    "question",
    [
        "How did Northmoor CRC do?",
        "How did the Northmoor and Coldwater CRCs compare?",
        "How many people did the Eastmere CRC have?",
        "How did the Tidewell CRC do?",
        "Did the Plovers Bay PDU improve?",
        "How was Duncan's CRC order handled?",
        "Does the National NPS work in Coldwater?",
        "What happens in Coldwater?",
        "In what share of CRC cases was enough done?",
    ],
)
def test_a_body_of_a_place_or_owner_that_reports_speak_of_is_not_absent(question):
    assert find_absent(question, REPORTS) is None


def test_a_long_list_of_capitals_is_read_at_once():
    assert find_absent(", ".join(["Aaa"] * 4000), REPORTS) is None


def test_a_question_about_an_absent_body_is_declined(assistant):
    assert assistant.ask(Question("How many home visits did the Saltmarsh CRC make?")).status == "not_in_reports"
