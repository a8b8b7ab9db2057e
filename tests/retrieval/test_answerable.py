from dataclasses import replace
from types import SimpleNamespace

import pytest

from retrieval import answerable
from retrieval.answerable import carries
from retrieval.evidence import Question


@pytest.mark.parametrize(
    ("weighed", "covered", "meant", "carried"),
    [(0.5, 0.0, 0.0, False), (0.5, 0.4, 0.0, True), (0.5, 0.0, 0.4, True), (1.4, 0.0, 0.0, False), (1.6, 0.0, 0.0, True)],
)
def test_passages_that_hold_nothing_asked_but_names_must_weigh_more(assistant, evidence_of, monkeypatch, weighed, covered, meant, carried):
    monkeypatch.setattr(answerable, "measure", lambda *_: None)
    monkeypatch.setattr(answerable, "odds", lambda _: weighed)
    question = Question("How many home visits were there in Northmoor?")
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
    paraphrase = answerable.Signs(0.0, 0.2, 0.1, 0.0, 0.0, 0.4, 0.1)
    assert answerable.odds(paraphrase) > answerable.odds(replace(paraphrase, lone=0.4))
    assert answerable.odds(paraphrase) > answerable.odds(replace(paraphrase, unmet=1.0))


@pytest.mark.parametrize("question", ["What do reports say about ice cream?", "Were inspectors satisfied with recipes for soup?"])
def test_what_no_report_is_about_is_not_answered(assistant, question):
    assert assistant.ask(Question(question)).status == "not_in_reports"
