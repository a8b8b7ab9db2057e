"""Conversations: the one in view, which the page's address names, and what is done with it."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from app.markup.markup import tag
from app.visit.collection import Collection
from app.visit.downloads import offer_download
from app.visit.keeping import Keeper, Turn, turns_of
from retrieval.answer import Answer
from retrieval.kept import Kept
from retrieval.search.shelf import Shelf

EXPORTS = {"Export as Markdown": ".md", "Export as Word": ".docx"}
MISSING = "The conversation of this address is not kept any more, or is somebody else’s. You can begin a new one here."
ELSEWHERE = "This conversation was held with another library. What that library held and this one does not is said to be unverified."


def conversations(keeper: Keeper) -> Collection:
    """The conversations that this person keeps."""
    return Collection(
        "conversation", keeper, "questions, answers and names", "None yet. Each question you ask is kept here.",
        "its answers and with what you said of them", keeper.list, keeper.rename, keeper.delete, partial(begin_again, keeper),
    )  # fmt: skip


def turns_in_view(keeper: Keeper, shelf: Shelf) -> list[Turn]:
    """The turns of the conversation that the address names, so that a link and the browser's back button lead to it."""
    kept_here = conversations(keeper)
    named = st.query_params.get(kept_here.noun, "")
    if named != kept_here.in_view:
        kept = keeper.open(named) if named else None
        told = "" if kept or not named else MISSING
        kept_here.view(named, kept.name if kept else "", ELSEWHERE if kept and kept.library != library_of(shelf) else told)
        st.session_state["turns"] = turns_of(kept, shelf) if kept else []
    turns: list[Turn] = st.session_state.setdefault("turns", [])
    return turns


def keep_turn(keeper: Keeper, asked: str, answer: Answer, shelf: Shelf) -> Turn:
    """Keep what was just asked; a conversation that begins with it gets an address."""
    kept_here = conversations(keeper)
    conversation_id, turn_id = keeper.keep(kept_here.in_view, asked, answer, library_of(shelf))
    if conversation_id and conversation_id != kept_here.in_view:
        kept = keeper.open(conversation_id)
        kept_here.begin(conversation_id, kept.name if kept else "")
    return Turn(asked, answer, turn_id)


def library_of(shelf: Shelf) -> str:
    """Which library a conversation is held with: the folder above its generations."""
    return str(shelf.folder.parent.parent)


def begin_again(keeper: Keeper) -> None:
    """Leave the conversation in view; it stays kept."""
    conversations(keeper).end()
    st.session_state["turns"] = []


def manage(keeper: Keeper, turns: Sequence[Turn], shelf: Shelf) -> None:
    """Rename, export and delete the conversation in view."""
    kept_here = conversations(keeper)
    if not kept_here.in_view or not turns:
        return
    with st.popover("This conversation", key="manage"):
        kept_here.offer_name()
        held = [Kept(t.answer, t.lost).holding for t in turns]
        for words, ending in EXPORTS.items():
            offer_download(words, held, kept_here.name or "conversation", shelf, ending, width="stretch")
        st.html(tag("p", "The address of this page leads back here.", class_="quiet"))
        kept_here.offer_deleting()
