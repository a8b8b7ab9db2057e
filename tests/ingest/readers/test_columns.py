import pytest

from ingest.readers.columns import with_columns
from ingest.readers.text import read_text

TABLE = """Table 1: Staffing by office
Measure Northmoor Southvale
Officers in post (full-time equivalent) 29 15
Staff who said their workload was manageable 22% 58%
"""


def test_the_cells_of_a_table_that_stand_a_space_apart_are_parted_by_tabs():
    assert with_columns(TABLE).split("\n")[1:4] == [
        "Measure\tNorthmoor\tSouthvale",
        "Officers in post (full-time equivalent)\t29\t15",
        "Staff who said their workload was manageable\t22%\t58%",
    ]


def test_every_character_keeps_its_place():
    told = with_columns(TABLE)
    assert len(told) == len(TABLE) and told.replace("\t", " ") == TABLE


def test_ratings_are_cells_and_a_heading_over_them_is_none():
    told = with_columns("1. Organisational delivery\n1.1 Leadership Requires improvement\n1.2 Staff Inadequate\n1.3 Services Good")
    assert told.split("\n") == [
        "1. Organisational delivery",
        "1.1 Leadership\tRequires improvement",
        "1.2 Staff\tInadequate",
        "1.3 Services\tGood",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The team saw 40 men in 2017\nand 30 more, most of them twice, in all 70",
        "It visited in May 2017\nIt visited in June 2018\nIt visited in July 2019",
        "Officers\t29\t15\nManagers\t2\t1",
        "Plans were good.",
        "",
    ],
)
def test_other_lines_stay_as_they_are(text):
    assert with_columns(text) == text


def test_a_column_over_which_no_single_name_stands_leaves_the_head_whole():
    assert with_columns("share of cases\nPlans 40 50\nReviews 20 30").startswith("share of cases\n")


def test_the_rows_are_read_as_rows_under_their_caption():
    reading = read_text(f"Work in Northmoor\n\nStaff were trained and said so.\n\n{TABLE}\nOfficers were busy.".encode())
    assert [block.kind for block in reading.blocks if block.kind in ("row", "caption")] == ["caption", "row", "row", "row"]


def test_the_figure_that_each_row_of_key_facts_begins_with_is_a_cell():
    facts = "6,118 People supervised at the end of 2017\n£74 million Cut in spending\n29% Share of those in prison"
    assert with_columns(facts) == facts.replace("118 ", "118\t").replace("million ", "million\t").replace("% ", "%\t")


def test_of_a_head_with_one_name_too_many_the_first_two_stand_over_the_words():
    told = with_columns("Area Provider Average wait Average caseload\nMoor Harbour Trust 9 71\nVale Kestrel Care 26 not known")
    assert [row.count("\t") for row in told.split("\n")] == [2, 2, 2] and told.startswith("Area Provider\t")


def test_the_terms_of_a_glossary_are_cells_and_their_meanings_run_over_lines():
    meanings = (
        "Practice tutor An officer, free of cases,\nwho coaches others.\nCAS3 Temporary housing for a while.\nUnit Ten millilitres of it."
    )
    told = with_columns(f"Annexe two: Definitions\n\n{meanings}\n\nAnnexe three: Data\n\nStaff The people we met.")
    assert [line.partition("\t")[0] for line in told.split("\n") if "\t" in line] == ["Practice tutor", "CAS3", "Unit"]
    reading = read_text(f"Work in Northmoor\n\nAnnexe two: Definitions\n\n{meanings}".encode())
    rows = [reading.text[block.start : block.end] for block in reading.blocks if block.kind == "row"]
    assert rows == [
        "Practice tutor\tAn officer, free of cases,\nwho coaches others.",
        "CAS3\tTemporary housing for a while.",
        "Unit\tTen millilitres of it.",
    ]
