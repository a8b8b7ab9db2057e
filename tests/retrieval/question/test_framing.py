import pytest

from retrieval.question.framing import is_bare, is_framed, speaks_of, without_frame


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Does the report say anything about home visits?", "home visits?"),
        ("what do the inspectors say about home visits?", "home visits?"),
        ("Is there anything in the reports on home visits?", "home visits?"),
        ("Please tell me about home visits", "home visits"),
        ("anything on home visits?", "home visits?"),
        ("What was said about home visits?", "home visits?"),
        ("Are home visits mentioned in the report?", "Are home visits"),
    ],
)
def test_what_is_said_of_a_topic_is_asked_in_many_ways(question, topic):
    assert is_framed(question)
    assert without_frame(question).strip() == topic


@pytest.mark.parametrize(
    "question", ["Did officers mention home visits to partners?", "How many home visits were made?", "Why did staff tell me about visits?"]
)
def test_a_question_about_something_in_particular_is_left_alone(question):
    assert not is_framed(question)
    assert without_frame(question) == question


def test_a_frame_around_nothing_is_left_alone():
    assert without_frame("Tell me about it") == "Tell me about it"


@pytest.mark.parametrize(("question", "bare"), [("home visits", True), ("Are home visits made?", False), ("whats a home visit", False)])
def test_a_topic_alone_asks_nothing(question, bare):
    assert is_bare(question) == bare


def test_a_sentence_speaks_of_a_topic_if_it_holds_all_of_it_with_the_headings_over_it(evidence_of):
    evidence = [evidence_of("Buses ran late. Officers made few home visits.", headings=("The hub",))]
    assert speaks_of(["home", "visit"], evidence)
    assert speaks_of(["hub", "visit"], evidence)
    assert not speaks_of(["buse", "visit"], evidence)
    assert not speaks_of([], evidence)
