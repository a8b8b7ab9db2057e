"""Charts of runs as markup: bars stand in tables that can be read without seeing them, the curve of reliability is drawn."""

from collections.abc import Mapping, Sequence

from app.markup.markup import NOTHING_SHOWN, Markup, joined, tag
from app.phrases import date_words
from app.workbench.figures import SYSTEM_WORDS, calibration_rows, calibration_words, kind_words
from evals.calibration import Calibration
from evals.score import ScoredRun, confusion
from evals.scorecard import format_summary
from evals.summary import OVERALL, Measure, Summary, find_groups, summarise

SIDE, EDGE = 320, 58  # of the curve, in its own units
RANKS = ("first", "second")  # two runs at most stand beside each other
TEAL, GREY = "#2f8f94", "#7d8a90"  # both tell from white and from the dark ground


def table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], folds: bool = False) -> Markup:
    """A table whose first cells are row heads, a row of one cell the head of those below it; wide ones scroll, by keyboard too.

    folds: on a narrow screen the head of a row stands above its cells, so that nothing needs to be scrolled.
    """
    head = tag("thead", tag("tr", *(tag("th", each, scope="col") for each in heads)))
    body = tag("tbody", *(tag("tr", *_cells(row, len(heads))) for row in rows))
    given = {"class_": "scroll measures" if folds else "scroll", "style": f"--columns:{len(heads) - 1}" if folds else ""}
    return tag("div", tag("table", tag("caption", caption), head, body), **given, tabindex="0", role="region", aria_label=caption)


def _cells(row: Sequence[str], width: int) -> list[Markup]:
    if len(row) == 1 < width:
        return [tag("th", row[0], scope="rowgroup", colspan=str(width), class_="family")]
    return [tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:])]


def bar(summary: Summary | None, rank: int = 0) -> Markup:
    """A share as a bar with its interval; nothing where there is nothing to take it over. rank: of the run it is of."""
    if summary is None or not summary.n:
        return tag("span", class_="bar")
    spread = f"left:{100 * summary.low:.1f}%;width:{100 * (summary.high - summary.low):.1f}%"
    filled = tag("span", class_=f"filled {RANKS[rank]}", style=f"width:{100 * summary.value:.1f}%")
    return tag("span", filled, tag("span", class_="spread", style=spread), class_="bar", aria_hidden="true")


def figure(summary: Summary, measure: Measure) -> Markup:
    """A share in figures and as a bar."""
    return joined(tag("span", format_summary(summary, measure.unit), class_="figure"), bar(summary))


def chart_by_kind(runs: Sequence[ScoredRun], measure: Measure) -> Markup:
    """One measure overall and by kind: bars of all runs below each other on one scale."""
    groups = [find_groups(run.cases) for run in runs]
    names = [g for g in dict.fromkeys(g for found in groups for g in found) if not g.startswith("split ")]
    rows = [_kind_row(name, runs, [summarise(found.get(name, []), measure) for found in groups], measure) for name in names]
    legend = [tag("span", tag("span", class_=f"swatch {RANKS[rank]}"), run.name) for rank, run in enumerate(runs)]
    shown = table(f"{measure.label}, with its 95% interval", ["Kind of question", "Cases", measure.label], [r for r in rows if r[1] != "0"])
    return tag("div", tag("p", *legend, class_="legend") if len(runs) > 1 else NOTHING_SHOWN, shown, class_="kinds")


def _kind_row(name: str, runs: Sequence[ScoredRun], summaries: Sequence[Summary], measure: Measure) -> list[str]:
    counts = " / ".join(dict.fromkeys(str(s.n) for s in summaries))
    lines = [
        tag(
            "span",
            tag("span", f"{run.name}: ", class_="unseen"),
            bar(s, rank),
            tag("span", format_summary(s, measure.unit), class_="figure"),
        )
        for rank, (run, s) in enumerate(zip(runs, summaries, strict=True))
    ]
    return [kind_words(name), counts, tag("span", *lines, class_="lines")]


def tiles(named: Sequence[tuple[str, str]]) -> Markup:
    """A few figures, large, each under its name."""
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", told)) for name, told in named), class_="tiles")


def chart_over_runs(runs: Sequence[ScoredRun], measures: Sequence[Measure]) -> Markup:
    """Runs in the order given, a row each."""
    rows = []
    for run in runs:
        overall = find_groups(run.cases)[OVERALL]
        told = [figure(summarise(overall, m), m) for m in measures]
        system = str(run.card.get("settings", {}).get("system", ""))
        rows.append([run.name, date_words(run.card.get("asked_on")), SYSTEM_WORDS.get(system, system), str(len(overall)), *told])
    return table(
        "Runs, newest first, with 95% intervals", ["Run", "Asked on", "Who was asked", "Cases", *(m.label for m in measures)], rows
    )


def confusion_table(run: ScoredRun, labels: Mapping[str, str]) -> Markup:
    """Rows are how cases should have ended, columns how they did; agreement stands out."""
    counts = confusion(run.cases)
    expected, came = (list(dict.fromkeys(s for s in labels if any(pair[i] == s for pair in counts))) for i in (0, 1))
    rows = [[labels[e], *(_count(counts.get((e, c), 0), e == c) for c in came)] for e in expected]
    return table(f"How answers of {run.name} ended", ["Should have ended as", *(labels[c] for c in came)], rows)


def _count(count: int, agrees: bool) -> Markup:
    return tag("strong", str(count)) if agrees and count else tag("span", str(count) if count else "–")


def calibration_table(found: Calibration) -> Markup:
    """The bins of the reliability curve in figures."""
    return table(calibration_words(found), *calibration_rows(found))


def calibration_curve(found: Calibration) -> Markup:
    """The reliability curve; a perfect one lies on the diagonal, and a larger dot holds more cases."""
    largest = max((b.n for b in found.bins), default=1)
    places = [(_across(b.predicted), _up(b.answerable), 3 + 6 * (b.n / largest) ** 0.5) for b in found.bins]
    path = " ".join(f"{'L' if n else 'M'}{x:.1f} {y:.1f}" for n, (x, y, _) in enumerate(places))
    parts = [
        _line(0, 0, 1, 0), _line(0, 0, 0, 1), tag("g", _line(0, 0, 1, 1), stroke_dasharray="4 4"),
        tag("path", d=path, fill="none", stroke=TEAL, stroke_width="2"),
        *(tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{r:.1f}", fill=TEAL) for x, y, r in places),
        *(_label(f"{100 * t:.0f}%", _across(t), SIDE - EDGE + 18) for t in (0, 0.5, 1)),
        *(_label(f"{100 * t:.0f}%", EDGE - 20, _up(t) + 4) for t in (0.5, 1)),
        _label("Probability put on an answer", SIDE / 2 + 10, SIDE - 6),
        tag("g", _label("Had an answer", -SIDE / 2 + 18, 14), transform="rotate(-90)"),
    ]  # fmt: skip
    size = str(SIDE)
    return tag("svg", *parts, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {size} {size}", width=size, height=size, role="img",
               aria_label=curve_words(found), font_family="sans-serif", font_size="12")  # fmt: skip


def curve_words(found: Calibration) -> str:
    """What the curve shows, for those who do not see it."""
    told = "; ".join(f"put at {100 * b.predicted:.0f}%, {100 * b.answerable:.0f}% of {b.n} had one" for b in found.bins)
    return f"Reliability of the probability put on an answer. {told}." if told else "No probabilities were kept."


def _across(share: float) -> float:
    return EDGE + share * (SIDE - EDGE - 22)


def _up(share: float) -> float:
    return SIDE - EDGE - share * (SIDE - EDGE - 14)


def _line(x1: float, y1: float, x2: float, y2: float) -> Markup:
    a, b, c, d = (f"{place:.1f}" for place in (_across(x1), _up(y1), _across(x2), _up(y2)))
    return tag("line", x1=a, y1=b, x2=c, y2=d, stroke=GREY)


def _label(words: str, x: float, y: float) -> Markup:
    return tag("text", words, x=f"{x:.1f}", y=f"{y:.1f}", fill=GREY, text_anchor="middle")


def side_by_side(*parts: Markup) -> Markup:
    """Parts beside each other where there is room, else one below the other."""
    return tag("div", joined(*parts), class_="beside")
