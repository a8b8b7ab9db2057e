"""Experts score parts of answers on a fixed scale."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from app.storage.opening import Storage
from app.storage.records import Score
from app.storage.tables import score

NOW = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)


def test_experts_score_parts_of_an_answer_each_by_themselves(storage: Storage) -> None:
    scores = [
        Score("oth-001", "latest", "ann", "sentence", 1, 100, "", NOW),
        Score("oth-001", "latest", "bob", "sentence", 1, 80, "leaves out the year", NOW),
        Score("oth-001", "latest", "ann", "citation", 1, 20, "", NOW),
        Score("oth-002", "older", "ann", "sentence", 1, 0, "wrong body", NOW),
    ]
    for each in scores:
        storage.scores.save(each)
    assert storage.scores.list("latest") == [scores[2], scores[0], scores[1]]
    assert storage.scores.list(person="bob") == [scores[1]] and storage.scores.list(case_id="oth-002") == [scores[3]]
    storage.scores.save(Score("oth-001", "latest", "bob", "sentence", 1, 0, "on reflection", NOW))
    assert [s.points for s in storage.scores.list("latest", "oth-001", "bob")] == [0]
    assert storage.scores.withdraw(scores[0]) and not storage.scores.withdraw(scores[0])


@pytest.mark.parametrize(("part", "points"), [("sentence", 25), ("citation", 100), ("sentence", 50), ("answer", 100)])
def test_points_off_the_scale_are_no_score(storage: Storage, part: str, points: int) -> None:
    with pytest.raises(ValueError, match=f"cannot be given {points} points"):
        Score("c", "r", "p", part, 1, points, "", NOW)
    row = {"run": "r", "case_id": "c", "person": "p", "part": part, "number": 1, "points": points, "reason": "", "created": NOW}
    with pytest.raises(IntegrityError), storage.database.writing() as connection:
        connection.execute(insert(score).values(row))
