"""Figures: what a dossier says in numbers, as heads and rows of words: for the page, the report that stands by itself, and Word."""

from collections.abc import Sequence

from app.phrases import date_words
from app.workbench.dossier import Dossier
from evals.calibration import Calibration
from evals.compare import Comparison, compare_all
from evals.judge import Verdict
from evals.score import ScoredRun
from evals.scorecard import format_summary, format_value
from evals.summary import FAMILIES, MEASURES, OVERALL, Measure, find_groups, summarise

Rows = list[list[str]]
SYSTEM_WORDS = {
    "ours": "The assistant",
    "baseline": "The plain baseline",
    "lexical": "The assistant, search by words alone",
    "dense": "The assistant, search by meaning alone",
    "fused": "The assistant, fused ranks without signs",
    "unread": "The assistant, all signs but the reader",
    "broken": "The assistant, search broken on purpose",
}
HASHED = {"code": "Code", "reports": "Reports", "index": "Index", "cases": "Cases", "conversations": "Conversations"}
PAIRED = "Difference of means, paired"


def asked_words(run: ScoredRun) -> str:
    """Who was asked how much, and when."""
    system = str(run.card.get("settings", {}).get("system", ""))
    first = len(find_groups(run.cases)[OVERALL])
    later = len(run.cases) - first
    told = [
        SYSTEM_WORDS.get(system, system),
        f"{first} questions" + (f" and {later} later turn{'s' if later > 1 else ''}" if later else ""),
    ]
    return ", ".join(part for part in (*told, f"asked on {date_words(run.card.get('asked_on'))}") if part)


def run_words(dossier: Dossier) -> list[str]:
    """A sentence on each run: who was asked how much and when, and whether the cases are still those that were asked."""
    since = " Its cases were edited since: the answers are to the old ones, the scores by the new."
    return [f"{run.name}: {asked_words(run)}.{since if run.name in dossier.edited else ''}" for run in dossier.runs]


def card_rows(run: ScoredRun) -> Rows:
    """Everything that a run rests on, a thing a row."""
    card = run.card
    rows = [[name.capitalize(), str(value)] for name, value in card.get("settings", {}).items()]
    rows += [["Seed", str(card.get("seed", ""))], ["Asked on", date_words(card.get("asked_on"))]]
    rows += [[f"{label}, hash", str(card[name])] for name, label in HASHED.items() if card.get(name)]
    versions = card.get("versions", {})
    return [*rows, *([["Versions", ", ".join(f"{name} {version}" for name, version in versions.items())]] if versions else [])]


def measure_rows(dossier: Dossier) -> tuple[list[str], Rows]:
    """Every measure over the whole, a column for each run, and with two their difference; a row of one cell names a family."""
    groups = [find_groups(run.cases)[OVERALL] for run in dossier.runs]
    compared = compare_all(dossier.runs[1], dossier.runs[0]) if len(groups) == 2 else [None] * len(MEASURES)
    rows: Rows = []
    for measure, comparison in zip(MEASURES, compared, strict=True):
        rows += [[FAMILIES[measure.name]]] if measure.name in FAMILIES else []
        told = [format_summary(summarise(cases, measure), measure.unit) for cases in groups]
        rows.append([measure.label, *told, *([difference_words(comparison, measure)] if comparison else [])])
    return ["Measure", *(run.name for run in dossier.runs), *([PAIRED] if len(groups) == 2 else [])], rows


def kind_rows(dossier: Dossier, measure: Measure) -> tuple[list[str], Rows]:
    """One measure overall and by kind, a column for each run."""
    groups = [find_groups(run.cases) for run in dossier.runs]
    names = [name for name in groups[0] if not name.startswith("split ")]
    rows = [
        [kind_words(name), *(format_summary(summarise(found.get(name, []), measure), measure.unit) for found in groups)] for name in names
    ]
    return ["Kind of question", *(run.name for run in dossier.runs)], rows


def kind_words(group: str) -> str:
    """A group of the scorecard as people read it."""
    return group.removeprefix("kind ").capitalize()


def difference_words(compared: Comparison, measure: Measure) -> str:
    """A difference of means with its interval; shares in points, and "better" or "worse" where the interval leaves out none."""
    if not compared.n:
        return "–"
    if compared.difference == compared.low == compared.high == 0:
        return "none"
    ends = f"{_signed(compared.low, measure.unit)} to {_signed(compared.high, measure.unit)}"
    unit = " points" if measure.unit == "share" else ""
    verdict = ("better" if (compared.difference > 0) == measure.higher_is_better else "worse") if compared.certain else ""
    return f"{_signed(compared.difference, measure.unit)}{unit} ({ends})" + (f", {verdict}" if verdict else "")


def calibration_words(found: Calibration) -> str:
    """How far the probabilities put on an answer mean what they say."""
    return f"Calibration over {found.n} cases: Brier score {found.brier:.3f}, mean gap {100 * found.error:.0f} points"


def calibration_rows(found: Calibration) -> tuple[list[str], Rows]:
    """The bins of the reliability curve."""
    rows = [
        [f"{100 * b.low:.0f}% to {100 * b.high:.0f}%", str(b.n), f"{100 * b.predicted:.0f}%", f"{100 * b.answerable:.0f}%"]
        for b in found.bins
    ]
    return ["Probability put on an answer", "Cases", "Mean probability", "Had an answer"], rows


def judged_rows(verdicts: Sequence[Verdict]) -> tuple[list[str], Rows]:
    """What language models thought of a run, with the spread between repeats."""
    heads = ["Judge", "Measure", "Cases", "Mean", "Least and most of the repeats", "Not understood, counted as 0"]
    return heads, [_judged_row(verdict) for verdict in verdicts]


def _judged_row(v: Verdict) -> list[str]:
    measure = v.measure.replace("_", " ").capitalize()
    spread = f"{v.low:.2f} to {v.high:.2f} ({v.repeats} repeats)"
    return [v.judge, measure, str(v.n), f"{v.value:.2f}", spread, f"{v.unread} of {v.n * v.repeats}"]


def _signed(value: float, unit: str) -> str:
    told = f"{100 * abs(value):.0f}" if unit == "share" else format_value(abs(value), unit)
    sign = "" if not any(digit in told for digit in "123456789") else "+" if value > 0 else "−"
    return f"{sign}{told}"
