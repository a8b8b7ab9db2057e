import numpy as np
import pytest

from ingest.pieces import Pieces
from retrieval.search.rerank import Reader

QUESTION = Pieces(np.eye(3, dtype=np.float32)[:2], np.array([0.5, 0.5], dtype=np.float32))
TEXT = Pieces(np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]], dtype=np.float32), np.ones(4, dtype=np.float32) / 4)


@pytest.mark.parametrize(("part", "near"), [((0, 2), 1.0), ((0, 4), 0.5), ((2, 4), 0.0), ((4, 4), 0.0)])
def test_a_part_that_says_much_else_comes_less_near_to_the_question(part, near):
    assert Reader([TEXT.pack()]).compare_back(QUESTION, 0, part) == pytest.approx(near)


def test_without_pieces_no_part_comes_near():
    assert Reader([]).compare_back(QUESTION, 0, (0, 2)) == 0.0
