"""Briefings over the three invented reports of conftest."""

import json

import pytest

from retrieval.briefing.brief import brief
from retrieval.briefing.briefing import KINDS, to_json
from retrieval.evidence import Filters
from retrieval.search.shelf import bodies_over


@pytest.fixture(scope="module")
def visits(assistant):
    return brief(assistant.searcher, "home visits")


def lines_of(briefing):
    return [line for chapter in briefing.chapters for line in chapter.lines]


def test_every_line_rests_on_words_that_stand_at_their_offsets(visits):
    assert lines_of(visits)
    for line in lines_of(visits):
        assert line.verified and line.claim.markers
        for marker in line.claim.markers:
            citation = visits.citations[marker - 1]
            assert citation.marker == marker and citation.quote == citation.report.text[citation.start : citation.end] != ""


def test_marks_count_through_the_whole_briefing(visits):
    used = [marker for line in lines_of(visits) for marker in line.claim.markers]
    assert list(dict.fromkeys(used)) == [citation.marker for citation in visits.citations] == list(range(1, len(visits.citations) + 1))


def test_figures_are_filed_under_the_figure_and_a_summary_adds_its_citation(visits):
    (figures,) = [chapter for chapter in visits.chapters if chapter.kind == "figures"]
    assert {line.label for line in figures.lines} >= {"72 per cent", "31 per cent", "58 per cent"}
    (both,) = [line for line in figures.lines if line.label == "31 per cent"]
    assert {visits.citations[m - 1].report.path.split("/")[-1] for m in both.claim.markers} == {
        "northmoor-2018.txt",
        "northmoor-commentary.txt",
    }


def test_chapters_come_in_their_order_and_the_last_say_what_is_missing_and_what_to_discuss(visits):
    order = [KINDS.index(chapter.kind) for chapter in visits.chapters]
    assert order == sorted(order)
    assert [chapter.kind for chapter in visits.chapters[-2:]] == ["gaps", "questions"]
    assert not any(chapter.lines for chapter in visits.chapters[-2:])


def test_barriers_examples_and_recommendations_are_found_by_their_place(assistant):
    found = brief(assistant.searcher, "finding work")
    by_kind = {chapter.kind: chapter for chapter in found.chapters}
    assert len(by_kind["barriers"].lines) == 3
    assert "there were few buses before eight in the morning" in by_kind["barriers"].lines[0].claim.text + str(by_kind["barriers"].lines)
    assert by_kind["examples"].lines[0].label == "Good practice example"
    assert any("Marek" in question for question in by_kind["questions"].notes)
    plans = {chapter.kind: chapter for chapter in brief(assistant.searcher, "risk plans").chapters}
    assert [line.label for line in plans["recommendations"].lines] == ["National Probation Service"]


@pytest.mark.parametrize(
    "ask", [{"topic": "home visits", "filters": Filters(bodies=frozenset({"NPS"}))}, {"topic": "home visits by the NPS"}]
)
def test_a_briefing_on_one_body_says_nothing_of_the_other(assistant, ask):
    found = brief(assistant.searcher, **ask)
    assert lines_of(found)
    for citation in found.citations:
        assert "CRC" not in bodies_over(citation.passage) and "CRC" not in citation.quote


def test_an_area_that_the_topic_names_limits_the_briefing(assistant):
    found = brief(assistant.searcher, "home visits in Southvale")
    assert {area for citation in found.citations for area in citation.report.facts.area} == {"Southvale"}
    assert found.coverage.reports_searched == 1


def test_a_topic_that_no_report_covers_gets_only_the_chapter_that_says_so(assistant):
    found = brief(assistant.searcher, "school meals")
    assert [chapter.kind for chapter in found.chapters] == ["gaps"]
    assert "do not cover school meals" in found.chapters[0].notes[0]


def test_an_area_that_the_library_does_not_hold_is_named(assistant):
    found = brief(assistant.searcher, "home visits", Filters(areas=frozenset({"Southvale", "Westerly"})))
    gaps = " ".join(next(chapter.notes for chapter in found.chapters if chapter.kind == "gaps"))
    assert "Westerly" in gaps and "Southvale" not in gaps.replace("Searched", "")


def test_the_same_topic_gives_the_same_briefing(assistant, visits):
    again = brief(assistant.searcher, "home visits")
    assert again.chapters == visits.chapters and again.citations == visits.citations


def test_progress_is_told_to_the_end(assistant):
    told = []
    brief(assistant.searcher, "home visits", progress=lambda *step: told.append(step))
    assert {what for what, _, _ in told} == {"Searching", "Reading"}
    assert all(done == total for what, done, total in (told[-1], [t for t in told if t[0] == "Searching"][-1]))


def test_the_json_of_a_briefing_keeps_the_contract(visits):
    told = json.loads(json.dumps(to_json(visits)))
    assert {"topic", "sections", "citations", "coverage"} <= set(told)
    assert all({"heading", "claims"} <= set(section) for section in told["sections"])
    assert {m for section in told["sections"] for claim in section["claims"] for m in claim["citations"]} == {
        citation["marker"] for citation in told["citations"]
    }
