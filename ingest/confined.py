"""Confined: the inside of the child, which reads one file after the other within limits on memory and time."""

import json
import os
import sys
import threading
import time
from pathlib import Path

from ingest.message import LARGEST, receive, send
from ingest.read import read_file
from ingest.reading import UnreadableReport

if sys.platform != "win32":
    import resource

FULL, WATCHED_SECONDS = 77, 0.05  # the exit status of a child whose memory is full
PLAINER = "save its text from the program that shows it and give that"


def serve(seconds: float, memory_bytes: int) -> None:
    """Answer requests until the parent is gone; the child's whole life."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints must not stand between the answers
    _limit_memory(memory_bytes)
    while True:
        try:
            name = json.loads(receive(requests, 100_000))["name"]
            data = receive(requests, LARGEST)
        except EOFError:
            return
        _limit_time(seconds)
        answer, spent = _answer(Path(name), data)
        send(answers, answer)
        if spent:
            return


def _answer(path: Path, data: bytes) -> tuple[bytes, bool]:
    """The reading or why there is none as JSON, and whether this process had better end."""
    try:
        reading = read_file(path, data)
        blocks = [[b.kind, b.start, b.end, b.level, b.title] for b in reading.blocks]
        return json.dumps({"text": reading.text, "blocks": blocks, "pages": reading.pages, "facts": reading.facts}).encode(), False
    except UnreadableReport as error:
        return json.dumps({"why": str(error)}).encode(), False
    except MemoryError:
        os._exit(FULL)
    except Exception as error:  # whatever a parser raises over a hostile file
        why = f"cannot be read, its reader failed on it ({type(error).__name__}); open it and save it again, or {PLAINER}"
        return json.dumps({"why": why}).encode(), True


def _limit_time(seconds: float) -> None:
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 1)


def _limit_memory(size: int) -> None:
    """Limit what the process may hold besides what it holds now; it writes no file and leaves no core."""
    if sys.platform == "win32":
        return
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        _limit(resource.RLIMIT_AS, pages * resource.getpagesize() + size)
    else:
        threading.Thread(target=_watch_memory, args=[size], daemon=True).start()


def _limit(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _watch_memory(size: int) -> None:
    """End the process when its memory has grown by `size`; macOS does not keep to RLIMIT_AS."""
    unit = 1 if sys.platform == "darwin" else 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit + size
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit < most:
        time.sleep(WATCHED_SECONDS)
    os._exit(FULL)
