import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from app.export.slides.measure import count_lines, fitted, width
from app.export.slides.piece import cut

WORDS = st.lists(st.text(alphabet="abc….MW", min_size=1, max_size=90), max_size=40).map(" ".join)


@pytest.mark.parametrize("letter", [*string.ascii_letters, *string.digits, *string.punctuation, " "])
def test_no_letter_is_taken_for_narrower_than_arial_has_it(letter):
    assert width(letter, 100) >= stringWidth(letter, "Helvetica", 100)


def test_words_wrap_before_the_edge_and_long_ones_break():
    room = width("mmmm mmmm", 20)
    assert count_lines("mmmm mmmm", 20, room) == 1
    assert count_lines("mmmm mmmm mmmm", 20, room) == 2
    assert count_lines("m" * 40, 20, width("m" * 10, 20)) == 4
    assert count_lines("", 20, room) == 1


@given(WORDS, st.integers(1, 3))
def test_what_is_fitted_fits(text, lines):
    assert count_lines(fitted(text, 20, 400, lines), 20, 400) <= lines


@given(WORDS)
def test_pieces_fit_and_joined_are_the_text_again(text):
    pieces = list(cut(text, lambda some: len(some) <= 100))
    assert all(len(piece) <= 100 for piece in pieces)
    joined = "".join(piece.removeprefix("… ") if n else piece for n, piece in enumerate(pieces))
    assert joined.replace(" ", "").replace("…", "") == text.replace(" ", "").replace("…", "")
