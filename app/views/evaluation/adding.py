"""Adding: a case for the set of one's own, by form."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from app.markup import tag
from app.workbench.bench import Bench
from corpus.report import Report
from evals.case import AUDIENCES, SPLITS, CaseError
from evals.sets import add_case, suggest_id
from retrieval.answer import STATUSES

QUOTES = 3
BY_GOLD = "as the quotes say"
KINDS = ("figure", "fact", "list", "definition", "comparison", "table", "change", "example", "yes-or-no", "paraphrase", "unanswerable")


def show(bench: Bench, reports: Mapping[str, Report]) -> None:
    """The form; an address may bring the question with it (evaluate?part=add&question=...)."""
    st.html(
        tag(
            "p",
            "The case is checked beside all others before it is kept. Words of a quote must stand in the report as they are.",
            class_="quiet",
        )
    )
    with st.form("add"):
        fields = _ask_fields(reports)
        sent = st.form_submit_button("Add the case", type="primary")
    if sent:
        _add(bench, reports, fields)


def _ask_fields(reports: Mapping[str, Report]) -> dict[str, Any]:
    question = st.text_input("Question", st.query_params.get("question", ""), max_chars=500)
    left, middle, right = st.columns(3)
    kind = left.selectbox("Kind", KINDS)
    audience = middle.selectbox("Audience", AUDIENCES)
    split = right.selectbox("Split", SPLITS, help="Held cases are used only to report, never to tune.")
    points = st.text_area("What a good answer says: a point a line, other wordings of it after a bar ( | )")
    trap = st.text_area("What it must not say, a line each")
    status = st.selectbox("How it should end", [BY_GOLD, *STATUSES])
    gold = [_ask_quote(n, reports) for n in range(1, QUOTES + 1)]
    return {
        "question": question, "kind": kind, "audience": audience, "split": split, "points": read_points(points),
        "gold": [quote for quote in gold if quote["quote"].strip()], "trap": [line.strip() for line in trap.splitlines() if line.strip()],
        **({"status": status} if status != BY_GOLD else {}),
    }  # fmt: skip


def _ask_quote(number: int, reports: Mapping[str, Report]) -> dict[str, str]:
    left, right = st.columns([1, 2])
    report_id = left.selectbox(
        f"Report of quote {number}",
        sorted(reports, key=lambda each: reports[each].facts.title),
        format_func=lambda each: reports[each].facts.title,
    )
    return {"report_id": report_id or "", "quote": right.text_area(f"Quote {number}, word for word")}


def read_points(text: str) -> list[list[str]]:
    """A point a line, its wordings parted by bars."""
    lines = [[wording.strip() for wording in line.split("|") if wording.strip()] for line in text.splitlines()]
    return [line for line in lines if line]


def _add(bench: Bench, reports: Mapping[str, Report], fields: dict[str, Any]) -> None:
    try:
        named = {"id": suggest_id(bench.curated(reports)), **fields}
        add_case(named, bench.own_cases, bench.case_files(), reports)
    except CaseError as error:
        st.html(tag("div", *(tag("p", fault) for fault in error.faults), class_="calm", role="alert"))
        return
    st.html(tag("p", f"Added as {named['id']}. The next run asks it.", class_="note", role="status"))
