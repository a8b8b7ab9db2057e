import pytest

from corpus.report import Facts, Report
from evals.briefings import count_repeated, render_briefings, score_briefing, score_topics
from evals.case import GoldQuote
from evals.topic import Point, Topic
from ingest.passages import Passage
from retrieval.answer import Citation, Claim, Coverage
from retrieval.briefing.briefing import Briefing, Chapter, Line
from retrieval.evidence import Filters

TEXT = "The CRC held 1,250 cases in May. Its staff were busy. The NPS held 640 cases."
REPORT = Report("north", "north.txt", "", Facts("Northshire"), TEXT)
REPORTS = {"north": REPORT}


def cite(marker, words, headings=()):
    start = TEXT.index(words)
    return Citation(marker, REPORT, Passage("north", headings, "prose", 0, len(TEXT), TEXT), start, start + len(words))


def briefing(lines, citations, seconds=2.0):
    chapter = Chapter("Key findings", "findings", tuple(lines))
    return Briefing("cases", (chapter,), tuple(citations), Coverage(1, 1, Filters()), "fake", seconds={"total": seconds})


def topic(*points):
    return Topic("t1", "cases", "held", tuple(Point(says, (GoldQuote("north", quote),)) for says, quote in points))


def test_a_point_is_covered_by_words_that_reach_its_quote_or_by_what_a_line_says():
    made = briefing([Line(Claim("The CRC held 1,250 cases in May.", (1,)))], [cite(1, "The CRC held 1,250 cases in May.")])
    asked = topic((("busy staff",), "Its staff were busy."), ((), "CRC held 1,250 cases"), (("1,250",), "The NPS held 640 cases."))
    scored = score_briefing(asked, made, REPORTS)
    assert (scored.covered, scored.points, scored.missed) == (2, 3, ("Its staff were busy.",))
    assert scored.seconds == 2.0


@pytest.mark.parametrize(
    "line", [Line(Claim("No mark.", ())), Line(Claim("A mark of nothing.", (7,))), Line(Claim("Edited.", (1,)), verified=False)]
)
def test_a_line_without_a_mark_that_holds_is_unverified(line):
    scored = score_briefing(topic(((), "Its staff were busy.")), briefing([line], [cite(1, "Its staff were busy.")]), REPORTS)
    assert scored.unverified == 1


def test_a_quote_outside_its_passage_is_unverified():
    citation = cite(1, "Its staff were busy.")
    elsewhere = Citation(1, REPORT, Passage("north", (), "prose", 0, 10, TEXT[:10]), citation.start, citation.end)
    made = briefing([Line(Claim("Its staff were busy.", (1,)))], [elsewhere])
    assert score_briefing(topic(((), "Its staff were busy.")), made, REPORTS).unverified == 1


def test_lines_repeat_in_nearly_the_same_words_or_on_the_same_quote():
    citations = {c.marker: c for c in (cite(1, "Its staff were busy."), cite(2, "The NPS held 640 cases."), cite(3, "NPS held 640 cases."))}
    lines = [Line(Claim(words, marks)) for words, marks in (("Its staff were busy.", (1,)), ("Far from idle.", (2,)))]
    assert count_repeated(lines, citations) == 0
    assert count_repeated([*lines, Line(Claim("Staff, its, were busy.", (2, 9)))], citations) == 1
    assert count_repeated([*lines, Line(Claim("Something else again.", (3,)))], citations) == 1
    assert count_repeated([*lines, Line(Claim("Something else again.", (3, 1)))], citations) == 0  # rests on two lines, repeats neither


def test_a_line_on_one_body_that_rests_on_the_others_section_is_of_the_wrong_body():
    over_nps = cite(1, "Its staff were busy.", ("NPS effectiveness",))
    scored = [
        score_briefing(topic(((), "Its staff were busy.")), briefing([Line(Claim(words, (1,)), label)], [over_nps]), REPORTS).wrong_body
        for words, label in (
            ("CRC staff were busy.", ""),
            ("Staff were busy.", "CRC"),
            ("NPS staff were busy.", ""),
            ("Staff were busy.", ""),
        )
    ]
    assert scored == [1, 1, 0, 0]


def test_the_scorecard_has_a_row_a_topic_and_one_for_its_split():
    made = briefing([Line(Claim("Its staff were busy.", (1,)))], [cite(1, "Its staff were busy.")])
    steps = []
    scored = score_topics([topic(((), "Its staff were busy."))], lambda _: made, REPORTS, lambda *step: steps.append(step))
    told = render_briefings(scored, 1)
    assert "| t1 | held | 1/1 (100%) | 1 | 0 | 0 (0.0%) | 0 | 2.0 |" in told and "| **all held** | held | 1/1 (100%)" in told
    assert steps[-1] == ("Briefing", 1, 1)
