"""Faults put into a library one by one: each is told in a phrase, and mended from what is whole without embedding."""

import json
import shutil
import sqlite3

import numpy as np
import pytest
from fake_embedder import FakeEmbedder

from corpus.errors import AssistantError
from corpus.library import Library, LibraryError
from ingest.build import ingest, make_ready
from ingest.card import IndexOutOfDate, read_card, write_card
from ingest.check import check
from ingest.index import PassageIndex, build_index
from ingest.truth import Truth
from retrieval.assistant import Assistant
from retrieval.evidence import Question


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A library of two reports, and the folder they came from; copied for each test."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "files").mkdir()
    (folder / "files" / "a.txt").write_text("Probation in Northmoor\n\nStaff of the CRC in Northmoor were trained in knots.\n", "utf-8")
    (folder / "files" / "b.md").write_text("# Probation in Southvale\n\nThe NPS in Southvale lent bicycles to its officers.\n", "utf-8")
    ingest([folder / "files"], Library(folder / "library"), FakeEmbedder())
    return folder


@pytest.fixture
def by_hash(monkeypatch):
    """Chroma's files are only compared, not looked through in a process that takes seconds to start."""
    monkeypatch.setattr("ingest.index.find_faults", lambda *_: [])


@pytest.fixture
def library(built, by_hash, tmp_path):
    shutil.copytree(built / "library", tmp_path / "library")
    return Library(tmp_path / "library")


def answer(library, embedder):
    return Assistant.open(library, embedder).searcher.search(Question("Who lent bicycles?"), 1)[0].passage.text


def mended(library, embedder):
    """After a repair: whole, answering, and nothing was embedded for it."""
    embedder.texts.clear()
    assert check(library, repair=True) == [] and embedder.texts == []
    assert answer(library, embedder) == "The NPS in Southvale lent bicycles to its officers."


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x20
    path.write_bytes(bytes(data))


FILES = (
    "truth.db",
    "card.json",
    "vocabulary.json",
    "units.npz",
    "stems.json",
    "scores.npy",
    "data_level0.bin",
    "header.bin",
    "length.bin",
    "index_metadata.pickle",
)


def find(library, name):
    return next(path for path in library.generation.rglob("*") if path.name == name)


def test_a_whole_library_has_no_faults(library, embedder):
    assert check(library) == []
    generation = library.generation
    mended(library, embedder)
    assert library.generation == generation, "nothing was wrong, so nothing was built"


@pytest.mark.parametrize("harm", [flip, lambda path: path.write_bytes(path.read_bytes()[:40]), lambda path: path.unlink()])
@pytest.mark.parametrize("name", FILES)
def test_a_file_of_the_index_that_was_changed_is_named_and_mended(library, embedder, name, harm):
    harm(find(library, name))
    (fault,) = check(library)
    assert name in fault or (name == "card.json" and fault == "the card of the index is damaged")
    mended(library, embedder)


def test_units_that_were_harmed_are_not_searched_by(library, embedder):
    flip(find(library, "units.npz"))
    with pytest.raises(IndexOutOfDate, match=r"units\.npz is not as it was written.*Rebuild it: probation-qa check --repair"):
        answer(library, embedder)
    mended(library, embedder)


def test_an_index_of_the_version_before_is_named_and_built_anew_from_its_texts(library, embedder):
    """It kept no units."""
    find(library, "units.npz").unlink()
    card = json.loads(find(library, "card.json").read_text("utf-8"))
    find(library, "card.json").write_text(json.dumps({**card, "layout": "2"}), "utf-8")
    with pytest.raises(IndexOutOfDate, match=r"made by another version\. Rebuild it: probation-qa check --repair"):
        answer(library, embedder)
    assert check(library) == ["the index was made by another version"]
    mended(library, embedder)


def test_only_what_is_wrong_is_built_anew(library, embedder, monkeypatch):
    flip(find(library, "truth.db"))
    monkeypatch.setattr("ingest.index.build_index", None)  # calling it would fail
    mended(library, embedder)


@pytest.mark.parametrize("harm", [lambda path: path.write_bytes(path.read_bytes()[:9000]), lambda path: path.write_bytes(b"")])
def test_chromas_database_harmed_is_found_and_mended(library, embedder, harm):
    harm(find(library, "chroma.sqlite3"))
    assert check(library) == ["in the index, chroma/chroma.sqlite3 is not as it was written"]
    mended(library, embedder)


def test_chromas_database_may_be_opened_without_counting_as_changed(library):
    for _ in range(3):
        PassageIndex(library.generation).nearest(np.ones(64, dtype=np.float32), 2)
    assert check(library) == []


def test_an_index_whose_files_are_as_written_but_wrong_is_looked_through_and_mended(built, tmp_path, embedder):
    """Its card fits its files; only the vectors themselves can tell."""
    library = Library(shutil.copytree(built / "library", tmp_path / "library"))
    generation = library.generation
    shutil.rmtree(generation / "chroma")
    build_index(generation, np.eye(2, 64, dtype=np.float32))
    write_card(generation, {k: v for k, v in read_card(generation).items() if k != "layout"})
    (fault,) = check(library)
    assert fault == "the index files are damaged (2 passages are not found)"
    mended(library, embedder)


def test_a_program_that_reads_words_otherwise_than_the_one_that_wrote_the_index_is_found(library, embedder, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("ingest.proof.stems", lambda text: [word.upper() for word in text.split()])
        assert check(library) == ["the index answers known questions otherwise than when it was built"]
    assert check(library) == []


def test_a_pointer_that_is_gone_or_wrong_is_set_again_to_what_is_there(library, embedder):
    generation = library.generation
    for words in ("", "garbage", "000099"):
        (library.folder / "CURRENT").write_text(words, "utf-8")
        assert check(library) == ["the library has no finished index"]
        mended(library, embedder)
        assert library.generation == generation


def test_an_index_of_other_texts_is_found_and_mended(library, embedder):
    Truth(library.truth_path).remove_report("a")
    assert check(library) == ["the index was built from other texts than the library holds now"]
    mended(library, embedder)


@pytest.mark.parametrize("size", [0, 10, 5000])
def test_a_truth_cut_short_is_restored_from_the_copy_beside_its_index(library, embedder, size):
    library.truth_path.write_bytes(library.truth_path.read_bytes()[:size])
    assert check(library)[-1] == "the copy beside its index is whole"
    mended(library, embedder)
    assert (library.folder / "truth.damaged.db").stat().st_size == size


def test_a_truth_that_is_gone_is_restored(library, embedder):
    library.truth_path.unlink()
    assert check(library) == ["truth.db is missing", "the copy beside its index is whole"]
    mended(library, embedder)


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_nothing_is_ingested_over_a_truth_that_is_gone(library, built, embedder, harm):
    harm(library.truth_path)
    with pytest.raises(LibraryError, match=r"is gone, but not its index\. Restore it first: probation-qa check --repair"):
        ingest([built / "files" / "a.txt"], library, embedder)
    mended(library, embedder)


def test_a_letter_changed_in_the_truth_is_found_by_the_seal_of_its_report(library, embedder):
    with sqlite3.connect(library.truth_path) as connection:
        connection.execute("UPDATE report SET text = replace(text, 'knots', 'sails')")
    assert check(library)[0] == "truth.db holds other words of the report a than were written"
    mended(library, embedder)


def test_a_restored_truth_names_the_reports_that_were_newer(library, embedder):
    with sqlite3.connect(library.truth_path) as connection:
        connection.execute("INSERT INTO report VALUES ('new', '', '', 'digest', '{}', '', '[]', '[]')")
        connection.execute("UPDATE report SET text = '' WHERE report_id = 'a'")
    with pytest.raises(AssistantError, match=r"was restored from the copy .*to be ingested again: new\. Give their files"):
        check(library, repair=True)
    assert check(library) == []


def test_a_truth_without_any_whole_copy_says_which_command_comes_next(library):
    library.truth_path.write_bytes(b"no database at all" * 99)
    find(library, "truth.db").write_bytes(b"")
    for repair in (False, True):
        with pytest.raises(
            LibraryError, match=r"no whole copy of it is left\. Ingest the reports again into a new folder: probation-qa ingest"
        ):
            check(library, repair)


def test_a_damaged_truth_does_not_keep_the_index_from_answering(library, embedder):
    library.truth_path.write_bytes(b"no database at all" * 99)
    make_ready(library, embedder, shipped=False)
    assert "bicycles" in answer(library, embedder)


@pytest.mark.parametrize(("key", "name"), [("model", "embedding model"), ("rule", "rule of cutting"), ("format", "format")])
def test_another_model_or_rule_is_named_and_told_how_to_make_anew(library, embedder, key, name):
    truth = Truth(library.truth_path)
    truth.write_card({**truth.card(), key: "another"})
    with pytest.raises(IndexOutOfDate, match=rf"its {name} is another, not .*probation-qa ingest with any of its files"):
        check(library, repair=True, model="fake@64")


def test_a_library_half_way_to_another_model_is_never_indexed(library, embedder):
    truth = Truth(library.truth_path)
    truth.write_card({**truth.card(), "changing": "other@64"})
    with pytest.raises(IndexOutOfDate, match="stopped half way to another model"):
        check(library, repair=True)
    assert "bicycles" in answer(library, embedder), "the last whole generation answers"


def test_a_library_of_an_earlier_version_is_brought_up_to_date_when_it_is_opened_and_loses_nothing(library, embedder):
    """Before seals and hashes: no seals in the truth, and of the index only Chroma and a card of plain lines."""
    before = Truth(library.truth_path).passages(Truth(library.truth_path).reports())
    for truth in (library.truth_path, find(library, "truth.db")):
        with sqlite3.connect(truth) as connection:
            connection.execute("DROP TABLE seal")
    for path in (*(library.generation / "lexical").iterdir(), library.generation / "vocabulary.json"):
        path.unlink()
    find(library, "card.json").write_text(json.dumps({**Truth(library.truth_path).card(), "built_from": "", "passages": "2"}), "utf-8")
    with pytest.raises(IndexOutOfDate, match=r"made by another version\. Rebuild it"):
        answer(library, embedder)
    assert check(library) == ["the index was made by another version"]
    make_ready(library, embedder, shipped=False)
    assert check(library) == [] and embedder.texts == []
    after = Truth(library.truth_path).passages(Truth(library.truth_path).reports())
    assert after[0] == before[0] and np.array_equal(after[1], before[1]) and len(Truth(library.truth_path).seals()) == 2
    mended(library, embedder)


def test_an_earlier_index_of_another_model_is_built_anew_without_its_vectors_being_made_otherwise(library, make_embedder):
    find(library, "card.json").write_text(json.dumps({**Truth(library.truth_path).card(), "built_from": ""}), "utf-8")
    other = make_embedder("other")
    make_ready(library, other, shipped=False)
    assert check(library) == [] and other.texts == []
    with pytest.raises(IndexOutOfDate, match="was indexed with fake@64 but other@64 is set"):
        answer(library, other)


@pytest.mark.parametrize("repair", [False, True])
def test_checking_a_library_that_is_not_there_is_told_in_a_sentence(tmp_path, repair):
    with pytest.raises(LibraryError, match="There is no library"):
        check(Library(tmp_path / "gone"), repair)
    assert not (tmp_path / "gone").exists()
