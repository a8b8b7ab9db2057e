import os
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.card import IndexOutOfDate, find_changed, write_card
from ingest.index import Neighbour, PassageIndex, build_index, exact_nearest, find_faults
from ingest.leftover import HEADER


def unit_vectors(count, width=16, seed=0):
    vectors = np.random.default_rng(seed).normal(size=(count, width)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder, vectors = tmp_path_factory.mktemp("generation"), unit_vectors(300)
    build_index(folder, vectors)
    write_card(folder, {})
    return folder, vectors


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


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_very_small_index_can_be_built_and_opened_and_is_not_changed_by_it(tmp_path, count):
    build_index(tmp_path, unit_vectors(count))
    write_card(tmp_path, {})
    assert [n.row for n in PassageIndex(tmp_path).nearest(unit_vectors(1)[0], 2)] == list(range(count))
    assert list(find_changed(tmp_path)) == []


@pytest.mark.parametrize("count", [1, 7, 150])
def test_an_index_holds_no_memory_of_the_process_behind_its_vectors(tmp_path, count):
    """That memory can hold vectors of what was indexed before and is to be gone."""
    for name, vectors in (("before", unit_vectors(400, seed=9)), ("after", unit_vectors(count))):
        (tmp_path / name).mkdir()
        build_index(tmp_path / name, vectors)
    (data,) = (tmp_path / "after").rglob("data_level0.bin")
    size = HEADER.unpack_from(data.with_name("header.bin").read_bytes())[4]
    assert any(data.read_bytes()[: count * size]) and not any(data.read_bytes()[count * size :])
    assert not any(data.with_name("length.bin").read_bytes()[count * 4 :])
    assert find_faults(tmp_path / "after", unit_vectors(count)) == []


def test_an_index_that_nobody_reads_any_more_keeps_no_file_open(tmp_path):
    """A page that runs for weeks opens one generation after the other."""

    def held():
        return [each for each in map(os.path.realpath, Path("/proc/self/fd").iterdir()) if each.startswith(str(tmp_path))]

    build_index(tmp_path, unit_vectors(5))
    write_card(tmp_path, {})
    first, second = PassageIndex(tmp_path), PassageIndex(tmp_path)
    assert held()
    del first
    assert [n.row for n in second.nearest(unit_vectors(5)[3], 1)] == [3]
    del second
    until = time.monotonic() + 10  # Chroma's own threads close what they hold when they come to it
    while held() and time.monotonic() < until:
        time.sleep(0.05)
    assert held() == []


def test_an_index_in_which_a_vector_does_not_find_itself_is_not_put_in_place(tmp_path):
    vectors = unit_vectors(5)
    vectors[2] = 0  # points nowhere, so nothing is near it
    with pytest.raises(IndexOutOfDate, match=r"lost 1 passages and was not put in place\. Run"):
        build_index(tmp_path, vectors)


def test_an_index_that_is_gone_is_told_in_a_sentence_when_it_is_opened(tmp_path):
    with pytest.raises(IndexOutOfDate, match=r"is not whole\. Rebuild it: probation-qa check --repair"):
        PassageIndex(tmp_path)
    build_index(tmp_path, unit_vectors(3))
    write_card(tmp_path, {})
    next(tmp_path.rglob("data_level0.bin")).write_bytes(b"")
    with pytest.raises(IndexOutOfDate, match=r"data_level0\.bin is not as it was written\)\. Rebuild it"):
        PassageIndex(tmp_path)


def test_a_disk_without_room_is_told_in_a_sentence(tmp_path):
    (tmp_path / "chroma").write_text("in the way", encoding="utf-8")
    with pytest.raises(IndexOutOfDate, match=r"could not be written .*What answered before still answers: see that the disk has room"):
        build_index(tmp_path, unit_vectors(3))


def test_looking_through_finds_an_index_of_fewer_or_of_other_vectors(tmp_path):
    vectors = unit_vectors(40)
    build_index(tmp_path, vectors)
    told = [find_faults(tmp_path, other) for other in (vectors, unit_vectors(41), unit_vectors(40, seed=9))]
    assert told == [
        [],
        ["the index files are damaged (1 passages are not found)"],
        ["the index files are damaged (40 passages are not found)"],
    ]


@given(st.integers(1, 30), st.integers(1, 40), st.integers(0, 2**32 - 1), st.data())
def test_exact_search_among_rows_is_sorting_by_cosine_and_ties_go_to_the_lower_row(size, count, seed, data):
    vectors = unit_vectors(size, 4, seed)
    vectors[data.draw(st.integers(0, size - 1))] = vectors[0]
    rows = data.draw(st.lists(st.integers(0, size - 1), unique=True, min_size=1))
    query = unit_vectors(1, 4, seed + 1)[0]
    cosine = {row: float(value) for row, value in zip(rows, vectors[np.array(rows)] @ query, strict=True)}
    expected = sorted(rows, key=lambda row: (-cosine[row], row))[:count]
    assert exact_nearest(vectors, rows, query, count) == [Neighbour(row, cosine[row]) for row in expected]
