from corpus.report import Facts, Report
from ingest.passages import Passage
from retrieval.answer import Citation, Claim, Coverage
from retrieval.briefing.briefing import Chapter, Line
from retrieval.briefing.discussion import MOST, find_questions
from retrieval.briefing.gaps import find_gaps
from retrieval.evidence import Filters


def chapter(kind, *lines):
    return Chapter(kind, kind, tuple(Line(Claim(text, (1,)), label) for text, label in lines))


FULL = (
    chapter("findings", ("Visits were rare. (North, 2014)", ""), ("Visits were a luxury. (South, 2022)", "")),
    chapter("figures", ("A third were visited.", "A third")),
    chapter("worked", ("Visits helped.", "")),
    chapter("not_worked", ("Too few visits.", "")),
    chapter("examples", ("Marek's officer drove him home.", "Good practice example")),
    chapter("barriers", ("No cars.", "")),
    chapter("enablers", ("A policy.", "")),
    chapter("recommendations", ("Visit more.", "Probation Service")),
    chapter("differences", ("Rare.", "CRC"), ("Frequent.", "NPS")),
)


def test_every_question_names_what_the_briefing_holds():
    asked = find_questions("home visits", FULL)
    assert 6 <= len(asked) <= MOST
    told = " ".join(asked)
    assert all(part in told for part in ("“A third”", "Marek", "CRC and on NPS", "the Probation Service", "from 2014 with those from 2022"))


def test_nothing_is_asked_of_a_chapter_that_is_not_there():
    told = " ".join(find_questions("home visits", FULL[:1]))
    assert "figure" not in told and "barrier" not in told and "recommended" not in told
    assert find_questions("home visits", ()) == ()


def test_a_briefing_without_a_citation_says_that_nothing_covers_its_topic():
    coverage = Coverage(2, 3, Filters(areas=frozenset({"North", "West"})), ("North",), "2019-03")
    told = find_gaps("home visits", (), (), coverage)
    assert told[0] == "The reports searched do not cover home visits."
    assert "Searched 2 of 3 reports." in told and any("West" in note and "North" not in note for note in told)


def test_what_is_said_among_the_key_findings_is_not_called_missing():
    citation = Citation(
        1, Report("r", "r.txt", "", Facts("R", digest=True), "Visits were a luxury."), Passage("r", (), "prose", 0, 21, ""), 0, 21
    )
    told = find_gaps("home visits", (chapter("findings", ("Too few visits were made.", "")),), (citation,), Coverage(1, 1, Filters()))
    (missing,) = [note for note in told if note.startswith("Nothing was found")]
    assert "work that went well" in missing and "fell short" not in missing
    assert "The one text quoted is a digest: look into the report itself before you rely on a detail." in told
