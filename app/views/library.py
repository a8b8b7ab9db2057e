"""Library: the reports that answers are drawn from, each to be read in full."""

from collections.abc import Sequence

import streamlit as st

from app.markup.fulltext import ANCHOR, cited_words, show_report
from app.markup.highlight import NOTHING
from app.markup.markup import as_label, joined, tag
from app.phrases import limits_words, source_words
from app.views.librarian import Librarian, show_adding, show_keeping
from app.visit.holdings import show_holdings
from app.visit.script import announce, bring_up
from corpus.report import Report
from retrieval.evidence import Filters
from retrieval.search.shelf import Shelf

PER_PAGE = 12
LISTED = "listed"
EMPTY = "This library holds no report yet. Add files or web addresses above, and they can be asked about at once."
EMPTY_FOR_READERS = "This library holds no report yet. Ask whoever keeps it to add some."


def show(shelf: Shelf, limits: Filters, librarian: Librarian | None = None) -> None:
    """One report where the address names one, else the list; a librarian is whoever may change what is held."""
    chosen = st.query_params.get("report", "")
    if chosen in shelf.reports:
        _show_report(shelf.reports[chosen], librarian)
    else:
        _show_list(list(shelf.reports.values()), limits, chosen, librarian)


def _show_report(report: Report, librarian: Librarian | None) -> None:
    st.button("‹ All reports", key="more-reports", on_click=_close, type="tertiary")
    if librarian:
        show_keeping(report, librarian)
    cited = cited_words(report, st.query_params.get("start", ""), st.query_params.get("end", ""))
    st.html(show_report(report, cited))
    if cited != NOTHING:
        bring_up(ANCHOR)


def _close() -> None:
    st.query_params.clear()


def _open(report_id: str) -> None:
    st.query_params.from_dict({"report": report_id})


def _show_list(reports: Sequence[Report], limits: Filters, missing: str, librarian: Librarian | None) -> None:
    st.html(tag("h1", "Library"))
    if missing:
        st.html(tag("p", "The report of that address is not in this library any more. Here is what it holds.", class_="note"))
    watch_adding = show_adding(librarian) if librarian else lambda: None
    if reports:
        _show_held(reports, limits)
    else:
        st.html(tag("p", EMPTY if librarian else EMPTY_FOR_READERS, class_="note"))
    watch_adding()


def _show_held(reports: Sequence[Report], limits: Filters) -> None:
    """What is held as charts, and the list of it."""
    show_holdings(reports)
    words = st.text_input("Find in titles, publishers and areas", key="find")
    found = [r for r in reports if limits.admit(r) and _matches(r, words)]
    st.html(tag("p", _count_words(len(found), len(reports), limits), class_="quiet", id=LISTED))
    if words or limits:
        announce(f"{len(found)} of {len(reports)} reports.")
    ordered = sorted(sorted(found, key=lambda r: r.facts.title.lower()), key=lambda r: r.facts.published_on or "", reverse=True)
    _show_page(ordered)


def _matches(report: Report, words: str) -> bool:
    facts = report.facts
    held = " ".join((facts.title, facts.publisher or "", *facts.area)).lower()
    return all(word in held for word in words.lower().split())


def _count_words(found: int, total: int, limits: Filters) -> str:
    limited = f", limited to {limits_words(limits)}" if limits else ""
    if not found:
        return f"None of the {total} reports fits{limited}. Try fewer words or limits."
    return f"{found} of {total} reports{limited}, newest first."


def _show_page(reports: Sequence[Report]) -> None:
    """The reports of the page that is turned to, and the turning below them."""
    pages = max(1, -(-len(reports) // PER_PAGE))
    listed = st.container()
    number = st.pagination(pages, key=f"page_of_{pages}", on_change=_turn) if pages > 1 else 1
    with listed:
        for report in reports[(number - 1) * PER_PAGE : number * PER_PAGE]:
            _show_entry(report)
    if st.session_state.pop("turned", False):
        bring_up(LISTED)


def _turn() -> None:
    st.session_state["turned"] = True


def _show_entry(report: Report) -> None:
    """A report's title, which opens it, and its facts."""
    facts = report.facts
    about = "; ".join((*facts.area, *facts.bodies))
    with st.container(gap=None):
        st.button(as_label(facts.title), key=f"open-{report.report_id}", on_click=_open, args=(report.report_id,), type="tertiary")
        st.html(joined(tag("p", source_words(facts), class_="facts"), tag("p", about, class_="facts") if about else ""))
