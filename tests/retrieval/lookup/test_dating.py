from dataclasses import replace

import pytest

from corpus.report import Facts, Report
from ingest.passages import Passage
from retrieval.evidence import Evidence, Question
from retrieval.lookup.dating import find_occasion, tell_date
from retrieval.lookup.subject import areas_in_question

TEXT = (
    "The CRC in Northmoor had opened in June 2014.\n\n"
    "An inspection team visited the area for two weeks in July 2018.\n\n"
    "The report on Northmoor was published on 9 November 2018. It covers both bodies.\n\n"
    "A second study was published in May 2016."
)
FACTS = Facts(title="Northmoor", area=("Northmoor",), published_on="2018-11-09", inspected_on="2018-07")


def evidence_from(facts, text=TEXT, report_id="northmoor"):
    return Evidence(Passage(report_id, (), "prose", 0, len(text), text), Report(report_id, "", "", facts, text), 1.0)


@pytest.fixture
def asked(lexicon):
    return lambda text: lexicon.understand(text)


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("When was the Northmoor report published?", "published_on"),
        ("On what date did the 2018 Northmoor inspection report come out?", "published_on"),
        ("When did inspectors visit Northmoor?", "inspected_on"),
        ("In which months was the fieldwork for the Northmoor inspection done?", "inspected_on"),
        ("When were the new caseload limits published?", None),
        ("When did home visits start?", None),
        ("Who was chief inspector when the report came out?", None),
    ],
)
def test_which_date_of_a_report_is_asked_for(asked, question, fact):
    occasion = find_occasion(asked(question))
    assert (occasion.fact if occasion else None) == fact


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When was the Northmoor report published?", "The report on Northmoor was published on 9 November 2018."),
        ("When did inspectors visit Northmoor?", "An inspection team visited the area for two weeks in July 2018."),
    ],
)
def test_the_sentence_that_tells_the_date_is_quoted_where_it_stands(asked, question, told):
    evidence = evidence_from(FACTS)
    draft = tell_date(asked(question), [evidence], [evidence.passage])
    assert draft.text == told
    assert TEXT[draft.quotes[0].start : draft.quotes[0].end].strip() == told


def test_no_date_is_told_of_an_inspection_that_the_report_does_not_date(asked):
    evidence = evidence_from(replace(FACTS, inspected_on=None))
    assert tell_date(asked("When did inspectors visit Northmoor?"), [evidence], [evidence.passage]) is None


def test_the_year_asked_about_chooses_the_report(asked):
    evidence = evidence_from(FACTS)
    assert tell_date(asked("When was the 2012 Northmoor report published?"), [evidence], [evidence.passage]) is None


def test_reports_on_several_areas_are_offered_where_none_is_named(asked):
    both = [evidence_from(FACTS), evidence_from(replace(FACTS, area=("Southvale",)), report_id="southvale")]
    unnamed = asked("When was the report published?")
    assert areas_in_question(unnamed, both) == ("Northmoor", "Southvale")
    assert tell_date(unnamed, both, [e.passage for e in both]) is None
    assert areas_in_question(replace(unnamed, areas=("Northmoor",)), both) == ()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When was the Southvale report published?", "published on 14 March 2019"),
        ("When did inspectors visit Northmoor?", "The inspection team visited the area in February 2018."),
    ],
)
def test_a_date_of_a_report_is_answered_with_words_of_that_report(assistant, question, told):
    answer = assistant.ask(Question(question))
    assert answer.status == "answered"
    assert told in answer.text


def test_which_report_is_meant_is_asked_where_several_have_a_date(assistant):
    assert assistant.ask(Question("When was the report published?")).status == "needs_clarification"
