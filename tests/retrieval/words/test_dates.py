import pytest

from retrieval.question.understanding import Understanding
from retrieval.words.dates import find_dates, measure_of, moves, tells_move


def asked(text, *years, kind="fact"):
    return Understanding(text=text, years=years, answer_kind=kind)


@pytest.mark.parametrize(
    ("text", "years", "dates"),
    [
        ("How did the caseload change between 2017 and 2019?", (2017, 2019), (2017, 2019)),
        ("Were there more officers in 2019 than in 2016?", (2019, 2016), (2016, 2019)),
        ("Were waits long in 2017, and two years later?", (2017,), (2017, 2019)),
        ("What was the grade in 2020 and a year earlier?", (2020,), (2019, 2020)),
    ],
)
def test_years_set_side_by_side_come_in_order_of_time(text, years, dates):
    assert find_dates(asked(text, *years)) == dates


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("What were sickness rates from October 2016 to June 2017?", (2016, 2017)),
        ("How many visits were made between 2016 and 2018?", (2016, 2018)),
        ("How many left homeless in 2018-2019?", (2018, 2019)),
        ("Can the 2017 findings be compared with those of 2012?", (2017, 2012)),
    ],
)
def test_one_stretch_of_time_is_not_two_dates(text, years):
    assert find_dates(asked(text, *years)) == ()


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("Has the grade improved since the first visit?", True),
        ("How did same-day reports shift in a year?", True),
        ("How has the grade moved between its first and second inspections?", True),
        ("What became of the vacancies?", True),
        ("Were visits worse than before?", True),
        ("Was it only the company that needed to improve?", False),
        ("What slowed down change in the NPS?", False),
        ("Since when have officers worked late?", False),
    ],
)
def test_a_question_asks_how_something_moved(text, so):
    assert moves(asked(text)) is so


@pytest.mark.parametrize(
    ("words", "so"),
    [
        ("Same-day reports had risen from 41% to 66%.", True),
        ("Caseloads had grown by 9% in a year.", True),
        ("Eastbeck climbed from the lowest grade in 2018.", True),
        ("Caseloads were high.", False),
        ("Officers had improved their handwriting.", False),
    ],
)
def test_words_tell_how_something_moved_with_a_value(words, so):
    assert tells_move(words) is so


def test_what_is_measured_is_asked_without_its_dates():
    assert measure_of("How did the number of people on the books change from the end of 2016 to September 2018?") == (
        "the number of people on the books ?"
    )
    assert measure_of("Were there more or fewer officers in 2019 than in 2016?") == "Were there how many officers ?"
