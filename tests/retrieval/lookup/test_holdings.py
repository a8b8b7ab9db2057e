from corpus.report import Facts, Report
from retrieval.lookup.holdings import tell_holdings


def report_on(area, year):
    return Report(f"{area}-{year}", "", "", Facts(area, area=(area,) if area else (), published_on=f"{year}-05"), "")


def test_a_library_is_told_by_its_reports_years_and_areas():
    held = [report_on("Northmoor", 2018), report_on("Southvale", 2017), report_on("Northmoor", 2021)]
    assert tell_holdings(held) == (
        "The library holds 3 reports from 2017 to 2021, among them on Northmoor and Southvale. "
        "Ask what they found, for example: What were the main findings in Northmoor?"
    )


def test_of_many_areas_only_those_with_most_reports_are_named():
    held = [report_on(f"Area {n}", 2018) for n in range(9)]
    assert "on Area 0, Area 1, Area 2, Area 3, Area 4 and 4 more areas." in tell_holdings(held)


def test_a_library_without_areas_or_years_says_nothing_of_them():
    assert tell_holdings([]) == "The library holds 0 reports. Ask what they found, for example: What was recommended?"


def test_an_area_with_a_comma_in_its_name_is_kept_apart():
    assert "on Northmoor, East and West; Southvale and Arden." in tell_holdings(
        [report_on("Northmoor, East and West", 2018), report_on("Southvale", 2018), report_on("Arden", 2018)]
    )


def test_a_turn_about_the_library_is_about_nothing_said_before(assistant):
    last = assistant.converse(["What did inspectors find about home visits in Northmoor?", "How many reports are in the library?"])[-1]
    assert last.status == "out_of_scope" and last.text.startswith("The library holds ")
    assert last.question.text == "How many reports are in the library?"
