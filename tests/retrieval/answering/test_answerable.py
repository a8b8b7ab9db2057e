from dataclasses import replace
from types import SimpleNamespace

import pytest

from retrieval.answering import answerable
from retrieval.answering.answerable import carries
from retrieval.evidence import Question


@pytest.mark.parametrize(
    ("weighed", "covered", "meant", "carried"),
    [(0.5, 0.0, 0.0, False), (0.5, 0.4, 0.0, True), (0.5, 0.0, 0.4, True), (1.4, 0.0, 0.0, False), (1.6, 0.0, 0.0, True)],
)
def test_passages_that_hold_nothing_asked_but_names_must_weigh_more(assistant, evidence_of, monkeypatch, weighed, covered, meant, carried):
    monkeypatch.setattr(answerable, "measure", lambda *_: None)
    monkeypatch.setattr(answerable, "odds", lambda _: weighed)
    question = Question("Were there home visits in Northmoor?")
    evidence = replace(evidence_of("Northmoor is small."), covered=covered, meant=meant)
    assert carries(assistant.searcher, question, assistant.searcher.understand(question), [evidence]) is carried


def test_without_evidence_nothing_is_answered(assistant):
    question = Question("How many home visits were made?")
    assert not carries(assistant.searcher, question, assistant.searcher.understand(question), [])


class Near:
    """Stands in for a searcher: every word weighs 1, and each passage comes this near to each word."""

    def __init__(self, *near):
        self.near = iter(near)
        self.shelf = SimpleNamespace(lexical=SimpleNamespace(weight=lambda _: 1.0))

    def compare_words(self, understood, evidence):
        return next(self.near)


@pytest.mark.parametrize(
    ("near", "words"),
    [
        ([{"hous": 0.5, "wait": 0.9}], [(0.5, 0.5), (0.5, 0.9)]),
        ([{"hous": 1.0, "wait": 0.0}, {"hous": 0.0, "wait": 0.8}], [(0.5, 1.0), (0.5, 0.8)]),
        ([{}], []),
    ],
)
def test_each_word_asked_about_is_as_near_as_the_nearest_passage(near, words):
    assert answerable._words(Near(*near), None, [None] * len(near)) == words


def test_a_paraphrase_is_likelier_answered_than_a_question_that_lacks_one_word():
    paraphrase = answerable.Signs(held=0.2, lone=0.1, asks_figure=0.0, unmet=0.0, cosine=0.4, score=12.0, back=0.5, other_year=0.0)
    assert answerable.odds(paraphrase) > answerable.odds(replace(paraphrase, lone=0.4))
    assert answerable.odds(paraphrase) > answerable.odds(replace(paraphrase, unmet=1.0))


def test_what_says_much_beside_the_question_or_is_of_another_year_is_less_likely_an_answer():
    told = answerable.Signs(held=0.5, lone=0.1, asks_figure=1.0, unmet=0.0, cosine=0.5, score=12.0, back=0.6, other_year=0.0)
    assert answerable.odds(told) > answerable.odds(replace(told, back=0.3))
    assert answerable.odds(told) > 0.0 > answerable.odds(replace(told, other_year=1.0))


@pytest.mark.parametrize(
    ("question", "words", "headings", "title", "year", "other"),
    [
        ("How many left in 2018?", "In 2017 nine left.", (), "A report", None, True),
        ("How many left in 2018?", "In 2018 nine left.", (), "A report", None, False),
        ("How many left in 2018?", "Nine left.", ("In 2018",), "A report", None, False),
        ("How many left in 2018?", "Nine left.", (), "A report of 2018", None, False),
        ("How many left in 2018?", "Nine left.", (), "A report", "2018-05-04", False),
        ("How many left?", "In 2017 nine left.", (), "A report", None, False),
    ],
)
def test_words_are_of_another_year_where_nothing_over_them_is_of_the_year_asked_about(
    evidence_of, question, words, headings, title, year, other
):
    evidence = evidence_of(words, headings, title=title, inspected_on=year)
    choice = SimpleNamespace(evidence=evidence, words=words)
    assert answerable._is_of_other_year(question, choice) is other


@pytest.mark.parametrize("question", ["What do reports say about ice cream?", "Were inspectors satisfied with recipes for soup?"])
def test_what_no_report_is_about_is_not_answered(assistant, question):
    assert assistant.ask(Question(question)).status == "not_in_reports"


def test_a_number_of_the_very_thing_counted_is_answered_whatever_the_odds(assistant, monkeypatch):
    monkeypatch.setattr("retrieval.answering.answerable.odds", lambda signs: -9.0)
    searcher = assistant.searcher
    counted = ("How many people did the NPS in Northmoor refer to the thinking skills programme?", True)
    for text, carried in (counted, ("How many dogs did the NPS in Northmoor keep?", False)):
        question = Question(text)
        understood = searcher.understand(question)
        assert carries(searcher, question, understood, searcher.search(question, 20, understood)) == carried
