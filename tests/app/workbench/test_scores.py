"""Scores that people give."""

import csv
import io
from dataclasses import replace

import pytest

from app.storage.opening import Storage
from app.views.evaluation.people import names_of, score_rows
from app.workbench.scores import RunScores
from evals.expert import Score, ScoreError


def score(person: str, points: int, reason: str = "") -> Score:
    return Score("own-001", person, "sentence 1", points, reason)


@pytest.fixture
def scores(dossier, tmp_path):
    return RunScores(Storage.open(f"sqlite:///{tmp_path / 'kept.db'}"), "first", dossier.said[0])


def test_the_last_score_of_a_person_holds(scores):
    assert scores.list() == []
    for each in (score("Ann", 100), score("Bob", 0, "wrong area"), score("Ann", 80, "vague")):
        scores.save(each)
    assert scores.list() == scores.list("own-001") == [score("Ann", 80, "vague"), score("Bob", 0, "wrong area")]
    assert scores.list("own-002") == []
    with pytest.raises(ScoreError):
        scores.save(score("Ann", 80))


def test_scores_belong_to_the_words_of_an_answer(scores):
    scores.save(score("Ann", 100))
    said = scores.said["own-001"]
    again = replace(said, seconds=9.0, answer={**said.answer, "seconds": {"total": 9.0}})
    other = replace(said, answer={**said.answer, "text": "Something else."})
    assert replace(scores, said={"own-001": again}).list() == [score("Ann", 100)]
    assert replace(scores, said={"own-001": other}).list() == replace(scores, run="worse").list() == []


def test_scores_as_a_table_hold_no_formulas(dossier, scores):
    scores.save(score("=Ann", 0, "@SUM(1)"))
    scores.save(score("https://login.example:ab12", 100))
    row, other = csv.DictReader(io.StringIO(score_rows(dossier, scores.list())))
    assert (row["person"], row["reason"], row["points"], row["part"]) == ("'=Ann", "'@SUM(1)", "0", "sentence 1")
    assert other["person"] == "Person 2"
    assert row["words"] == "The CRC supervised 3,454 people in Arden."


def test_people_who_signed_in_are_not_named_to_others():
    given = [score("https://login.example:ab12", 100), score("https://login.example:cd34", 100), score("Ann", 100)]
    assert names_of(given, "https://login.example:cd34") == {
        "Ann": "Ann", "https://login.example:ab12": "Person 2", "https://login.example:cd34": "You",
    }  # fmt: skip
