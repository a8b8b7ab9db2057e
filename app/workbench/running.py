"""Running: a run asked in a process of its own, so that a page can start it, watch it and cancel it."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from corpus.errors import AssistantError


class RunningError(AssistantError):
    """A run that cannot be started now."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask, of whom, and under which name."""

    name: str
    system: str = "ours"
    split: str = "all"
    sample: int = 0
    library: Path | None = None


def plan_command(plan: Plan) -> list[str]:
    """The command line that does it."""
    options = [f"--name={plan.name}", f"--system={plan.system}", f"--split={plan.split}", f"--sample={plan.sample}"]
    library = [f"--library={plan.library}"] if plan.library else []
    return [sys.executable, "-m", "app", "evals", "run", *options, *library]


@dataclass
class Running:
    """The run under way on this machine, one at a time: two would slow each other, and seconds are measured."""

    name: str = ""
    process: "subprocess.Popen[bytes] | None" = None
    told: IO[bytes] = field(default_factory=tempfile.TemporaryFile)

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def fault(self) -> str:
        """What a run that ended badly said last; empty where all went well or it was cancelled."""
        if self.process is None or self.process.poll() is None or self.process.returncode <= 0:
            return ""
        self.told.seek(0)
        lines = self.told.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "The run stopped without a word. Start it on the command line: probation-qa evals run"

    def start(self, name: str, command: Sequence[str]) -> None:
        if self.alive:
            raise RunningError(f"The run {self.name} is under way. Wait until it is done, or cancel it.")
        self.name, self.told = name, tempfile.TemporaryFile()
        self.process = subprocess.Popen(list(command), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self.told)

    def cancel(self) -> None:
        """Stop it; what was asked is kept, and a run of the same name goes on from there."""
        if self.process is not None and self.alive:
            self.process.terminate()
            self.process.wait(timeout=20)
