import pytest

from retrieval.question.halves import halves_of


@pytest.mark.parametrize(
    ("question", "halves"),
    [
        ("What is a hub and who runs it?", ("What is a hub?", "who runs a hub?")),
        (
            "How long is the wait in Northmoor and why?",
            ("How long is the wait in Northmoor?", "why (about: how long is the wait in Northmoor)?"),
        ),
        (
            "How many visits did the CRC make in Northmoor, and how many were late?",
            ("How many visits did the CRC make in Northmoor?", "How many visits were late for the CRC in Northmoor?"),
        ),
        (
            "How many reports were read in Southvale and how many of those were good?",
            ("How many reports were read in Southvale?", "How many reports were good in Southvale?"),
        ),
        ("What is the hub and is its funding safe?", ("What is the hub?", "is the hub’s funding safe?")),
    ],
)
def test_each_part_of_a_question_stands_by_itself_with_the_names_of_the_first(lexicon, question, halves):
    assert halves_of(question, lexicon) == halves


@pytest.mark.parametrize(
    "question",
    [
        "What did inspectors find on training and supervision of CRC staff?",
        "Did the CRC and the NPS work well together on plans and reviews?",
        "Do officers know what to do and when?",
        "How do officers decide what to do and when to do it?",
        "How good was planning in Northmoor, and how good in Southvale?",
        "How many visits did the CRC make and how many did the NPS make?",
        "Which need was most common, and what was it?",
        "Which need came fifth, and how often was enough done about it?",
        "Why?",
    ],
)
def test_a_question_that_asks_once_or_compares_is_left_whole(lexicon, question):
    assert halves_of(question, lexicon) == ()
