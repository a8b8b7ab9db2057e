from dataclasses import replace

import pytest

from retrieval.briefing.finding import Finding
from retrieval.briefing.likeness import merge_alike, say_same
from retrieval.checks.citations import Quote


@pytest.fixture
def finding_of(evidence_of):
    """A finding with just these words, in a report with this id on this area and of this year."""

    def make(words, report_id="r", area="Northmoor", year="2018", headings=(), **fields):
        evidence = evidence_of(words, headings, area=(area,), published_on=year, bodies=("CRC", "NPS"))
        evidence = replace(evidence, report=replace(evidence.report, report_id=report_id))
        return Finding(words, (Quote(evidence, evidence.passage.start, evidence.passage.end),), **fields)

    return make


def test_what_two_reports_on_one_place_say_alike_is_one_line_with_both_citations(finding_of):
    merged = merge_alike(
        [finding_of("The CRC delivered unpaid work well."), finding_of("Unpaid work was delivered well by the CRC.", report_id="s")]
    )
    assert [f.text for f in merged] == ["The CRC delivered unpaid work well."]
    assert [q.evidence.report.report_id for q in merged[0].quotes] == ["r", "s"]


@pytest.mark.parametrize(
    "other",
    [
        {"words": "The CRC delivered unpaid work well.", "area": "Southvale"},
        {"words": "The CRC delivered unpaid work well.", "year": "2019"},
        {"words": "The NPS delivered unpaid work well."},
        {"words": "The CRC never delivered unpaid work well."},
        {"words": "The CRC delivered unpaid work well in 40 cases."},
    ],
)
def test_another_place_year_body_figure_or_a_negation_is_not_the_same(finding_of, other):
    assert not say_same(finding_of("The CRC delivered unpaid work well."), finding_of(**{"report_id": "s", **other}))


def test_a_row_of_a_table_keeps_its_figure_for_itself(finding_of):
    told = finding_of("MAPPA arrangements worked well in the county.")
    row = finding_of("MAPPA arrangements in the county: 1,505", report_id="s", facet="figures", label="1,505")
    assert len(merge_alike([told, row])) == len(merge_alike([row, told])) == 2


def test_of_two_that_overlap_the_longer_stays_with_the_rank_of_the_first(finding_of):
    long = finding_of("Five people spoke to us. All said they were treated well.", relevance=2.0)
    quote = long.quotes[0]
    short = replace(long, text="Five people spoke to us.", quotes=(replace(quote, end=quote.start + 24),), relevance=3.0)
    (merged,) = merge_alike([short, long])
    assert merged.text == long.text and merged.relevance == 3.0 and len(merged.quotes) == 1


def test_items_that_share_their_lead_in_stay_apart(evidence_of):
    from retrieval.briefing.finding import find_in

    found = list(find_in(evidence_of("The barriers were:\n• there were few early buses\n• courses began only in autumn", kind="list")))
    assert len(found) == len(merge_alike(found)) == 2
