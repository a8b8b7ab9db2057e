import subprocess
import sys
from pathlib import Path
from threading import Thread

from corpus.lock import take, wait_for

HOLD = """
import sys
from corpus.lock import take
with open(sys.argv[1], "a+", encoding="utf-8") as lock:
    print(repr(take(lock)), flush=True)
    sys.stdin.read()
"""


def test_a_file_is_held_by_one_process_and_let_go_with_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as holder:
        assert holder.stdout and holder.stdout.readline() == "''\n"
        with path.open("a+", encoding="utf-8") as lock:
            assert take(lock) == f"process {holder.pid}"
        holder.kill()
        holder.wait()
        with path.open("a+", encoding="utf-8") as lock:
            assert take(lock) == ""


def test_whoever_waits_gets_it_when_it_is_let_go(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    had: list[str] = []

    def wait() -> None:
        with path.open("a+", encoding="utf-8") as lock:
            wait_for(lock)
            had.append("mine")

    with path.open("a+", encoding="utf-8") as lock:
        assert take(lock) == ""
        waiting = Thread(target=wait)
        waiting.start()
        waiting.join(0.2)
        assert had == []
    waiting.join(10)
    assert had == ["mine"]
