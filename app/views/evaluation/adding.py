"""Adding: a case for the set of one's own, by form, from nothing or from what somebody said of an answer in the chat."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from app.commands.promote import SHOWN_ID, draft_of
from app.markup.markup import tag
from app.phrases import date_words
from app.storage.database import chosen_address
from app.storage.faults import StorageError
from app.storage.records import Remark
from app.views.evaluation.starting import SPLIT_WORDS
from app.visit.feedback import LABELS as VERDICT_WORDS
from app.visit.keeping import open_storage
from app.workbench.bench import Bench
from app.workbench.exhibit import LABELS
from corpus.report import Report
from evals.case import AUDIENCES, SPLITS, CaseError, Curated
from retrieval.answer import STATUSES

QUOTES = 3
BY_GOLD = "Answered if there is a quote, else not in the reports"
EMPTY = "nothing"
LATEST = 100  # of what people said
LABELLED = {"kind": "fact", "audience": "staff", "split": "held"}
TOLD = "The case is checked beside all others before it is kept. Words of a quote must stand in the report as they are."


def show(bench: Bench, reports: Mapping[str, Report]) -> None:
    """The form; an address may bring the question with it (evaluate?part=add&question=...)."""
    st.html(tag("p", TOLD, class_="quiet"))
    curated = bench.curated(reports)
    draft = _choose_remark(curated) or {"question": st.query_params.get("question", "")}
    with st.form(f"add-{draft.get('id', '')}"):
        fields, faults = _ask_fields(draft, curated, reports)
        sent = st.form_submit_button("Add the case", type="primary")
    if sent and faults:
        _show_faults(faults)
    elif sent:
        _add(bench, reports, fields)


def _choose_remark(curated: Curated) -> dict[str, Any]:
    """The draft of a case from what somebody said; those that are cases already are not offered."""
    try:
        remarks = open_storage(chosen_address()).opinions.list()[:LATEST]
    except StorageError as error:
        st.html(tag("p", str(error), class_="note", role="alert"))
        return {}
    drafts = {f"said-{r.turn.id[:SHOWN_ID]}": r for r in reversed(remarks)}
    for case in curated[0]:
        drafts.pop(case.case_id, None)
    if not drafts:
        return {}
    named = [EMPTY, *reversed(drafts)]
    chosen = st.selectbox("Begin with", named, format_func=lambda each: _remark_words(drafts[each]) if each in drafts else "An empty case")
    return draft_of(drafts[chosen], LABELLED) if chosen in drafts else {}


def _remark_words(remark: Remark) -> str:
    said = remark.feedback
    note = f" ({said.note})" if said.note else ""
    return f"{VERDICT_WORDS[said.verdict]}, {date_words(said.created.date().isoformat())}: {remark.turn.asked}{note}"


def _ask_fields(draft: Mapping[str, Any], curated: Curated, reports: Mapping[str, Report]) -> tuple[dict[str, Any], list[str]]:
    """The fields of a case, and what is amiss before the checker looks at them."""
    question = st.text_input("Question", draft.get("question", ""), max_chars=500)
    left, middle, right = st.columns(3)
    kinds = sorted({case.kind for case in curated[0]} | {LABELLED["kind"]})
    kind = left.selectbox("Kind", kinds, kinds.index(LABELLED["kind"]), format_func=_capital, accept_new_options=True)
    audience = middle.selectbox("Audience", AUDIENCES, format_func=_capital)
    split = right.selectbox("Split", SPLITS, SPLITS.index("held"), format_func=SPLIT_WORDS.__getitem__)
    lines = "\n".join(" | ".join(point) for point in draft.get("points", []))
    points = st.text_area("What a good answer says", lines, placeholder="A point a line. Other wordings of it after a bar: 33% | a third")
    trap = st.text_area("What it must not say", placeholder="A wrong answer a line.")
    endings = [BY_GOLD, *STATUSES]
    status = st.selectbox(
        "How it should end", endings, endings.index(draft.get("status", BY_GOLD)), format_func=lambda each: LABELS.get(each, each)
    )
    held = [quote for quote in draft.get("gold", []) if quote["quote"]]
    quotes = [_ask_quote(n, held[n - 1] if n <= len(held) else {}, reports) for n in range(1, max(QUOTES, len(held)) + 1)]
    note = st.text_area("Note for other evaluators (optional)", draft.get("note", ""), max_chars=1000)
    faults = [
        f"Quote {n} has no report. Choose the report that holds it." for n, q in enumerate(quotes, 1) if q["quote"] and not q["report_id"]
    ]
    return {
        **({"id": draft["id"]} if "id" in draft else {}),
        "question": question, "kind": kind, "audience": audience, "split": split, "points": read_points(points),
        "gold": [quote for quote in quotes if quote["quote"]], "trap": read_lines_of(trap),
        **({"status": status} if status != BY_GOLD else {}), **({"note": note.strip()} if note.strip() else {}),
    }, faults  # fmt: skip


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _ask_quote(number: int, held: Mapping[str, str], reports: Mapping[str, Report]) -> dict[str, str]:
    left, right = st.columns([1, 2])
    order = sorted(reports, key=lambda each: reports[each].facts.title.lower())
    at = order.index(held["report_id"]) if held.get("report_id") in reports else None
    report_id = left.selectbox(
        f"Report of quote {number}", order, at, format_func=lambda each: reports[each].facts.title, placeholder="Choose a report"
    )
    quote = right.text_area(f"Quote {number}, word for word", held.get("quote", ""))
    return {"report_id": report_id or "", "quote": quote.strip()}


def read_points(text: str) -> list[list[str]]:
    """A point a line, its wordings parted by bars."""
    lines = [[wording.strip() for wording in line.split("|") if wording.strip()] for line in text.splitlines()]
    return [line for line in lines if line]


def read_lines_of(text: str) -> list[str]:
    """The lines that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _add(bench: Bench, reports: Mapping[str, Report], fields: dict[str, Any]) -> None:
    try:
        (name,), _ = bench.add([fields], reports)
    except CaseError as error:
        _show_faults(error.faults)
        return
    st.html(tag("p", f"Added as {name}. The next run asks it.", class_="note", role="status"))


def _show_faults(faults: "list[str] | tuple[str, ...]") -> None:
    st.html(tag("div", *(tag("p", fault) for fault in faults), class_="calm", role="alert"))
