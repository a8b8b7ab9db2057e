"""Ingest spread over several processes, or a Dask cluster, gives what one process gives."""

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))  # worker processes import the press by its name

from spread_press import Other, die, make, make_other, write_folder
from tiny import BagOfWords

from corpus.library import Library
from ingest.build import ingest
from ingest.spread import SpreadError, spread
from ingest.truth import Truth


class Idle(BagOfWords):
    """Fails when it is asked: all the work must have been done elsewhere."""

    def embed_pieces(self, texts, progress=None):
        raise AssertionError("the writer embedded by itself")


@pytest.fixture(autouse=True)
def _main_of_our_own(monkeypatch):
    """A fresh worker runs its parent's main module again, and Streamlit's tests leave theirs there."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_folder(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="module")
def alone(folder, tmp_path_factory):
    library = Library(tmp_path_factory.mktemp("alone") / "library")
    return library, ingest([folder], library, BagOfWords())


def held(library):
    truth = Truth(library.truth_path)
    reports = truth.reports()
    passages, vectors = truth.passages(reports)
    return truth.digests(), [(p.passage_id, p.kind, p.headings, p.text) for p in passages], vectors


def ingest_spread(folder, library, embedder, workers="2", make=make, known=frozenset()):
    with spread(embedder, make, [folder], {}, known, workers) as (spreading, follow):
        return ingest([folder], library, spreading, progress=follow)


def assert_same(library, told, alone):
    ids, passages, vectors = held(library)
    assert told == alone[1]
    assert (ids, passages) == held(alone[0])[:2]
    assert np.abs(vectors - held(alone[0])[2]).max() <= 1e-5


def test_several_processes_write_the_same_library_as_one(folder, alone, tmp_path):
    library = Library(tmp_path / "library")
    assert_same(library, ingest_spread(folder, library, Idle()), alone)


def test_what_is_held_already_is_not_embedded_again_anywhere(folder, alone, tmp_path):
    known = {report.sha256 for report in Truth(alone[0].truth_path).reports()}
    told = ingest_spread(folder, alone[0], Idle(), make=die, known=known)
    assert {o.outcome for o in told} == {"unchanged", "duplicate", "failed"}


def test_what_nobody_prepared_the_writer_embeds(folder, alone, tmp_path):
    library = Library(tmp_path / "library")
    sha256s = {report.sha256 for report in Truth(alone[0].truth_path).reports()}
    assert_same(library, ingest_spread(folder, library, BagOfWords(), known=sha256s), alone)


def test_a_worker_with_another_model_is_refused_and_nothing_of_it_is_written(folder, tmp_path):
    library = Library(tmp_path / "library")
    with pytest.raises(SpreadError, match=r"another embedding model .* Install the same"):
        ingest_spread(folder, library, BagOfWords(), make=make_other)
    assert held(library)[1] == [] if library.exists else True
    assert Other().fingerprint != BagOfWords().fingerprint


def test_a_worker_that_dies_is_told_in_a_sentence(folder, tmp_path):
    with pytest.raises(SpreadError, match=r"A worker was lost .* fewer --workers"):
        ingest_spread(folder, Library(tmp_path / "library"), BagOfWords(), make=die)


@pytest.mark.parametrize("workers", ["0", "-1", "many", "999", "٣", "http://127.0.0.1:1", ""])
def test_what_is_no_number_of_workers_is_told(workers, folder, tmp_path):
    with pytest.raises(SpreadError, match="Give --workers 4"):
        ingest_spread(folder, Library(tmp_path / "library"), BagOfWords(), workers=workers)


def test_a_dask_cluster_writes_the_same_library_as_one_process(folder, alone, tmp_path):
    distributed = pytest.importorskip("distributed", reason="A cluster needs Dask: pip install 'probation-qa[cluster]'")
    settings = {"n_workers": 1, "threads_per_worker": 1, "processes": False, "protocol": "tcp://", "dashboard_address": None}
    with distributed.LocalCluster(**settings) as cluster:
        library = Library(tmp_path / "library")
        assert_same(library, ingest_spread(folder, library, Idle(), workers=cluster.scheduler_address), alone)


def test_a_scheduler_that_is_not_there_is_told(folder, tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("ingest.spread.PATIENCE", 1)
    with pytest.raises(SpreadError, match=r"scheduler tcp://127.0.0.1:9 does not answer\. Start it"):
        ingest_spread(folder, Library(tmp_path / "library"), BagOfWords(), workers="tcp://127.0.0.1:9")
