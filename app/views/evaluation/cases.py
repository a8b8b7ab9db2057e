"""Cases: those of a run, filtered, and one of them opened to be read and scored."""

from collections.abc import Callable

import streamlit as st

from app.markup import as_label, joined, tag
from app.views.evaluation import scoring
from app.workbench.dossier import Dossier
from app.workbench.exhibit import LABELS, mark, show_case
from app.workbench.scores import ScoreShelf
from evals.compare import compare_runs

PER_PAGE = 15
WRONG, ALL, WON, LOST = "Not right", "All", "Won", "Lost"
ANY = "Any kind"


def show(dossier: Dossier, shelf: ScoreShelf) -> None:
    """The case that the address names, else the list."""
    chosen = st.query_params.get("case", "")
    if chosen in dossier.cases:
        _show_one(dossier, chosen, shelf)
    else:
        _show_list(dossier)


def _show_one(dossier: Dossier, case_id: str, shelf: ScoreShelf) -> None:
    case = dossier.cases[case_id]
    st.button("‹ All cases", on_click=_close, type="tertiary")
    st.html(
        joined(
            tag("h2", case.question, class_="asked"), tag("p", f"{case_id} · {case.kind} · {case.audience} · {case.split}", class_="facts")
        )
    )
    st.html(show_case(case, dossier.told(case_id), dossier.reports))
    scoring.show(dossier, case_id, shelf)


def _show_list(dossier: Dossier) -> None:
    which, kind, words = _choose(dossier)
    found = [case_id for case_id in _which(dossier, which) if _fits(dossier, case_id, kind, words)]
    st.html(tag("p", f"{len(found)} of {len(dossier.cases)} cases.", class_="quiet"))
    pages = max(1, -(-len(found) // PER_PAGE))
    listed = st.container()
    number = st.pagination(pages, key=f"cases_of_{pages}") if pages > 1 else 1
    with listed:
        for case_id in found[(number - 1) * PER_PAGE : number * PER_PAGE]:
            _show_entry(dossier, case_id)


def _choose(dossier: Dossier) -> tuple[str, str, str]:
    left, middle, right = st.columns([2, 1, 1])
    options = [WRONG, ALL, *((WON, LOST) if len(dossier.runs) == 2 else ())]
    which = left.segmented_control("Which", options, default=WRONG, required=True, key=f"which{len(options)}") or WRONG
    kind = middle.selectbox("Kind", [ANY, *sorted({case.kind for case in dossier.cases.values()})], key="case_kind")
    return which, kind, right.text_input("Words of the question or its number", key="case_words")


def _which(dossier: Dossier, which: str) -> list[str]:
    if which in (WON, LOST):
        compared = compare_runs(dossier.runs[1], dossier.runs[0])
        return list(compared.wins if which == WON else compared.losses)
    return dossier.failures() if which == WRONG else list(dossier.cases)


def _fits(dossier: Dossier, case_id: str, kind: str, words: str) -> bool:
    case = dossier.cases[case_id]
    held = f"{case_id} {case.question}".lower()
    return kind in (ANY, case.kind) and all(word in held for word in words.lower().split())


def _show_entry(dossier: Dossier, case_id: str) -> None:
    case = dossier.cases[case_id]
    told = [f"{name}: {mark(scored)} {LABELS[scored.status].lower()}" for name, scored, _ in dossier.told(case_id)]
    with st.container(gap=None):
        st.button(as_label(case.question), key=f"open-{case_id}", on_click=_opener(case_id), type="tertiary")
        st.html(tag("p", " · ".join([case_id, case.kind, *told]), class_="facts"))


def _opener(case_id: str) -> Callable[[], None]:
    return lambda: st.query_params.from_dict({"part": "cases", "case": case_id})


def _close() -> None:
    st.query_params.from_dict({"part": "cases"})
