import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.lexical import LexicalIndex
from retrieval.words import stems

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
    found = LexicalIndex(texts).best(stems(query), len(texts))
    scores = bm25(texts, stems(query))
    assert set(found) == {row for row, score in enumerate(scores) if score > 0}
    assert all(scores[a] >= scores[b] - 1e-6 for a, b in itertools.pairwise(found))


@given(TEXTS, st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join), st.data())
def test_search_among_some_rows_is_the_whole_order_without_the_others(texts, query, data):
    index = LexicalIndex(texts)
    rows = data.draw(st.lists(st.integers(0, len(texts) - 1), unique=True))
    assert index.best(stems(query), len(texts), rows) == [row for row in index.best(stems(query), len(texts)) if row in rows]


def test_the_count_cuts_the_order_short():
    index = LexicalIndex(["buses", "buses buses", "buses homes"])
    assert index.best(["buse"], 2) == index.best(["buse"], 3)[:2]
    assert stems("buses") == ["buse"]


def test_like_texts_stand_in_order_of_row():
    assert LexicalIndex(["homes", *["buses"] * 50, "homes"]).best(stems("buses"), 99) == list(range(1, 51))


@pytest.mark.parametrize("texts", [[], [""], ["the and of"], ["buses"]])
def test_nothing_is_found_for_no_words_or_unknown_ones(texts):
    index = LexicalIndex(texts)
    assert index.best([], 5) == index.best(["harbour"], 5) == []


def test_a_rare_word_weighs_more_than_a_common_one_and_an_unknown_one_most():
    index = LexicalIndex(["buses homes", "buses", "buses"])
    weights = [index.weight(s) for s in (*stems("buses"), *stems("homes"), "unknown")]
    assert weights == sorted(weights) and weights[0] == pytest.approx(math.log(1 + 0.5 / 3.5))
