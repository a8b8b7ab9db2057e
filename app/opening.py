"""Opening a library for asking: made ready first where needed, with the embedder and reader of this machine."""

from pathlib import Path

from corpus.library import Library, default_library
from ingest.build import Progress, make_ready, silent
from ingest.embedding import SentenceTransformerEmbedder
from retrieval.assistant import Assistant
from retrieval.rerank import open_reader


def choose_library(folder: Path | None) -> tuple[Library, bool]:
    """The library of a folder, or the shipped one; and whether it is the shipped one."""
    shipped = default_library()
    chosen = Library(folder) if folder else shipped
    return chosen, chosen.folder == shipped.folder


def open_assistant(folder: Path | None = None, progress: Progress = silent) -> Assistant:
    """An assistant over a library; the shipped library is indexed on first use."""
    library, shipped = choose_library(folder)
    embedder = SentenceTransformerEmbedder()
    make_ready(library, embedder, shipped, progress)
    return Assistant.open(library, embedder, open_reader())
