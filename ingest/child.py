"""Child: a process that reads files of formats that may be hostile, with limits on memory and time.

One child serves all files of an ingest. A file that breaks it, keeps it too long or fills its memory ends the child
and not the program; the next file gets a new one. Answers come back as JSON, which cannot carry code.
Memory is limited on Linux by the system, on macOS by a watch inside the child. On Windows there is no such limit,
only the process apart and its time.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from corpus.report import Block
from ingest.read import read_file
from ingest.reading import Reading, UnreadableReport

if sys.platform != "win32":
    import resource

UNTRUSTED = (".pdf", ".html", ".htm", ".docx", ".eml")
SECONDS = 120.0
MEMORY_BYTES = 1_500_000_000
LARGEST_ANSWER = 200_000_000
FULL, WATCHED_SECONDS = 77, 0.05
START = "import sys; sys.path[:] = sys.argv[3:]; from ingest.child import serve; serve(float(sys.argv[1]), int(sys.argv[2]))"
PLAINER = "save its text from the program that shows it and give that"


@dataclass
class Child:
    """Reads files; a process is started with the first one that needs it and ended by `close`."""

    seconds: float = SECONDS
    memory_bytes: int = MEMORY_BYTES
    process: "subprocess.Popen[bytes] | None" = None
    expired: threading.Event = field(default_factory=threading.Event)

    def read(self, path: Path, data: bytes) -> Reading:
        """What the file says. Raises UnreadableReport, also for a file that breaks its reader."""
        if path.suffix.lower() not in UNTRUSTED:
            return read_file(path, data)
        process = self._running()
        timer = threading.Timer(self.seconds, self._expire, [process])
        timer.start()
        try:
            answer = _asked(process, path.name, data)
        except (OSError, ValueError, EOFError) as error:
            raise UnreadableReport(self._why_died()) from error
        finally:
            timer.cancel()
        if "why" in answer:
            raise UnreadableReport(str(answer["why"]))
        return _reading(answer)

    def close(self) -> None:
        """End the process, if there is one."""
        if self.process:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self.process is None or self.process.poll() is not None:
            self.close()
            self.expired.clear()
            command = [sys.executable, "-c", START, str(self.seconds), str(self.memory_bytes), *filter(None, map(str, sys.path))]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return self.process

    def _expire(self, process: "subprocess.Popen[bytes]") -> None:
        self.expired.set()
        process.kill()

    def _why_died(self) -> str:
        """One phrase for how the process ended."""
        process, self.process = self.process, None
        if process is None:
            return f"could not be read; {PLAINER}"
        try:
            code = process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        for pipe in (process.stdin, process.stdout):
            _closed(pipe)
        if self.expired.is_set() or (sys.platform != "win32" and code == -signal.SIGXCPU):
            return f"takes longer than {self.seconds:g} seconds to read; give it in parts, or {PLAINER}"
        if code == FULL:
            return f"needs more than {self.memory_bytes // 1_000_000:,} MB of memory to read; give it in parts, or {PLAINER}"
        return f"broke the program that reads it; open it and save it again, or {PLAINER}"


def _closed(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:  # what was not yet written to a process that is gone
        pass


def _asked(process: "subprocess.Popen[bytes]", name: str, data: bytes) -> dict[str, Any]:
    assert process.stdin and process.stdout
    _send(process.stdin, json.dumps({"name": name}).encode())
    _send(process.stdin, data)
    answer = json.loads(_receive(process.stdout, LARGEST_ANSWER))
    if not isinstance(answer, dict):
        raise ValueError("not an answer")
    return answer


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(8, "big") + data)
    pipe.flush()


def _receive(pipe: IO[bytes], largest: int) -> bytes:
    """The next message; raises EOFError where it ends too soon, ValueError where it is too large."""
    head = pipe.read(8)
    size = int.from_bytes(head, "big")
    if len(head) < 8 or size > largest:
        raise EOFError("no more messages") if len(head) < 8 else ValueError("too large")
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError("a message cut short")
    return data


def _reading(answer: dict[str, Any]) -> Reading:
    try:
        blocks = tuple(Block(*block) for block in answer["blocks"])
        return Reading(str(answer["text"]), blocks, tuple(map(int, answer["pages"])), {str(k): str(v) for k, v in answer["facts"].items()})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableReport(f"could not be read; {PLAINER}") from error


# In the child


def serve(seconds: float, memory_bytes: int) -> None:
    """Answer requests until the parent is gone; the child's whole life."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints must not stand between the answers
    _limit_memory(memory_bytes)
    while True:
        try:
            name = json.loads(_receive(requests, 100_000))["name"]
            data = _receive(requests, LARGEST_ANSWER)
        except EOFError:
            return
        _limit_time(seconds)
        answer, spent = _answer(Path(name), data)
        _send(answers, answer)
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
