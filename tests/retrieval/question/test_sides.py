import pytest

from retrieval.question.sides import sets_beside, without_names

BODIES = [r"\bcrcs?\b", r"\bnps\b"]


@pytest.mark.parametrize(
    "text",
    [
        "Were visits better at the CRC or at the NPS?",
        "Who kept more appointments - CRC or NPS offenders?",
        "In what share of cases were plans reviewed by the CRC, and by the NPS?",
        "What were waits like at the CRC versus the NPS?",
        "Which of the CRC and the NPS saw more people?",
    ],
)
def test_a_question_sets_one_name_beside_the_other(text):
    assert sets_beside(text, BODIES)


@pytest.mark.parametrize(
    "text",
    [
        "What should the CRC and the NPS do jointly?",
        "Where does the CRC share rooms with the NPS?",
        "Were CRC cases allocated well by the NPS?",
    ],
)
def test_two_names_that_act_together_are_not_set_beside_each_other(text):
    assert not sets_beside(text, BODIES)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("How did NPS workloads in Northmoor compare with those in Southvale?", "How did NPS workloads in Northmoor ?"),
        ("Vacancies in Northmoor versus Southvale", "Vacancies in Northmoor"),
    ],
)
def test_a_side_is_asked_without_the_other_and_without_comparing(text, left):
    assert without_names(text, ["Southvale"]) == left
