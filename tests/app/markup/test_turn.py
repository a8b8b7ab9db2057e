"""One turn as markup: every status, claims and marks, and nothing live in what others wrote."""

from dataclasses import replace

import pytest
from seen import Seen, assert_nothing_is_live
from tiny import HOSTILE, QUESTION

from app.markup.turn import show_turn
from retrieval import answer as endings
from retrieval.answer import Answer, Citation, Claim
from retrieval.assistant import Assistant


def real_answer(assistant: Assistant, question: str = QUESTION) -> Answer:
    return assistant.converse([question])[0]


def test_the_answer_comes_first_and_its_mark_leads_to_the_words(assistant: Assistant) -> None:
    shown = show_turn(QUESTION, real_answer(assistant), "turn0")
    assert shown.index("Answered") < shown.index("3,454") < shown.index("Sources")
    assert 'href="#turn0-source-1"' in shown and '<mark id="turn0-source-1">' in shown
    seen = Seen(shown)
    for words in (
        "Inspection of Arden",
        "CRC effectiveness",
        "November 2017",
        "HM Inspectorate of Probation",
        "Digest of: inspection report",
    ):
        assert words in seen.text
    assert ("a", {"href": "https://reports.example/arden", "target": "_blank"}) in seen.tags
    assert "Searched 3 of 3 reports, 1 used, newest 17 July 2019." in seen.text


@pytest.mark.parametrize(
    ("status", "label"),
    [
        (endings.ANSWERED, "Answered"), (endings.PARTIAL, "Partly answered"), (endings.NOT_IN_REPORTS, "Not in the reports"),
        (endings.SOURCES_DISAGREE, "Sources disagree"), (endings.NEEDS_CLARIFICATION, "Needs clarification"),
        (endings.OUT_OF_SCOPE, "Outside what reports can answer"),
    ],
)  # fmt: skip
def test_each_status_is_said_in_words(assistant: Assistant, status: str, label: str) -> None:
    shown = show_turn(QUESTION, replace(real_answer(assistant), status=status), "turn0")
    assert f"<span>{label}</span>" in shown
    assert_nothing_is_live(shown)


def test_what_is_not_in_the_reports_shows_the_nearest_three_and_how_far_the_search_looked(assistant: Assistant) -> None:
    answer = replace(real_answer(assistant), status=endings.NOT_IN_REPORTS, text="The reports do not say.", claims=(), citations=())
    seen = Seen(show_turn(QUESTION, answer, "turn0"))
    assert "Nearest passages" in seen.text and "Sources" not in seen.text
    assert all(evidence.passage.text.split("\n")[0] in seen.text for evidence in answer.evidence[:3])
    assert "Searched 3 of 3 reports, 0 used, newest 17 July 2019." in seen.text
    assert "Written" not in seen.text, "nothing was written from the reports"
    assert "Areas these reports cover: Arden; Borland" in seen.text


def test_many_areas_are_folded_away(assistant: Assistant) -> None:
    answer = replace(real_answer(assistant), status=endings.NOT_IN_REPORTS, claims=(), citations=())
    many = replace(answer, coverage=replace(answer.coverage, areas=tuple(f"Area {n}" for n in range(20))))
    assert "The 20 areas these reports cover" in show_turn(QUESTION, many, "turn0")


def test_words_between_and_after_the_claims_are_shown(assistant: Assistant) -> None:
    claims = (Claim("A stands.", (1,)), Claim("Listed:\n• one\n• two", (1,)))
    text = "First.\n\nA stands. [1]\n\nListed:\n• one\n• two [1]\n\nNPS: not found in these reports."
    seen = Seen(show_turn(QUESTION, replace(real_answer(assistant), claims=claims, text=text), "t"))
    assert "First.A stands. 1Listed:onetwo 1NPS: not found in these reports." in seen.text
    assert [name for name, _ in seen.tags].count("li") >= 2


def test_a_completed_question_is_shown_beside_the_one_that_was_typed(assistant: Assistant) -> None:
    first, second = assistant.converse([QUESTION, "And in Borland?"])
    assert "Read with your earlier questions" not in show_turn(QUESTION, first, "turn0")
    assert f"<q>{second.question.text}</q>".replace("'", "&#x27;") in show_turn("And in Borland?", second, "turn1")


def test_nothing_that_others_wrote_is_live(assistant: Assistant) -> None:
    answer = real_answer(assistant, "What ink were leaflets about curfews printed in?")
    trap = assistant.searcher.shelf.reports["trap"]
    passage = next(p for p in assistant.searcher.shelf.passages if p.report_id == "trap")
    hostile = replace(
        answer, text=f"{HOSTILE} [1]\n\n{HOSTILE}", claims=(Claim(HOSTILE, (1,)),), understood=(HOSTILE,), model=HOSTILE,
        citations=(Citation(1, trap, replace(passage, context=HOSTILE), passage.start, passage.end),),
        question=replace(answer.question, text=HOSTILE + " "),
    )  # fmt: skip
    for status in (endings.ANSWERED, endings.NOT_IN_REPORTS):
        shown = show_turn(HOSTILE + "?", replace(hostile, status=status), "turn0")
        assert_nothing_is_live(shown)
        assert Seen(shown).text.count(HOSTILE) >= 6
