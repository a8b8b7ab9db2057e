"""A bench that forks, run in a process of its own: nobody may fork who has opened Chroma."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture
def tally_of(tmp_path: Path) -> Callable[..., list[int]]:
    """Deals a library so many blows by a bench, changed by a program, and counts: blows dealt, unreadable, wrong, lost, stuck."""

    def run(bench: str, blows: int, seed: int, program: str = "") -> list[int]:
        whole = f"""
import json, shutil
from pathlib import Path
from evals.bench import {bench}
{program}
tally = {bench}.run({blows}, Path({str(tmp_path)!r}), seed={seed})
print(json.dumps([sum(tally.kills.values()), len(tally.unreadable), len(tally.wrong), len(tally.lost), len(tally.stuck)]))
"""
        done = subprocess.run([sys.executable, "-c", whole], cwd=ROOT, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return list(json.loads(done.stdout.splitlines()[-1]))

    return run
