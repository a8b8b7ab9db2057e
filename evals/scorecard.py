"""Scorecard: scored runs side by side as Markdown, for people to read and for the README to hold."""

from collections.abc import Sequence
from pathlib import Path

from evals.score import ScoredRun, confusion
from evals.summary import LATER_TURNS, MEASURE_BY_NAME, MEASURES, OVERALL, Measure, Summary, summarise_all

SCORECARD = Path(__file__).with_name("scorecard.md")
# A kind has few cases, so only what its interval can still tell something about.
MEASURES_BY_KIND = tuple(MEASURE_BY_NAME[name] for name in ("right", "mrr", "evidence_3000", "citations_any"))
MEASURES_OF_SEARCH = tuple(MEASURE_BY_NAME[name] for name in ("first_passage", "mrr", "evidence_1000", "evidence_3000", "evidence_8000"))
Summaries = dict[str, dict[str, Summary]]


def write_scorecard(runs: Sequence[ScoredRun], path: Path = SCORECARD, seed: int = 0) -> str:
    """Render the runs side by side, write that to `path`, and give it back."""
    text = render_scorecard(runs, seed)
    path.write_text(text, encoding="utf-8")
    return text


def render_scorecard(runs: Sequence[ScoredRun], seed: int = 0) -> str:
    """Overall, each split by itself, later turns, each kind; then how statuses were mistaken, and what each run rests on."""
    summaries = [summarise_all(run.cases, seed) for run in runs]
    groups = list(dict.fromkeys(group for summary in summaries for group in summary))
    lines = [
        "# Scorecard",
        "",
        "Each cell is the value and its 95% bootstrap interval; n is the number of cases it is taken over. "
        "An error counts as the worst there is. Turns of a conversation after its first stand apart.",
        "",
        _row("group", "measure", "n", *(run.name for run in runs)),
        _row("---", "---", "---:", *["---:"] * len(runs)),
        *(_measure_row(group, measure, summaries) for group in groups for measure in _measures_of(group)),
        "",
    ]
    for run in runs:
        lines += [*_confusion_lines(run), *_card_lines(run)]
    return "\n".join(lines)


def render_ablation(runs: Sequence[ScoredRun], seed: int = 0) -> str:
    """What search alone reaches in each run, overall and by kind; groups without gold are left out."""
    summaries = [summarise_all(run.cases, seed) for run in runs]
    groups = [g for g in dict.fromkeys(g for summary in summaries for g in summary) if not g.startswith("split ")]
    found = [g for g in groups if any(summary.get(g, {})["mrr"].n for summary in summaries if g in summary)]
    head = [_row("group", "measure", "n", *(run.name for run in runs)), _row("---", "---", "---:", *["---:"] * len(runs))]
    return "\n".join([*head, *(_measure_row(group, measure, summaries) for group in found for measure in MEASURES_OF_SEARCH)])


def format_value(value: float, unit: str) -> str:
    """A value as people read it: 71%, 0.71, 0.42 s, 312."""
    forms = {"share": f"{100 * value:.0f}%", "number": f"{value:.2f}", "seconds": f"{value:.2f} s", "characters": f"{value:.0f}"}
    return forms[unit]


def format_summary(summary: Summary | None, unit: str) -> str:
    """A value with its interval, or a dash where there is nothing to take it over."""
    if summary is None or not summary.n:
        return "–"
    low, high = format_value(summary.low, unit), format_value(summary.high, unit)
    return f"{format_value(summary.value, unit)} ({low.rstrip('% s')}–{high.rstrip('% s')})"


def _measures_of(group: str) -> tuple[Measure, ...]:
    return MEASURES if group in (OVERALL, LATER_TURNS) or group.startswith("split ") else MEASURES_BY_KIND


def _measure_row(group: str, measure: Measure, summaries: Sequence[Summaries]) -> str:
    of_runs = [summary.get(group, {}).get(measure.name) for summary in summaries]
    counts = [str(summary.n) if summary else "0" for summary in of_runs]
    n = counts[0] if len(set(counts)) == 1 else " / ".join(counts)
    return _row(group, measure.label, n, *(format_summary(summary, measure.unit) for summary in of_runs))


def _confusion_lines(run: ScoredRun) -> list[str]:
    """Rows are the statuses expected, columns those that came."""
    counts = confusion(run.cases)
    came = sorted({status for _, status in counts})
    rows = [_row(e, *(str(counts.get((e, status), 0)) for status in came)) for e in sorted({e for e, _ in counts})]
    return [f"## Statuses of {run.name}", "", _row("expected", *came), _row("---", *["---:"] * len(came)), *rows, ""]


def _card_lines(run: ScoredRun) -> list[str]:
    told = [f"{name} {run.card[name]}" for name in ("asked_on", "cases", "conversations", "reports", "index", "seed") if run.card.get(name)]
    told += [f"{name}: {value}" for name, value in run.card.get("settings", {}).items()]
    return [f"Rests on: {'; '.join(told)}.", ""] if told else []


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
