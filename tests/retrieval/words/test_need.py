import pytest

from retrieval.words.need import (
    AVERAGE,
    DATE,
    DURATION,
    FIGURE,
    GRADE,
    SCORE,
    SHARE,
    SUM,
    aspect_rated,
    counts,
    least_of,
    need_of,
    sought_in,
    tells_extreme,
)


@pytest.mark.parametrize(
    ("question", "need"),
    [
        ("How much money does the scheme earn?", SUM),
        ("What was the charity paid each year?", SUM),
        ("What does a day of unpaid work cost?", SUM),
        ("What is the starting salary of an officer?", SUM),
        ("What does the company pay attention to?", None),
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
        (DURATION, "They waited for six weeks.", "The four of them waited."),
        (DURATION, "He was not seen from March on.", "He was seen once."),
        (SCORE, "It was given 6 points out of 21.", "Of the children 83% were boys."),
        (AVERAGE, "Each officer held 50 cases.", "It held 50 cases in all."),
        (AVERAGE, "The average was 50 cases.", "The work was below average."),
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


@pytest.mark.parametrize(
    ("question", "least"),
    [
        ("How long did people wait?", DURATION),
        ("What score did it get?", SCORE),
        ("What is the average caseload?", AVERAGE),
        ("How many officers are there?", FIGURE),
        ("Why did officers leave?", None),
    ],
)
def test_an_answer_is_at_the_least_told_in_words_of_the_kind_asked_for(question, least):
    assert least_of(question) is least


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("What rating did the company get for its leadership in 2019?", "leadership"),
        ("Which grade was given for unpaid work?", "unpaid work"),
        ("What rating did the company get?", ""),
        ("Which parts were rated good?", ""),
    ],
)
def test_the_part_of_the_work_whose_rating_is_asked_for(question, aspect):
    assert aspect_rated(question) == aspect
