import pytest

from ingest.units import split_units
from retrieval.words.choice import Choice, Signs
from retrieval.words.ranking import find_extreme, find_ranked, rank_rows

NEEDS = "Need\tShare\nHousing\t60%\nDebt\t31%\nWork\t45%"


@pytest.fixture
def rows(evidence_of):
    def make(words):
        evidence = evidence_of(words, kind="table")
        return [Choice(evidence, unit, 0.0, Signs(0, 0, 0, 0, 0, 0)) for unit in split_units(evidence.passage) if unit.kind == "row"]

    return make


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Which need had the highest share?", "Housing"),
        ("the lowest scoring need", "Debt"),
        ("Which need?", "Housing"),
        ("The highest and the lowest?", "Housing"),
    ],
)
def test_the_row_with_the_figure_asked_for_comes_first(rows, question, first):
    choices = rows(NEEDS)
    ranked = rank_rows(question, choices)
    assert ranked[0].words.startswith(first)
    assert len(ranked) == len(choices) and all(choice in ranked for choice in choices)


def test_a_table_with_two_columns_of_figures_is_left_as_it_was(rows):
    choices = rows("Need\tCRC\tNPS\nHousing\t10\t20\nDebt\t30\t5")
    assert rank_rows("Which need is highest?", choices) == choices


def test_no_row_is_the_highest_where_none_is_asked_for(rows):
    assert find_extreme("the lowest need", rows(NEEDS)).words.startswith("Debt")
    assert find_extreme("Which need?", rows(NEEDS)) is None
    assert find_extreme("the lowest need", []) is None


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which need has the lowest share?", "table"),
        ("Which need was met least often?", "prose"),
        ("What had the lowest share?", "prose"),
    ],
)
def test_a_table_is_ranked_whose_rows_and_column_the_question_names_whatever_stands_before_it(evidence_of, lexicon, question, kind):
    evidence = [evidence_of("The lowest share of all was that of debt."), evidence_of(NEEDS, kind="table")]
    assert find_ranked(lexicon.understand(question), evidence).passage.kind == kind
