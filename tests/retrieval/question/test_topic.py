import pytest

from retrieval.question.topic import find_topic, put_topic


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Tell me about the harbour project", "the harbour project"),
        ("What is YSS?", "YSS"),
        ("Who owns the CRC in Northmoor?", "the CRC in Northmoor"),
        ("What did inspectors find about drug services in Northmoor?", "drug services in Northmoor"),
        ("What did inspectors find in Northmoor?", "Northmoor"),
        ("What programmes for men are there in Southvale?", "programmes for men in Southvale"),
        ("How is Through the Gate working?", "Through the Gate"),
        ("How good were court reports?", "court reports"),
    ],
)
def test_the_phrase_of_nouns_at_the_end_of_a_question_is_its_topic(question, topic):
    assert find_topic(question) == topic


@pytest.mark.parametrize(
    "question",
    [
        "How many home visits were made?",
        "What was told to them?",
        "What is being done about delays?",
        "Why?",
        "What is it?",
        "Did the hub work?",
    ],
)
def test_a_question_that_ends_in_no_phrase_of_nouns_has_no_topic(question):
    assert find_topic(question) == ""


@pytest.mark.parametrize(
    ("turn", "topic", "put"),
    [
        ("who pays for it?", "the harbour project", "who pays for the harbour project?"),
        ("are they any good?", "drug services in Northmoor", "are drug services in Northmoor any good?"),
        ("is its funding safe?", "YSS", "is YSS’s funding safe?"),
        ("who runs it?", "Horizons", "who runs Horizons?"),
    ],
)
def test_the_topic_takes_the_place_of_the_pronoun(turn, topic, put):
    assert put_topic(turn, topic) == put


@pytest.mark.parametrize(
    ("turn", "topic"),
    [
        ("what did they recommend?", "court reports"),
        ("do they own others?", "the CRC"),
        ("how is it led?", "victims in Northmoor"),
        ("why?", "YSS"),
    ],
)
def test_a_pronoun_that_means_something_else_is_left_alone(turn, topic):
    assert put_topic(turn, topic) is None
