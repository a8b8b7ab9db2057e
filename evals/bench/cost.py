"""Cost of a program: its seconds, its processor seconds and its memory, measured from outside."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one process: seconds on the clock and on the processors, largest memory in MB, and what it printed last."""

    wall: float
    cpu: float
    memory: float
    told: Any = None


def run(words: Sequence[str]) -> Cost:
    """Run a Python program and wait for it; what it prints last is read as JSON where it can be."""
    begun = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1"}
    with subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        out = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {process.returncode}")
    return Cost(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, _last_json(out))


def _last_json(out: str) -> Any:
    try:
        return json.loads(out.strip().splitlines()[-1])
    except (ValueError, IndexError):
        return None


def spread(values: Sequence[float]) -> tuple[float, float, float]:
    """Median, and the middle half; of fewer than four the least and the most."""
    if len(values) < 4:
        return statistics.median(values), min(values), max(values)
    quarters = statistics.quantiles(values, n=4)
    return statistics.median(values), quarters[0], quarters[2]
