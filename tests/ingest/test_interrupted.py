"""Ingest stopped, killed, or come upon by others at the worst moment: what answered goes on answering, and nothing is lost."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from test_build import best_words, held_words, outcomes

from corpus.library import Library, LibraryError
from ingest.build import ingest, make_ready
from retrieval.assistant import Assistant
from retrieval.evidence import Question

ROOT = Path(__file__).parents[2]


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library")


class Stopped(BaseException):
    """Stands for the kill that comes at the worst moment."""


def ingest_until_pointed_to(folder, library, embedder, monkeypatch):
    """All of the work is done but for the last step."""

    def stop(*_):
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(Library, "point_to", stop)
        with pytest.raises(Stopped):
            ingest([folder], library, embedder)


def test_a_build_stopped_before_it_is_pointed_to_leaves_the_old_generation_answering(library, folder, embedder, monkeypatch):
    ingest([folder], library, embedder)
    (folder / "a.txt").write_text("Probation in Northmoor\n\nStaff were trained in sails.\n", encoding="utf-8")
    ingest_until_pointed_to(folder, library, embedder, monkeypatch)
    assert "knots" in best_words(library, embedder, "What were staff trained in?")
    embedder.texts.clear()
    assert outcomes(ingest([folder], library, embedder)) == [("a.txt", "unchanged"), ("b.md", "unchanged")]
    assert embedder.texts == [], "the vectors were safe in the truth"
    assert "sails" in best_words(library, embedder, "What were staff trained in?")
    assert len(list((library.folder / "index").iterdir())) == 2, "what was left unfinished is cleared away"


def test_a_writer_killed_half_way_keeps_what_was_done_and_the_next_run_finishes(library, folder, embedder):
    program = f"""
import os, signal
from pathlib import Path
import numpy as np
from corpus.library import Library
from ingest.build import ingest

class Dies:
    name, fingerprint = "fake", "fake@64"
    def embed_pieces(self, texts, progress=None):
        if "bicycles" in texts[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return np.ones((len(texts), 64), dtype=np.float32) / 8, []

ingest([Path({str(folder)!r})], Library(Path({str(library.folder)!r})), Dies())
"""
    killed = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert set(held_words(library)) == {"a"} and library.generation is None
    assert outcomes(ingest([folder], library, embedder)) == [("a.txt", "unchanged"), ("b.md", "added")]
    assert set(Assistant.open(library, embedder).searcher.shelf.reports) == {"a", "b"}


def test_an_index_that_was_never_finished_is_finished_when_the_library_is_opened(library, folder, embedder, monkeypatch):
    ingest_until_pointed_to(folder, library, embedder, monkeypatch)
    with pytest.raises(LibraryError, match="has no finished index"):
        Assistant.open(library, embedder)
    embedder.texts.clear()
    make_ready(library, embedder, shipped=False)
    assert embedder.texts == [] and "bicycles" in best_words(library, embedder, "Who lent bicycles?")


def test_an_assistant_that_is_open_goes_on_answering_from_its_own_generation(library, folder, embedder):
    ingest([folder], library, embedder)
    before = Assistant.open(library, embedder)
    (folder / "a.txt").write_text("Probation in Northmoor\n\nStaff were trained in sails.\n", encoding="utf-8")
    ingest([folder], library, embedder)
    question = Question("What were staff trained in?")
    assert "knots" in before.searcher.search(question, 1)[0].passage.text
    assert "sails" in Assistant.open(library, embedder).searcher.search(question, 1)[0].passage.text


def test_ingesting_while_somebody_else_writes_is_refused(library, folder, embedder):
    with library.writing():
        with pytest.raises(LibraryError, match=rf"is being written by process {os.getpid()}\. Wait"):
            ingest([folder], library, embedder)
