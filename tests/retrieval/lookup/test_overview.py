import pytest

from corpus.report import Facts, Report
from ingest.passages import Passage
from retrieval.evidence import Evidence
from retrieval.lookup.overview import asks_overview, tell_overview

SECTIONS = (
    (("1. Overall judgements",), "prose", "We last came in 2012."),
    (
        ("1. Overall judgements", "Keeping people safe", "CRC effectiveness"),
        "prose",
        "However, CRC work was poor. Too few homes were visited.",
    ),
    (("1. Overall judgements", "Keeping people safe", "NPS effectiveness"), "prose", "The findings were:"),
    (("1. Overall judgements", "Keeping people safe", "NPS effectiveness"), "list", "• Plans were good.\n• Courts were glad of them."),
    (("1. Overall judgements", "Recommendations"), "recommendation", "The CRC should:\n• visit homes."),
    (("2. Staffing",), "prose", "Officers were tired."),
)
FACTS = Facts(title="Northmoor", kind="inspection report", area=("Northmoor",), bodies=("CRC", "NPS"), published_on="2018-11-09")


def report_of(sections, facts, report_id="northmoor"):
    """A report whose passages are just these, and each of them as evidence."""
    text = "\n\n".join(words for _, _, words in sections)
    report = Report(report_id, "", "", facts, text)
    starts = [text.index(words) for _, _, words in sections]
    return [
        Evidence(Passage(report_id, headings, kind, start, start + len(words), words), report, 1.0)
        for (headings, kind, words), start in zip(sections, starts, strict=True)
    ]


@pytest.fixture
def tell(lexicon):
    return lambda question, evidence: tell_overview(lexicon.understand(question), evidence, [e.passage for e in evidence])


@pytest.mark.parametrize(
    "question",
    [
        "Summarise the Northmoor report",
        "What were the main findings in Northmoor?",
        "Give me a short overview of the 2018 Northmoor inspection please",
        "What did inspectors find about the CRC in Northmoor?",
        "What are the differences between the CRC and the NPS in Northmoor?",
    ],
)
def test_what_a_report_found_in_all_is_recognised(lexicon, question):
    assert asks_overview(lexicon.understand(question))


@pytest.mark.parametrize(
    "question",
    [
        "What were the main findings on home visits in Northmoor?",
        "What did inspectors find about workloads?",
        "Which summary of visits did officers write?",
        "Who led the inspection?",
    ],
)
def test_a_question_for_something_of_it_is_none_for_an_overview(lexicon, question):
    assert not asks_overview(lexicon.understand(question))


def test_each_section_of_the_summary_is_told_by_what_it_begins_with(tell):
    told = tell("Summarise the Northmoor report", report_of(SECTIONS, FACTS))
    assert [draft.text for draft in told] == [
        "Keeping people safe, CRC effectiveness: CRC work was poor. Too few homes were visited.",
        "Keeping people safe, NPS effectiveness:\n• Plans were good.\n• Courts were glad of them.",
    ]
    assert [quote.words.strip() for draft in told for quote in draft.quotes] == [
        "CRC work was poor. Too few homes were visited.",
        "• Plans were good.\n• Courts were glad of them.",
    ]


def test_of_many_sections_each_is_told_by_its_first_sentence(tell):
    sections = [(("Summary", f"Chapter {n}"), "prose", f"Chapter {n} went well. It cost more.") for n in range(1, 5)]
    told = tell("Summarise the Northmoor report", report_of(sections, FACTS))
    assert [draft.text for draft in told] == [f"Chapter {n}: Chapter {n} went well." for n in range(1, 5)]


def test_of_one_body_only_its_own_sections_are_told(tell):
    told = tell("What did inspectors find about the CRC in Northmoor?", report_of(SECTIONS, FACTS))
    assert [draft.text for draft in told] == ["Keeping people safe, CRC effectiveness: CRC work was poor. Too few homes were visited."]


def test_bodies_that_are_compared_in_all_are_told_section_by_section(tell):
    told = tell("Compare the CRC and the NPS in Northmoor", report_of(SECTIONS, FACTS))
    assert len(told) == 2


def test_of_a_topic_only_the_sections_under_its_name_are_told(tell):
    evidence = report_of(SECTIONS, FACTS)
    told = tell("How well does the CRC keep people safe in Northmoor?", evidence)
    assert [draft.text for draft in told] == ["Keeping people safe, CRC effectiveness: CRC work was poor. Too few homes were visited."]
    assert tell("How well does the CRC feed people in Northmoor?", evidence) == []


def test_a_report_without_a_summary_is_told_as_it_begins(tell):
    plain = [((), "prose", "Northmoor did well. Its hub is new. Staff like it. Nobody left."), ((), "prose", "More was to do.")]
    told = tell("Summarise the Northmoor report", report_of(plain, FACTS))
    assert [draft.text for draft in told] == ["Northmoor did well. Its hub is new. Staff like it."]


def test_an_inspection_report_is_summed_up_before_what_others_wrote_of_it(tell):
    comment = Facts(title="Blog", kind="commentary", area=("Northmoor",), bodies=("CRC",), published_on="2019-01-01")
    others = report_of(
        [
            (("Summary",), "prose", "A blog says less."),
            (("Summary", "CRC"), "prose", "It blames."),
        ],
        comment,
        "blog",
    )
    told = tell("Summarise the Northmoor report", [*others, *report_of(SECTIONS, FACTS)])
    assert told[0].text.startswith("Keeping people safe")


def test_reports_on_several_areas_are_not_summed_up_as_one(tell):
    other = Facts(title="Southvale", area=("Southvale",), published_on="2018-01-01")
    evidence = [*report_of(SECTIONS, FACTS), *report_of(SECTIONS, other, "southvale")]
    assert tell("What were the key findings?", evidence) == []


def test_a_report_on_a_larger_area_named_after_the_one_asked_about_is_meant_where_no_other_is(tell):
    larger = Facts(title="Larger", area=("Northmoor and Southvale",), published_on="2019-07-01")
    told = tell("Summarise the Northmoor report", report_of(SECTIONS, larger))
    assert len(told) == 2
