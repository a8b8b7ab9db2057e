"""Gate: what a version must reach; only measures that the same run always repeats stand in it."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import AssistantError
from evals.score import ScoredRun
from evals.scorecard import format_value
from evals.summary import MEASURE_BY_NAME, find_groups, summarise

GATE = Path(__file__).with_name("gate.toml")
SMALL_GATE = Path(__file__).with_name("gate_small.toml")  # for the small fixed set: asked in seconds, so wider
COUNT = "n"  # in place of a measure: how many cases the group must have


class GateError(AssistantError):
    """A gate that cannot be read; the message names every fault."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least a measure of a group may be, or the most where lower is better."""

    group: str
    measure: str
    limit: float


def read_gate(path: Path = GATE) -> tuple[Threshold, ...]:
    """The thresholds of a TOML file: a table for each group, a line for each measure."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GateError(f"The gate {path} cannot be read ({error}). Correct it and try again.") from error
    thresholds, faults = [], []
    for group, lines in tables.items():
        for measure, limit in lines.items() if isinstance(lines, dict) else [(str(lines), None)]:
            known = measure == COUNT or measure in MEASURE_BY_NAME
            if known and isinstance(limit, int | float) and not isinstance(limit, bool):
                thresholds.append(Threshold(group, measure, float(limit)))
            else:
                faults.append(f"{group}: {measure} = {limit}")
    if faults:
        raise GateError(
            f"The gate {path} has lines that are no thresholds: {'; '.join(faults)}. Measures are {', '.join(MEASURE_BY_NAME)}."
        )
    return tuple(thresholds)


def find_failures(run: ScoredRun, thresholds: Sequence[Threshold]) -> list[str]:
    """A sentence for each threshold that a scored run misses; nothing when it passes."""
    return [failure for threshold in thresholds if (failure := _failure(run, threshold))]


def _failure(run: ScoredRun, threshold: Threshold) -> str | None:
    members = find_groups(run.cases).get(threshold.group, [])
    if threshold.measure == COUNT:
        return f"{threshold.group}: {len(members)} cases, at least {threshold.limit:.0f} wanted" if len(members) < threshold.limit else None
    measure = MEASURE_BY_NAME[threshold.measure]
    summary = summarise(members, measure)
    if not summary.n:
        # A gate that nothing goes through must not stand open.
        return f"{threshold.group}: no case to take {measure.label} over"
    missed = summary.value < threshold.limit if measure.higher_is_better else summary.value > threshold.limit
    wanted = f"at {'least' if measure.higher_is_better else 'most'} {format_value(threshold.limit, measure.unit)}"
    return f"{threshold.group}: {measure.label} is {format_value(summary.value, measure.unit)}, {wanted} wanted" if missed else None
