"""Overview: a run in figures and charts, beside another where one is chosen, and to be taken away as a file."""

from functools import partial

import streamlit as st

from app.markup.markup import NOTHING_SHOWN, image, joined, tag
from app.views.evaluation.people import show_people
from app.workbench.bench import Bench
from app.workbench.charts import (
    calibration_curve,
    calibration_table,
    chart_by_kind,
    chart_over_runs,
    confusion_table,
    curve_words,
    side_by_side,
)
from app.workbench.dossier import Dossier
from app.workbench.exhibit import LABELS
from app.workbench.figures import run_words
from app.workbench.handout import dossier_bytes
from app.workbench.scores import RunScores
from app.workbench.standing import first_figures, gate_words, judged_part, measures_table, rests_on
from corpus.errors import AssistantError
from evals.calibration import calibrate
from evals.compare import compare_runs
from evals.score import ScoredRun
from evals.summary import MEASURE_BY_NAME

FORMS = {"Web page": (".html", "text/html"), "Table (CSV)": (".csv", "text/csv"), "Word": (".docx", "application/octet-stream")}
BY_KIND = ("right", "evidence_3000", "first_passage", "points", "citations_any", "wrongly_declined")
OVER_RUNS = ("right", "evidence_3000", "declined")
SHOWN_RUNS = 8


def show(bench: Bench, dossier: Dossier, scores: RunScores) -> None:
    """From the whole to the parts."""
    told = [tag("p", each, class_="facts") for each in run_words(dossier)]
    st.html(joined(*told, gate_words(dossier), first_figures(dossier.runs[0]), _changes(dossier)))
    _show_files(dossier)
    st.html(joined(tag("h2", "Measures"), measures_table(dossier)))
    st.html(tag("h2", "By kind of question"))
    name = st.selectbox("Measure", BY_KIND, format_func=lambda each: MEASURE_BY_NAME[each].label, key="by_kind")
    st.html(chart_by_kind(dossier.runs, MEASURE_BY_NAME[name]))
    st.html(joined(tag("h2", "How answers ended"), *(confusion_table(run, LABELS) for run in dossier.runs)))
    for run in dossier.runs:
        _show_calibration(run)
    if dossier.verdicts:
        st.html(judged_part(dossier))
    show_people(dossier, scores)
    _show_over_runs(bench, dossier)
    st.html(joined(tag("h2", "What it rests on"), *(rests_on(run) for run in dossier.runs)))


def _changes(dossier: Dossier) -> str:
    """With two runs, how many cases the first does better; they are read under Cases."""
    if len(dossier.runs) < 2:
        return NOTHING_SHOWN
    first, second = dossier.runs
    compared = compare_runs(second, first)
    told = f"Case by case, {first.name} is right where {second.name} is not {len(compared.wins)} times, and the other way round "
    return tag("p", f"{told}{len(compared.losses)} times. Read them under Cases.")


def _show_files(dossier: Dossier) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="files"):
        st.html(tag("p", "Take it away as:", class_="quiet"), width="content")
        for label, (suffix, mime) in FORMS.items():
            name = f"{'-beside-'.join(run.name for run in dossier.runs)}{suffix}"
            st.download_button(label, partial(dossier_bytes, dossier, suffix), name, mime, key=f"take{suffix}", on_click="ignore")


def _show_calibration(run: ScoredRun) -> None:
    found = calibrate(run.cases)
    if found.n:  # the plain baseline weighs nothing
        curve = image(calibration_curve(found), curve_words(found))
        st.html(joined(tag("h2", f"Calibration of declining: {run.name}"), side_by_side(curve, calibration_table(found))))


def _show_over_runs(bench: Bench, dossier: Dossier) -> None:
    """The latest runs; those whose cases have changed since are named instead."""
    st.html(tag("h2", "Over runs"))
    if not st.toggle(f"Show the latest {SHOWN_RUNS} runs", key="over_runs"):
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
