"""Opening a library for asking: made ready first where needed, with the embedder and reader of this machine."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from corpus.errors import AssistantError
from corpus.library import Library, default_library
from corpus.report import Report
from ingest.build import make_ready
from ingest.embedding import SentenceTransformerEmbedder
from ingest.progress import Progress, silent
from ingest.truth import Truth
from retrieval.assistant import Assistant
from retrieval.model.settings import ModelSettings, check_provider

Opened = TypeVar("Opened", bound=Assistant)


def choose_library(folder: Path | None) -> tuple[Library, bool]:
    """The library of a folder, or the shipped one; and whether it is the shipped one.

    A folder that was named is a person's own: the shipped reports are never taken into it.
    """
    return (Library(folder), False) if folder else (default_library(), True)


def open_assistant(folder: Path | None = None, progress: Progress = silent, model: ModelSettings | None = None) -> Assistant:
    """An assistant over a library, written for by a language model where one is given; the shipped library is indexed on first use."""
    if model:
        check_provider(model)  # before minutes of indexing
    library, shipped = choose_library(folder)
    embedder = SentenceTransformerEmbedder()
    make_ready(library, embedder, shipped, progress)
    return with_model(Assistant.open(library, embedder), model)


def with_model(assistant: Opened, model: ModelSettings | None) -> Opened:
    """The assistant with the language model as its writer, and its own writer to stand in for that."""
    if model is None:
        return assistant
    from retrieval.model.model_writer import open_writer

    return replace(assistant, writer=open_writer(model, assistant.writer, assistant.searcher.shelf.lexical))


def open_reports(folder: Path | None = None, progress: Progress = silent) -> dict[str, Report]:
    """The reports of a library by id, without models: for work that asks nothing."""
    library, shipped = choose_library(folder)
    if library.generation is None:
        make_ready(library, SentenceTransformerEmbedder(), shipped, progress)
    if library.generation is None:
        return {}
    return {report.report_id: report for report in Truth(library.generation / "truth.db").reports()}


def check_reports(assistant: Assistant, report_ids: Iterable[str]) -> None:
    """Refuse ids that the library does not hold."""
    unknown = set(report_ids) - set(assistant.searcher.shelf.reports)
    if unknown:
        raise AssistantError(f"The library holds no report {', '.join(sorted(unknown))}. See what it holds: probation-qa reports")
