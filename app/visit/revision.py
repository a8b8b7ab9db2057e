"""Revision: a briefing as a person changes it.

A line whose words were changed is no longer verified, and a source that nothing rests on goes.
"""

from dataclasses import replace

from app.service.quota import clean_question
from corpus.errors import AssistantError
from retrieval.answer import Claim
from retrieval.briefing.briefing import Briefing, Chapter, Line

LONGEST_LINE = 2_000  # characters, as of a question


def leave_out(briefing: Briefing, chapter: int, line: int) -> Briefing:
    """Without one line."""
    lines = briefing.chapters[chapter].lines
    return _with_lines(briefing, chapter, (*lines[:line], *lines[line + 1 :]))


def leave_out_note(briefing: Briefing, chapter: int, note: int) -> Briefing:
    """Without one note of a chapter."""
    notes = briefing.chapters[chapter].notes
    return _with_chapter(briefing, chapter, replace(briefing.chapters[chapter], notes=(*notes[:note], *notes[note + 1 :])))


def move(briefing: Briefing, chapter: int, line: int, by: int) -> Briefing:
    """With one line `by` places further down its chapter (up where negative); at the edge it stays."""
    lines = list(briefing.chapters[chapter].lines)
    moved = lines.pop(line)
    lines.insert(max(0, line + by), moved)
    return _with_lines(briefing, chapter, tuple(lines))


def edit(briefing: Briefing, chapter: int, line: int, text: str) -> Briefing:
    """With other words for one line, which is then not verified. Raises AssistantError where there are none or too many."""
    lines = briefing.chapters[chapter].lines
    words = clean_question(text).strip()
    if not words:
        raise AssistantError("A line needs words. To take it out of the briefing, choose Leave out.")
    if words == lines[line].claim.text.strip():
        return briefing
    changed = Line(Claim(words, lines[line].claim.markers), lines[line].label, verified=False)
    return _with_lines(briefing, chapter, (*lines[:line], changed, *lines[line + 1 :]))


def _with_lines(briefing: Briefing, chapter: int, lines: tuple[Line, ...]) -> Briefing:
    return _with_chapter(briefing, chapter, replace(briefing.chapters[chapter], lines=lines))


def _with_chapter(briefing: Briefing, chapter: int, changed: Chapter) -> Briefing:
    """With one chapter changed; a chapter that holds nothing any more goes, and so do the sources that no line rests on."""
    replaced = (*briefing.chapters[:chapter], changed, *briefing.chapters[chapter + 1 :])
    chapters = tuple(each for each in replaced if each.lines or each.notes)
    used = {marker for each in chapters for line in each.lines for marker in line.claim.markers}
    return replace(briefing, chapters=chapters, citations=tuple(c for c in briefing.citations if c.marker in used))
