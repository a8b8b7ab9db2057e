"""Lock: a file that one process holds at a time. The system lets go of it with the process, so a killed one leaves none behind."""

import fcntl
import os
from typing import IO


def take(lock: IO[str]) -> str:
    """Hold an open file until it is closed; gives the name of whoever holds it already, empty where nobody does."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        return lock.read().strip() or "another process"
    lock.truncate(0)
    lock.write(f"process {os.getpid()}")
    lock.flush()
    return ""


def wait_for(lock: IO[str]) -> None:
    """Hold an open file until it is closed, waiting for whoever holds it now."""
    fcntl.flock(lock, fcntl.LOCK_EX)
