"""A briefing as a person changes it."""

from dataclasses import replace

import pytest

from app.visit.revision import edit, leave_out, leave_out_note, move
from corpus.errors import AssistantError
from retrieval.assistant import Assistant
from retrieval.briefing.brief import brief
from retrieval.briefing.briefing import Briefing, Chapter


@pytest.fixture
def made(assistant: Assistant) -> Briefing:
    briefing = brief(assistant.searcher, "Arden")
    assert len(briefing.chapters[0].lines) >= 1 and briefing.citations
    return briefing


def texts(briefing: Briefing) -> list[str]:
    return [line.claim.text for chapter in briefing.chapters for line in chapter.lines]


def test_a_line_left_out_takes_its_source_and_its_empty_chapter_along(made: Briefing) -> None:
    left = made
    while any(chapter.lines for chapter in left.chapters):
        c = next(n for n, chapter in enumerate(left.chapters) if chapter.lines)
        before = len(texts(left))
        left = leave_out(left, c, 0)
        assert len(texts(left)) == before - 1
    assert left.citations == () and all(chapter.notes for chapter in left.chapters)


def test_an_edited_line_keeps_its_marks_and_loses_its_verification(made: Briefing) -> None:
    before = made.chapters[0].lines[0]
    after = edit(made, 0, 0, " Officers seldom went to see people. ").chapters[0].lines[0]
    assert after.claim.text == "Officers seldom went to see people." and after.claim.markers == before.claim.markers
    assert before.verified and not after.verified


def test_words_that_are_the_same_stay_verified_and_no_words_are_refused(made: Briefing) -> None:
    assert edit(made, 0, 0, f"{made.chapters[0].lines[0].claim.text} ") == made
    with pytest.raises(AssistantError, match="choose Leave out"):
        edit(made, 0, 0, "  \x00 ")


def test_a_line_moves_within_its_chapter_and_stays_at_the_edge(made: Briefing) -> None:
    two = made.chapters[0].lines[0], edit(made, 0, 0, "Another line.").chapters[0].lines[0]
    made = replace(made, chapters=(Chapter("Head", "findings", two),))
    assert texts(move(made, 0, 0, 1)) == [two[1].claim.text, two[0].claim.text]
    assert texts(move(made, 0, 1, -1)) == [two[1].claim.text, two[0].claim.text]
    assert texts(move(made, 0, 0, -1)) == texts(move(made, 0, 1, 1)) == texts(made)


def test_a_note_can_be_left_out(made: Briefing) -> None:
    c = next(n for n, chapter in enumerate(made.chapters) if chapter.notes)
    notes = [note for chapter in made.chapters for note in chapter.notes]
    after = [note for chapter in leave_out_note(made, c, 0).chapters for note in chapter.notes]
    assert len(after) == len(notes) - 1
