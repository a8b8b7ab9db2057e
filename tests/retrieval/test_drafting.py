from retrieval.choice import Choice, Signs
from retrieval.drafting import draft_row, draft_sentence
from retrieval.understanding import Understanding
from retrieval.units import split_units


def drafted(evidence, side=""):
    """The draft of the first sentence of a passage."""
    choice = Choice(evidence, split_units(evidence.passage)[0], 0.0, Signs(0, 0, 0, 0, 0))
    return draft_sentence(choice, Understanding(side=side)).text


def test_what_a_sentence_announces_comes_with_it(evidence_of):
    counted = "The report raises two issues. The first is pay. It has fallen. The second is training."
    assert drafted(evidence_of(f"{counted} Buses ran late.")) == counted


def test_a_sentence_that_announces_nothing_stands_alone(evidence_of):
    assert (
        drafted(evidence_of("The report raises two issues. Pay has fallen. The second visit was in May."))
        == "The report raises two issues."
    )


def test_a_side_told_in_words_takes_its_figures_along(evidence_of):
    words = "Sickness was fairly low. Monthly rates ran from 3.8% to 6.2%."
    assert drafted(evidence_of(words), side="CRC") == words
    assert drafted(evidence_of(words)) == "Sickness was fairly low."


def test_a_side_told_in_figures_takes_no_other_figures_along(evidence_of):
    assert drafted(evidence_of("A third of plans were good. The average elsewhere was 52%."), side="CRC") == "A third of plans were good."


def test_the_numbers_before_the_cells_of_a_row_are_not_said(evidence_of):
    evidence = evidence_of("1.\tPlans were good.\t1.\tReviews were late.", kind="table", context="Enablers |  | Barriers | ")
    choice = Choice(evidence, split_units(evidence.passage)[-1], 0.0, Signs(0, 0, 0, 0, 0))
    assert draft_row(choice).text == "Enablers: Plans were good. Barriers: Reviews were late."
