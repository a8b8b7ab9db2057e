"""Forked: a piece of work in a forked process, which can be killed at a moment or at a step of it.

A step is any opening, renaming, removing or making of a file, counted by Python's audit hook; so the few steps of the
switch are hit as surely as the long stretches between them, which random moments hit.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

STEPS = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree", "sqlite3.connect")


@dataclass(frozen=True, slots=True)
class Ended:
    """How the process ended: whether it was killed, its steps, its seconds, and what its work gave or raised."""

    killed: bool
    steps: int
    seconds: float
    told: Any = None
    error: str = ""


def run_forked(work: Callable[[], Any], step: int | None = None, wait: float | None = None, refuse: int | None = None) -> Ended:
    """Do work in a process of its own, and kill that at its n-th step or after so many seconds; or refuse it all changes from that step on.

    Whoever calls this must never have opened Chroma: a forked process hangs on the threads of its parent.
    """
    begun = time.perf_counter()
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _work(work, step, write_end, refuse)
    os.close(write_end)
    if wait is not None:
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(read_end, "rb") as pipe:
        said = pipe.read()
    killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    told = json.loads(said) if said and not killed else {}
    return Ended(killed, told.get("steps", 0), time.perf_counter() - begun, told.get("told"), told.get("error", ""))


def _work(work: Callable[[], Any], step: int | None, write_end: int, refuse: int | None) -> None:
    """In the child, which ends here."""
    steps, said = _count_steps(step, refuse), {}
    try:
        said["told"] = work()
    except BaseException as error:
        said["error"] = f"{type(error).__name__}: {error}"
    with os.fdopen(write_end, "wb") as pipe:
        pipe.write(json.dumps({**said, "steps": steps[0]}).encode())
    os._exit(0)


def _count_steps(last: int | None, refuse: int | None) -> list[int]:
    steps = [0]

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event not in STEPS:
            return
        steps[0] += 1
        if refuse is None and steps[0] == last:
            os.kill(os.getpid(), signal.SIGKILL)
        if refuse is not None and last is not None and steps[0] >= last and _changes(event, given):
            raise OSError(refuse, os.strerror(refuse), str(given[0]))

    sys.addaudithook(hook)
    return steps


def _changes(event: str, given: tuple[Any, ...]) -> bool:
    """Whether a step would change a file on a disk; SQLite's own files are written where no hook sees it."""
    if event == "open":
        path, _, flags = given
        return not isinstance(path, int) and str(path) != os.devnull and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event != "sqlite3.connect"
