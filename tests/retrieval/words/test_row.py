import pytest

from retrieval.words.row import figure_in, row_text, table_heads

SCORES = "Table 1: scores\n\n\tAcross the regions\t\tElm\t\n\tLowest\tHighest\tAverage\t\nHelp\t62%\t82%\t73%\t81%"
HEADS = ["", "Lowest", "Highest", "Average", "Elm"]
NEEDS = ["Priority", "Need", "% of cases with enough delivered"]


@pytest.fixture
def told(assistant):
    def tell(row, heads, question):
        return row_text(row, heads, assistant.searcher.shelf.lexicon.understand(question))

    return tell


def test_a_head_of_two_lines_names_each_column_by_its_own_line_first(evidence_of):
    assert table_heads(evidence_of(SCORES, kind="table")) == HEADS


@pytest.mark.parametrize(
    ("row", "heads", "question", "text"),
    [
        ("Help\t62%\t82%\t73%\t81%", HEADS, "What was found on help?", "Help: Lowest: 62%; Highest: 82%; Average: 73%; Elm: 81%"),
        ("Help\t62%\t82%\t73%\t81%", HEADS, "What was the top score for help?", "Help: 82% (Highest)"),
        ("Help\t62%\t82%\t73%\t81%", HEADS, "How did Elm compare with the average?", "Help: Average: 73%; Elm: 81%"),
        ("5\tHousing\t40", NEEDS, "Which need was fifth?", "Housing: Priority: 5; % of cases with enough delivered: 40"),
        ("5\tHousing\t40", NEEDS, "How often was enough delivered for housing?", "Housing: 40 (% of cases with enough delivered)"),
        ("3,454\tPeople supervised\tSource 1", ["Figure", "What", "Source"], "How many?", "People supervised: 3,454; Source: Source 1"),
        ("5\tMagistrates", [], "How many magistrates?", "Magistrates: 5"),
        ("CRC\tA company", [], "What is a CRC?", "CRC: A company"),
        ("1.\tPlans were good.\t1.\tLate.", ["Helped", "", "Hindered", ""], "Why?", "Helped: Plans were good. Hindered: Late."),
    ],
)  # fmt: skip
def test_a_row_says_what_it_is_about_and_then_the_figures_asked_for(told, row, heads, question, text):
    assert told(row, heads, question) == text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What share of orders ended early?", "Orders that ended early with the company: 61%"),
        ("What was the average of orders that ended early?", "Orders that ended early with the company. The average of others was 70%"),
    ],
)
def test_of_a_row_that_also_tells_the_figure_of_others_only_the_one_asked_for_is_given(told, question, text):
    assert told("61%\tOrders that ended early with the company. The average of others was 70%", ["Figure", "What"], question) == text


@pytest.mark.parametrize(("cell", "figure"), [("1,505", 1505.0), ("40%", 40.0), ("£12.50", 12.5), ("Source 1", None), ("", None)])
def test_a_cell_is_a_figure_only_where_it_holds_nothing_else(cell, figure):
    assert figure_in(cell) == figure
