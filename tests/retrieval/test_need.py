import pytest

from retrieval.need import DATE, FIGURE, GRADE, SHARE, SUM, meets, need_of


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


def test_a_question_with_no_known_need_is_met_by_nothing():
    assert meets("How many officers left?", "Nine officers left.")
    assert not meets("How many officers left?", "Officers left.")
    assert not meets("Why did officers leave?", "Nine officers left.")
