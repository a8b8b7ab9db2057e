import pytest

from retrieval.answering.disagreement import contradict

VISITS = "The CRC visited homes in 31 per cent of the cases that needed a visit."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (VISITS, "The inspectors counted CRC home visits in 41% of the cases that needed a visit."),
        ("Staff held 62 cases each on average.", "On average, staff held forty-five cases each."),
        ("The CRC was rated ‘Good’ for keeping people safe.", "For keeping people safe the CRC was rated ‘Inadequate’."),
        ("The quality of case management was good.", "The quality of case management was poor."),
        ("Planning had improved since the last visit.", "Planning had deteriorated since the last visit."),
        ("Risk plans were reviewed on time.", "Risk plans were not reviewed on time."),
        ("Clerks rang 90 or more people each; one was new.", "In one town a clerk rings up to 90 people, for ten minutes every month."),
    ],
)
def test_another_figure_rating_or_the_opposite_on_one_matter_contradicts(one, other):
    assert contradict(one, other) and contradict(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (VISITS, "The inspectors counted home visits in 31 per cent of the CRC cases."),
        (VISITS, "The NPS referred 112 people to the programme, and 70 of them finished it."),
        ("Waiting times rose to 11 weeks.", "Waiting times rose by 6 weeks to 11 weeks."),
        ("The harbour hired nobody.", "Buses were few before eight."),
        ("Published in May 2018.", "Published in May 2019."),
        ("Clerks rang 90 or more people each.", "Clerks rang at least 90 people each."),
        ("At least 2 clerks rang.", "Up to 2 clerks slept."),
        (
            "Courts had not reversed the fall in courses on anger and driving.",
            "There was a fall in courses on driving and anger in courts.",
        ),
        ("", ""),
    ],
)
def test_the_same_said_otherwise_or_another_matter_does_not(one, other):
    assert not contradict(one, other) and not contradict(other, one)
