from types import SimpleNamespace

import pytest

from corpus.report import Facts, Report
from ingest.passages import Passage
from retrieval.answering.announced import tell_announced
from retrieval.checks.citations import Draft, Quote
from retrieval.evidence import Evidence

FIRST = "She raises three wider issues. First, pay has fallen."
LATER = ("Second, targets say little. Buses ran late.", "Third, courses are few.", "The fourth town has none.")


@pytest.fixture
def told():
    def tell(first, headings=("Issues",) * 4):
        parts = (first, *LATER)
        report = Report("r", "r.txt", "", Facts("A report"), "\n\n".join(parts))
        starts = [report.text.index(part) for part in parts]
        passages = [
            Passage("r", (over,), "prose", at, at + len(part), part, "") for over, at, part in zip(headings, starts, parts, strict=True)
        ]
        shelf = SimpleNamespace(passages=passages, row_by_id={p.passage_id: row for row, p in enumerate(passages)})
        draft = Draft(first, (Quote(Evidence(passages[0], report, 1.0), 0, len(first)),))
        return [later.text for later in tell_announced(shelf, draft)]

    return tell


def test_as_many_points_are_told_as_were_announced(told):
    assert told(FIRST) == ["Second, targets say little.", "Third, courses are few."]
    assert told(FIRST.replace("three", "two")) == ["Second, targets say little."]


def test_points_under_another_heading_are_not_those_announced(told):
    assert told(FIRST, ("Issues", "Issues", "Plans", "Plans")) == ["Second, targets say little."]


@pytest.mark.parametrize("words", ["She raises wider issues. First, pay has fallen.", "She raises three wider issues. Pay has fallen."])
def test_nothing_is_told_where_no_number_is_announced_or_no_point_begun(told, words):
    assert told(words) == []
