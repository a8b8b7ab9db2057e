"""What people say of answers is kept once a person, listed with its turn, and withdrawn."""

from datetime import UTC, datetime

import pytest
from test_conversations import begin

from app.storage.opening import Storage
from app.storage.records import Feedback

NOW = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)


def test_a_person_says_one_thing_of_an_answer_and_the_last_counts(storage: Storage) -> None:
    (turn,) = begin(storage, "c", "a").turns
    storage.opinions.save(turn.id, "local", "right", "  good  ")
    storage.opinions.save(turn.id, "local", "wrong source", "page 4")
    storage.opinions.save(turn.id, "ann", "partly")
    assert {(r.feedback.person, r.feedback.verdict, r.feedback.note) for r in storage.opinions.list()} == {
        ("local", "wrong source", "page 4"), ("ann", "partly", ""),
    }  # fmt: skip
    assert storage.opinions.of([turn.id, "other"], "local")[turn.id].note == "page 4"
    assert storage.opinions.of([], "local") == {}


def test_feedback_comes_newest_first_with_its_turn_and_can_be_narrowed(storage: Storage) -> None:
    first, second = begin(storage, "c", "a", "b").turns
    storage.opinions.save(first.id, "local", "wrong")
    storage.opinions.save(second.id, "ann", "right")
    said = storage.opinions.list()
    assert [(r.turn.asked, r.feedback.verdict, r.library) for r in said] == [("b", "right", "shipped"), ("a", "wrong", "shipped")]
    assert said[0].turn == second
    assert (
        [r.turn.asked for r in storage.opinions.list(person="local")]
        == [r.turn.asked for r in storage.opinions.list(verdict="wrong")]
        == ["a"]
    )


def test_feedback_is_withdrawn_and_not_kept_of_what_is_gone(storage: Storage) -> None:
    (turn,) = begin(storage, "c", "a").turns
    storage.opinions.save(turn.id, "local", "wrong")
    assert storage.opinions.withdraw(turn.id, "local") and not storage.opinions.withdraw(turn.id, "local")
    assert storage.opinions.save("no such turn", "local", "wrong") is None and storage.opinions.list() == []


def test_only_the_four_verdicts_are_feedback() -> None:
    with pytest.raises(ValueError, match="'great' is not one of right, partly, wrong, wrong source"):
        Feedback("t", "great", "", "local", NOW)
