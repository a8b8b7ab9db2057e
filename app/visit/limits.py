"""Limits: what a visitor limits the search to, chosen from what the library's reports say of themselves."""

from collections.abc import Sequence

import streamlit as st

from app.markup.markup import tag
from app.phrases import date_words, limits_words
from corpus.report import Report
from retrieval.evidence import Filters

KEYS = ("limit_kinds", "limit_areas", "limit_bodies", "limit_years", "limit_reports")


def choose_limits(reports: Sequence[Report]) -> Filters:
    """The limits in the sidebar; they hold on every page. Where there is nothing to limit, none is offered."""
    if not reports:
        return Filters()
    with st.sidebar.container(key="search_limits"):
        st.subheader("Limit the search", anchor=False)
        kinds = _choose("Kind of report", sorted({r.facts.kind for r in reports if r.facts.kind}), "limit_kinds")
        areas = _choose("Area", sorted({a for r in reports for a in r.facts.area}), "limit_areas")
        bodies = _choose("Body", sorted({b for r in reports for b in r.facts.bodies}), "limit_bodies")
        years = _choose("Year", sorted({str(r.facts.year) for r in reports if r.facts.year}, reverse=True), "limit_years")
        ids = _choose_reports(reports)
        filters = Filters(frozenset(ids), frozenset(areas), frozenset(bodies), frozenset(kinds), frozenset(int(y) for y in years))
        if filters:
            st.button("Take all limits away", on_click=clear_limits, width="stretch")
    return filters


def clear_limits() -> None:
    """Back to the whole library."""
    for key in KEYS:
        st.session_state[key] = []


def show_limits(limits: Filters, within: int, total: int) -> None:
    """That limits are set, beside the box, for those whose sidebar is closed."""
    if not limits:
        return
    told = f"Limited to {within} of {total} reports: {limits_words(limits)}." if within else "No report fits all of these limits together."
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="limits"):
        st.html(tag("p", told, class_="quiet"), width="content")
        st.button("Take limits away", on_click=clear_limits, type="tertiary", key="clear_here")


def _choose(label: str, options: list[str], key: str) -> list[str]:
    """Values of one fact; a fact that no report states is not offered."""
    return st.multiselect(label, options, key=key, placeholder="Any", filter_mode="contains") if options else []


def _choose_reports(reports: Sequence[Report]) -> list[str]:
    names = {r.report_id: ", ".join(x for x in (r.facts.title, date_words(r.facts.published_on)) if x) for r in reports}
    order = sorted(names, key=lambda report_id: names[report_id].lower())
    return st.multiselect(
        "Particular reports",
        order,
        format_func=lambda report_id: names.get(report_id, report_id),
        key="limit_reports",
        placeholder="Any",
        filter_mode="contains",
    )
