import numpy as np
import pytest

from corpus.library import LibraryError
from corpus.report import Block, Facts, Report
from ingest.passages import Passage
from ingest.truth import Truth

TEXT = "Title\n\nOne. Two.\n\nThree."


def report(report_id="r", text=TEXT, **facts):
    return Report(
        report_id,
        f"{report_id}.txt",
        "0" * 64,
        Facts("Title", **facts),
        text,
        (Block("heading", 0, 5, 1), Block("heading", 7, 7, 2, "Lost")),
        (0, 7),
    )


def passages(report_id="r", text=TEXT):
    return [
        Passage(report_id, ("Lost",), "prose", 7, 16, text[7:16]),
        Passage(report_id, ("Lost", "Low"), "list", 18, 24, text[18:24], "lead-in:"),
    ]


@pytest.fixture
def truth(tmp_path):
    return Truth(tmp_path / "truth.db")


def vectors(*rows):
    return np.array(rows, dtype=np.float32)


def test_what_is_stored_comes_back_the_same(truth):
    stored = report(area=("Northmoor", "Southvale"), bodies=("CRC",), published_on="2018-05", digest=True)
    truth.replace_report(stored, "digest", passages(), vectors([1, 0], [0, 1]))
    assert truth.reports() == [stored]
    found, rows = truth.passages(truth.reports())
    assert found == passages()
    assert rows.dtype == np.float32 and rows.tolist() == [[1, 0], [0, 1]]
    assert truth.digests() == {"r": "digest"}


def test_a_report_is_replaced_whole(truth):
    truth.replace_report(report(kind="commentary"), "old", passages(), vectors([1, 0], [0, 1]))
    truth.replace_report(report(text="Short."), "new", [Passage("r", (), "prose", 0, 6, "Short.")], vectors([0, 1]))
    (held,) = truth.reports()
    assert (held.text, held.facts.kind) == ("Short.", None), "no fact of the old report stays"
    assert [p.text for p in truth.passages([held])[0]] == ["Short."]


def test_a_write_that_fails_leaves_the_report_as_it_was(truth):
    truth.replace_report(report(), "old", passages(), vectors([1, 0], [0, 1]))
    with pytest.raises(ValueError):  # a vector is missing
        truth.replace_report(report(text="Short."), "new", passages(), vectors([1, 0]))
    assert (truth.digests(), [r.text for r in truth.reports()]) == ({"r": "old"}, [TEXT])


def test_removing_takes_the_passages_too(truth):
    for name in "ab":
        truth.replace_report(report(name), name, passages(name), vectors([1, 0], [0, 1]))
    truth.remove_report("a")
    assert {p.report_id for p in truth.passages(truth.reports())[0]} == {"b"}


def test_reports_and_passages_come_in_the_same_order_whatever_the_order_of_ingest(truth):
    for name in "cab":
        truth.replace_report(report(name), name, passages(name), vectors([1, 0], [0, 1]))
    assert [r.report_id for r in truth.reports()] == ["a", "b", "c"]
    assert [p.passage_id for p in truth.passages(truth.reports())[0]] == [f"{name}:{span}" for name in "abc" for span in ("7-16", "18-24")]


def test_a_snapshot_does_not_change_with_its_source(truth, tmp_path):
    truth.replace_report(report(), "old", passages(), vectors([1, 0], [0, 1]))
    truth.copy_to(tmp_path / "copy.db")
    truth.remove_report("r")
    assert truth.reports() == [] and [r.report_id for r in Truth(tmp_path / "copy.db").reports()] == ["r"]


def test_a_library_that_is_not_there_reads_as_empty_or_is_told_in_a_sentence(truth):
    assert (truth.card(), truth.digests()) == ({}, {})
    with pytest.raises(LibraryError, match=r"There is no library in .*Make one: probation-qa ingest"):
        truth.reports()
    assert not truth.path.exists()


@pytest.mark.parametrize("data", [b"not a database at all, but long enough to be looked at" * 9, b"SQLite format 3\x00" + b"\x00" * 500])
def test_a_file_that_is_no_database_is_told_in_a_sentence(truth, data):
    truth.path.write_bytes(data)
    with pytest.raises(LibraryError, match=r"is damaged .*See what can be saved: probation-qa check --repair"):
        truth.reports()
