import pytest

from retrieval.question.followup import asked_in, write_about


def test_a_turn_is_written_with_the_question_before_it_as_its_topic():
    assert write_about("Why?", "Did the hub work?") == "Why (about: did the hub work)?"
    assert write_about("Why?", "NPS visits: how many?") == "Why (about: NPS visits: how many)?"


def test_of_what_a_follow_up_was_about_the_nearest_and_the_first_stay():
    first = write_about("how many were late?", "How many plans were made?")
    second = write_about("list them", first)
    assert second == "list them (about: how many were late; how many plans were made)?"
    assert write_about("when?", second) == "when (about: list them; how many plans were made)?"


def test_a_turn_without_words_of_its_own_is_no_topic():
    assert write_about("who says so?", "why (about: did the hub work)?") == "who says so (about: did the hub work)?"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("why (about: how many plans were late)?", "why"),
        ("and which ones (about: how many plans were late)?", "and which ones"),
        ("in the Crown Court (about: how long does it take)?", "in the Crown Court (about: how long does it take)?"),
        ("How many plans were late?", "How many plans were late?"),
    ],
)
def test_what_is_asked_is_the_turn_where_it_asks(text, asked):
    assert asked_in(text) == asked
