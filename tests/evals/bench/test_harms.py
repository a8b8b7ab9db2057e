"""A short run of the harms, and one over a library whose repair mends nothing; the long one is `python -m evals.bench.harms`."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def harmed(program, harms, tmp_path):
    """How many harms were done and what came of them. A process of its own: it forks, which nobody may who has opened Chroma."""
    ending = f"""
tally = harms.run({harms}, Path({str(tmp_path)!r}), seed=5)
print(json.dumps([len(tally.kills), len(tally.unreadable), len(tally.wrong), len(tally.lost), len(tally.stuck)]))
"""
    opening = "import json\nfrom pathlib import Path\nfrom evals.bench import harms\n"
    done = subprocess.run([sys.executable, "-c", opening + program + ending], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_library_survives_a_damage_a_refusal_and_a_cut_of_its_power(tmp_path):
    assert harmed("", 3, tmp_path) == [3, 0, 0, 0, 0]


def test_a_repair_that_mends_nothing_is_found_out(tmp_path):
    told = harmed("harms.check = lambda library, repair: []\nharms.DAMAGES = {'gone': lambda data, chance: None}\n", 1, tmp_path)
    assert sum(told[1:]) > 0
