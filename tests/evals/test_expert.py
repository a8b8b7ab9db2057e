import random

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.expert import POINTS, Score, ScoreError, agree, alpha, check_score, find_targets, total
from retrieval.answer import to_json

QUOTE = ("north", "The CRC held 1,250 cases in May.")


def given_by(person: str, target: str, points: int, case_id: str = "c1", reason: str = "why") -> Score:
    return Score(case_id, person, target, points, reason)


@pytest.fixture
def targets(make_answer):
    text = "The CRC held 1,250 cases in May. Its staff were busy. [1]\n\n• One in three had a visit. [2]"
    return find_targets(to_json(make_answer("q", QUOTE, ("north", "Its staff were busy."), text=text)))


def test_each_sentence_and_each_citation_is_a_target(targets):
    assert [(t.name, t.words) for t in targets] == [
        ("sentence 1", "The CRC held 1,250 cases in May."), ("sentence 2", "Its staff were busy."),
        ("sentence 3", "One in three had a visit."),
        ("citation 1", "The CRC held 1,250 cases in May."), ("citation 2", "Its staff were busy."),
    ]  # fmt: skip
    assert find_targets({}) == []


def test_a_score_off_the_scale_or_without_name_or_reason_is_refused():
    assert check_score(given_by("Ann", "sentence 1", 100, reason="")).points == 100
    for wrong in (
        given_by("Ann", "sentence 1", 25),
        given_by("Ann", "citation 1", 80),
        given_by("Ann", "mood 1", 0),
        given_by("Ann", "sentence", 0),
    ):
        with pytest.raises(ScoreError, match="not on the scale"):
            check_score(wrong)
    with pytest.raises(ScoreError, match="name"):
        check_score(given_by(" ", "sentence 1", 100))
    with pytest.raises(ScoreError, match="need a reason"):
        check_score(given_by("Ann", "citation 1", 20, reason=" "))


def test_a_total_is_three_quarters_of_the_sentences_and_the_citation(targets):
    scores = [given_by("Ann", f"sentence {n}", points) for n, points in ((1, 100), (2, 80), (3, 0))]
    assert total(scores, targets) is None  # the citations are not scored yet
    scores += [given_by("Ann", "citation 1", 25), given_by("Ann", "citation 2", 0)]
    assert total(scores, targets) == 0.75 * 60 + 12.5
    assert total([given_by("Ann", t.name, max(POINTS[t.kind])) for t in targets], targets) == 100
    assert total(scores[:3], [t for t in targets if t.kind == "sentence"]) == 60
    assert total([], []) is None


def test_agreement_is_taken_over_what_two_people_scored():
    scores = [given_by("Ann", "sentence 1", 100), given_by("Bob", "sentence 1", 100), given_by("Ann", "sentence 2", 0)]
    assert (agree(scores).targets, agree(scores).people, agree(scores).same, agree(scores).alpha) == (1, 2, 1.0, None)
    more = [*scores, given_by("Bob", "sentence 2", 80), given_by("Ann", "citation 1", 25), given_by("Bob", "citation 1", 25)]
    assert agree(more).same == 2 / 3 and agree(more).alpha == pytest.approx(1 - 2 * 0.64 / (2 * (6 * 4.64 - 4.8**2) / 5))
    assert agree([]).alpha is None and agree([]).same == 0


@given(st.lists(st.lists(st.sampled_from([0.0, 0.8, 1.0]), max_size=5), max_size=12))
def test_alpha_is_never_more_than_one(units):
    found = alpha(units)
    assert found is None or found <= 1 + 1e-9


def test_alpha_agrees_with_the_reference_library_on_1000_random_tables():
    rng = random.Random(3)
    for _ in range(1000):
        people, units = rng.randint(2, 4), rng.randint(1, 12)
        table = [[rng.choice([0.0, 0.8, 1.0, np.nan]) for _ in range(units)] for _ in range(people)]
        ours = alpha([[row[u] for row in table if not np.isnan(row[u])] for u in range(units)])
        pool = [row[u] for u in range(units) for row in table if not np.isnan(row[u]) and sum(not np.isnan(r[u]) for r in table) > 1]
        if len(set(pool)) < 2:
            assert ours is None
        else:
            assert ours == pytest.approx(krippendorff.alpha(reliability_data=table, level_of_measurement="interval"))
