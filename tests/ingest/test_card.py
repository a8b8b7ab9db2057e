import json
import sqlite3

import pytest

from ingest.card import IndexOutOfDate, find_changed, read_card, see_unchanged, write_card


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "a.bin").write_bytes(b"one")
    (tmp_path / "b.json").write_bytes(b"two")
    write_card(tmp_path, {"model": "m"})
    return tmp_path


def test_a_folder_as_it_was_written_has_no_changes_and_says_what_it_was_made_of(folder):
    assert list(find_changed(folder)) == [] and read_card(folder)["model"] == "m"


def test_each_file_that_changed_or_went_is_named_and_only_within_what_is_asked(folder):
    (folder / "part" / "a.bin").write_bytes(b"0ne")
    (folder / "b.json").unlink()
    assert list(find_changed(folder)) == ["b.json is missing", "part/a.bin is not as it was written"]
    assert list(find_changed(folder, ["b.json"])) == ["b.json is missing"]
    with pytest.raises(IndexOutOfDate, match=r"is damaged \(part/a\.bin is not as it was written\)\. Rebuild it"):
        see_unchanged(folder, ["part"])


def test_a_card_that_was_changed_is_found_by_its_seal(folder):
    card = json.loads((folder / "card.json").read_text())
    (folder / "card.json").write_text(json.dumps({**card, "model": "another"}))
    with pytest.raises(IndexOutOfDate, match="its card was changed"):
        read_card(folder)


def test_a_database_is_compared_by_what_it_says_since_chroma_writes_a_row_whenever_it_is_opened(tmp_path):
    with sqlite3.connect(tmp_path / "chroma.sqlite3") as connection:
        connection.execute("CREATE TABLE words (word TEXT)")
        connection.execute("CREATE TABLE acquire_write (id INTEGER)")
    write_card(tmp_path, {})
    with sqlite3.connect(tmp_path / "chroma.sqlite3") as connection:
        connection.execute("INSERT INTO acquire_write VALUES (1)")
    assert list(find_changed(tmp_path)) == []
    with sqlite3.connect(tmp_path / "chroma.sqlite3") as connection:
        connection.execute("INSERT INTO words VALUES ('one')")
    assert list(find_changed(tmp_path)) == ["chroma.sqlite3 is not as it was written"]
