import pytest

from ingest.units import split_units
from retrieval.question.understanding import Understanding
from retrieval.words.choice import Choice, Signs
from retrieval.words.defining import find_definition


def choice_of(evidence):
    return Choice(evidence, split_units(evidence.passage)[0], 1.0, Signs(0, 0, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is meant by transfer, as opposed to handover?", "Transfer"),
        ("How is a transfer different from a handover?", "Transfer"),
        ("What is a handover rather than a transfer?", "Handover"),
        ("What is a handover?", "Handover"),
    ],
)
def test_the_term_asked_about_is_defined_and_not_the_one_it_is_set_apart_from(evidence_of, question, term):
    rows = [choice_of(evidence_of(words, kind="glossary")) for words in ("Handover\tGiving a case away", "Transfer\tMoving a case")]
    assert find_definition(Understanding(text=question), rows).words.startswith(term)


def test_a_glossary_behind_a_better_passage_defines_nothing(evidence_of):
    choices = [choice_of(evidence_of("Cases moved.")), choice_of(evidence_of("Transfer\tMoving a case", kind="glossary"))]
    assert find_definition(Understanding(text="What is a transfer?"), choices) is None
