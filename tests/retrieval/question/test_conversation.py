import pytest

from retrieval.question.conversation import complete

VISITS = "How many home visits did the CRC make in Northmoor in 2018?"


@pytest.mark.parametrize(
    ("turn", "completed"),
    [
        ("And for the NPS?", "How many home visits did the NPS make in Northmoor in 2018?"),
        ("what about the National Probation Service?", "How many home visits did the NPS make in Northmoor in 2018?"),
        ("What about 2019?", "How many home visits did the CRC make in Northmoor in 2019?"),
        ("And in Southvale?", "How many home visits did the CRC make in Southvale in 2018?"),
        ("How about the NPS in Southvale?", "How many home visits did the NPS make in Southvale in 2018?"),
    ],
)
def test_another_body_area_or_year_takes_the_place_of_the_one_before(lexicon, turn, completed):
    assert complete(turn, [VISITS], lexicon) == completed


def test_a_body_written_out_in_full_is_replaced_too(lexicon):
    assert complete("And the NPS?", ["What did the Community Rehabilitation Company do well?"], lexicon) == "What did the NPS do well?"


@pytest.mark.parametrize(("turn", "name"), [("And for the NPS?", "NPS"), ("what about 2019?", "2019"), ("And in Southvale?", "Southvale")])
def test_a_name_is_added_where_the_question_before_had_none(lexicon, turn, name):
    completed = complete(turn, ["How many home visits were made?"], lexicon)
    assert name in completed and completed.startswith("How many home visits were made") and completed.endswith("?")


@pytest.mark.parametrize(
    "turn",
    ["Why?", "Which ones?", "And who does that?", "tell me more", "Were they trained?", "How many of those were women?", "What else?"],
)
def test_a_turn_that_leans_on_the_one_before_brings_it_along(lexicon, turn):
    completed = complete(turn, ["What did officers in Northmoor do about home visits?"], lexicon)
    assert completed != turn and "officers in Northmoor" in completed and "home visits" in completed


@pytest.mark.parametrize(
    "turn",
    [
        "What was the rating for leadership in Southvale?",
        "How many people did the thinking skills programme take in Northmoor?",
        "What does RAR stand for in the glossary of the report?",
        "Did the new computer system lose the notes of staff in both bodies?",
    ],
)
def test_a_topic_of_its_own_is_left_alone(lexicon, turn):
    assert complete(turn, [VISITS], lexicon) == turn


@pytest.mark.parametrize("turn", ["Which of them are in Southvale?", "How many of those went to the NPS?", "Is that the NPS's fault?"])
def test_a_turn_that_asks_something_else_of_a_name_swaps_nothing(lexicon, turn):
    assert complete(turn, [VISITS], lexicon) == f"{turn[:-1]} (about: how many home visits did the CRC make in Northmoor in 2018)?"


def test_a_definition_stands_alone(lexicon):
    assert complete("What does RAR stand for?", [VISITS], lexicon) == "What does RAR stand for?"


@pytest.mark.parametrize("turn", ["And for the NPS?", "Why?", VISITS])
def test_the_first_turn_is_left_alone(lexicon, turn):
    assert complete(turn, [], lexicon) == turn


def test_turns_build_on_one_another(assistant):
    answers = assistant.converse(["In how many cases did the CRC visit homes in Northmoor?", "And the NPS?", "And in Southvale?"])
    assert [a.question.text for a in answers] == [
        "In how many cases did the CRC visit homes in Northmoor?",
        "In how many cases did the NPS visit homes in Northmoor?",
        "In how many cases did the NPS visit homes in Southvale?",
    ]
    assert [a.question.asked for a in answers] == ["", "And the NPS?", "And in Southvale?"]


def test_no_turns_give_no_answers(assistant):
    assert assistant.converse([]) == []


@pytest.mark.parametrize(
    "turn",
    [
        "Why do victims not always hear what happens in their case?",
        "Who led the 2017 inspection in Northmoor?",
        "Why did officers have so much trouble in recruiting mentors?",
        "How many of the main programmes were restricted by the CRC?",
    ],
)
def test_a_question_that_says_itself_of_what_it_asks_opens_a_topic_of_its_own(turn, lexicon):
    assert complete(turn, [VISITS], lexicon) == turn


@pytest.mark.parametrize("turn", ["Why were they late?", "Who made them?", "Did their officers agree?", "how many of those were missed?"])
def test_a_question_about_something_said_before_is_asked_of_that(turn, lexicon):
    assert complete(turn, [VISITS], lexicon) == f"{turn[:-1]} (about: how many home visits did the CRC make in Northmoor in 2018)?"


@pytest.mark.parametrize(
    ("before", "turn", "completed"),
    [
        ("Tell me about the harbour project", "who runs it?", "who runs the harbour project?"),
        ("Tell me about the harbour project", "what went wrong?", "what went wrong for the harbour project?"),
        ("What is the caseload of the NPS in Northmoor?", "what about sickness?", "What is said about sickness for the NPS in Northmoor?"),
        ("Which plans did the CRC in Northmoor make?", "what was the caseload?", "what was the caseload for the CRC in Northmoor?"),
        ("Is there a good practice example?", "and a bad one?", "Is there a poor practice example?"),
        ("Which services were rated outstanding?", "and inadequate?", "Which services were rated inadequate?"),
    ],
)
def test_words_of_its_own_are_asked_of_the_topic_or_of_the_names_before(lexicon, before, turn, completed):
    assert complete(turn, [before], lexicon) == completed


def test_a_group_of_people_is_asked_of_the_same_matter(lexicon):
    assert "home visits" in complete("what about women?", ["How many home visits were made?"], lexicon)


def test_a_name_is_put_into_the_turn_and_not_behind_its_topic(lexicon):
    before = "which was higher (about: how many visits were made)?"
    assert complete("what about Southvale?", [before], lexicon) == "which was higher in Southvale (about: how many visits were made)?"


def test_a_short_question_goes_into_what_was_found_before_if_that_speaks_of_it(lexicon):
    before, turn = "Tell me about the harbour course", "how long is the waiting list?"
    assert complete(turn, [before], lexicon, lambda _: True) == "how long is the waiting list for the harbour course?"
    assert complete(turn, [before], lexicon, lambda _: False) == turn
    assert complete("how long is the list in Southvale?", [before], lexicon, lambda _: True) == "how long is the list in Southvale?"
