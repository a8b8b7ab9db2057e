import re
from itertools import pairwise

import pytest
from hostile import OPENINGS, WORST
from markdown_it import MarkdownIt

from app.export.file import to_bytes
from app.export.layout import lay_out
from app.export.markdown import shown, write_markdown
from app.export.plain import plain

LIVE = {"html_inline", "html_block", "image", "fence", "code_block", "code_inline", "s_open"}
DEFINITION = re.compile(r"^\[\^(\d+)\]: (.*)$", re.M)
MARK = re.compile(r"(?<!\\)\[\^(\d+)\](?!:)")


def tokens(text: str):
    """Every token of a reader of Markdown that also knows HTML, tables, strikethrough and bare addresses."""
    for token in MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text):
        yield token
        yield from token.children or ()


@pytest.mark.parametrize("work", ["briefing", "comparison", "conversation", "worst", "long", "empty"])
def test_every_mark_has_its_note_and_every_note_its_mark(work, imprint, request):
    text = to_bytes(request.getfixturevalue(work), ".md", imprint).decode()
    notes = [int(number) for number, _ in DEFINITION.findall(text)]
    assert notes == list(range(1, len(notes) + 1))
    assert {int(mark) for mark in MARK.findall(DEFINITION.sub("", text))} == set(notes)


def test_notes_count_as_a_reader_meets_them_and_hold_the_quote_word_for_word(briefing, imprint):
    text = to_bytes(briefing, ".md", imprint).decode()
    marks = [int(mark) for mark in MARK.findall(DEFINITION.sub("", text))]
    assert sorted(set(marks), key=marks.index) == [1, 2, 3, 4, 5]
    notes = dict(DEFINITION.findall(text))
    assert notes["1"] == (
        "“Staff were experienced.” Inspection of Arden › Findings › Home visits. "
        "Digest of: inspection report · HM Inspectorate of Probation · November 2017. <https://reports.example/arden?a=1&b=2>"
    )
    assert notes["3"].startswith("“Home visits were made in 45% of cases.” Inspection of Borland")


def test_only_web_addresses_of_reports_are_links(worst, briefing, imprint):
    for work in (worst, briefing):
        seen = list(tokens(to_bytes(work, ".md", imprint).decode()))
        assert {token.type for token in seen} & {
            "html_inline",
            "html_block",
            "image",
            "fence",
            "code_block",
            "code_inline",
            "s_open",
        } == set()
        links = {token.attrs["href"] for token in seen if token.type == "link_open"}
        assert links == {"https://reports.example/arden?a=1&b=2"}


@pytest.mark.parametrize("text", [*OPENINGS, WORST])
def test_a_text_is_shown_and_makes_no_block(text):
    seen = list(tokens(f"{shown(plain(text))}\n\n- {shown(plain(text))}\n\n> {shown(plain(text))}"))
    kinds = [token.type for token in seen if token.type.endswith("_open")]
    assert kinds == ["paragraph_open", "bullet_list_open", "list_item_open", "paragraph_open", "blockquote_open", "paragraph_open"]
    words = {"".join(t.content for t in token.children or ()) for token in seen if token.type == "inline"}
    assert {word.replace("\u2060", "") for word in words} == {plain(text)}


def test_headings_step_by_one_and_tables_keep_their_columns(briefing, worst, imprint):
    for work in (briefing, worst):
        text = to_bytes(work, ".md", imprint).decode()
        levels = [int(token.tag[1]) for token in tokens(text) if token.type == "heading_open"]
        assert levels[0] == 1 and all(below <= above + 1 for above, below in pairwise(levels))
        rows = [len(re.findall(r"(?<!\\)\|", row)) for row in text.splitlines() if row.startswith("| ")]
        assert set(rows) <= {4, 7}


def test_a_conversation_shows_how_each_question_ended_and_how_far_it_looked(conversation, imprint):
    text = write_markdown(lay_out(conversation, imprint))
    assert text.startswith("# Conversation: How many people did the CRC supervise in Arden?\n\n*Conversation · 9 November 2026")
    assert text.count("\n## ") == 4 and "\nAnswered." in text and "\nNot in the reports." in text
    assert text.count("Searched 3 of 3 reports") >= 3
    assert "3,454 people" in text and "Nearest passages:" in text


def test_empty_sides_and_edited_lines_say_so(comparison, briefing, imprint):
    assert "| Cardle | Not found in this report | – |" in to_bytes(comparison, ".md", imprint).decode()
    assert "- A line that a person wrote anew. *(edited, not verified)*[^1]" in to_bytes(briefing, ".md", imprint).decode()


def test_a_list_in_a_claim_stays_a_list_and_recommendations_stand_under_who_they_are_for(briefing, imprint):
    text = to_bytes(briefing, ".md", imprint).decode()
    part = text[text.index("## Recommendations") : text.index("## How areas")].split("\n\n")[1:5]
    assert part == [
        "### The CRC",
        "- Visit homes where a child lives.[^4]\n- The CRC should:[^4]\n  - see people[^4]\n  - write it down[^4]",
        "### HMPPS",
        "- Start unpaid work on time.[^5]",
    ]
