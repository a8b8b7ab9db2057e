import pytest

from retrieval.words.naming import names_anew, names_holder, names_place, names_role, post_asked

REPORT = "The personality disorder project had a head. The chief officer and the service led the work."


@pytest.mark.parametrize(
    ("question", "post"),
    [
        ("Who was the Chief Officer of the Elm CRC in 2017?", ("chief", "officer")),
        ("Who was Head of the cluster?", ("head",)),
        ("who's the lead inspector for Elm?", ("lead", "inspector")),
        ("What is the name of the head of service in Elm?", ("head",)),
        ("Name of the Elm Divisional Director", ("divisional", "director")),
        ("Who does the Chief Officer report to?", ()),
        ("Name the barriers for officers in Elm.", ()),
        ("Who owned the CRC?", ()),
    ],
)
def test_the_post_whose_holder_is_asked_for(question, post):
    assert post_asked(question) == post


@pytest.mark.parametrize(
    ("words", "post", "named"),
    [
        ("Elm was led by HM Inspector Ann Lee.", ("lead", "inspector"), True),
        ("Chief Inspector of Probation Ann Lee said so.", ("inspector",), True),
        ("The Chief Officer, Ms Lee, agreed.", ("chief", "officer"), True),
        ("The Assistant Chief Inspector is Ann Lee.", ("chief", "officer"), False),
        ("The Head had a lead for the Personality Disorder Project.", ("head",), False),
        ("The Head of Service, in the job since 2025, had made a mark.", ("head",), False),
    ],
)
def test_words_name_who_holds_a_post_or_do_not(words, post, named):
    assert names_holder(words, post, f"{REPORT} {words}") is named


def test_a_name_that_the_question_gave_is_no_new_one():
    assert names_anew("It worked with Oak House.", "What is the name of the hostel in Elm?")
    assert not names_anew("The hostel in Elm was full.", "What is the name of the hostel in Elm?")


@pytest.mark.parametrize(
    ("words", "names"),
    [("A co-ordinator chaired it.", True), ("The panel met.", False), ("A manager chaired it.", False)],
)
def test_a_role_is_named_where_the_question_did_not(words, names):
    assert names_role(words, "Who told the manager?") is names


def test_a_place_is_named_by_words_that_say_where_beyond_the_whole_area():
    assert names_place("The work done in Elmtown was good.", "Which office did well?", ["Northmoor"])
    assert not names_place("The work done in Northmoor was good.", "Which office did well?", ["Northmoor"])
    assert not names_place("Figures for Elmtown were low.", "Which office did well?", [])
