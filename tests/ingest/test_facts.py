import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.facts import MONTHS, find_date, find_facts
from ingest.readers.text import read_text


def facts_of(text, stem="a-file"):
    return find_facts(read_text(text.encode("utf-8")), stem)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("published on 14 March 2019", "2019-03-14"),
        ("Tuesday, 3rd July 2018", "2018-07-03"),
        ("November 2, 2017", "2017-11-02"),
        ("May 2018", "2018-05"),
        ("9 Nov. 2017", "2017-11-09"),
        ("first in June 2016, then 1 July 2017", "2016-06"),
        ("in 2019", None),
        ("staff may leave", None),
        ("2,018 people", None),
    ],
)
def test_a_date_in_the_precision_it_is_given_in(text, date):
    assert find_date(text) == date


@given(
    st.integers(1, 28),
    st.sampled_from(sorted(MONTHS)),
    st.integers(1990, 2030),
    st.sampled_from(["{d} {m} {y}", "{d:02} {m}, {y}", "{m} {d}, {y}", "on {d} {m} {y}."]),
)
def test_every_way_to_write_a_day_gives_the_same_date(day, month, year, form):
    text = form.format(d=day, m=month.capitalize(), y=year)
    assert find_date(text) == f"{year}-{MONTHS[month]:02}-{day:02}"


def test_an_inspection_report(report_texts):
    facts = facts_of(report_texts["northmoor-2018.txt"])
    assert facts.title == "Quality & Impact inspection: the effectiveness of probation work in Northmoor"
    assert (facts.publisher, facts.kind, facts.area, facts.bodies) == (
        "HM Inspectorate of Probation",
        "inspection report",
        ("Northmoor",),
        ("CRC", "NPS"),
    )
    assert (facts.published_on, facts.inspected_on, facts.licence) == ("2018-05", "2018-02", "OGL v3")


def test_a_commentary(report_texts):
    text = report_texts["northmoor-commentary.txt"].replace("Inspectors have looked", "HM Inspectorate of Probation has looked")
    facts = facts_of(text)
    assert (facts.kind, facts.area, facts.published_on) == ("commentary", ("Northmoor",), "2018-05-21")
    assert facts.publisher is None, "that it speaks of the Inspectorate does not make it theirs"


def test_a_press_release():
    facts = facts_of(
        "Probation services in Southvale improve\n\nPublished on Thursday 14 March 2019.\n\n"
        "HM Inspectorate of Probation found better work in Southvale. The National Probation Service did well. The NPS was praised.\n\n"
        "Notes to editors\n\nThe report is at https://example.org/southvale.\n"
    )
    assert (facts.kind, facts.publisher, facts.published_on) == ("press release", "HM Inspectorate of Probation", "2019-03-14")
    assert (facts.area, facts.bodies, facts.address) == (("Southvale",), ("NPS",), "https://example.org/southvale")


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("Probation services in Southvale and West Moor rated inadequate", ("Southvale and West Moor",)),
        ("The effectiveness of probation work in West Northmoor", ("West Northmoor",)),
        ("An inspection of probation services in: Southvale", ("Southvale",)),
        ("An inspection of probation services in:\n\nSouthvale and West Moor PDU", ("Southvale and West Moor",)),
        ("An inspection of youth offending services in\n\nSouthvale\n\nNOVEMBER 2019", ("Southvale",)),
        ("Quality & Impact inspection\n\nThe effectiveness of probation work in Southvale", ("Southvale",)),
        ("The CRC and its staff at Harbour House", ()),
        ("Southvale Community Rehabilitation Company: a second visit", ("Southvale",)),
        ("A thematic inspection of unpaid work", ()),
    ],
)
def test_the_area_is_the_place_the_title_names(title, area):
    assert facts_of(f"{title}\n\nstaff were trained.").area == area


def test_a_thematic_report_is_on_no_one_area():
    assert facts_of("A thematic inspection of unpaid work\n\nWe visited teams in Southvale, and again in Southvale.").area == ()


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Work in Southvale\n\nHM Inspectorate of Probation, September 2023\n\nTests were available from March 2022.", "2023-09"),
        ("Work in Southvale\n\nNOVEMBER 2019\n\nFieldwork took place in July 2019.", "2019-11"),
        ("Work in Southvale\n\nFieldwork took place in July 2019.\n\nNOVEMBER 2019", "2019-11"),
        ("Work in Southvale\n\nFieldwork took place in July 2019. We last came in May 2014.", None),
    ],
)
def test_the_date_of_publishing_is_that_of_the_cover_and_never_before_the_inspection(text, published):
    assert facts_of(text).published_on == published


def test_what_the_rules_do_not_find_stays_unknown():
    facts = facts_of("staff were well trained and said so.", "notes_from-2018")
    assert (
        facts.publisher,
        facts.kind,
        facts.area,
        facts.bodies,
        facts.published_on,
        facts.inspected_on,
        facts.address,
        facts.licence,
    ) == (None, None, (), (), None, None, None, None)


def test_bodies_that_only_the_glossary_explains_are_not_what_the_report_is_about(report_texts):
    many = "The NPS met the police. " * 30
    assert facts_of(f"Work in Northmoor\n\n{many}\n\nCRC\tCommunity Rehabilitation Company: private").bodies == ("NPS",)
