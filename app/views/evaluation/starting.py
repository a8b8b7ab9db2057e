"""Starting: a run started from the page, watched, and cancelled."""

from collections.abc import Collection
from datetime import date
from itertools import count
from pathlib import Path

import streamlit as st

from app.markup.markup import tag
from app.workbench.bench import Bench
from app.workbench.figures import SYSTEM_WORDS
from app.workbench.running import Plan, Running, plan_command
from corpus.errors import AssistantError
from evals.system import SYSTEMS

EVERY_SECONDS = 2.0
SPLIT_WORDS = {"all": "All", "tune": "Those one may tune on", "held": "Those held back to report"}


@st.cache_resource(show_spinner=False)
def the_running() -> Running:
    """One for the whole server."""
    return Running()


def show(bench: Bench, library: Path | None) -> None:
    """The form, or what is under way."""
    running = the_running()
    if running.alive:
        _watch(bench)
        return
    if running.fault:
        st.html(tag("div", tag("p", running.fault), class_="calm", role="alert"))
    elif running.name:
        st.html(tag("p", _ending_words(running.name, *_progress(bench, running.name)), class_="note", role="status"))
    plan = _ask_plan(bench, library)
    if plan:
        _start(bench, plan, running)


def _ending_words(name: str, done: int, total: int) -> str:
    if done < total:
        return f"The run {name} was cut off: {done} of {total} asked. Start it again as before, under this name, to go on with it."
    return f"The run {name} is done: {done} of {total} asked. Read it under Overview."


def _ask_plan(bench: Bench, library: Path | None) -> Plan | None:
    with st.form("start"):
        name = st.text_input(
            "Name of the run", suggest_name(bench.names()), max_chars=80, help="The name of a run that was cut off goes on with it."
        )
        system = st.selectbox("Who is asked", SYSTEMS, format_func=lambda each: SYSTEM_WORDS[each])
        split = st.selectbox("Cases", list(SPLIT_WORDS), format_func=SPLIT_WORDS.__getitem__)
        sample = st.number_input("How many, spread over the kinds (0 for all)", 0, 10_000, 0)
        sent = st.form_submit_button("Start the run", type="primary")
    return Plan(name.strip(), system, split, int(sample), library) if sent else None


def suggest_name(taken: Collection[str]) -> str:
    """The day, and a number where the day has a run already."""
    day = date.today().isoformat()
    return next(name for n in count(1) if (name := f"{day}-{n}" if n > 1 else day) not in taken)


def _start(bench: Bench, plan: Plan, running: Running) -> None:
    try:
        bench.outcomes_path(plan.name)
        running.start(plan.name, plan_command(plan))
    except AssistantError as error:
        st.html(tag("div", tag("p", str(error)), class_="calm", role="alert"))
        return
    st.rerun()


@st.fragment(run_every=EVERY_SECONDS)
def _watch(bench: Bench) -> None:
    """How far the run has come, until it is done."""
    running = the_running()
    if not running.alive:
        st.rerun(scope="app")
    done, total = _progress(bench, running.name)
    told = f"{running.name}: {done} of {total} asked" if total else f"{running.name}: opening the library"
    st.progress(done / total if total else 0.0, told)
    st.html(tag("p", "It goes on if you leave this page. What was asked is kept when you cancel.", class_="quiet"))
    if st.button("Cancel the run"):
        running.cancel()
        st.rerun(scope="app")


def _progress(bench: Bench, name: str) -> tuple[int, int]:
    return bench.progress(name) if name in bench.names() else (0, 0)
