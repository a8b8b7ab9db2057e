"""Text in whatever bytes it is written comes out as the same characters, or is refused as something else."""

import pytest

from ingest.readers.encoding import decode

WORDS = "“Fünf” Fähren fuhren – eine blieb am Kai.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_the_same_words_in_every_usual_encoding(encoding):
    assert decode(WORDS.encode(encoding)) == WORDS


def test_a_few_bytes_of_another_encoding_spoil_nothing_else():
    assert decode(WORDS.encode() * 3 + "Café".encode("cp1252")) == WORDS * 3 + "Café"


def test_zeros_on_both_sides_are_no_text():
    with pytest.raises(Exception, match="is not text"):
        decode(b"\0\0A\0" * 40)
