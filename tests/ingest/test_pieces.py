import numpy as np
import pytest
from safetensors.numpy import save_file

from ingest.pieces import Narrowing, Pieces, unpack


@pytest.fixture
def narrowing(tmp_path):
    numbers = np.random.default_rng(1)
    matrices = {"narrow.weight": numbers.normal(size=(8, 384)), "weigh.weight": numbers.normal(size=(1, 384)) / 20}
    save_file({name: matrix.astype(np.float16) for name, matrix in matrices.items()}, tmp_path / "layers.safetensors")
    return Narrowing(tmp_path / "layers.safetensors")


def test_pieces_are_unit_vectors_without_the_marks_at_the_ends(narrowing):
    pieces = narrowing.pieces(np.random.default_rng(2).normal(size=(7, 384)).astype(np.float32))
    assert pieces.vectors.shape == (5, 8) and narrowing.width == 8
    assert np.allclose(np.linalg.norm(pieces.vectors, axis=1), 1.0, atol=1e-6)
    assert pieces.weights.sum() == pytest.approx(1.0)


def test_a_text_without_words_has_no_pieces(narrowing):
    pieces = narrowing.pieces(np.ones((2, 384), dtype=np.float32))
    assert pieces.vectors.shape == (0, 8) and len(pieces.weights) == 0


def test_packing_moves_a_cosine_by_hardly_more_than_a_hundredth():
    numbers = np.random.default_rng(3)
    vectors = numbers.normal(size=(200, 128)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    unpacked = unpack(Pieces(vectors, np.full(200, 1 / 200)).pack(), 128)
    assert unpacked.shape == vectors.shape
    assert np.abs(vectors @ vectors.T - vectors @ unpacked.T).max() < 0.015
