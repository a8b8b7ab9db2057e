"""The page: opens the library, draws what every view shares, and hands over to the view that was chosen."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from app.markup.markup import tag
from app.opening import choose_library
from app.service.roles import CHANGE_REPORTS
from app.service.serving import asked_folder
from app.views import ask, briefing, compare, evaluate, library
from app.views.librarian import Librarian
from app.visit.briefings import briefings
from app.visit.collection import Collection
from app.visit.conversations import conversations
from app.visit.desk import open_desk
from app.visit.keeping import Keeper
from app.visit.limits import choose_limits
from app.visit.script import announce
from app.visit.signin import current_person, is_known, offer_sign_out, show_no_role, show_sign_in
from corpus.errors import AssistantError
from retrieval.assistant import Assistant

NAME = "Probation reports assistant"
STYLE = Path(__file__).with_name("style.css")
ICON = Path(__file__).with_name("icon.svg")


def run(open_library: Callable[[], Assistant] = open_desk) -> None:
    """Draw the page; `open_library` says what is asked."""
    st.set_page_config(page_title=NAME, page_icon=str(ICON), layout="centered")
    st.html(STYLE)
    announce()
    try:
        person = current_person()
        assistant = open_library() if person and person.roles else None
    except AssistantError as error:
        show_fault(error)
        return
    if assistant is None or person is None:
        show_no_role() if person else show_sign_in()
        return
    offer_sign_out()
    keeper = Keeper(person.name if is_known(person) else None)
    aside = st.sidebar.container()
    limits = choose_limits(list(assistant.searcher.shelf.reports.values()))
    librarian = Librarian(person, choose_library(asked_folder())[0], assistant.searcher.embedder) if person.may(CHANGE_REPORTS) else None
    views = [
        st.Page(partial(ask.show, assistant, limits, keeper), title="Ask", url_path="ask", default=True),
        st.Page(partial(briefing.show, assistant, limits, keeper), title="Briefing", url_path="briefing"),
        st.Page(partial(compare.show, assistant, limits), title="Compare", url_path="compare"),
        st.Page(partial(library.show, assistant.searcher.shelf, limits, librarian), title="Library", url_path="library"),
        st.Page(partial(evaluate.show, assistant, asked_folder()), title="Evaluate", url_path="evaluate"),
    ]
    views = [view for view in views if person.may(view.url_path or "ask")]  # the default view has no path
    chosen = st.navigation(views, position="hidden")
    kept = {"": conversations(keeper), "briefing": briefings(keeper)}
    show_masthead(views, kept, chosen)

    def run_view() -> None:
        if assistant.searcher.shelf.reports or chosen.title in ("Library", "Evaluate"):
            chosen.run()
        else:
            show_empty(next((view for view in views if view.title == "Library"), None) if librarian else None)

    if chosen.url_path not in kept:
        run_view()
        return
    with aside:
        show_begun = kept[chosen.url_path].show_list()
    run_view()
    show_begun()


def show_masthead(views: Sequence[st.Page], kept: Mapping[str, Collection], chosen: st.Page) -> None:
    """The name of the thing and its views, in sight at every width."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="masthead"):
        st.html(tag("p", NAME, class_="name"), width="content")
        for view in views:
            # Streamlit tells the page in view by its colour alone: the words are for those who hear it, the style sheet draws a line.
            label = f"{view.title} **(this page)**" if view.title == chosen.title else view.title
            st.page_link(view, label=label, width="content", query_params=kept[view.url_path].address() if view.url_path in kept else None)


def show_empty(library_view: st.Page | None) -> None:
    """That there is nothing to ask yet, and what to do; with a way to add reports for whoever may."""
    told = "Answers, briefings and comparisons come from the reports of a library, and this one holds none yet."
    done = "Add some files or web addresses." if library_view else "Ask whoever keeps this library to add some."
    command = tag("p", "On the command line: ", tag("code", "probation-qa ingest FILES --library FOLDER"), class_="quiet")
    st.html(tag("div", tag("h1", "This library is empty"), tag("p", f"{told} {done}"), command, class_="calm begin"))
    if library_view:
        with st.container(key="way_on"):
            st.page_link(library_view, label="Add reports")


def show_fault(error: AssistantError) -> None:
    """What a person can put right, in its own sentence."""
    st.html(tag("p", NAME, class_="name"))
    st.html(tag("div", tag("h1", "The library cannot be opened yet"), tag("p", str(error)), class_="calm", role="alert"))
    st.button("Try again")


if __name__ == "__main__":
    run()
