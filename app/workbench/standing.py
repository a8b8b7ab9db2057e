"""Standing: a dossier as a page that stands by itself; it loads nothing and runs nothing."""

from pathlib import Path

from app.markup.markup import NOTHING_SHOWN, Markup, joined, tag, whole_page
from app.workbench.charts import calibration_curve, calibration_table, chart_by_kind, confusion_table, side_by_side, table, tiles
from app.workbench.dossier import Dossier
from app.workbench.exhibit import LABELS, anchor_of, show_foldable
from app.workbench.figures import card_rows, judged_rows, measure_rows, run_words
from evals.calibration import calibrate
from evals.compare import compare_runs
from evals.score import ScoredRun
from evals.scorecard import format_summary
from evals.summary import MEASURE_BY_NAME, OVERALL, find_groups, summarise

STYLES = (Path(__file__).with_name("dossier.css"), Path(__file__).with_name("bench.css"))
FIRST_SEEN = {
    "right": "Right",
    "declined": "Unanswerable declined",
    "wrongly_declined": "Wrongly declined",
    "evidence_3000": "Evidence in 3,000 characters",
    "quotes_verbatim": "Quotes verbatim",
}


def dossier_page(dossier: Dossier) -> str:
    """Figures, charts, and every failure to be opened."""
    style = "\n".join(path.read_text(encoding="utf-8") for path in STYLES)
    found = calibrate(dossier.runs[0].cases)
    curve = side_by_side(calibration_curve(found), calibration_table(found)) if found.n else tag("p", "No odds were kept.")
    parts = [
        tag("h1", dossier.title), *(tag("p", told, class_="facts") for told in run_words(dossier)),
        gate_words(dossier), first_figures(dossier.runs[0]), tag("h2", "Measures"), measures_table(dossier),
        tag("h2", "By kind of question"), *(chart_by_kind(dossier.runs, MEASURE_BY_NAME[name]) for name in ("right", "evidence_3000")),
        tag("h2", "How answers ended"), *(confusion_table(run, LABELS) for run in dossier.runs),
        tag("h2", f"Calibration of declining: {dossier.runs[0].name}"), curve, judged_part(dossier), *_changes(dossier),
        tag("h2", f"Not right: {len(dossier.failures())} of {len(dossier.cases)} cases"),
        *(show_foldable(dossier.cases[each], dossier.told(each), dossier.reports) for each in dossier.failures()),
        tag("h2", "What it rests on"), *(rests_on(run) for run in dossier.runs),
    ]  # fmt: skip
    return whole_page(dossier.title, style, *parts)


def gate_words(dossier: Dossier) -> Markup:
    """Whether the first run may go to staff by the project's own thresholds; nothing where they are not for its cases."""
    if dossier.gate is None:
        return NOTHING_SHOWN
    name = dossier.runs[0].name
    if not dossier.gate:
        return tag("p", tag("strong", "Passes the gate."), f" {name} reaches every threshold.", class_="gate passed")
    missed = tag("ul", *(tag("li", failure) for failure in dossier.gate))
    return tag("div", tag("p", tag("strong", "Does not pass the gate."), f" {name} misses:"), missed, class_="gate missed")


def first_figures(run: ScoredRun) -> Markup:
    """What one looks at first, over the whole."""
    overall = find_groups(run.cases)[OVERALL]
    told = {label: summarise(overall, MEASURE_BY_NAME[name]) for name, label in FIRST_SEEN.items()}
    return tiles([(label, format_summary(summary, "share")) for label, summary in told.items() if summary.n])


def measures_table(dossier: Dossier) -> Markup:
    """Every measure overall, a column for each run; with two, the difference and which way it leaves out none."""
    heads, rows = measure_rows(dossier)
    count = len(find_groups(dossier.runs[0].cases)[OVERALL])
    shown = [[row[0], *(tag("span", cell, class_="figure") for cell in row[1:])] for row in rows]
    return table(f"Measures over {count} questions, with 95% intervals", heads, shown, folds=True)


def judged_part(dossier: Dossier) -> Markup:
    """What language models thought of the first run, as advice."""
    if not dossier.verdicts:
        return NOTHING_SHOWN
    told = tag("p", "Advice only: a language model's opinion differs from time to time, and no gate looks at it.", class_="facts")
    return joined(
        tag("h2", "Judged by language models"), told, table(f"Judgements of {dossier.runs[0].name}", *judged_rows(dossier.verdicts))
    )


def rests_on(run: ScoredRun) -> Markup:
    """The run card."""
    return table(f"What {run.name} rests on", ["Thing", "Value"], card_rows(run))


def _changes(dossier: Dossier) -> list[Markup]:
    """Which cases the first run won and lost against the second."""
    if len(dossier.runs) < 2:
        return []
    compared = compare_runs(dossier.runs[1], dossier.runs[0])
    shown = set(dossier.failures())
    won = [tag("li", show_foldable(dossier.cases[each], dossier.told(each), dossier.reports)) for each in compared.wins]
    lost = [tag("li", tag("a", dossier.cases[each].question, href=f"#{anchor_of(each)}")) for each in compared.losses if each in shown]
    heading = tag("h2", f"{dossier.runs[0].name} against {dossier.runs[1].name}: {len(won)} won, {len(lost)} lost")
    return [
        heading,
        joined(tag("h3", "Won"), tag("ul", *won, class_="plain")) if won else NOTHING_SHOWN,
        joined(tag("h3", "Lost"), tag("ul", *lost)) if lost else NOTHING_SHOWN,
    ]
