"""Collection: what a person keeps of one sort, found by words and opened by the page's address; the one in view is renamed and deleted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from app.markup.markup import as_label, tag
from app.storage.records import Listed, Named
from app.visit.keeping import Keeper

LISTED = 8
LONGEST_NAME = 120


@dataclass(frozen=True)
class Collection:
    """A sort of thing that is kept. `noun` names it in the page's address, too, and in what the page remembers."""

    noun: str
    keeper: Keeper
    find: str  # what its words are looked for in
    none_yet: str
    goes: str  # what goes when one is deleted
    list: Callable[[str, int], Sequence[Listed | Named]]
    rename: Callable[[str, str], bool]
    delete: Callable[[str], bool]
    leave: Callable[[], None]

    @property
    def in_view(self) -> str:
        """The id of the one in view; empty where none is."""
        return str(st.session_state.get(self.noun, ""))

    @property
    def name(self) -> str:
        """The name of the one in view."""
        return str(st.session_state.get(f"{self.noun}_name", ""))

    def view(self, kept_id: str, name: str, told: str = "") -> None:
        """Remember which one is in view, and what must be known of it."""
        st.session_state.update({self.noun: kept_id, f"{self.noun}_name": name, f"{self.noun}_told": told})

    def begin(self, kept_id: str, name: str) -> None:
        """Bring one into view that was kept just now: the page's address leads to it."""
        self.view(kept_id, name)
        st.query_params[self.noun] = kept_id

    def end(self) -> None:
        """None is in view any more; all stay kept."""
        self.view("", "")
        st.query_params.clear()

    def show_told(self) -> None:
        """What must be known of the one in view."""
        told = st.session_state.get(f"{self.noun}_told", "")
        if told:
            st.html(tag("p", told, class_="note", role="status"))

    def address(self) -> dict[str, str]:
        """What a link back to the one in view holds."""
        return {self.noun: self.in_view} if self.in_view else {}

    def offer_name(self) -> None:
        """A box with the name of the one in view."""
        box = f"name-{self.in_view}"
        st.text_input("Name", self.name, max_chars=LONGEST_NAME, key=box, on_change=self._rename, args=(box,))

    def offer_deleting(self) -> None:
        """A button, and once it is pressed the question whether it is meant; within a popover, which would lie over a dialog."""
        if st.session_state.get("deleting") != self.in_view:
            st.button(f"Delete this {self.noun}", on_click=_set_deleting, args=(self.in_view,), width="stretch")
            return
        st.html(tag("p", f"It is deleted with {self.goes}. This cannot be undone.", role="alert"))
        st.button("Delete it", on_click=self._delete, type="primary", width="stretch")
        st.button("Keep it", on_click=_set_deleting, args=("",), width="stretch")

    def show_list(self) -> Callable[[], None]:
        """Those kept; gives what lists one that the page begins after this."""
        if not self.keeper.person:
            st.html(tag("p", f"{self.noun.capitalize()}s are kept only for people who sign in.", class_="quiet"))
            return lambda: None
        st.subheader(f"Your {self.noun}s", anchor=False)
        words = st.text_input(f"Find in {self.find}", key=f"find_{self.noun}")
        count = st.session_state.get(f"{self.noun}s_listed", LISTED)
        found = self.list(words, count + 1)
        begun = st.empty()
        before = st.query_params.get(self.noun)
        show_fault(self.keeper)
        if not found and not self.keeper.fault:
            begun.html(tag("p", "None holds these words." if words.strip() else self.none_yet, class_="quiet"))
        with st.container(gap=None, key=f"kept-{self.noun}s"):
            for each in found[:count]:
                if each.id == before:
                    _show_current(each.name)
                else:
                    st.button(as_label(each.name), key=f"{self.noun}-{each.id}", on_click=self._open, args=(each.id,), type="tertiary")
        if len(found) > count:
            st.button("Show more", key=f"more-{self.noun}s", on_click=self._show_more, type="tertiary")

        def show_begun() -> None:
            # Not by a rerun, which would overtake a press of the browser's back button.
            if self.in_view not in ("", before):
                with begun:
                    _show_current(self.name)

        return show_begun

    def _open(self, kept_id: str) -> None:
        st.query_params.from_dict({self.noun: kept_id})

    def _show_more(self) -> None:
        listed = f"{self.noun}s_listed"
        st.session_state[listed] = st.session_state.get(listed, LISTED) + 3 * LISTED

    def _rename(self, box: str) -> None:
        name = " ".join(st.session_state[box].split())
        if name and self.rename(self.in_view, name):
            st.session_state[f"{self.noun}_name"] = name
        st.session_state[box] = self.name

    def _delete(self) -> None:
        if self.delete(self.in_view):
            self.leave()
            st.session_state[f"{self.noun}_told"] = f"The {self.noun} was deleted."


def show_fault(keeper: Keeper) -> None:
    """Why nothing is kept, where that is so."""
    if keeper.fault:
        st.html(tag("p", f"Nothing is being kept. {keeper.fault}", class_="note", role="status"))


def _show_current(name: str) -> None:
    st.html(tag("p", name, class_="current", aria_current="true"))


def _set_deleting(kept_id: str) -> None:
    st.session_state["deleting"] = kept_id
