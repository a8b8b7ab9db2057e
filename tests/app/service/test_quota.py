"""How long a question may be, and how often one person may ask."""

import pytest

from app.service.quota import LONGEST_QUESTION, Quota, TooMuch, clean_question


def test_a_question_of_the_longest_length_is_asked_and_a_longer_one_is_told_how_long_it_may_be() -> None:
    assert clean_question("x" * LONGEST_QUESTION) == "x" * LONGEST_QUESTION
    with pytest.raises(TooMuch, match=r"has 2,001 characters; ask it in at most 2,000\."):
        clean_question("x" * (LONGEST_QUESTION + 1))


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\x9b", "\ud800", "\udfff", "\r", "\x08"])
def test_signs_that_no_question_holds_are_left_out(sign: str) -> None:
    assert clean_question(f"home{sign}visits\n\tin Arden") == "home visits\n\tin Arden"


def test_a_question_too_many_is_told_when_to_ask_again_and_others_may_ask() -> None:
    now = [100.0]
    quota = Quota(per_minute=3, clock=lambda: now[0])
    for _ in range(3):
        quota.take("ann")
        now[0] += 10
    with pytest.raises(TooMuch, match="ask again in 31 seconds"):
        quota.take("ann")
    quota.take("ben")
    now[0] += 30
    quota.take("ann")


def test_a_refused_question_does_not_count() -> None:
    now = [0.0]
    quota = Quota(per_minute=1, clock=lambda: now[0])
    quota.take("ann")
    for now[0] in (20.0, 40.0, 59.0):
        with pytest.raises(TooMuch):
            quota.take("ann")
    now[0] = 60.0
    quota.take("ann")


def test_however_many_people_ask_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.service.quota.MOST_PEOPLE", 5)
    quota = Quota()
    for n in range(50):
        quota.take(f"person {n}")
    assert list(quota.asked) == [f"person {n}" for n in range(45, 50)]
