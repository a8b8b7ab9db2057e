"""The page: opens the library, draws what every view shares, and hands over to the view that was chosen."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from app.conversations import address_in_view, list_conversations
from app.desk import open_desk
from app.keeping import Keeper
from app.limits import choose_limits
from app.markup import tag
from app.opening import choose_library
from app.roles import CHANGE_REPORTS
from app.serving import asked_folder
from app.signin import current_person, is_known, offer_sign_out, show_no_role, show_sign_in
from app.views import ask, briefing, compare, evaluate, library
from app.views.librarian import Librarian
from corpus.errors import AssistantError
from retrieval.assistant import Assistant

NAME = "Probation reports assistant"
STYLE = Path(__file__).with_name("style.css")
ICON = Path(__file__).with_name("icon.svg")


def run(open_library: Callable[[], Assistant] = open_desk) -> None:
    """Draw the page; `open_library` says what is asked."""
    st.set_page_config(page_title=NAME, page_icon=str(ICON), layout="centered")
    st.html(STYLE)
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
        st.Page(partial(briefing.show, assistant, limits), title="Briefing", url_path="briefing"),
        st.Page(partial(compare.show, assistant, limits), title="Compare", url_path="compare"),
        st.Page(partial(library.show, assistant.searcher.shelf, limits, librarian), title="Library", url_path="library"),
        st.Page(partial(evaluate.show, assistant, asked_folder()), title="Evaluate", url_path="evaluate"),
    ]
    views = [view for view in views if person.may(view.url_path or "ask")]  # the default view has no path
    chosen = st.navigation(views, position="hidden")
    show_masthead(views)
    if chosen is views[0]:
        with aside:
            show_begun = list_conversations(keeper)
    chosen.run()
    if chosen is views[0]:
        show_begun()


def show_masthead(views: Sequence[st.Page]) -> None:
    """The name of the thing and its views, in sight at every width."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="masthead"):
        st.html(tag("p", NAME, class_="name"), width="content")
        for view in views:
            st.page_link(view, width="content", query_params=address_in_view() if view is views[0] else None)


def show_fault(error: AssistantError) -> None:
    """What a person can put right, in its own sentence."""
    st.html(tag("div", tag("h1", "The library cannot be opened yet"), tag("p", str(error)), class_="calm", role="alert"))
    st.button("Try again")


if __name__ == "__main__":
    run()
