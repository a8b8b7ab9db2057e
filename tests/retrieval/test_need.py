import pytest

from retrieval.need import DATE, FIGURE, GRADE, SUM, need_of


@pytest.mark.parametrize(
    ("question", "need"),
    [
        ("How much money does the scheme earn?", SUM),
        ("What was the charity paid each year?", SUM),
        ("What rating did the service get for leadership?", GRADE),
        ("When was the fieldwork done?", DATE),
        ("And when did the hub open?", DATE),
        ("How many officers are there?", FIGURE),
        ("What is the average caseload?", FIGURE),
        ("What was the completion rate for the course?", FIGURE),
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
    ],
)
def test_words_meet_a_need_or_do_not(need, meets, fails):
    assert need.search(meets) and not need.search(fails)
