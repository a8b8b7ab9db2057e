"""No pattern of the program can be made slow by a text: a hundred thousand signs of any sort pass in about a second."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # the press is also run as a process of its own

from pattern_press import patterns, slow  # noqa: E402

LONG, SECONDS = 100_000, 1.0


def test_every_pattern_passes_a_hundred_thousand_signs_of_any_sort() -> None:
    command = [sys.executable, str(ROOT / "tests" / "pattern_press.py"), str(LONG), str(SECONDS)]
    looked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)
    assert (looked.returncode, looked.stdout) == (0, ""), looked.stdout + looked.stderr
    assert int(looked.stderr.split()[0]) > 150


@pytest.mark.parametrize("pattern", [r"\s*x", r"(a+)+$", r"\d+%", r".*\S(?:\.+|\s+)\d$"])
def test_a_pattern_that_can_be_made_slow_is_found(pattern: str) -> None:
    assert slow(pattern, 0, LONG, SECONDS)


def test_patterns_of_every_room_are_looked_at() -> None:
    rooms = {re.split(r"[/:]", where)[0] for where, _, _ in patterns()}
    assert rooms >= {"ingest", "retrieval", "app", "evals"}
