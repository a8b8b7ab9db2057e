import errno
import os
import subprocess
import sys

import pytest

from corpus.library import Library, LibraryError, default_library


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library")


def test_opening_touches_nothing(library):
    assert (library.exists, library.generation) == (False, None)
    assert not library.folder.exists()


def test_generations_are_numbered_and_one_is_pointed_to(library):
    first = library.new_generation()
    assert library.generation is None  # it is built aside
    library.point_to(first)
    second = library.new_generation()
    assert (first.name, second.name) == ("000001", "000002")
    assert library.generation == first
    library.point_to(second)
    assert library.generation == second


def test_the_generation_before_stays_for_whoever_still_reads_it_and_older_ones_go(library):
    folders = []
    for _ in range(4):
        folders.append(library.new_generation())
        library.point_to(folders[-1])
    assert [folder.exists() for folder in folders] == [False, False, True, True]


def test_a_generation_that_somebody_reads_stays_until_it_is_let_go(library):
    def next_generation():
        folder = library.new_generation()
        (folder / "card.json").write_text("{}", encoding="utf-8")
        library.point_to(folder)
        return folder

    first = next_generation()
    folder, hold = library.hold_generation()
    later = [next_generation() for _ in range(3)]
    assert folder == first and [f.exists() for f in (first, *later)] == [True, False, True, True]
    hold.close()
    library.clear_away()
    assert [f.exists() for f in (first, *later)] == [False, False, False, True]


def test_a_reader_that_finds_its_generation_gone_takes_the_next(library, monkeypatch):
    first, second = library.new_generation(), library.new_generation()
    (second / "card.json").write_text("{}", encoding="utf-8")
    pointed = iter([first, second, second, second])  # the writer switched between two looks
    monkeypatch.setattr(Library, "generation", property(lambda _: next(pointed)))
    assert library.hold_generation()[0] == second


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, r"There is no room .*: make room and run"), (errno.EROFS, r"cannot be written .*Choose another")]
)
def test_a_full_or_read_only_disk_is_told_in_a_sentence(library, number, words):
    with pytest.raises(LibraryError, match=words), library.writing():
        raise OSError(number, os.strerror(number))


def test_a_generation_left_unfinished_never_answers_and_is_cleared_away(library):
    first = library.new_generation()
    library.point_to(first)
    aborted = library.new_generation()
    assert library.generation == first
    third = library.new_generation()
    assert third != aborted
    library.point_to(third)
    assert not aborted.exists()


@pytest.mark.parametrize("words", ["", "000009", "../..", "/"])
def test_a_pointer_to_nowhere_is_no_generation(library, words):
    library.point_to(library.new_generation())
    (library.folder / "CURRENT").write_text(words, encoding="utf-8")
    assert library.generation is None


def test_a_second_writer_is_told_who_holds_the_lock(library):
    with library.writing():
        with pytest.raises(LibraryError) as told:
            with library.writing():
                pass
    assert (
        str(told.value) == f"The library {library.folder} is being written by process {os.getpid()}. Wait for it to finish and try again."
    )


def test_another_process_holds_the_lock_until_it_ends(library):
    program = f"""
import sys
from pathlib import Path
from corpus.library import Library
with Library(Path({str(library.folder)!r})).writing():
    print("held", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LibraryError, match=rf"is being written by process {holder.pid}\."):
            with library.writing():
                pass
        holder.kill()
        holder.wait()
        with library.writing():  # a killed writer leaves no lock behind
            pass


def test_the_lock_names_only_its_last_holder(library):
    for _ in range(3):
        with library.writing():
            held = (library.folder / "LOCK").read_text(encoding="utf-8")
    assert held == f"process {os.getpid()}"


def test_a_library_where_a_file_stands_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"cannot be written .*Choose another folder with --library\."):
        with Library(tmp_path / "file").writing():
            pass


def test_where_the_shipped_library_is_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("PROBATION_QA_LIBRARY", str(tmp_path / "named"))
    assert default_library() == Library(tmp_path / "named")
    monkeypatch.delenv("PROBATION_QA_LIBRARY")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_library() == Library(tmp_path / "probation-qa" / "shipped")
