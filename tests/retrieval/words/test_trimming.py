import pytest

from retrieval.words.trimming import end_of_answer


@pytest.fixture
def kept(lexicon):
    def keep(words, question):
        return words[: end_of_answer(words, lexicon.understand(question))]

    return keep


@pytest.mark.parametrize(
    ("words", "question", "left"),
    [
        ("The CRC saw 40 people, against a target of 50.", "How many people did the CRC see?", "The CRC saw 40 people"),
        ("The CRC saw 40 people, whereas the NPS saw 70.", "How many people did the CRC see?", "The CRC saw 40 people"),
        ("We inspected 40 plans, of which 9 were for women.", "How many plans were inspected?", "We inspected 40 plans"),
        ("Ms Lee said: “Two of six were good. But the other four were late.”", "How many were good?", "Ms Lee said: “Two of six were good"),
        ("Loads stood at 128% against the usual 100%.", "What percentage were loads?", "Loads stood at 128%"),
    ],
)
def test_a_figure_set_beside_the_one_asked_for_is_left_off(kept, words, question, left):
    assert kept(words, question) == left


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("The CRC saw 40 people, against a target of 50.", "How many people did the CRC see against its target?"),
        ("The CRC saw 40 people, whereas the NPS saw 70.", "How many people did the NPS see?"),
        ("The CRC saw 40 people, but 9 were not seen again.", "How many people did the CRC see?"),
        ("Of those seen, but for 9 at first, 40 came back.", "How many came back?"),
        ("The CRC put forward 40 people, of whom 30 were taken on.", "Of those the CRC put forward, how many were taken on?"),
        ("It saw 40 (all men, but for 2) in a year.", "How many did it see?"),
        ("The CRC saw 40 people, against a target of 50.", "Why did the CRC see people?"),
        ("The CRC saw 40 people, whereas the NPS saw 70.", "How did the CRC and the NPS compare in how many they saw?"),
    ],
    ids=[
        "the target is asked for",
        "the other body is",
        "a negation",
        "no clause of its own",
        "a part is asked for",
        "in brackets",
        "no figure",
        "both",
    ],
)
def test_a_sentence_stays_whole_where_the_rest_may_be_needed(kept, words, question):
    assert kept(words, question) == words
