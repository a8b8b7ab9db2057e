"""A kept answer comes back without asking, and only citations whose words still stand come back with it."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.report import Facts, Report
from ingest.passages import Passage
from retrieval.answer import Answer, Citation, Claim, Coverage, to_json
from retrieval.evidence import Evidence, Filters, Question
from retrieval.kept import CHANGED, GONE, Kept, read_back, read_filters
from retrieval.search.shelf import Shelf

WORDS = "Home visits were rare. Staff were experienced."
QUOTE = "Home visits were rare."
HEADINGS = ("CRC", "Visits")


def shelf_of(text: str | None, headings: tuple[str, ...] = HEADINGS) -> Shelf:
    """A shelf with one report of one passage, or with none."""
    if text is None:
        return Shelf(Path("."), {}, [], np.zeros((0, 1), dtype=np.float32), {})
    report = Report("arden", "arden.md", "0", Facts("Arden", area=("Arden",)), text)
    passage = Passage("arden", headings, "prose", 0, len(text), text)
    return Shelf(Path("."), {"arden": report}, [passage], np.zeros((1, 1), dtype=np.float32), {})


@pytest.fixture(scope="module")
def given() -> Answer:
    shelf = shelf_of(WORDS)
    report, passage = shelf.reports["arden"], shelf.passages[0]
    return Answer(
        Question("How often were homes visited?", Filters(areas=frozenset({"Arden"})), "How often?"), "answered",
        f"{QUOTE} [1]\n\nStaff were experienced. [2]",
        (Claim(QUOTE, (1,)), Claim("Staff were experienced.", (2,))),
        (Citation(1, report, passage, 0, len(QUOTE)), Citation(2, report, passage, len(QUOTE) + 1, len(WORDS))),
        (Evidence(passage, report, 0.5),),
        Coverage(1, 3, Filters(areas=frozenset({"Arden"})), ("Arden",), "2017-11"),
        "extractive", ("area: Arden",), ("And staff?",), {"number": 1}, {"total": 0.1}, "Written offline.",
    )  # fmt: skip


def read(answer: Answer, shelf: Shelf) -> Kept:
    return read_back(json.loads(json.dumps(to_json(answer))), answer.question, shelf)


def test_an_answer_whose_report_is_the_same_comes_back_the_same(given: Answer) -> None:
    assert read(given, shelf_of(WORDS)) == Kept(given)
    assert read(given, shelf_of(WORDS)).holding == given


def test_limits_are_read_as_they_were_set(given: Answer) -> None:
    limits = Filters(frozenset({"a"}), frozenset({"Arden"}), years=frozenset({2017}))
    answer = replace(given, coverage=replace(given.coverage, filters=limits))
    assert read_filters(to_json(answer)["coverage"]["filters"]) == limits and read_filters({}) == Filters()


def test_of_a_report_that_is_gone_nothing_is_cited(given: Answer) -> None:
    kept = read(given, shelf_of(None))
    assert kept.answer.citations == kept.answer.evidence == ()
    assert [(lost.marker, lost.why, lost.quote) for lost in kept.lost] == [(1, GONE, QUOTE), (2, GONE, "Staff were experienced.")]
    assert kept.holding.claims == () and kept.holding.text == ""


def test_words_that_were_changed_are_lost_and_the_others_hold(given: Answer) -> None:
    kept = read(given, shelf_of("Home visits were common. Staff were experienced."))
    assert [(lost.marker, lost.why) for lost in kept.lost] == [(1, CHANGED)]
    assert [c.quote for c in kept.answer.citations] == ["Staff were experienced."]
    assert kept.holding.claims == (Claim("Staff were experienced.", (2,)),)
    assert kept.holding.text == "Staff were experienced. [2]" and kept.holding.dropped == {"number": 1, "source": 1}


def test_words_that_moved_are_cited_where_they_stand_now(given: Answer) -> None:
    kept = read(given, shelf_of(f"A new first sentence. {WORDS}"))
    assert kept.lost == () and [c.quote for c in kept.answer.citations] == [QUOTE, "Staff were experienced."]
    assert kept.answer.citations[0].start == 22


def test_of_words_that_stand_twice_the_nearest_place_is_cited(given: Answer) -> None:
    answer = replace(given, citations=(given.citations[1],))
    kept = read(answer, shelf_of(f"{WORDS} Staff were experienced."))
    assert [c.start for c in kept.answer.citations] == [len(QUOTE) + 1]


@pytest.mark.parametrize("headings", [("NPS", "Visits"), ("CRC",), ()])
def test_words_under_other_headings_say_something_else(given: Answer, headings: tuple[str, ...]) -> None:
    assert [lost.why for lost in read(given, shelf_of(WORDS, headings)).lost] == [CHANGED, CHANGED]


def test_a_citation_of_nothing_is_never_verified(given: Answer) -> None:
    fields = to_json(given)
    fields["citations"][0]["quote"] = " "
    assert [lost.marker for lost in read_back(fields, given.question, shelf_of(WORDS)).lost] == [1]
