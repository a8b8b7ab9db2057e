"""Conversations: the one in view, which the page's address names, and the list of those kept."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from app.export.file import to_bytes
from app.keeping import Keeper, Turn, turns_of
from app.markup import as_label, tag
from retrieval.answer import Answer
from retrieval.kept import Kept
from retrieval.shelf import Shelf

PARAMETER = "conversation"
LISTED = 8
EXPORTS = {"Export as Markdown": ".md", "Export as Word": ".docx"}
LONGEST_NAME = 120
MISSING = "The conversation of this address is not kept any more, or is somebody else’s. You can begin a new one here."
ELSEWHERE = "This conversation was held with another library. What that library held and this one does not is said to be unverified."


def turns_in_view(keeper: Keeper, shelf: Shelf) -> list[Turn]:
    """The turns of the conversation that the address names, so that a link and the browser's back button lead to it."""
    named = st.query_params.get(PARAMETER, "")
    if named != st.session_state.get(PARAMETER, ""):
        kept = keeper.open(named) if named else None
        st.session_state.update({
            PARAMETER: named,
            "turns": turns_of(kept, shelf) if kept else [],
            "name": kept.name if kept else "",
            "told": "" if kept or not named else MISSING,
        })  # fmt: skip
        if kept and kept.library != library_of(shelf):
            st.session_state["told"] = ELSEWHERE
    turns: list[Turn] = st.session_state.setdefault("turns", [])
    return turns


def address_in_view() -> dict[str, str]:
    """What a link back to the conversation in view holds."""
    named = st.session_state.get(PARAMETER, "")
    return {PARAMETER: named} if named else {}


def keep_turn(keeper: Keeper, asked: str, answer: Answer, shelf: Shelf) -> Turn:
    """Keep what was just asked; a conversation that begins with it gets an address."""
    before = st.session_state.get(PARAMETER, "")
    conversation_id, turn_id = keeper.keep(before, asked, answer, library_of(shelf))
    if conversation_id and conversation_id != before:
        kept = keeper.open(conversation_id)
        st.session_state.update({PARAMETER: conversation_id, "name": kept.name if kept else "", "told": ""})
        st.query_params[PARAMETER] = conversation_id
    return Turn(asked, answer, turn_id)


def library_of(shelf: Shelf) -> str:
    """Which library a conversation is held with: the folder above its generations."""
    return str(shelf.folder.parent.parent)


def begin_again() -> None:
    """Leave the conversation in view; it stays kept."""
    st.session_state.update({PARAMETER: "", "turns": [], "name": "", "told": ""})
    st.query_params.clear()


def show_told() -> None:
    """What must be known of the conversation in view."""
    told = st.session_state.get("told", "")
    if told:
        st.html(tag("p", told, class_="note", role="status"))


def show_fault(keeper: Keeper) -> None:
    """Why nothing is kept, where that is so."""
    if keeper.fault:
        st.html(tag("p", f"Nothing is being kept. {keeper.fault}", class_="note", role="status"))


def manage(keeper: Keeper, turns: Sequence[Turn]) -> None:
    """Rename, export and delete the conversation in view."""
    named = st.session_state.get(PARAMETER, "")
    name = st.session_state.get("name", "")
    if not named or not turns:
        return
    with st.popover("This conversation", key="manage"):
        st.text_input("Name", name, max_chars=LONGEST_NAME, key=f"name-{named}", on_change=_rename, args=(keeper, named))
        for words, ending in EXPORTS.items():
            data = partial(to_bytes, [Kept(t.answer, t.lost).holding for t in turns], ending)
            st.download_button(words, data, f"conversation{ending}", on_click="ignore", width="stretch", key=f"export{ending}")
        st.html(tag("p", "The address of this page leads back here.", class_="quiet"))
        _offer_deleting(keeper, named)


def _offer_deleting(keeper: Keeper, conversation_id: str) -> None:
    """A button, and once it is pressed the question whether it is meant; within the popover, which would lie over a dialog."""
    if st.session_state.get("deleting") != conversation_id:
        st.button("Delete this conversation", on_click=_set_deleting, args=(conversation_id,), width="stretch")
        return
    st.html(tag("p", "It is deleted with its answers and with what you said of them. This cannot be undone.", role="alert"))
    st.button("Delete it", on_click=_delete, args=(keeper, conversation_id), type="primary", width="stretch")
    st.button("Keep it", on_click=_set_deleting, args=("",), width="stretch")


def _set_deleting(conversation_id: str) -> None:
    st.session_state["deleting"] = conversation_id


def list_conversations(keeper: Keeper) -> Callable[[], None]:
    """The conversations kept, to be found by words and opened; gives what lists one that the page begins after this."""
    if not keeper.person:
        st.html(tag("p", "Conversations are kept only for people who sign in.", class_="quiet"))
        return lambda: None
    st.subheader("Your conversations", anchor=False)
    words = st.text_input("Find in questions, answers and names", key="find_conversation")
    count = st.session_state.get("listed", LISTED)
    found = keeper.list(words, count + 1)
    begun = st.empty()
    before = st.query_params.get(PARAMETER)
    show_fault(keeper)
    if not found and not keeper.fault:
        begun.html(
            tag("p", "None holds these words." if words.strip() else "None yet. Each question you ask is kept here.", class_="quiet")
        )
    with st.container(gap=None, key="kept"):
        for each in found[:count]:
            if each.id == st.query_params.get(PARAMETER):
                _show_current(each.name)
            else:
                st.button(as_label(each.name), key=f"conversation-{each.id}", on_click=_open, args=(each.id,), type="tertiary")
    if len(found) > count:
        st.button("Show more", on_click=_show_more, type="tertiary")

    def show_begun() -> None:
        # Not by a rerun, which would overtake a press of the browser's back button.
        if st.session_state.get(PARAMETER, "") not in ("", before):
            with begun:
                _show_current(st.session_state["name"])

    return show_begun


def _show_current(name: str) -> None:
    st.html(tag("p", name, class_="current", aria_current="true"))


def _open(conversation_id: str) -> None:
    st.query_params.from_dict({PARAMETER: conversation_id})


def _show_more() -> None:
    st.session_state["listed"] = st.session_state.get("listed", LISTED) + 3 * LISTED


def _rename(keeper: Keeper, conversation_id: str) -> None:
    name = " ".join(st.session_state[f"name-{conversation_id}"].split())
    if name and keeper.rename(conversation_id, name):
        st.session_state["name"] = name
    st.session_state[f"name-{conversation_id}"] = st.session_state["name"]


def _delete(keeper: Keeper, conversation_id: str) -> None:
    if keeper.delete(conversation_id):
        begin_again()
        st.session_state["told"] = "The conversation was deleted."
