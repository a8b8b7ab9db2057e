"""Evaluate: runs over the curated cases, what went wrong in them and why, and what people make of it."""

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.markup.markup import tag
from app.storage.database import chosen_address
from app.views.evaluation import adding, cases, overview, starting
from app.visit.keeping import open_storage
from app.workbench.bench import Bench, open_bench
from app.workbench.dossier import Dossier, open_dossier
from app.workbench.scores import RunScores
from corpus.errors import AssistantError
from evals.judge import SCRIPTS
from retrieval.assistant import Assistant

STYLE = Path(__file__).parents[1] / "workbench" / "bench.css"
WIDE = Path(__file__).with_name("evaluation") / "wide.css"
OVERVIEW, CASES, START, ADD = "Overview", "Cases", "New run", "New case"
ADDRESSES = {"overview": OVERVIEW, "cases": CASES, "start": START, "add": ADD}
NO_OTHER = "none"


def show(assistant: Assistant, library: Path | None = None) -> None:
    """The parts of the workbench, one at a time; `library` is None for the shipped one."""
    st.html(STYLE)
    st.html(WIDE)
    st.html(tag("h1", "Evaluate"))
    bench = open_bench(library)
    part = _choose_part()
    try:
        if part == START:
            starting.show(bench, library)
        elif part == ADD:
            adding.show(bench, assistant.searcher.shelf.reports)
        else:
            _show_run(bench, assistant, part)
    except AssistantError as error:
        st.html(tag("div", tag("p", str(error)), class_="calm", role="alert"))


def _choose_part() -> str:
    """The part that the address names, or that was chosen since; the address follows, so that it can be handed on."""
    asked = ADDRESSES.get(st.query_params.get("part", ""), OVERVIEW)
    options = list(ADDRESSES.values())
    part = st.segmented_control("Part", options, default=asked, required=True, key="part", label_visibility="collapsed") or asked
    if part != asked:
        st.query_params["part"] = next(name for name, each in ADDRESSES.items() if each == part)
    return part


def _show_run(bench: Bench, assistant: Assistant, part: str) -> None:
    """One run, with another beside it where one is chosen; both stand in the address."""
    names = bench.names()
    if not names:
        told = tag("p", "A run asks the cases and keeps every answer, to be read, scored and set beside another run.")
        way = tag("p", "Choose New run, or on the command line: ", tag("code", "probation-qa evals run"))
        st.html(tag("div", tag("h2", "No run has been asked yet"), told, way, class_="calm begin"))
        return
    left, right = st.columns(2)
    name = _choose_run(left, "Run", "run", names)
    against = _choose_run(right, "Beside it", "against", [NO_OTHER, *(n for n in names if n != name)])
    dossier = _open(bench, assistant, name, "" if against == NO_OTHER else against)
    scores = RunScores(open_storage(chosen_address()), name, dossier.said[0])
    if part == CASES:
        cases.show(dossier, scores)
    else:
        overview.show(bench, dossier, scores)


def _choose_run(place: DeltaGenerator, label: str, key: str, names: list[str]) -> str:
    asked = st.query_params.get(key, "")
    at = names.index(asked) if asked in names else 0
    name = place.selectbox(label, names, at, key=key, format_func=lambda each: "None" if each == NO_OTHER else each)
    if name != asked:
        st.query_params[key] = name
    return name


def _open(bench: Bench, assistant: Assistant, name: str, against: str) -> Dossier:
    """Opened again only when a run or a set of cases has changed."""
    shelf = assistant.searcher.shelf
    judged = [bench.judgements_path(name, judge) for judge in SCRIPTS]
    files = [*(bench.outcomes_path(each) for each in (name, against) if each), *judged, *bench.case_files()]
    stamp = tuple((str(path), path.stat().st_mtime_ns) for path in files if path.exists())
    return _kept_dossier(bench, name, against, (str(shelf.folder), *stamp), assistant)


@st.cache_resource(show_spinner="Scoring the run", max_entries=6)
def _kept_dossier(bench: Bench, name: str, against: str, stamp: tuple[object, ...], _assistant: Assistant) -> Dossier:
    return open_dossier(bench, name, against, _assistant.searcher.shelf.reports)
