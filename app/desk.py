"""Desk: what all visitors of the page share. A library made ready once, and one assistant for each of its generations."""

import threading
from dataclasses import dataclass, field, replace
from pathlib import Path

import streamlit as st

from app.markup import tag
from app.opening import choose_library, with_model
from app.serving import asked_folder
from corpus.library import Library
from ingest.build import make_ready
from ingest.embedding import Embedder, SentenceTransformerEmbedder
from retrieval.answer import Answer
from retrieval.assistant import Assistant, OnClaim
from retrieval.calls import Stopped, never
from retrieval.evidence import Question
from retrieval.settings import ModelSettings, read_settings

REMEMBERED = 200
WARMING = Question("What do the reports cover?")


@dataclass(frozen=True)
class SharedAssistant(Assistant):
    """An assistant for many visitors: one question at a time, and a question asked before is answered at once.

    A conversation asks all its turns again each time; remembering makes that cost one answer.
    """

    lock: threading.Lock = field(default_factory=threading.Lock, compare=False)
    remembered: dict[Question, Answer] = field(default_factory=dict, compare=False)

    def ask(self, question: Question, on_claim: OnClaim | None = None, stopped: Stopped = never) -> Answer:
        if self.writer.leaves:  # waiting for a language model must hold nobody else up
            return self.remembered.get(question) or self._remember(question, super().ask(question, on_claim, stopped))
        with self.lock:
            return self.remembered.get(question) or self._remember(question, super().ask(question))

    def _remember(self, question: Question, answer: Answer) -> Answer:
        """Keep an answer, unless something went wrong with it that may be right next time."""
        while len(self.remembered) >= REMEMBERED:
            self.remembered.pop(next(iter(self.remembered)), None)
        if not answer.notice:
            self.remembered[question] = answer
        return answer


class Preparation(threading.Thread):
    """Makes a library ready apart from any visitor, so that closing the page interrupts nothing."""

    def __init__(self, library: Library, embedder: Embedder, shipped: bool):
        super().__init__(daemon=True)
        self.library, self.embedder, self.shipped = library, embedder, shipped
        self.what, self.done, self.total = "Opening the library", 0, 0
        self.fault: Exception | None = None

    def run(self) -> None:
        try:
            make_ready(self.library, self.embedder, self.shipped, self.tell)
        except Exception as fault:  # raised again in the script of whoever waits
            self.fault = fault

    def tell(self, what: str, done: int, total: int) -> None:
        self.what, self.done, self.total = what, done, total

    @property
    def share(self) -> float:
        return min(self.done / self.total, 1.0) if self.total else 0.0

    @property
    def told(self) -> str:
        return f"{self.what}: {self.done} of {self.total}" if self.total > 1 else self.what


def open_desk(embedder: Embedder | None = None) -> Assistant:
    """The assistant over the library as it stands now; a new ingest is picked up at the next visit."""
    library, shipped = choose_library(asked_folder())
    embedder = embedder or bundled_embedder()
    preparation = _prepare(library.folder, shipped, embedder)
    _watch(preparation)
    if preparation.fault:
        _prepare.clear()
        raise preparation.fault
    generation = library.generation
    model = read_settings()
    return _open(library.folder, generation.name if generation else "", repr(model), embedder, model)


@st.cache_resource(show_spinner=False)
def bundled_embedder() -> Embedder:
    """The embedder of this process, loaded once."""
    return SentenceTransformerEmbedder()


@st.cache_resource(show_spinner=False)
def _prepare(folder: Path, shipped: bool, _embedder: Embedder) -> Preparation:
    preparation = Preparation(Library(folder), _embedder, shipped)
    preparation.start()
    return preparation


def _watch(preparation: Preparation) -> None:
    """Show how far the work has come until it is done."""
    preparation.join(0.3)
    if not preparation.is_alive():
        return
    place = st.empty()
    with place.container():
        st.html(tag("h1", "The library is being made ready"))
        st.html(tag("p", "This is needed once. It goes on if you close the page.", class_="quiet"))
        bar = st.progress(0.0)
        while preparation.is_alive():
            bar.progress(preparation.share, preparation.told)
            preparation.join(0.4)
    place.empty()


@st.cache_resource(show_spinner=False, max_entries=2)
def _open(folder: Path, generation: str, model: str, _embedder: Embedder, _model: ModelSettings | None) -> Assistant:
    """The assistant of one generation; its models are loaded while the visitor reads the page."""
    shared = SharedAssistant.open(Library(folder), _embedder)
    threading.Thread(target=shared.ask, args=(WARMING,), daemon=True).start()
    return replace(with_model(shared, _model), remembered={}) if _model else shared
