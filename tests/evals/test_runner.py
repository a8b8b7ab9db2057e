import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evals.case import Conversation
from evals.outcome import OutcomeError, read_outcomes
from evals.runner import card_path, hash_code, read_card, run

QUIET = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def cases(make_case):
    return [make_case(f"c{n}") for n in range(4)]


@pytest.fixture
def conversations(make_case):
    return [Conversation(f"t{n}", "staff", "tune", tuple(make_case(f"t{n}/{turn}") for turn in (1, 2, 3))) for n in range(2)]


@pytest.fixture
def ask(make_answer):
    return lambda turns: [make_answer(turn, ("north", "The CRC held 1,250 cases in May.")) for turn in turns]


def without_seconds(path: Path):
    return [replace(outcome, seconds=0.0) for outcome in read_outcomes(path)]


def test_each_case_and_turn_becomes_a_line_in_order(ask, cases, conversations, reports, tmp_path):
    outcomes = run(ask, cases, conversations, reports, tmp_path / "a.jsonl")
    assert [(o.case_id, o.turn) for o in outcomes] == [
        *((f"c{n}", 1) for n in range(4)),
        *((f"t{n}/{turn}", turn) for n in range(2) for turn in (1, 2, 3)),
    ]
    line = json.loads((tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert set(line) == {"case_id", "turn", "seconds", "error", "answer", "odds"}
    assert line["answer"]["citations"][0]["quote"] == "The CRC held 1,250 cases in May."


def test_a_conversation_is_asked_whole(ask, conversations, reports, tmp_path):
    heard = []
    run(lambda turns: heard.append(turns) or ask(turns), [], conversations, reports, tmp_path / "a.jsonl")
    assert heard == [[turn.question for turn in conversation.turns] for conversation in conversations]


def test_an_error_is_kept_and_the_run_goes_on(ask, cases, conversations, reports, tmp_path):
    def fragile(turns):
        if "c1" in turns[0]:
            raise ValueError("no such luck")
        return ask(turns) if len(turns) == 1 else ask(turns)[:-1]

    outcomes = run(fragile, cases, conversations, reports, tmp_path / "a.jsonl")
    assert {o.case_id: o.error for o in outcomes if o.error} == {
        "c1": "ValueError: no such luck",
        **{f"t{n}/{turn}": "2 answers came for 3 turns" for n in range(2) for turn in (1, 2, 3)},
    }
    assert all((o.answer is None) == bool(o.error) for o in outcomes)


def test_a_finished_run_asks_nothing_again(ask, cases, conversations, reports, tmp_path):
    run(ask, cases, conversations, reports, tmp_path / "a.jsonl")
    before = (tmp_path / "a.jsonl").read_bytes()
    run(lambda turns: pytest.fail("asked again"), cases, conversations, reports, tmp_path / "a.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == before


@QUIET
@given(cut=st.floats(0, 1))
def test_a_run_cut_off_anywhere_and_gone_on_with_equals_an_undisturbed_one(cut, ask, cases, conversations, reports, tmp_path):
    whole = tmp_path / "whole.jsonl"
    run(ask, cases, conversations, reports, whole)
    halted = tmp_path / "halted.jsonl"
    halted.write_bytes(whole.read_bytes()[: round(cut * whole.stat().st_size)])
    card_path(halted).write_bytes(card_path(whole).read_bytes())
    run(ask, cases, conversations, reports, halted)
    assert without_seconds(halted) == without_seconds(whole)


KILLED = """
import os, signal, sys
from pathlib import Path
from evals.case import Case
from evals.runner import run
from retrieval.answer import Answer, Coverage
from retrieval.evidence import Filters, Question

def ask(turns):
    if sys.argv[2] == "kill" and turns == ["3"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return [Answer(Question(t), "answered", t, (), (), (), Coverage(0, 0, Filters()), "fake") for t in turns]

run(ask, [Case(str(n), str(n), "k", "a", "s", (), ()) for n in range(6)], [], {}, Path(sys.argv[1]))
"""


def test_a_killed_process_loses_nothing_it_had_asked(tmp_path):
    def start(out: str, how: str) -> int:
        command = [sys.executable, "-c", KILLED, str(tmp_path / out), how]
        return subprocess.run(command, env={**os.environ, "PYTHONPATH": os.getcwd()}, check=False).returncode

    assert start("a.jsonl", "kill") == -signal.SIGKILL
    assert [o.case_id for o in read_outcomes(tmp_path / "a.jsonl")] == ["0", "1", "2"]
    assert start("a.jsonl", "go on") == start("b.jsonl", "go on") == 0
    assert without_seconds(tmp_path / "a.jsonl") == without_seconds(tmp_path / "b.jsonl")


def test_the_card_says_what_the_run_rests_on(ask, cases, reports, tmp_path):
    run(ask, cases, [], reports, tmp_path / "a.jsonl", settings={"model": "extractive"}, index="abc", seed=5)
    card = read_card(tmp_path / "a.jsonl")
    assert (card["index"], card["settings"], card["seed"]) == ("abc", {"model": "extractive"}, 5)
    assert len(card["cases"]) == len(card["reports"]) == 16 and "python" in card["versions"]


def test_a_run_of_something_else_is_not_gone_on_with(ask, cases, reports, tmp_path):
    run(ask, cases, [], reports, tmp_path / "a.jsonl", settings={"model": "extractive"})
    with pytest.raises(OutcomeError, match="other settings"):
        run(ask, cases, [], reports, tmp_path / "a.jsonl", settings={"model": "another"})
    with pytest.raises(OutcomeError, match="other cases"):
        run(ask, cases[1:], [], reports, tmp_path / "a.jsonl", settings={"model": "extractive"})


def test_outcomes_that_are_not_there_say_what_to_do(tmp_path):
    with pytest.raises(OutcomeError, match="evals run"):
        read_outcomes(tmp_path / "none.jsonl")


def test_two_at_once_do_not_mix_their_outcomes(ask, cases, reports, tmp_path):
    out = tmp_path / "a.jsonl"

    def asked_again(turns):
        with pytest.raises(OutcomeError, match=r"a is being asked by process \d+"):
            run(ask, cases, [], reports, out)
        return ask(turns)

    run(asked_again, cases[:1], [], reports, out)
    assert [outcome.error for outcome in read_outcomes(out)] == [None]


@pytest.mark.parametrize("card", [None, b"", b"{half", b"[]"])
def test_outcomes_without_a_card_that_can_be_read_are_not_gone_on_with(card, ask, cases, reports, tmp_path):
    out = tmp_path / "a.jsonl"
    run(ask, cases, [], reports, out)
    card_path(out).unlink() if card is None else card_path(out).write_bytes(card)
    with pytest.raises(OutcomeError, match="no run card"):
        run(ask, cases, [], reports, out)


def test_a_set_without_a_case_is_not_asked(ask, reports, tmp_path):
    with pytest.raises(OutcomeError, match="no case to ask"):
        run(ask, [], [], reports, tmp_path / "a.jsonl")
    assert not list(tmp_path.iterdir())


def test_the_code_is_all_that_answers_depend_on(tmp_path):
    for name in ("corpus/texts/a.txt", "app/page.py", "evals/score.py", "retrieval/words.txt", "retrieval/deep/a.py", "evals/system.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before", encoding="utf-8")

    def changes(name: str) -> bool:
        before = hash_code(tmp_path)
        (tmp_path / name).write_text(name, encoding="utf-8")
        return hash_code(tmp_path) != before

    assert changes("retrieval/words.txt") and changes("retrieval/deep/a.py") and changes("evals/system.py")
    assert not changes("app/page.py") and not changes("evals/score.py") and not changes("corpus/texts/a.txt")
