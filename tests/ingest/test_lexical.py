import itertools
import math

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lexical import LexicalIndex, best_rows
from ingest.words import stems

WORDS = ["buses", "homes", "visits", "CRC", "NPS", "harbour", "33%", "officers"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), min_size=1, max_size=12)


def bm25(texts, query, k1=1.2, b=0.75):
    """Robertson's BM25 as Lucene has it: log(1 + (N - n + 0.5) / (n + 0.5)) * f / (f + k1 * (1 - b + b * length / average))."""
    held = [stems(text) or ["\0"] for text in texts]  # a text without words has the length of one
    average = sum(map(len, held)) / len(held)
    scores = []
    for words in held:
        score = 0.0
        for word in dict.fromkeys(query):
            n, f = sum(word in other for other in held), words.count(word)
            score += math.log(1 + (len(held) - n + 0.5) / (n + 0.5)) * f / (f + k1 * (1 - b + b * len(words) / average))
        scores.append(score)
    return scores


@given(TEXTS, st.lists(st.sampled_from([*WORDS, "unknown"]), max_size=5).map(" ".join))
def test_the_order_agrees_with_ten_lines_of_bm25(texts, query):
    found = LexicalIndex.of(texts).best(stems(query), len(texts))
    scores = bm25(texts, stems(query))
    assert set(found) == {row for row, score in enumerate(scores) if score > 0}
    assert all(scores[a] >= scores[b] - 1e-6 for a, b in itertools.pairwise(found))


@given(TEXTS, st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join), st.data())
def test_search_among_some_rows_is_the_whole_order_without_the_others(texts, query, data):
    index = LexicalIndex.of(texts)
    rows = data.draw(st.lists(st.integers(0, len(texts) - 1), unique=True))
    assert index.best(stems(query), len(texts), rows) == [row for row in index.best(stems(query), len(texts)) if row in rows]


def test_the_count_cuts_the_order_short():
    index = LexicalIndex.of(["buses", "buses buses", "buses homes"])
    assert index.best(["buse"], 2) == index.best(["buse"], 3)[:2]
    assert stems("buses") == ["buse"]


def test_like_texts_stand_in_order_of_row():
    assert LexicalIndex.of(["homes", *["buses"] * 50, "homes"]).best(stems("buses"), 99) == list(range(1, 51))


@pytest.mark.parametrize("texts", [[], [""], ["the and of"], ["buses"]])
def test_nothing_is_found_for_no_words_or_unknown_ones(texts):
    index = LexicalIndex.of(texts)
    assert index.best([], 5) == index.best(["harbour"], 5) == []


def test_a_rare_word_weighs_more_than_a_common_one_and_an_unknown_one_most():
    index = LexicalIndex.of(["buses homes", "buses", "buses"])
    weights = [index.weight(s) for s in (*stems("buses"), *stems("homes"), "unknown")]
    assert weights == sorted(weights) and weights[0] == pytest.approx(math.log(1 + 0.5 / 3.5))


@given(TEXTS, st.lists(st.sampled_from([*WORDS, "unknown"]), max_size=5).map(" ".join))
def test_an_index_read_from_disk_is_the_one_that_was_written(tmp_path_factory, texts, query):
    built = LexicalIndex.of(texts)
    folder = tmp_path_factory.mktemp("saved") / "lexical"
    built.save(folder)
    opened = LexicalIndex.open(folder)
    assert opened.best(stems(query), 9) == built.best(stems(query), 9)
    assert np.array_equal(opened.shares(stems(query)), built.shares(stems(query)))
    assert [opened.weight(s) for s in stems(query)] == [built.weight(s) for s in stems(query)]


@given(TEXTS, st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join))
def test_the_scores_are_those_of_bm25s_itself_to_the_last_bit(texts, query):
    reference = bm25s.BM25(k1=1.2, b=0.75)
    reference.index([stems(text) or ["\0"] for text in texts], show_progress=False)
    known = [s for s in dict.fromkeys(stems(query)) if s in reference.vocab_dict]
    scores = LexicalIndex.of(texts)._score(stems(query))
    assert np.array_equal(scores, reference.get_scores(known) if known else np.zeros(len(texts)))


@given(TEXTS)
def test_which_stems_a_row_holds_is_read_from_its_columns(texts):
    index = LexicalIndex.of(texts)
    assert [index.stems_of(row) - {"\0"} for row in range(len(texts))] == [frozenset(stems(text)) for text in texts]


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0]), max_size=30), st.integers(0, 12))
def test_the_best_rows_are_those_of_a_whole_sort(scores, count):
    values, rows = np.array(scores, dtype=np.float32), np.arange(len(scores))
    expected = sorted(range(len(scores)), key=lambda row: (-scores[row], row))[:count]
    assert best_rows(values, rows, count).tolist() == expected
