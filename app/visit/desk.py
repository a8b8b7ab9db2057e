"""Desk: what all visitors of the page share. A library made ready once, and one assistant for each of its generations."""

import threading
from dataclasses import dataclass, field, replace
from pathlib import Path

import streamlit as st

from app.markup.markup import tag
from app.opening import choose_library, with_model
from app.service.serving import asked_folder
from app.visit.bar import show_bar
from app.visit.errand import Errand
from corpus.errors import AssistantError
from corpus.library import Library
from ingest.build import make_ready
from ingest.embedding import Embedder, SentenceTransformerEmbedder
from retrieval.answer import Answer
from retrieval.assistant import Assistant, OnClaim
from retrieval.calls import Stopped, never
from retrieval.evidence import Question
from retrieval.model.settings import ModelSettings, read_settings

REMEMBERED = 200
OPENING = "Opening the library"
WARMING = Question("What do the reports cover?")


@dataclass(frozen=True)
class SharedAssistant(Assistant):
    """An assistant for many visitors: one question at a time, and a question asked before is answered at once.

    A conversation asks all its turns again each time; remembering makes that cost one answer.
    """

    lock: threading.Lock = field(default_factory=threading.Lock, compare=False)
    remembered: dict[Question, Answer] = field(default_factory=dict, compare=False)

    def ask(self, question: Question, on_claim: OnClaim | None = None, stopped: Stopped = never) -> Answer:
        known = self.remembered.get(question)
        if known:  # the earlier turns of a conversation, which must not queue again
            return known
        if self.writer.leaves:  # waiting for a language model must hold nobody else up
            return self._remember(question, super().ask(question, on_claim, stopped))
        with self.lock:
            return self.remembered.get(question) or self._remember(question, super().ask(question))

    def _remember(self, question: Question, answer: Answer) -> Answer:
        """Keep an answer, unless something went wrong with it that may be right next time."""
        while len(self.remembered) >= REMEMBERED:
            self.remembered.pop(next(iter(self.remembered)), None)
        if not answer.notice:
            self.remembered[question] = answer
        return answer


def open_desk(embedder: Embedder | None = None) -> Assistant:
    """The assistant over the library as it stands now; a new ingest is picked up at the next visit."""
    library, shipped = choose_library(asked_folder())
    embedder = embedder or bundled_embedder()
    try:
        _watch(_prepare(library.folder, shipped, embedder))
    except AssistantError:
        _prepare.clear()
        raise
    generation = library.generation
    model = read_settings()
    return _open(library.folder, generation.name if generation else "", repr(model), embedder, model)


@st.cache_resource(show_spinner=False)
def bundled_embedder() -> Embedder:
    """The embedder of this process, loaded once."""
    return SentenceTransformerEmbedder()


@st.cache_resource(show_spinner=False)
def _prepare(folder: Path, shipped: bool, _embedder: Embedder) -> Errand[None]:
    """The library made ready apart from any visitor, so that closing the page interrupts nothing."""
    errand = Errand(lambda progress: make_ready(Library(folder), _embedder, shipped, progress), OPENING)
    errand.start()
    return errand


def _watch(preparation: Errand[None]) -> None:
    """Show how far the work has come until it is done; raises what it ended with."""
    preparation.join(0.3)
    place = st.empty()
    if preparation.is_alive():
        with place.container():
            st.html(tag("h1", "The library is being made ready"))
            st.html(tag("p", "This is needed once. It goes on if you close the page.", class_="quiet"))
            preparation.watch(show_bar(OPENING))
        place.empty()
    preparation.watch()


@st.cache_resource(show_spinner=False, max_entries=2)
def _open(folder: Path, generation: str, model: str, _embedder: Embedder, _model: ModelSettings | None) -> Assistant:
    """The assistant of one generation; its models are loaded while the visitor reads the page."""
    shared = SharedAssistant.open(Library(folder), _embedder)
    threading.Thread(target=shared.ask, args=(WARMING,), daemon=True).start()
    return replace(with_model(shared, _model), remembered={}) if _model else shared
