"""Text in whatever bytes it is written comes out as the same characters, or is refused as something else."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.encoding import decode
from ingest.reading import UnreadableReport

WORDS = "“Fünf” Fähren fuhren – eine blieb am Kai.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_the_same_words_in_every_usual_encoding(encoding):
    assert decode(WORDS.encode(encoding)) == WORDS


def test_a_few_bytes_of_another_encoding_spoil_nothing_else():
    assert decode(WORDS.encode() * 3 + "Café".encode("cp1252")) == WORDS * 3 + "Café"


def test_zeros_on_both_sides_are_no_text():
    with pytest.raises(Exception, match="is not text"):
        decode(b"\0\0A\0" * 40)


@pytest.mark.parametrize(
    "data",
    [
        "Café: 33 per cent – ‘Good’".encode(),
        codecs.BOM_UTF8 + "Café: 33 per cent – ‘Good’".encode(),
        codecs.BOM_UTF16_LE + "Café: 33 per cent – ‘Good’".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Café: 33 per cent – ‘Good’".encode("utf-16-be"),
        "Café: 33 per cent – ‘Good’".encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "windows-1252"],
)
def test_every_usual_encoding_gives_the_same_words(data):
    assert decode(data) == "Café: 33 per cent – ‘Good’"


@pytest.mark.parametrize("data", [b"one\r\ntwo\r\n\r\nthree", b"one\rtwo\r\rthree", b"one\ntwo\n\nthree"])
def test_line_ends_become_one_kind(data):
    assert decode(data) == "one\ntwo\n\nthree"


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\x00\x01\x02\x03" * 9, bytes(range(256)), b"PK\x03\x04\x14\x00\x06\x00" * 20, b"\x89PNG\r\n\x1a\n" + b"\x00" * 99]
)
def test_what_is_not_text_is_refused_in_a_sentence(data):
    with pytest.raises(UnreadableReport, match=r"^is not text but some other kind of file; save it"):
        decode(data)


@given(st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\r")), st.sampled_from(["\n", "\r\n", "\r"]))
def test_decoding_gives_back_what_was_written(text, line_end):
    try:
        assert decode(text.replace("\n", line_end).encode("utf-8")) == text.removeprefix("\ufeff")
    except UnreadableReport:
        assert any(ord(character) < 32 for character in text)
