"""Judge: what a language model thinks of a run, through RAGAS or DeepEval; advisory, always with its spread, and no gate looks at it."""

import json
import math
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import AssistantError
from evals.interval import mean
from evals.sample import Sample

SCRIPTS = {name: Path(__file__).with_name("judges") / f"with_{name}.py" for name in ("ragas", "deepeval")}
QUIET = {"RAGAS_DO_NOT_TRACK": "true", "DEEPEVAL_TELEMETRY_OPT_OUT": "1", "DEEPEVAL_DISABLE_DOTENV": "1"}


class JudgeError(AssistantError):
    """A judge that cannot be started."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one repeat gave one case; `value` is None where the judge could not be understood."""

    case_id: str
    measure: str
    repeat: int
    value: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One measure over all cases: its mean over the repeats, the least and most any repeat gave, and how much of it could not be read."""

    measure: str
    n: int
    repeats: int
    value: float
    low: float
    high: float
    unread: int


def ask_judge(judge: str, python: str, model: str, samples: Mapping[str, Sample], repeats: int, address: str = "") -> list[Judgement]:
    """Every sample judged `repeats` times by a script run in `python`, where the judge's library is installed."""
    if judge not in SCRIPTS:
        raise JudgeError(f"There is no judge {judge}. Choose one of {', '.join(SCRIPTS)}.")
    asked = "".join(json.dumps({"id": name, "sample": sample}, ensure_ascii=False) + "\n" for name, sample in samples.items())
    environment = {**os.environ, **QUIET, "JUDGE_MODEL": model, **({"OPENAI_BASE_URL": address} if address else {})}
    return [j for repeat in range(1, repeats + 1) for j in _judge_once([python, str(SCRIPTS[judge])], asked, environment, repeat)]


def summarise_judgements(judgements: Sequence[Judgement], ids: Iterable[str]) -> list[Verdict]:
    """A verdict for each measure over all of `ids`; what could not be read or never came counts as 0, so that no case drops out."""
    by_measure: dict[str, dict[int, dict[str, float | None]]] = defaultdict(lambda: defaultdict(dict))
    for j in judgements:
        by_measure[j.measure][j.repeat][j.case_id] = j.value
    return [_verdict(measure, repeats, list(ids)) for measure, repeats in sorted(by_measure.items())]


def write_judgements(judgements: Sequence[Judgement], path: Path) -> None:
    """A line each."""
    path.write_text("".join(json.dumps(asdict(j), ensure_ascii=False) + "\n" for j in judgements), encoding="utf-8")


def _verdict(measure: str, repeats: Mapping[int, Mapping[str, float | None]], ids: Sequence[str]) -> Verdict:
    means = [mean([values.get(name) or 0.0 for name in ids]) for values in repeats.values()]
    unread = sum(values.get(name) is None for values in repeats.values() for name in ids)
    return Verdict(measure, len(ids), len(means), mean(means), min(means), max(means), unread)


def _judge_once(command: list[str], asked: str, environment: Mapping[str, str], repeat: int) -> list[Judgement]:
    try:
        done = subprocess.run(command, input=asked, env=dict(environment), capture_output=True, text=True, encoding="utf-8", check=False)
    except OSError as error:
        way = "Name the Python where the judge is installed: --python PATH"
        raise JudgeError(f"{command[0]} cannot be started ({error.strerror}). {way}") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise JudgeError(f"The judge stopped ({last}). See that its model can be reached, and name the Python that holds it: --python PATH")
    return [_read(json.loads(line), repeat) for line in done.stdout.splitlines() if line.startswith("{")]


def _read(told: Mapping[str, object], repeat: int) -> Judgement:
    value = told["value"] if isinstance(told["value"], float) and math.isfinite(told["value"]) else None
    return Judgement(str(told["id"]), str(told["measure"]), repeat, value, str(told["why"]))
