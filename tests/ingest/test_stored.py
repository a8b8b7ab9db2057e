import sqlite3

import pytest

from corpus.report import Facts, Report
from ingest.passages import Passage
from ingest.stored import StoredPieces
from ingest.truth import DamagedTruth, Truth


@pytest.fixture
def stored(tmp_path, embedder):
    truth = Truth(tmp_path / "truth.db")
    passages = []
    for name, count in (("b", 3), ("a", 2)):
        own = [Passage(name, (), "prose", n, n + 1, "x") for n in range(count)]
        report = Report(name, "", "", Facts("T"), "x" * count)
        truth.replace_report(report, "", own, embedder.embed(["x"] * count), [f"{name}{n}".encode() for n in range(count)])
        passages = own + passages
    return truth, passages


def test_the_pieces_of_each_row_are_those_that_were_written_for_it(stored):
    truth, passages = stored
    pieces = StoredPieces(truth.path, passages)
    assert list(pieces) == [pieces[n] for n in range(5)] == [b"a0", b"a1", b"b0", b"b1", b"b2"] == truth.packed_pieces()
    assert pieces[1:3] == [b"a1", b"b0"] and len(pieces) == 5


def test_where_the_model_gave_none_there_are_none(stored):
    truth, passages = stored
    with sqlite3.connect(truth.path) as connection:
        connection.execute("DELETE FROM pieces")
    assert not StoredPieces(truth.path, passages)


def test_a_file_that_cannot_be_read_is_told_in_a_sentence(tmp_path):
    (tmp_path / "truth.db").write_bytes(b"no database at all" * 99)
    with pytest.raises(DamagedTruth, match=r"is damaged .*Rebuild it: probation-qa check --repair"):
        StoredPieces(tmp_path / "truth.db", [])
