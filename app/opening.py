"""Opening a library for asking: made ready first where needed, with the embedder and reader of this machine."""

from pathlib import Path

from corpus.library import Library, default_library
from corpus.report import Report
from ingest.build import make_ready
from ingest.embedding import SentenceTransformerEmbedder
from ingest.progress import Progress, silent
from ingest.truth import Truth
from retrieval.assistant import Assistant


def choose_library(folder: Path | None) -> tuple[Library, bool]:
    """The library of a folder, or the shipped one; and whether it is the shipped one.

    A folder that was named is a person's own: the shipped reports are never taken into it.
    """
    return (Library(folder), False) if folder else (default_library(), True)


def open_assistant(folder: Path | None = None, progress: Progress = silent) -> Assistant:
    """An assistant over a library; the shipped library is indexed on first use."""
    library, shipped = choose_library(folder)
    embedder = SentenceTransformerEmbedder()
    make_ready(library, embedder, shipped, progress)
    return Assistant.open(library, embedder)


def open_reports(folder: Path | None = None, progress: Progress = silent) -> dict[str, Report]:
    """The reports of a library by id, without models: for work that asks nothing."""
    library, shipped = choose_library(folder)
    if library.generation is None:
        make_ready(library, SentenceTransformerEmbedder(), shipped, progress)
    if library.generation is None:
        return {}
    return {report.report_id: report for report in Truth(library.generation / "truth.db").reports()}
