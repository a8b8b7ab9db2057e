"""A short run of the kills, and one with a careless writer that they must find out; the long one is `python -m evals.bench.kills`."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def killed(program, kills, tmp_path):
    """How often what happened. A process of its own: it forks, which nobody may who has opened Chroma."""
    ending = f"""
tally = kills.run({kills}, Path({str(tmp_path)!r}), seed=1)
print(json.dumps([tally.kills.total(), len(tally.unreadable), len(tally.wrong), len(tally.lost), len(tally.stuck)]))
"""
    opening = "import json, shutil\nfrom pathlib import Path\nfrom evals.bench import kills\n"
    done = subprocess.run([sys.executable, "-c", opening + program + ending], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_library_survives_kills_of_its_writer(tmp_path):
    assert killed("", 3, tmp_path) == [3, 0, 0, 0, 0]


def test_a_writer_that_clears_the_old_index_away_before_the_new_one_stands_is_found_out(tmp_path):
    careless = """
def ingest(library, files):
    shutil.rmtree(library.folder / "index", ignore_errors=True)
    kills.take_in(library, files)

kills.WORKS = {"ingest": ingest, "remove": ingest, "repair": ingest}
"""
    assert killed(careless, 1, tmp_path)[1] > 0
