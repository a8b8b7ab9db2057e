"""Overview: a run in figures and charts, beside another where one is chosen, and to be taken away as a file."""

from functools import partial

import streamlit as st

from app.markup import image, joined, tag
from app.workbench.bench import Bench
from app.workbench.charts import (
    calibration_curve,
    calibration_table,
    chart_by_kind,
    chart_over_runs,
    confusion_table,
    curve_words,
    side_by_side,
    table,
)  # fmt: skip
from app.workbench.dossier import Dossier, card_lines
from app.workbench.exhibit import LABELS
from app.workbench.handout import dossier_bytes
from app.workbench.scores import ScoreShelf
from app.workbench.standing import measures_table
from corpus.errors import AssistantError
from evals.calibration import calibrate
from evals.expert import Score, agree, find_targets, total
from evals.score import ScoredRun
from evals.summary import MEASURE_BY_NAME

FORMS = {"Web page": (".html", "text/html"), "Table (CSV)": (".csv", "text/csv"), "Word": (".docx", "application/octet-stream")}
BY_KIND = ("right", "evidence_3000", "first_passage", "points", "citations_any", "wrongly_declined")
OVER_RUNS = ("right", "evidence_3000", "declined")
SHOWN_RUNS = 8


def show(bench: Bench, dossier: Dossier, shelf: ScoreShelf) -> None:
    """From the whole to the parts."""
    st.html(tag("p", f"{dossier.runs[0].name} rests on: {'; '.join(card_lines(dossier.runs[0]))}.", class_="facts"))
    _show_files(dossier)
    st.html(measures_table(dossier))
    name = st.selectbox("By kind of question", BY_KIND, format_func=lambda each: MEASURE_BY_NAME[each].label, key="by_kind")
    st.html(chart_by_kind(dossier.runs, MEASURE_BY_NAME[name]))
    st.html(joined(tag("h2", "How answers ended"), *(confusion_table(run, LABELS) for run in dossier.runs)))
    for run in dossier.runs:
        _show_calibration(run)
    _show_people(dossier, shelf)
    _show_over_runs(bench, dossier)


def _show_files(dossier: Dossier) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="files"):
        st.html(tag("p", "Take it away as:", class_="quiet"), width="content")
        for label, (suffix, mime) in FORMS.items():
            name = f"{'-beside-'.join(run.name for run in dossier.runs)}{suffix}"
            st.download_button(label, partial(dossier_bytes, dossier, suffix), name, mime, key=f"take{suffix}", on_click="ignore")


def _show_calibration(run: ScoredRun) -> None:
    found = calibrate(run.cases)
    if found.n:
        curve = image(calibration_curve(found), curve_words(found))
        st.html(joined(tag("h2", f"Calibration of declining: {run.name}"), side_by_side(curve, calibration_table(found))))


def _show_people(dossier: Dossier, shelf: ScoreShelf) -> None:
    """What people made of it, and how far they agree."""
    run = dossier.runs[0].name
    scores = shelf.list(run)
    if not scores:
        return
    rows = []
    for person in sorted({s.person for s in scores}):
        ids = sorted({s.case_id for s in scores if s.person == person})
        totals = [_total(dossier, scores, person, each) for each in ids]
        whole = [t for t in totals if t is not None]
        rows.append([person, str(len(ids)), str(len(whole)), f"{sum(whole) / len(whole):.0f}" if whole else "–"])
    found = agree(scores)
    alpha = f"Krippendorff’s alpha {found.alpha:.2f}" if found.alpha is not None else "too little differs to tell agreement from chance"
    told = f"{found.targets} sentences and citations were scored by more than one person: {100 * found.same:.0f}% the same, {alpha}."
    heads = ["Person", "Cases begun", "Cases scored in full", "Mean total out of 100"]
    st.html(joined(tag("h2", "Scored by people"), table(f"Scores of {run}", heads, rows), tag("p", told)))


def _total(dossier: Dossier, scores: list[Score], person: str, case_id: str) -> float | None:
    outcome = dossier.said[0].get(case_id)
    given = [s for s in scores if s.person == person and s.case_id == case_id]
    return total(given, find_targets((outcome.answer if outcome else None) or {}))


def _show_over_runs(bench: Bench, dossier: Dossier) -> None:
    """The latest runs; those whose cases have changed since are named instead."""
    if not st.toggle("Show it among the latest runs", key="over_runs"):
        return
    runs, left_out = [], []
    for name in bench.names()[:SHOWN_RUNS]:
        try:
            runs.append(bench.scored(name, dossier.reports))
        except AssistantError:
            left_out.append(name)
    st.html(chart_over_runs(runs, [MEASURE_BY_NAME[name] for name in OVER_RUNS]))
    if left_out:
        st.html(tag("p", f"Cannot be scored any more, since cases were taken away: {', '.join(left_out)}.", class_="facts"))
