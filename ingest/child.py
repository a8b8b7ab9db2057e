"""Child: a process that reads files of formats that may be hostile, with limits on memory and time.

One child serves all files of an ingest. A file that breaks it, keeps it too long or fills its memory ends the child
and not the program; the next file gets a new one. Answers come back as JSON, which cannot carry code.
Memory is limited on Linux by the system, on macOS by a watch inside the child. On Windows there is no such limit,
only the process apart and its time.
"""

import json
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.report import Block
from ingest.confined import FULL, PLAINER
from ingest.message import LARGEST, receive, send
from ingest.read import read_file
from ingest.reading import Reading, UnreadableReport

UNTRUSTED = (".pdf", ".html", ".htm", ".docx", ".eml")
SECONDS = 120.0
MEMORY_BYTES = 1_500_000_000
START = "import sys; sys.path[:] = sys.argv[3:]; from ingest.confined import serve; serve(float(sys.argv[1]), int(sys.argv[2]))"


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
    send(process.stdin, json.dumps({"name": name}).encode())
    send(process.stdin, data)
    answer = json.loads(receive(process.stdout, LARGEST))
    if not isinstance(answer, dict):
        raise ValueError("not an answer")
    return answer


def _reading(answer: dict[str, Any]) -> Reading:
    try:
        blocks = tuple(Block(*block) for block in answer["blocks"])
        return Reading(str(answer["text"]), blocks, tuple(map(int, answer["pages"])), {str(k): str(v) for k, v in answer["facts"].items()})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableReport(f"could not be read; {PLAINER}") from error
