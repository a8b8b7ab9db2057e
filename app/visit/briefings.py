"""Briefings: the one in view, which the page's address names, as it was made and as it was changed, and what is done with it."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from app.markup.markup import tag
from app.storage.records import SavedBriefing
from app.visit.collection import Collection
from app.visit.keeping import LOCAL, Keeper
from retrieval.briefing.briefing import Briefing
from retrieval.kept import KeptBriefing, read_briefing, read_filters
from retrieval.search.shelf import Shelf

MISSING = "The briefing of this address is not kept any more, or is somebody else’s and not shared. You can build a new one here."
SHARED = "Somebody shared this briefing with you. What you change in it is not kept; keep a copy to go on with it as yours."
LOST = "Left out, since the library does not hold the words they rest on any more: {count}."
MADE, FIRST, THEIRS = "made", "first_made", "shared_with_me"


def briefings(keeper: Keeper) -> Collection:
    """The briefings that this person keeps."""
    return Collection(
        "briefing", keeper, "names", "None yet. Each briefing you build is kept here.", "what you changed in it",
        keeper.list_briefings, keeper.rename_briefing, keeper.delete_briefing, lambda: leave(keeper),
    )  # fmt: skip


def briefing_in_view(keeper: Keeper, shelf: Shelf) -> Briefing | None:
    """The briefing that the address names, so that a link and the browser's back button lead to it; else the one built last."""
    kept_here = briefings(keeper)
    named = st.query_params.get(kept_here.noun, "")
    if named != kept_here.in_view:
        saved = keeper.open_briefing(named) if named else None
        kept_here.view(named, saved.topic if saved else "", "" if saved or not named else MISSING)
        _forget()
        if saved:
            _bring_back(saved, keeper, shelf)
    made: Briefing | None = st.session_state.get(MADE)
    return replace(made, topic=kept_here.name or made.topic) if made else None


def keep_made(keeper: Keeper, made: Briefing) -> None:
    """Keep what was just built; its address leads back to it."""
    _forget()
    st.session_state[MADE] = st.session_state[FIRST] = made
    saved = keeper.keep_briefing(made) if made.citations else None
    kept_here = briefings(keeper)
    if saved:
        kept_here.begin(saved.id, saved.topic)
    else:
        kept_here.end()


def keep_change(keeper: Keeper, how: Callable[[Briefing], Briefing]) -> None:
    """The briefing in view with a change, which is kept with it where it is one's own."""
    changed = st.session_state[MADE] = how(st.session_state[MADE])
    _keep(keeper, None if changed == st.session_state[FIRST] else changed)


def found_nothing() -> bool:
    """Whether the briefing in view rested on nothing from the beginning."""
    return not st.session_state[FIRST].citations


def is_changed() -> bool:
    """Whether the briefing in view is no longer as it was made."""
    return bool(st.session_state[MADE] != st.session_state[FIRST])


def take_back(keeper: Keeper) -> None:
    """The briefing in view as it was made."""
    st.session_state[MADE] = st.session_state[FIRST]
    _keep(keeper, None)


def leave(keeper: Keeper) -> None:
    """Leave the briefing in view; it stays kept."""
    _forget()
    briefings(keeper).end()


def manage(keeper: Keeper) -> None:
    """Rename, share and delete the briefing in view; of somebody else's, keep a copy."""
    kept_here = briefings(keeper)
    if st.session_state.get(THEIRS):
        st.button("Keep a copy", on_click=_copy, args=(keeper,), key="keep_copy")
        return
    if not kept_here.in_view:
        return
    with st.popover("This briefing", key="manage"):
        kept_here.offer_name()
        st.html(tag("p", "The address of this page leads back here.", class_="quiet"))
        if keeper.person != LOCAL:
            _offer_sharing(keeper, kept_here.in_view)
        kept_here.offer_deleting()


def _offer_sharing(keeper: Keeper, briefing_id: str) -> None:
    box = f"shared-{briefing_id}"
    saved = keeper.open_briefing(briefing_id)
    st.session_state.setdefault(box, bool(saved and saved.shared))
    st.toggle("Others who may make briefings can open it by this address", key=box, on_change=lambda: _share(keeper, briefing_id, box))


def _share(keeper: Keeper, briefing_id: str, box: str) -> None:
    if not keeper.share_briefing(briefing_id, st.session_state[box]):
        st.session_state[box] = not st.session_state[box]


def _bring_back(saved: SavedBriefing, keeper: Keeper, shelf: Shelf) -> None:
    limits = read_filters(saved.filters)
    first = read_briefing(saved.content, limits, shelf)
    shown = read_briefing(saved.edits, limits, shelf) if saved.edits else first
    theirs = saved.person != keeper.person
    st.session_state.update({MADE: shown.briefing, FIRST: first.briefing, THEIRS: theirs})
    briefings(keeper).view(saved.id, saved.topic, " ".join(_told(shown, theirs)))


def _told(shown: KeptBriefing, theirs: bool) -> list[str]:
    lines = f"{shown.lost} line{'s' if shown.lost != 1 else ''}"
    return [*([SHARED] if theirs else []), *([LOST.format(count=lines)] if shown.lost else [])]


def _copy(keeper: Keeper) -> None:
    made, first = st.session_state[MADE], st.session_state[FIRST]
    name = briefings(keeper).name
    saved = keeper.keep_briefing(replace(first, topic=name))
    if saved is None:
        return
    briefings(keeper).begin(saved.id, saved.topic)
    st.session_state[THEIRS] = False
    _keep(keeper, None if made == first else made)


def _keep(keeper: Keeper, changed: Briefing | None) -> None:
    kept_here = briefings(keeper)
    if kept_here.in_view and not st.session_state.get(THEIRS):
        keeper.edit_briefing(kept_here.in_view, changed)


def _forget() -> None:
    for key in (MADE, FIRST, THEIRS, "edited_line"):
        st.session_state.pop(key, None)
