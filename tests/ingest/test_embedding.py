import os
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from ingest import embedding
from ingest import exported as exporting
from ingest.embedding import ModelUnavailable, SentenceTransformerEmbedder
from ingest.pieces import Pieces


def test_the_name_is_the_one_given_else_the_variable_else_a_bundled_one(monkeypatch):
    assert SentenceTransformerEmbedder().name.startswith("all-MiniLM-L6-v2")
    monkeypatch.setenv("PROBATION_QA_EMBEDDING", "/models/other")
    assert SentenceTransformerEmbedder().name == "/models/other"
    assert SentenceTransformerEmbedder("named").name == "named"


def test_the_fingerprint_of_a_folder_changes_with_its_weights(tmp_path):
    def fingerprint():
        return SentenceTransformerEmbedder(str(tmp_path)).fingerprint

    (tmp_path / "model.safetensors").write_bytes(b"one")
    before = fingerprint()
    assert fingerprint() == before and before.startswith(f"{tmp_path}@")
    (tmp_path / "model.safetensors").write_bytes(b"two")
    assert fingerprint() != before


def test_the_embedder_of_the_tests_is_a_fair_stand_in(make_embedder):
    embedder = make_embedder()
    told = []
    vectors = embedder.embed(["The CRC visited homes.", "homes visited by the CRC", "", "Buses were late."], told.append)
    assert vectors.shape == (4, 64) and vectors.dtype == np.float32 and np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert vectors[0] @ vectors[1] > 0.99 > 0.5 > vectors[0] @ vectors[3]
    assert sum(told) == 4 and embedder.embed([]).shape == (0, 64)
    assert make_embedder("other").fingerprint != embedder.fingerprint


def test_a_model_that_cannot_be_loaded_is_told_in_a_sentence(monkeypatch, tmp_path):
    def refuse(*_, **__):
        raise OSError("no file named model.safetensors")

    # Loading the real libraries takes twenty seconds and says the same.
    monkeypatch.setitem(sys.modules, "sentence_transformers", SimpleNamespace(SentenceTransformer=refuse))
    monkeypatch.setitem(sys.modules, "transformers", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "transformers.utils", SimpleNamespace(logging=SimpleNamespace(disable_progress_bar=lambda: None)))
    with pytest.raises(ModelUnavailable, match=r"could not be loaded .*leave it unset for the bundled one\.$"):
        SentenceTransformerEmbedder(str(tmp_path)).embed(["words"])


@pytest.fixture
def exported(monkeypatch):
    """Our embedder with a copy that gives each text its length; loading the real one takes seconds, and is measured elsewhere."""
    batches = []

    def read(texts):
        batches.append(list(texts))
        lengths = np.array([[len(text), 1.0] for text in texts], dtype=np.float32)
        return lengths, [np.full((len(text), 384), len(text), dtype=np.float32) for text in texts]

    embedder = SentenceTransformerEmbedder("all-MiniLM-L6-v2")
    monkeypatch.setattr(SentenceTransformerEmbedder, "_exported", SimpleNamespace(read=read))
    monkeypatch.setattr(embedding, "has_graphics_card", lambda: False)
    narrowing = SimpleNamespace(pieces=lambda hidden: Pieces(hidden[:, :1], hidden[:, 0]))
    monkeypatch.setattr(SentenceTransformerEmbedder, "_narrowing", narrowing)
    return embedder, batches


def test_each_text_gets_its_own_vector_and_pieces_whatever_stands_beside_it(exported):
    embedder, batches = exported
    texts = ["x" * (1 + n * 7 % 13) for n in range(40)]
    told = []
    vectors, pieces = embedder.embed_pieces(texts, told.append)
    assert vectors[:, 0].tolist() == [len(text) for text in texts] == [len(p.weights) for p in pieces]
    assert sum(told) == 40 and len(batches) == 2
    lengths = sorted([len(text) for text in batch] for batch in batches)
    assert [n for batch in lengths for n in sorted(batch)] == sorted(map(len, texts)), "texts of like length go together"


def test_a_batch_holds_so_many_characters_with_its_padding_and_the_longest_come_first(exported):
    embedder, batches = exported
    texts = ["x" * n for n in (10, 1000, 600, 1000, 600, 600, 600, 600, 1000, 3000)]
    assert embedder.embed(texts)[:, 0].tolist() == [len(text) for text in texts]
    lengths = {tuple(len(text) for text in batch) for batch in batches}
    assert lengths == {(3000,), (1000, 1000), (1000, 600), (600, 600, 600, 600), (10,)}
    assert embedding._batches([3000, 10, 1000], embedding.TOGETHER) == [[0], [2, 1]]
    assert embedding._batches([1] * 70, None) == [list(range(32)), list(range(32, 64)), list(range(64, 70))]


def test_a_few_texts_go_together(exported):
    embedder, batches = exported
    embedder.embed(["abc", "a", "ab"])
    assert batches == [["abc", "ab", "a"]]


def test_workers_that_share_a_machine_use_the_threads_they_were_given(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert embedding._threads() == 3
    monkeypatch.delenv("OMP_NUM_THREADS")
    assert embedding._threads() == os.cpu_count()


def test_numpy_multiplies_on_one_thread_unless_the_person_says_otherwise(monkeypatch):
    def threads():
        return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}

    with threadpool_limits(2, user_api="blas"):
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
        exporting._multiply_on_one_thread.__wrapped__()
        assert threads() in ({2}, set())
        monkeypatch.delenv("OPENBLAS_NUM_THREADS")
        exporting._multiply_on_one_thread.__wrapped__()
        assert threads() in ({1}, set())
