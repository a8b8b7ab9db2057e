import pytest

from evals.case import Conversation, GoldQuote
from evals.outcome import Outcome
from evals.runner import run
from evals.score import confusion, score_case, score_outcomes, score_run
from evals.summary import MEASURES
from retrieval.answer import to_json

RIGHT = ("north", "The CRC held 1,250 cases in May.")
WRONG = ("south", "The CRC held 90 cases.")
LENGTHS = ("answer_chars", "seconds")


@pytest.fixture
def score(make_answer, reports):
    """The scored case for an answer that cites these words."""

    def score_one(case, *quotes, **fields):
        answer = to_json(make_answer(case.question, *quotes, **fields))
        return score_case(case, Outcome(case.case_id, 1, 0.5, None, answer), reports)

    return score_one


def test_a_right_answer_scores_one_throughout(score, make_case):
    scored = score(make_case(), RIGHT)
    best = {measure.score: float(measure.higher_is_better) for measure in MEASURES if measure.score not in (*LENGTHS, "declined")}
    assert {name: value for name, value in scored.scores.items() if name not in LENGTHS} == best
    assert scored.scores["answer_chars"] == len("The CRC held 1,250 cases in May. [1]")
    assert (scored.status, scored.expected, scored.notes) == ("answered", "answered", ())


def test_the_second_passage_and_the_second_citation(score, make_case):
    scores = score(make_case(), WRONG, RIGHT).scores
    assert (scores["mrr"], scores["first_passage"], scores["evidence_1000"]) == (0.5, 0, 1)
    assert (scores["citations_any"], scores["citations_all"], scores["citation_precision"], scores["citation_recall"]) == (1, 0, 0.5, 1)
    assert scores["right_in_full"] == 1


def test_a_trap_or_a_missing_point_is_not_right_and_is_noted(score, make_case):
    trapped = score(make_case(trap=("90",)), RIGHT, WRONG)
    assert trapped.scores["right"] == 0 and trapped.notes == ("trap given: 90",)
    missing = score(make_case(points=(("1,250",), ("in June", "June"))), RIGHT)
    assert (missing.scores["right"], missing.scores["points"]) == (0, 0.5) and missing.notes == ("not said: in June / June",)


def test_declining_an_answerable_case_is_wrong(score, make_case):
    scored = score(make_case(), RIGHT, status="not_in_reports", text="It is not there; 1,250 is elsewhere.")
    assert (scored.scores["right"], scored.scores["points"], scored.scores["wrongly_declined"]) == (0, 0, 1)
    assert scored.scores["citation_precision"] == scored.scores["citation_recall"] == 0  # a refusal drops out of no mean
    assert scored.scores["mrr"] == 1  # its search is still judged
    assert scored.notes == ("should have ended as answered",)


@pytest.mark.parametrize("status", ["not_in_reports", "out_of_scope", "needs_clarification"])
def test_declining_an_unanswerable_case_is_right_in_any_way(score, make_case, status):
    scored = score(make_case(gold=(), points=()), status=status, text="No.")
    assert scored.scores["right"] == scored.scores["declined"] == 1 and scored.notes == ()
    assert "mrr" not in scored.scores and "wrongly_declined" not in scored.scores


def test_answering_an_unanswerable_case_is_wrong(score, make_case):
    scored = score(make_case(gold=(), points=()), RIGHT)
    assert scored.scores["right"] == scored.scores["declined"] == 0 and scored.notes == ("should have ended as not in reports",)


def test_an_error_scores_the_worst_and_drops_out_of_nothing(score, make_case, reports):
    nothing = make_case(gold=(), points=())
    for case, right in ((make_case(), score(make_case(), RIGHT)), (nothing, score(nothing, status="not_in_reports"))):
        failed = score_case(case, Outcome(case.case_id, 1, 0.5, "ValueError: x", None), reports)
        never = score_case(case, None, reports)
        worst = {m.score: float(not m.higher_is_better) for m in MEASURES if m.score in right.scores and m.score not in LENGTHS}
        assert failed.scores == {**worst, "seconds": 0.5}
        assert never.scores == worst
        assert (failed.status, failed.notes, never.notes) == ("error", ("error: ValueError: x",), ("never asked",))


def test_a_forged_quote_and_a_number_from_nowhere_are_caught(make_answer, make_case, reports):
    case = make_case()
    answer = to_json(make_answer(case.question, RIGHT))
    forged = {**answer, "citations": [{**answer["citations"][0], "quote": "The CRC held 1,251 cases in May."}]}
    scored = score_case(case, Outcome("c1", 1, 0.1, None, forged), reports)
    assert scored.scores["quotes_verbatim"] == 0 and scored.scores["numbers_guarded"] == 0
    known = {**answer, "claims": [{"text": "In 2017 it held 1250 cases", "citations": [1]}]}  # 2017 is when the report came out
    assert score_case(case, Outcome("c1", 1, 0.1, None, known), reports).scores["numbers_guarded"] == 1
    uncited = {**answer, "claims": [{"text": "It held 1,250 cases", "citations": []}]}
    assert score_case(case, Outcome("c1", 1, 0.1, None, uncited), reports).notes == ("number not in its sources: 1250",)


def test_turns_follow_the_cases_and_statuses_are_counted(make_answer, make_case, reports, tmp_path):
    talk = Conversation("t", "staff", "held", (make_case("t/1"), make_case("t/2", gold=(GoldQuote(*WRONG),), points=(("90",),))))
    outcomes = run(lambda turns: [make_answer(t, RIGHT) for t in turns], [make_case()], [talk], reports, tmp_path / "ours.jsonl")
    scored = score_outcomes(outcomes, [make_case()], [talk], reports)
    assert [(c.case_id, c.turn, c.scores["right"]) for c in scored] == [("c1", 1, 1), ("t/1", 1, 1), ("t/2", 2, 0)]
    assert confusion([*scored, score_case(make_case("x", gold=()), None, reports)]) == {
        ("answered", "answered"): 3,
        ("not_in_reports", "error"): 1,
    }
    whole = score_run(tmp_path / "ours.jsonl", [make_case()], [talk], reports)
    assert (whole.name, whole.cases, whole.card["seed"]) == ("ours", scored, 0)
