from dataclasses import replace

import pytest

from retrieval import answerable
from retrieval.answerable import carries
from retrieval.evidence import Question


@pytest.mark.parametrize(
    ("weighed", "covered", "meant", "carried"),
    [(0.5, 0.0, 0.0, False), (0.5, 0.4, 0.0, True), (0.5, 0.0, 0.4, True), (1.5, 0.0, 0.0, True)],
)
def test_passages_that_hold_nothing_asked_but_names_must_weigh_more(assistant, evidence_of, monkeypatch, weighed, covered, meant, carried):
    monkeypatch.setattr(answerable, "measure", lambda *_: None)
    monkeypatch.setattr(answerable, "odds", lambda _: weighed)
    question = Question("What colour are the buses in Northmoor?")
    evidence = replace(evidence_of("Northmoor is small."), covered=covered, meant=meant)
    assert carries(assistant.searcher, question, assistant.searcher.understand(question), [evidence]) is carried


def test_without_evidence_nothing_is_answered(assistant):
    question = Question("How many home visits were made?")
    assert not carries(assistant.searcher, question, assistant.searcher.understand(question), [])
