import json

import pytest

from corpus.errors import AssistantError
from retrieval.comparison import compare, to_json
from retrieval.evidence import Filters


def cells(comparison):
    return {cell.side: " ".join(claim.text for claim in cell.claims) for cell in comparison.cells}


def test_each_body_is_asked_by_itself(assistant):
    found = compare(assistant, "How do the CRC and the NPS compare on home visits?", "body")
    said = cells(found)
    assert "58 per cent" in said["NPS"] and "58 per cent" not in said["CRC"]
    assert {c.marker for c in found.citations} == {m for cell in found.cells for claim in cell.claims for m in claim.markers}
    assert [c.marker for c in found.citations] == list(range(1, len(found.citations) + 1))


def test_areas_that_the_question_names_are_the_sides_in_their_order(assistant):
    found = compare(assistant, "How do Northmoor and Southvale compare on home visits?", "area")
    assert list(cells(found)) == ["Northmoor", "Southvale"]
    assert "31 per cent" in cells(found)["Northmoor"] and "72 per cent" in cells(found)["Southvale"]


@pytest.mark.parametrize(("across", "sides"), [("area", ["Southvale", "Northmoor"]), ("date", ["2019", "2018"])])
def test_sides_that_are_not_named_are_those_with_evidence_the_newest_first(assistant, across, sides):
    assert list(cells(compare(assistant, "home visits", across))) == sides


def test_every_citation_is_of_its_side(assistant):
    found = compare(assistant, "home visits", "report")
    for cell in found.cells:
        cited = {found.citations[m - 1].report.facts.title for claim in cell.claims for m in claim.markers}
        assert cited <= {cell.side} and cell.coverage.reports_searched == 1


def test_a_side_that_does_not_say_stays_empty(assistant):
    found = compare(assistant, "How do Northmoor and Southvale compare on days lost to sickness?", "area")
    assert cells(found)["Northmoor"] == "" and "15 days" in cells(found)["Southvale"]


def test_sides_beyond_the_most_are_named_as_left_out(assistant, monkeypatch):
    monkeypatch.setattr("retrieval.comparison.MOST_SIDES", 1)
    found = compare(assistant, "home visits", "area")
    assert len(found.cells) == 1 and len(found.left_out) == 1
    assert to_json(found)["coverage"]["left_out"] == list(found.left_out)


def test_limits_hold_for_every_side(assistant):
    found = compare(assistant, "home visits", "date", Filters(areas=frozenset({"Southvale"})))
    assert list(cells(found)) == ["2019"] and found.coverage.reports_searched == 1


def test_a_comparison_across_something_else_is_refused(assistant):
    with pytest.raises(AssistantError, match="Choose one of"):
        compare(assistant, "home visits", "weather")


def test_the_json_of_a_comparison_is_plain(assistant):
    told = json.loads(json.dumps(to_json(compare(assistant, "home visits", "area"))))
    assert {"question", "across", "cells", "citations", "coverage"} <= set(told)
    assert all({"side", "claims", "coverage"} <= set(cell) for cell in told["cells"])
