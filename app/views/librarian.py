"""Keeping the library, for those who may: add reports by file or address, correct what is known of one, take one out."""

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from app.commands.correction import read_corrections
from app.markup.markup import Markup, joined, tag
from app.service.roles import CHANGE_REPORTS, Person
from app.visit.bar import show_bar
from app.visit.errand import Errand
from app.visit.upload import Upload, put_down
from corpus.errors import AssistantError
from corpus.library import Library
from corpus.report import Facts, Report
from ingest.address import is_address
from ingest.build import correct, ingest, remove
from ingest.embedding import Embedder
from ingest.intake import Ingested
from ingest.progress import Progress
from ingest.read import LARGEST_BYTES, READERS

MOST_AT_ONCE = 20  # files and addresses together
NOT_WRITABLE = (
    "This library cannot be changed here. To make your own, start with a folder of reports: "
    "probation-qa ingest FOLDER --library MY-LIBRARY, then probation-qa app --library MY-LIBRARY."
)
GOING_ON = "Adding goes on if you turn to another page."
STOPPING = "Stopping after the file that is being read. Those read before are kept."
OUTCOMES = {
    "added": ("✓", "Added"),
    "replaced": ("✓", "Replaced"),
    "unchanged": ("=", "Already here, unchanged"),
    "duplicate": ("=", "Already here under another name"),
    "failed": ("!", "Not added"),
    "stopped": ("–", "Not read, because you stopped"),
}
FACTS = {
    "title": "Title",
    "publisher": "Publisher",
    "kind": "Kind",
    "area": "Areas, separated by ;",
    "bodies": "Bodies, separated by ;",
    "inspected_on": "Inspected on (2019, 2019-03 or 2019-03-14)",
    "published_on": "Published on (2019, 2019-03 or 2019-03-14)",
    "address": "Web address",
    "licence": "Licence",
}


@dataclass(frozen=True)
class Librarian:
    """Who changes which library, and what embeds for it."""

    person: Person
    library: Library
    embedder: Embedder

    @property
    def may_write(self) -> bool:
        """Whether this machine lets the library be written."""
        return os.access(self.library.folder, os.W_OK | os.X_OK) and os.access(self.library.truth_path, os.W_OK)


def show_adding(librarian: Librarian) -> Callable[[], None]:
    """Room for files and addresses, and what became of those given last; gives what watches the work once the page is drawn."""
    errand: Errand[list[Ingested]] | None = st.session_state.get("adding")
    with st.container():  # what comes after keeps its place, or its remains from before would show through
        if errand:
            return _show_errand(errand)
        _show_outcomes(st.session_state.pop("added", []))
        _show_fault(st.session_state.pop("keeping_fault", ""))
        _show_done(st.session_state.pop("kept", ""))
        with st.expander("Add reports", key="add"):
            if librarian.may_write:
                _offer_adding(librarian)
            else:
                st.html(tag("p", NOT_WRITABLE, class_="note"))
    return lambda: None


def _offer_adding(librarian: Librarian) -> None:
    with st.form("add_form", border=False, clear_on_submit=True):
        largest = LARGEST_BYTES // 1_000_000
        files = st.file_uploader(
            f"Files of at most {largest} MB each", type=sorted(READERS), accept_multiple_files=True, max_upload_size=largest, key="files"
        )
        typed = st.text_area("Web addresses, one a line", key="addresses", height=80, max_chars=5_000)
        given = st.form_submit_button("Add to the library", type="primary")
    if given:
        uploads = [Upload(file.name, file.getvalue()) for file in files]
        _begin(uploads, [line.strip() for line in typed.splitlines() if line.strip()], librarian)


def _begin(uploads: Sequence[Upload], addresses: Sequence[str], librarian: Librarian) -> None:
    """Start to add, or say what stands in the way."""
    try:
        librarian.person.require(CHANGE_REPORTS)
        _check_given(uploads, addresses)
    except AssistantError as error:
        _show_fault(str(error))
        return
    errand: Errand[list[Ingested]] = Errand(lambda progress: _add(uploads, addresses, librarian, progress, errand.stopping.is_set))
    st.session_state["adding"] = errand
    errand.start()
    st.rerun()


def _check_given(uploads: Sequence[Upload], addresses: Sequence[str]) -> None:
    if not uploads and not addresses:
        raise AssistantError("Nothing was given yet. Choose a file, or give a web address.")
    if len(uploads) + len(addresses) > MOST_AT_ONCE:
        raise AssistantError(f"At most {MOST_AT_ONCE} reports can be added at once. Add these in parts.")
    # What is no address would be taken for the path of a file on the machine that serves the page.
    wrong = next((address for address in addresses if not is_address(address)), "")
    if wrong:
        raise AssistantError(f"“{wrong[:100]}” is no web address. Give addresses that begin with https://, one a line.")


def _add(
    uploads: Sequence[Upload], addresses: Sequence[str], librarian: Librarian, progress: Progress, stopped: Callable[[], bool]
) -> list[Ingested]:
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        paths = put_down(uploads, Path(folder))
        names = {str(path): upload.given for path, upload in zip(paths, uploads, strict=True)}
        return ingest([*paths, *addresses], librarian.library, librarian.embedder, progress=progress, names=names, stopped=stopped)


def _show_errand(errand: Errand[list[Ingested]]) -> Callable[[], None]:
    """Show how far adding has come, and a way to stop it; when it is done the page is drawn anew over the new index."""
    st.html(tag("p", STOPPING if errand.stopping.is_set() else GOING_ON, class_="quiet"))
    progress = show_bar("Reading")
    st.button("Stop", on_click=errand.stopping.set, disabled=errand.stopping.is_set(), key="stop_adding")

    def watch() -> None:
        try:
            st.session_state["added"] = errand.watch(progress)
        except AssistantError as error:
            st.session_state["keeping_fault"] = str(error)
        st.session_state.pop("adding", None)
        st.rerun()

    return watch


def _show_outcomes(outcomes: Sequence[Ingested]) -> None:
    if outcomes:
        entries = (tag("li", _outcome(outcome)) for outcome in outcomes)
        st.html(tag("section", tag("h2", "What happened to each", class_="label"), tag("ul", *entries, class_="outcomes"), role="status"))


def _outcome(outcome: Ingested) -> Markup:
    """How one file or address fared: by shape, by words, and where it failed by its reason."""
    shape, words = OUTCOMES[outcome.outcome]
    name = outcome.path if is_address(outcome.path) else Path(outcome.path).name
    passages = f", {outcome.passages} passage{'s' if outcome.passages > 1 else ''}" if outcome.passages else ""
    why = tag("span", outcome.why, class_="facts") if outcome.why else ""
    return joined(tag("span", shape, class_="shape", aria_hidden="true"), tag("span", tag("strong", words), f": {name}{passages}", why))


def show_keeping(report: Report, librarian: Librarian) -> None:
    """What can be corrected of one report, and taking it out."""
    _show_fault(st.session_state.pop("keeping_fault", ""))
    _show_done(st.session_state.pop("kept", ""))
    with st.expander("Correct or remove this report", key="keep"):
        if not librarian.may_write:
            st.html(tag("p", NOT_WRITABLE, class_="note"))
            return
        _show_correcting(report, librarian)
        _show_removing(report, librarian)


def _show_correcting(report: Report, librarian: Librarian) -> None:
    held = {key: _written(report.facts, key) for key in FACTS}
    with st.form("correct_form", border=False):
        given = {key: st.text_input(label, held[key], key=f"fact-{report.report_id}-{key}", max_chars=500) for key, label in FACTS.items()}
        saved = st.form_submit_button("Save these facts", type="primary")
    if not saved:
        return
    changed = [f"{key}={value.strip()}" for key, value in given.items() if value.strip() != held[key]]
    try:
        librarian.person.require(CHANGE_REPORTS)
        if not given["title"].strip():
            raise AssistantError("A report needs a title. Give it one and save again.")
        if changed:
            with st.spinner("Saving and indexing"):
                correct(report.report_id, read_corrections(changed), librarian.library, librarian.embedder)
    except AssistantError as error:
        _show_fault(str(error))
        return
    st.session_state["kept"] = "The facts are saved." if changed else "Nothing was changed."
    st.rerun()


def _written(facts: Facts, key: str) -> str:
    value = getattr(facts, key)
    return "; ".join(value) if isinstance(value, tuple | list) else value or ""


def _show_removing(report: Report, librarian: Librarian) -> None:
    """Asked twice: what is taken out is gone from every answer."""
    if st.session_state.get("removing") != report.report_id:
        st.button("Remove this report", key="remove", on_click=_ask_again, args=(report.report_id,))
        return
    told = tag(
        "p", "Remove “", report.facts.title, "” from the library? No answer will rest on it any more. Its file is needed to add it again."
    )
    st.html(tag("div", told, class_="note", role="alert"))
    with st.container(horizontal=True, gap="small"):
        confirmed = st.button("Yes, remove it", key="remove_now", type="primary")
        st.button("Keep it", key="keep_it", on_click=_ask_again, args=("",))
    if confirmed:
        _remove(report, librarian)


def _ask_again(report_id: str) -> None:
    st.session_state["removing"] = report_id


def _remove(report: Report, librarian: Librarian) -> None:
    try:
        librarian.person.require(CHANGE_REPORTS)
        with st.spinner("Removing and indexing"):
            remove(report.report_id, librarian.library)
    except AssistantError as error:
        _show_fault(str(error))
        return
    st.session_state["removing"] = ""
    st.session_state["kept"] = f"Removed: {report.facts.title}"
    st.query_params.clear()
    st.rerun()


def _show_fault(told: str) -> None:
    if told:
        st.html(tag("div", tag("p", told), class_="calm", role="alert"))


def _show_done(told: str) -> None:
    if told:
        st.html(tag("p", told, class_="note", role="status"))
