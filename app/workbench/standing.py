"""Standing: a dossier as a page that stands by itself; it loads nothing and runs nothing."""

from pathlib import Path

from app.markup import NOTHING_SHOWN, Markup, joined, tag, whole_page
from app.workbench.charts import calibration_curve, calibration_table, chart_by_kind, confusion_table, side_by_side, table
from app.workbench.dossier import Dossier, card_lines
from app.workbench.exhibit import LABELS, anchor_of, show_foldable
from evals.calibration import calibrate
from evals.compare import compare_all, compare_runs
from evals.scorecard import format_summary, format_value
from evals.summary import MEASURE_BY_NAME, MEASURES, OVERALL, find_groups, summarise

STYLES = (Path(__file__).with_name("dossier.css"), Path(__file__).with_name("bench.css"))


def dossier_page(dossier: Dossier) -> str:
    """Figures, charts, and every failure to be opened."""
    style = "\n".join(path.read_text(encoding="utf-8") for path in STYLES)
    first = dossier.runs[0]
    found = calibrate(first.cases)
    curve = side_by_side(calibration_curve(found), calibration_table(found)) if found.n else tag("p", "No odds were kept.")
    parts = [
        tag("h1", dossier.title), _rests_on(dossier), tag("h2", "Measures"), measures_table(dossier),
        tag("h2", "By kind of question"), chart_by_kind(dossier.runs, MEASURE_BY_NAME["right"]),
        chart_by_kind(dossier.runs, MEASURE_BY_NAME["evidence_3000"]),
        tag("h2", "How answers ended"), *(confusion_table(run, LABELS) for run in dossier.runs),
        tag("h2", "Calibration of declining"), curve, *_changes(dossier),
        tag("h2", f"Not right: {len(dossier.failures())} of {len(dossier.cases)} cases"),
        *(show_foldable(dossier.cases[each], dossier.told(each), dossier.reports) for each in dossier.failures()),
    ]  # fmt: skip
    return whole_page(dossier.title, style, *parts)


def measures_table(dossier: Dossier) -> Markup:
    """Every measure overall, a column for each run; with two, the difference and whether its interval leaves out none."""
    groups = [find_groups(run.cases)[OVERALL] for run in dossier.runs]
    rows: list[list[str]] = [[m.label, *(_figure(format_summary(summarise(cases, m), m.unit)) for cases in groups)] for m in MEASURES]
    heads = ["Measure", *(run.name for run in dossier.runs)]
    if len(dossier.runs) == 2:
        heads.append("Difference, paired")
        compared = compare_all(dossier.runs[1], dossier.runs[0])
        rows = [
            [*row, _figure(_difference(c.difference, c.low, c.high, m.unit))] for row, c, m in zip(rows, compared, MEASURES, strict=True)
        ]
    return table(f"Measures over {len(groups[0])} cases, with 95% intervals", heads, rows)


def _figure(words: str) -> Markup:
    return tag("span", words, class_="figure")


def _rests_on(dossier: Dossier) -> Markup:
    return joined(*(tag("p", f"{run.name} rests on: {'; '.join(card_lines(run))}.", class_="facts") for run in dossier.runs))


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


def _difference(value: float, low: float, high: float, unit: str) -> str:
    told = f"{'+' if value >= 0 else '−'}{format_value(abs(value), unit)} ({_signed(low, unit)} to {_signed(high, unit)})"
    return f"{told}, certain" if low > 0 or high < 0 else told


def _signed(value: float, unit: str) -> str:
    return f"{'+' if value >= 0 else '−'}{format_value(abs(value), unit)}"
