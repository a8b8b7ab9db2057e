import pytest

from retrieval.need import DATE, FIGURE, GRADE, SHARE, SUM, counts, need_of, sought_in, tells_extreme


@pytest.mark.parametrize(
    ("question", "need"),
    [
        ("How much money does the scheme earn?", SUM),
        ("What was the charity paid each year?", SUM),
        ("What rating did the service get for leadership?", GRADE),
        ("How was the company rated?", GRADE),
        ("Which parts got a Good in 2019?", GRADE),
        ("When was the fieldwork done?", DATE),
        ("And when did the hub open?", DATE),
        ("How many officers are there?", FIGURE),
        ("What is the average caseload?", FIGURE),
        ("What was the completion rate for the course?", SHARE),
        ("What proportion of plans were good?", SHARE),
        ("What is the rate card?", None),
        ("When do officers report an absence?", None),
        ("Why did officers leave?", None),
    ],
)
def test_what_an_answer_must_hold_follows_from_what_is_asked(question, need):
    assert need_of(question) is need


@pytest.mark.parametrize(
    ("need", "meets", "fails"),
    [
        (SUM, "It was paid £3,000.", "It was paid in May for 12 months."),
        (GRADE, "Leadership required improvement.", "It supervised 2,976 people with good will."),
        (DATE, "The visits were in May.", "The visits were in the second week."),
        (FIGURE, "Two-thirds of plans were good.", "Plans were good."),
        (FIGURE, "It saw 2,019 people.", "It was visited on 4 May 2019, in the 2018/19 round."),
        (SHARE, "Three of the four were late.", "The four were late in 2019."),
    ],
)
def test_words_meet_a_need_or_do_not(need, meets, fails):
    assert need.search(meets) and not need.search(fails)


def test_a_question_known_to_ask_for_a_figure_seeks_one_however_it_is_worded():
    assert sought_in("What load did officers carry?", "figure") is FIGURE
    assert sought_in("When was it visited?", "figure") is None or sought_in("When was it visited?", "figure") is DATE
    assert sought_in("Why did officers leave?", "fact") is None


@pytest.mark.parametrize(
    ("question", "words", "tells"),
    [
        ("How many officers left?", "It lost nine of its officers.", True),
        ("How many officers left?", "After nine months the officers left.", False),
        ("How many of the offices closed?", "Two offices closed.", True),
        ("How many offices closed?", "In 2019 offices closed.", False),
        ("Why did offices close?", "Two offices closed.", False),
    ],
)
def test_a_number_counts_only_what_it_stands_before(question, words, tells):
    assert counts(question, words) is tells


@pytest.mark.parametrize(
    ("question", "words", "tells"),
    [
        ("Which office has the biggest team?", "Elm has the largest team.", True),
        ("Which office has the biggest team?", "Elm has the smallest team.", False),
        ("The largest and the smallest?", "Elm has the largest team.", False),
        ("Which office?", "Elm has the largest team.", False),
    ],
)
def test_the_highest_is_told_by_words_of_the_same_direction(question, words, tells):
    assert tells_extreme(question, words) is tells
