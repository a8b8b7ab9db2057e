"""Cases: those of a run, filtered, and one of them opened to be read and scored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from app.markup.markup import as_label, joined, tag
from app.views.evaluation import scoring
from app.workbench.dossier import Dossier
from app.workbench.exhibit import LABELS, mark, show_case
from app.workbench.scores import RunScores
from evals.compare import compare_runs
from evals.failure import CAUSES

PER_PAGE = 15
WRONG, ALL, WON, LOST = "Not right", "All", "Won", "Lost"
ANY_KIND, ANY_CAUSE = "Any kind", "Any cause"
KEPT = ("which", "case_cause", "case_kind", "case_words")  # what was chosen stays so while a case is read
IN_VIEW = "cases_in_view"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which cases are listed."""

    which: str
    cause: str
    kind: str
    words: str


def show(dossier: Dossier, scores: RunScores) -> None:
    """The case that the address names, else the list."""
    chosen = st.query_params.get("case", "")
    if chosen in dossier.cases:
        _show_one(dossier, chosen, scores)
    else:
        _show_list(dossier)


def _show_one(dossier: Dossier, case_id: str, scores: RunScores) -> None:
    case = dossier.cases[case_id]
    _show_ways(st.session_state.get(IN_VIEW, []), case_id)
    facts = f"{case_id} · {case.kind} · {case.audience} · {case.split}"
    st.html(joined(tag("h2", case.question, class_="asked"), tag("p", facts, class_="facts")))
    st.html(show_case(case, dossier.told(case_id), dossier.reports))
    scoring.show(dossier, case_id, scores)


def _show_ways(in_view: Sequence[str], case_id: str) -> None:
    """Back to the list, and on through it."""
    at = in_view.index(case_id) if case_id in in_view else -1
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="ways_through"):
        st.button("‹ All cases", on_click=_close, type="tertiary")
        if at >= 0 and len(in_view) > 1:
            st.button("Previous", on_click=_opener(in_view[at - 1]), disabled=at == 0, type="tertiary")
            st.button("Next", on_click=_opener(in_view[(at + 1) % len(in_view)]), disabled=at == len(in_view) - 1, type="tertiary")
            st.html(tag("p", f"{at + 1} of {len(in_view)}", class_="quiet"), width="content")


def _show_list(dossier: Dossier) -> None:
    choice = _choose(dossier)
    found = [case_id for case_id in _which(dossier, choice.which) if _fits(dossier, case_id, choice)]
    st.session_state[IN_VIEW] = found
    st.html(tag("p", f"{len(found)} of {len(dossier.cases)} cases.", class_="quiet", role="status"))
    pages = max(1, -(-len(found) // PER_PAGE))
    listed = st.container()
    number = st.pagination(pages, key=f"cases_of_{pages}") if pages > 1 else 1
    with listed:
        for case_id in found[(number - 1) * PER_PAGE : number * PER_PAGE]:
            _show_entry(dossier, case_id)


def _choose(dossier: Dossier) -> Choice:
    for key, value in st.session_state.get("cases_chosen", {}).items():
        st.session_state.setdefault(key, value)
    options = [WRONG, ALL, *((WON, LOST) if len(dossier.runs) == 2 else ())]
    if st.session_state.get("which", WRONG) not in options:
        st.session_state["which"] = WRONG
    st.session_state.setdefault("which", WRONG)
    which = st.segmented_control("Which", options, required=True, key="which") or WRONG
    causes = [dossier.cause(case_id) for case_id in dossier.failures()]
    left, middle, right = st.columns([2, 1, 1])
    cause = left.selectbox(
        "What went wrong", [ANY_CAUSE, *(c for c in CAUSES if c in causes)], format_func=_cause_words(causes), key="case_cause"
    )
    kind = middle.selectbox("Kind", [ANY_KIND, *sorted({case.kind for case in dossier.cases.values()})], key="case_kind")
    words = right.text_input("Find", key="case_words", placeholder="Words or number")
    st.session_state["cases_chosen"] = {key: st.session_state[key] for key in KEPT}
    return Choice(which, cause, kind, words)


def _cause_words(causes: Sequence[str]) -> Callable[[str], str]:
    return lambda cause: f"{CAUSES[cause]} ({causes.count(cause)})" if cause in CAUSES else cause


def _which(dossier: Dossier, which: str) -> list[str]:
    if which in (WON, LOST):
        compared = compare_runs(dossier.runs[1], dossier.runs[0])
        return list(compared.wins if which == WON else compared.losses)
    return dossier.failures() if which == WRONG else list(dossier.cases)


def _fits(dossier: Dossier, case_id: str, choice: Choice) -> bool:
    case = dossier.cases[case_id]
    held = f"{case_id} {case.question}".lower()
    known = choice.kind in (ANY_KIND, case.kind) and choice.cause in (ANY_CAUSE, dossier.cause(case_id))
    return known and all(word in held for word in choice.words.lower().split())


def _show_entry(dossier: Dossier, case_id: str) -> None:
    """The question, how it ended in each run, and what was wrong in the first."""
    case = dossier.cases[case_id]
    told = dossier.told(case_id)
    endings = [f"{f'{name}: ' if len(told) > 1 else ''}{mark(scored)} {LABELS[scored.status].lower()}" for name, scored, _ in told]
    notes = "; ".join(told[0][1].notes)
    with st.container(gap=None):
        st.button(as_label(case.question), key=f"open-{case_id}", on_click=_opener(case_id), type="tertiary")
        st.html(
            joined(tag("p", " · ".join([case_id, case.kind, *endings]), class_="facts"), tag("p", notes, class_="facts") if notes else "")
        )


def _opener(case_id: str) -> Callable[[], None]:
    return lambda: st.query_params.update({"part": "cases", "case": case_id})


def _close() -> None:
    st.query_params.pop("case", None)
