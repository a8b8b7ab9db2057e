"""Evaluate: runs over the curated cases, what went wrong in them and why, and what people make of it."""

from pathlib import Path

import streamlit as st

from app.markup import tag
from app.views.evaluation import adding, cases, overview, starting
from app.workbench.bench import Bench, open_bench
from app.workbench.dossier import Dossier, open_dossier
from app.workbench.scores import ScoreFile, ScoreShelf
from corpus.errors import AssistantError
from retrieval.assistant import Assistant

STYLE = Path(__file__).parents[1] / "workbench" / "bench.css"
WIDE = Path(__file__).with_name("evaluation") / "wide.css"
OVERVIEW, CASES, START, ADD = "Overview", "Cases", "Start a run", "Add a case"
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
    asked = ADDRESSES.get(st.query_params.get("part", ""), OVERVIEW)
    return (
        st.segmented_control("Part", list(ADDRESSES.values()), default=asked, required=True, key="part", label_visibility="collapsed")
        or asked
    )


def _show_run(bench: Bench, assistant: Assistant, part: str) -> None:
    """One run, with another beside it where one is chosen."""
    names = bench.names()
    if not names:
        st.html(tag("p", "No run has been asked yet. Start one here, or on the command line: probation-qa evals run", class_="note"))
        return
    left, right = st.columns(2)
    name = left.selectbox("Run", names, key="run")
    against = right.selectbox("Beside it", [NO_OTHER, *(n for n in names if n != name)], key="against")
    dossier = _open(bench, assistant, name, "" if against == NO_OTHER else against)
    shelf: ScoreShelf = ScoreFile(bench.folder)
    if part == CASES:
        cases.show(dossier, shelf)
    else:
        overview.show(bench, dossier, shelf)


def _open(bench: Bench, assistant: Assistant, name: str, against: str) -> Dossier:
    """Opened again only when a run or a set of cases has changed."""
    shelf = assistant.searcher.shelf
    files = [*(bench.outcomes_path(each) for each in (name, against) if each), *bench.case_files()]
    stamp = tuple((str(path), path.stat().st_mtime_ns) for path in files if path.exists())
    return _kept_dossier(bench, name, against, (str(shelf.folder), *stamp), assistant)


@st.cache_resource(show_spinner="Scoring the run", max_entries=6)
def _kept_dossier(bench: Bench, name: str, against: str, stamp: tuple[object, ...], _assistant: Assistant) -> Dossier:
    return open_dossier(bench, name, against, _assistant.searcher.shelf.reports)
