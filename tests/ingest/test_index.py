import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import AssistantError
from ingest.index import IndexOutOfDate, Neighbour, PassageIndex, build_generation, exact_nearest, fingerprint


def unit_vectors(count, width=16, seed=0):
    vectors = np.random.default_rng(seed).normal(size=(count, width)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder, vectors = tmp_path_factory.mktemp("generation"), unit_vectors(300)
    build_generation(folder, vectors, {"model": "fake"})
    return folder, vectors


def test_a_generation_says_what_it_was_made_of(built):
    assert PassageIndex(built[0]).card == {"model": "fake"}


def test_the_nearest_agree_with_the_plain_product(built):
    folder, vectors = built
    index = PassageIndex(folder)
    for query in unit_vectors(20, seed=1):
        found, exact = index.nearest(query, 10), exact_nearest(vectors, range(300), query, 10)
        assert [n.row for n in found] == [n.row for n in exact]
        assert np.allclose([n.cosine for n in found], [n.cosine for n in exact], atol=1e-5)


def test_every_vector_finds_itself(built):
    folder, vectors = built
    index = PassageIndex(folder)
    assert [index.nearest(vectors[row], 1)[0].row for row in range(0, 300, 17)] == list(range(0, 300, 17))


@pytest.mark.parametrize("count", [0, 1])
def test_a_very_small_generation_can_be_built_and_opened(tmp_path, count):
    build_generation(tmp_path, unit_vectors(count), {})
    assert [n.row for n in PassageIndex(tmp_path).nearest(unit_vectors(1)[0], 1)] == list(range(count))


def test_a_generation_in_which_a_vector_does_not_find_itself_is_not_put_in_place(tmp_path):
    vectors = unit_vectors(5)
    vectors[2] = 0  # points nowhere, so nothing is near it
    with pytest.raises(IndexOutOfDate, match=r"lost 1 passages and was not put in place\. Run"):
        build_generation(tmp_path, vectors, {})
    assert not (tmp_path / "card.json").exists()


def test_a_folder_without_its_card_is_not_whole(tmp_path):
    with pytest.raises(IndexOutOfDate, match=r"is not whole\. Rebuild it: probation-qa check --repair"):
        PassageIndex(tmp_path)


def test_a_damaged_index_is_told_in_a_sentence_when_it_is_opened(tmp_path):
    build_generation(tmp_path / "good", unit_vectors(3), {})
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "card.json").write_bytes((tmp_path / "good" / "card.json").read_bytes())  # its vectors are gone
    with pytest.raises(AssistantError, match="check --repair"):
        PassageIndex(tmp_path / "bad")


@given(st.integers(1, 30), st.integers(1, 40), st.integers(0, 2**32 - 1), st.data())
def test_exact_search_among_rows_is_sorting_by_cosine_and_ties_go_to_the_lower_row(size, count, seed, data):
    vectors = unit_vectors(size, 4, seed)
    vectors[data.draw(st.integers(0, size - 1))] = vectors[0]
    rows = data.draw(st.lists(st.integers(0, size - 1), unique=True, min_size=1))
    query = unit_vectors(1, 4, seed + 1)[0]
    cosine = {row: float(value) for row, value in zip(rows, vectors[np.array(rows)] @ query, strict=True)}
    expected = sorted(rows, key=lambda row: (-cosine[row], row))[:count]
    assert exact_nearest(vectors, rows, query, count) == [Neighbour(row, cosine[row]) for row in expected]


def test_a_fingerprint_tells_card_and_texts():
    same = fingerprint(["a:1", "b:2"], {"model": "m", "rule": "1"})
    assert fingerprint(["a:1", "b:2"], {"rule": "1", "model": "m"}) == same
    assert (
        len(
            {
                same,
                fingerprint(["b:2", "a:1"], {"model": "m", "rule": "1"}),
                fingerprint(["a:1", "b:2"], {"model": "n", "rule": "1"}),
                fingerprint(["a:1"], {"model": "m", "rule": "1"}),
            }
        )
        == 4
    )
