from dataclasses import replace

import pytest

from retrieval.briefing.finding import find_in


def texts(evidence):
    return [finding.text for finding in find_in(evidence)]


def test_a_sentence_that_leans_on_the_one_before_is_told_with_it(evidence_of):
    words = "Five people on probation spoke to us. All said they were treated well. The office was full of people."
    assert texts(evidence_of(words)) == [
        "Five people on probation spoke to us.",
        "Five people on probation spoke to us. All said they were treated well.",
        "The office was full of people.",
    ]


def test_an_it_that_stands_for_nothing_before_leans_on_nothing(evidence_of):
    assert texts(evidence_of("It was the policy to visit homes. It was rarely kept to by anyone there.")) == [
        "It was the policy to visit homes.",
        "It was the policy to visit homes. It was rarely kept to by anyone there.",
    ]


def test_a_sentence_whose_antecedent_is_in_another_passage_is_no_line(evidence_of):
    assert texts(evidence_of("This had not been done. The CRC closed two offices in May.")) == ["The CRC closed two offices in May."]


@pytest.mark.parametrize(
    "words",
    [
        "This digest is in our own words, and not the report itself.",
        "Blog summary of the report published on 21 June 2017.",
        "Landing page for the report of the two inspectorates.",
        "Figure 2.1 charts the population of the county in that year.",
        "“I know the names on my list, but not what they are doing.”",
        "HM Inspectorate of Probation, Manchester, May 2018",
        "Who should see people released from prison, and when?",
    ],
)
def test_what_is_said_about_a_text_and_what_is_no_statement_is_no_line(evidence_of, words):
    assert texts(evidence_of(words)) == []


def test_a_blog_that_says_what_it_found_is_a_line(evidence_of):
    assert len(texts(evidence_of("Blog of 18 January 2022: tagging is used too little in all regions."))) == 1


@pytest.mark.parametrize("kind", ["glossary", "footnote", "about", "furniture"])
def test_passages_that_report_nothing_are_not_read(evidence_of, kind):
    assert texts(evidence_of("CRC\tCommunity Rehabilitation Company, the private body.", kind=kind)) == []


def test_guidance_on_inspecting_is_not_read(evidence_of):
    assert texts(evidence_of("Every unit in a region is inspected once in three years.", kind="prose")) != []
    made = evidence_of("Every unit in a region is inspected once in three years.")
    facts = replace(made.report.facts, kind="guidance")
    assert texts(replace(made, report=replace(made.report, facts=facts))) == []


def test_how_the_inspection_was_done_is_not_read(evidence_of):
    assert texts(evidence_of("The team visited the area in May and read many files.", ("Appendix 1: Inspection methodology",))) == []


def test_a_recommendation_is_filed_under_whom_it_is_for(evidence_of):
    words = (
        "The Community Rehabilitation Company (CRC) should:\n1. see every person released within two days\n2. keep a list of all visits."
    )
    found = list(find_in(evidence_of(words, kind="recommendation")))
    assert [(f.text, f.facet, f.label) for f in found] == [
        ("See every person released within two days.", "recommendations", "Community Rehabilitation Company"),
        ("Keep a list of all visits.", "recommendations", "Community Rehabilitation Company"),
    ]
    assert all(f.quotes[0].words.rstrip(".") in words for f in found)


def test_an_item_that_is_no_sentence_follows_its_lead_in_and_rests_on_both(evidence_of):
    found = list(find_in(evidence_of("The barriers to finding work were:\n• there were few early buses\n• nobody hired", kind="list")))
    assert found[0].text == "The barriers to finding work were: there were few early buses."
    assert found[0].facet == "barriers" and len(found[0].quotes) == 2


def test_cells_under_barriers_and_enablers_are_told_one_by_one(evidence_of):
    words = "Table 1: CRC\nEnablers\tBarriers\n1. Staff knew the area.\t1. Plans came late.\n\t2. Too few visits happened."
    found = [(f.text, f.facet, f.quotes[0].words) for f in find_in(evidence_of(words, kind="table"))]
    assert found == [
        ("Staff knew the area.", "enablers", "1. Staff knew the area."),
        ("Plans came late.", "barriers", "1. Plans came late."),
        ("Too few visits happened.", "barriers", "2. Too few visits happened."),
    ]


def test_empty_heads_leave_a_cell_under_the_head_before_it(evidence_of):
    words = "Enablers\t\tBarriers\t\n1.\tStaff knew the area.\t1.\tPlans came late."
    assert [(f.text, f.facet) for f in find_in(evidence_of(words, kind="table"))] == [
        ("Staff knew the area.", "enablers"),
        ("Plans came late.", "barriers"),
    ]


def test_a_row_tells_its_figure_and_not_its_rank(evidence_of):
    words = "Priority\tAssessed need\t% of cases with enough\n1\tThinking\t42\n2\tDrug misuse\t35"
    assert [(f.text, f.label) for f in find_in(evidence_of(words, kind="table"))][1] == ("Drug misuse: % of cases with enough: 35", "35")


def test_a_row_with_a_column_a_body_tells_both(evidence_of):
    words = "Measure\tCRC\tNPS\nPeople supervised\t2,140\t865"
    assert [f.text for f in find_in(evidence_of(words, kind="table"))] == ["People supervised: CRC: 2,140; NPS: 865"]


def test_an_example_is_told_whole_and_filed_as_good_or_poor(evidence_of):
    (found,) = find_in(evidence_of("Poor practice example: Ben was on licence. He was not seen for months.", kind="example"))
    assert (found.text, found.facet, found.label) == (
        "Ben was on licence. He was not seen for months.",
        "examples",
        "Poor practice example",
    )


def test_the_place_is_told_as_far_as_the_words_do_not(evidence_of):
    facts = {"area": ("Northmoor",), "bodies": ("CRC", "NPS"), "published_on": "2018-05"}
    headings = ("Keeping people safe", "CRC effectiveness")
    (plain,) = find_in(evidence_of("Too few visits were made to homes.", headings, **facts))
    (named,) = find_in(evidence_of("The NPS in Northmoor made its visits in 2018.", headings, **facts))
    assert plain.draft.text == "Too few visits were made to homes. (Northmoor, CRC, 2018)" and plain.bodies == ("CRC",)
    assert named.draft.text == "The NPS in Northmoor made its visits in 2018." and named.bodies == ("NPS",)
