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
    """What one repeat of a judge gave one case; `value` is None where the judge could not be understood."""

    judge: str  # the library and the model
    case_id: str
    measure: str
    repeat: int
    value: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One measure over all cases: its mean over the repeats, the least and most any repeat gave, and how much of it could not be read."""

    judge: str
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
    command, name = [python, str(SCRIPTS[judge])], f"{judge} with {model}"
    told = [(repeat, line) for repeat in range(1, repeats + 1) for line in _judge_once(command, asked, environment)]
    return [_read(name, json.loads(line), repeat) for repeat, line in told]


def summarise_judgements(judgements: Sequence[Judgement], ids: Iterable[str]) -> list[Verdict]:
    """A verdict for each judge and measure over all of `ids`; what could not be read or never came counts as 0, so no case drops out."""
    by_measure: dict[tuple[str, str], dict[int, dict[str, float | None]]] = defaultdict(lambda: defaultdict(dict))
    for j in judgements:
        by_measure[j.judge, j.measure][j.repeat][j.case_id] = j.value
    asked = list(ids)
    return [_verdict(*named, repeats, asked) for named, repeats in sorted(by_measure.items())]


def write_judgements(judgements: Sequence[Judgement], path: Path) -> None:
    """A line each."""
    path.write_text("".join(json.dumps(asdict(j), ensure_ascii=False) + "\n" for j in judgements), encoding="utf-8")


def read_judgements(path: Path) -> list[Judgement]:
    """The judgements of a file; none where there is no file."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
        return [Judgement(**json.loads(line)) for line in lines if line]
    except (OSError, ValueError, TypeError) as error:
        raise JudgeError(f"The judgements in {path} cannot be read ({error}). Move the file away, or judge again.") from error


def _verdict(judge: str, measure: str, repeats: Mapping[int, Mapping[str, float | None]], ids: Sequence[str]) -> Verdict:
    means = [mean([values.get(name) or 0.0 for name in ids]) for values in repeats.values()]
    unread = sum(values.get(name) is None for values in repeats.values() for name in ids)
    return Verdict(judge, measure, len(ids), len(means), mean(means), min(means), max(means), unread)


def _judge_once(command: list[str], asked: str, environment: Mapping[str, str]) -> list[str]:
    try:
        done = subprocess.run(command, input=asked, env=dict(environment), capture_output=True, text=True, encoding="utf-8", check=False)
    except OSError as error:
        way = "Name the Python where the judge is installed: --python PATH"
        raise JudgeError(f"{command[0]} cannot be started ({error.strerror}). {way}") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        way = f"See that its model can be reached, and that the Python named by --python PATH holds what {Path(command[1]).name} asks for."
        raise JudgeError(f"The judge stopped ({last}). {way}")
    return [line for line in done.stdout.splitlines() if line.startswith("{")]


def _read(judge: str, told: Mapping[str, object], repeat: int) -> Judgement:
    value = told["value"] if isinstance(told["value"], float) and math.isfinite(told["value"]) else None
    return Judgement(judge, str(told["id"]), str(told["measure"]), repeat, value, str(told["why"]))
