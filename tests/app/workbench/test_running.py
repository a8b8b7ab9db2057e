"""A run under way."""

import sys
import time

import pytest

from app.workbench.running import Plan, Running, RunningError, plan_command


def wait(running: Running) -> None:
    for _ in range(400):
        if not running.alive:
            return
        time.sleep(0.02)
    raise TimeoutError


def test_a_run_under_way_keeps_others_out_and_can_be_cancelled():
    running = Running()
    assert not running.alive and running.fault == ""
    running.start("long", [sys.executable, "-c", "import time; time.sleep(60)"])
    with pytest.raises(RunningError, match="long is under way"):
        running.start("other", [sys.executable, "-c", ""])
    running.cancel()
    assert not running.alive and running.fault == "" and running.name == "long"


def test_a_run_that_ends_badly_says_why():
    running = Running()
    running.start("bad", [sys.executable, "-c", "import sys; print('first'); sys.exit('The library is locked. Wait.')"])
    wait(running)
    assert running.fault == "The library is locked. Wait."


def test_the_command_of_a_plan_is_one_the_command_line_knows():
    command = plan_command(Plan("-odd", "fused", "held", 5))
    assert command[1:] == ["-m", "app", "evals", "run", "--name=-odd", "--system=fused", "--split=held", "--sample=5"]
