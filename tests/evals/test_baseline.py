import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.report import Facts, Report
from evals.baseline import Baseline, cut_evenly
from retrieval.answer import to_json

WORDS = ["Staff were trained. ", "No. ", "a" * 300 + " ", "\n\n", "Staff. Staff. ", "\t "]


def report_of(text: str) -> Report:
    return Report("r", "r.txt", "", Facts("R"), text)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
def test_pieces_stand_where_they_say_and_lose_no_word(text):
    pieces = cut_evenly(report_of(text))
    assert all(text[p.start : p.end] == p.text and len(p.text) <= 1000 for p in pieces)
    assert all(a.start < b.start for a, b in pairwise(pieces))
    held = {i for p in pieces for i in range(p.start, p.end)}
    assert all(i in held for i, character in enumerate(text) if not character.isspace())


def test_pieces_of_a_text_that_repeats_itself_follow_each_other():
    pieces = cut_evenly(report_of("Staff were trained. " * 200))
    assert len(pieces) > 4
    assert all(b.start <= a.end + 1 and 0 < a.end - b.start <= 200 for a, b in pairwise(pieces))


def test_sentences_are_cited_where_they_stand_and_in_that_order(embedder):
    text = "Rain fell. " * 150 + "Visits were rare. Staff of the unit saw no need for home visits. The unit closed."
    (answer,) = Baseline({"r": report_of(text)}, embedder).ask(["home visits staff no need unit closed"])
    assert [text[c.start : c.end] for c in answer.citations] == ["Staff of the unit saw no need for home visits.", "The unit closed."]
    (turned,) = Baseline({"r": report_of(text)}, embedder).ask(["the unit closed staff"])
    assert [c.start for c in turned.citations] == sorted(c.start for c in turned.citations)


@pytest.fixture
def baseline(reports, embedder):
    return Baseline(reports, embedder)


def test_it_answers_with_the_two_nearest_sentences_of_the_nearest_piece(baseline, reports):
    (answer,) = baseline.ask(["How many cases did the NPS hold in Northshire, and how many a home visit?"])
    assert answer.status == "answered"
    assert [c.quote for c in answer.citations] == ["The NPS held 640 cases.", "One in three, or 33 per cent, had a home visit."]
    assert answer.text == "The NPS held 640 cases. [1] One in three, or 33 per cent, had a home visit. [2]"
    assert all(reports[c.report.report_id].text[c.start : c.end] == c.quote for c in answer.citations)


def test_it_never_declines_and_answers_each_turn(baseline):
    answers = baseline.ask(["Who won the cup?", "And the CRC in Southshire?"])
    assert [a.status for a in answers] == ["answered", "answered"]
    assert [len(a.evidence) for a in answers] == [2, 2]  # one piece a report: these are short


def test_its_answer_is_the_contract(baseline):
    answer = to_json(baseline.ask(["Staff?"])[0])
    assert re.search(r"\[1\]", answer["text"]) and answer["evidence"][0]["rank"] == 1
    assert set(answer["seconds"]) == {"search", "rerank", "compose", "total"}


def test_a_library_without_words_gets_an_empty_answer(embedder):
    (answer,) = Baseline({"r": report_of("  ")}, embedder).ask(["Anything?"])
    assert (answer.status, answer.text, answer.evidence) == ("answered", "", ())
