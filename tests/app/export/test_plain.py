import pytest

from app.export.plain import plain, shortened, web_address


def test_what_breaks_hides_or_turns_is_left_out_and_the_words_stay():
    assert plain("a\x00b\x0b c\n\td\u202ee\u202c\u200ff\ud800g\ufffeh\x85i") == "ab c def g h i"
    assert plain("Zoë’s café – 5 × 3 ≠ 𝟜, עברית") == "Zoë’s café – 5 × 3 ≠ 𝟜, עברית"
    assert plain(None) == ""


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "//x.example", "\\\\host\\share", "mailto:a@b.example", "", None]
)
def test_only_addresses_of_the_web_are_links(address):
    assert web_address(address) == ""


def test_odd_characters_of_an_address_are_encoded():
    assert web_address(' https://x.example/a b"<c>|[d]?e=1&f=%20#g ') == "https://x.example/a%20b%22%3Cc%3E%7C%5Bd%5D?e=1&f=%20#g"
    assert web_address("https://x.example/" + "a" * 3000) == ""


def test_a_text_is_shortened_between_words():
    assert shortened("one two, three", 14) == "one two, three"
    assert shortened("one two, three", 13) == "one two…"
    assert shortened("x" * 50, 10) == "x" * 9 + "…"
