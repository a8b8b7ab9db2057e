"""Sign-in: who is on the page. Streamlit speaks OpenID Connect with the provider and keeps a signed cookie; here only who that is."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import streamlit as st

from app.markup.markup import tag
from app.service.quota import Quota
from app.service.roles import STAFF, Access, Person, local_person, read_access
from app.service.serving import is_local

FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip")


def current_person() -> Person | None:
    """Who is on the page; None where sign-in is set up and nobody is signed in.

    Without sign-in, whoever sits at this machine has all roles, and whoever comes from elsewhere may read and ask.
    """
    if sign_in_is_set_up():
        return known_person(st.user.to_dict(), _access()) if st.user.is_logged_in else None
    address = _elsewhere()
    return Person(address, frozenset({STAFF})) if address else local_person()


def is_known(person: Person) -> bool:
    """Whether the name is somebody's own, rather than the address of whoever comes from there."""
    return sign_in_is_set_up() or person == local_person()


def known_person(claims: Mapping[str, Any], access: Access) -> Person:
    """A signed-in person, counted by who they are at the provider: an address may change hands, this does not."""
    name = ":".join(str(claims.get(part, "")) for part in ("iss", "sub"))
    return Person(name, access.roles_of(claims))


def sign_in_is_set_up() -> bool:
    """Whether the secrets file names a provider."""
    return bool(st.secrets.load_if_toml_exists() and "auth" in st.secrets)


def show_sign_in() -> None:
    """What somebody sees who is not signed in."""
    told = tag("p", "It answers questions about probation inspections, each statement with the exact words it rests on.")
    st.html(tag("div", tag("h1", "Sign in to ask the reports"), told, class_="calm begin"))
    st.button("Sign in", on_click=st.login, type="primary")


def show_no_role() -> None:
    """What somebody sees who is signed in but has no role."""
    told = tag("p", "You are signed in, but have no role here. Ask whoever runs this page to give you one.")
    st.html(tag("div", tag("h1", "Nothing to see yet"), told, class_="calm", role="alert"))
    st.button("Sign out", on_click=st.logout)


def offer_sign_out() -> None:
    """In the sidebar, where somebody is signed in."""
    if sign_in_is_set_up():
        st.sidebar.button("Sign out", on_click=st.logout, width="stretch")


def admit_question() -> None:
    """Count a question against the quota of whoever asks; one too many raises TooMuch."""
    person = current_person()
    _quota().take(person.name if person and person.name != "local" else _session())


def _elsewhere() -> str:
    """Where a visitor comes from; empty for one who asks this machine by its own name and through no proxy that stands on it."""
    address = st.context.ip_address  # None from this machine
    if isinstance(address, str):
        return address
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    direct = is_local(_host(headers.get("host", "localhost"))) and not any(headers.get(name) for name in FORWARDED)
    return "" if direct else "visitor"


def _host(named: str) -> str:
    """The name before the port; empty where there is none to be read."""
    try:
        return urlsplit(f"//{named}").hostname or ""
    except ValueError:
        return ""


def _session() -> str:
    """A name for this tab: on one's own machine each is a person of its own."""
    return str(st.session_state.setdefault("tab", f"tab {uuid4().hex}"))


@st.cache_resource(show_spinner=False)
def _access() -> Access:
    return read_access()


@st.cache_resource(show_spinner=False)
def _quota() -> Quota:
    return Quota()
