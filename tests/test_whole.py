"""A library under fire: full and read-only disks, files harmed one by one, writers against writers and readers.

Each trial runs in processes of its own (evals/bench/kills.py has the kills): what a person would see is one sentence, and
what the library held before goes on answering.
"""

import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from corpus.errors import AssistantError
from corpus.library import Library
from evals.bench.stand_in import HashedStems
from evals.bench.trial import KNOWN, KNOWN_WORDS, write_files
from ingest.build import ingest
from ingest.check import check
from retrieval.assistant import Assistant
from retrieval.evidence import Question

ROOT = Path(__file__).parents[1]
OPENING = """
import resource, signal, sys, time
from pathlib import Path
from evals.bench.trial import KNOWN, KNOWN_WORDS, write_files
from evals.bench.stand_in import HashedStems
from corpus.errors import AssistantError
from corpus.library import Library
from ingest.build import ingest
from retrieval.assistant import Assistant
from retrieval.evidence import Question
library, files = Library(Path(sys.argv[1])), Path(sys.argv[2])
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    write_files(folder / "files", 0)
    ingest([folder / "files"], Library(folder / "library"), HashedStems())
    return folder


@pytest.fixture(autouse=True)
def _by_hash(monkeypatch):
    """Chroma's files are compared with their hashes, not looked through in a process that takes seconds to start."""
    monkeypatch.setattr("ingest.index.find_faults", lambda *_: [])


@pytest.fixture
def place(built, tmp_path):
    """The library and its files, to be harmed at will."""
    shutil.copytree(built, tmp_path / "place")
    return tmp_path / "place"


@pytest.fixture
def library(place):
    return Library(place / "library")


FORGE = """
import json, os, traceback
import chromadb  # no client of it: those who are forked open their own
for line in sys.stdin:
    program, words = json.loads(line)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(writing, 1)
        os.dup2(writing, 2)
        sys.argv = ["-c", *words]
        try:
            exec(program)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        sys.stdout.flush()
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read().strip()
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told]), flush=True)
"""


def start(program, *words, **given):
    command = [sys.executable, "-c", OPENING + textwrap.dedent(program), *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, **given)


@pytest.fixture(scope="module")
def forge():
    """A process from which the others are forked: to import all they need would take most of their time."""
    with start(FORGE, "", "", stdin=subprocess.PIPE) as process:
        yield process
        process.stdin.close()


@pytest.fixture
def told_by(forge):
    """What a program says in a process of its own, over the library of a place."""

    def run(program, place, *words):
        given = [OPENING + textwrap.dedent(program), [str(place / "library"), str(place / "files"), *words]]
        print(json.dumps(given), file=forge.stdin, flush=True)
        code, told = json.loads(forge.stdout.readline())
        assert code == 0, told
        return told

    return run


def asked(library):
    return Assistant.open(library, HashedStems()).ask(Question(KNOWN)).text


ASK = """
try:
    print(Assistant.open(library, HashedStems()).ask(Question(KNOWN)).text)
except AssistantError as error:
    print(error)
"""
INGEST = """
try:
    print([o.outcome for o in ingest([files], library, HashedStems())])
except AssistantError as error:
    print(error)
"""


@pytest.mark.parametrize("largest", [0, 3_000, 20_000, 40_000, 80_000, 150_000])
def test_a_file_that_cannot_grow_is_one_sentence_and_the_old_state_answers(place, library, largest, told_by):
    """Every file of the writer is limited in size: wherever that strikes, in truth, snapshot, vectors or Chroma."""
    write_files(place / "files", 1)
    limit = f"resource.setrlimit(resource.RLIMIT_FSIZE, ({largest}, {largest}))"
    told = told_by(limit + INGEST, place)
    assert "\n" not in told and ("room" in told or "cannot be written" in told), told
    assert KNOWN_WORDS in asked(library)
    assert len(list((library.folder / "index").iterdir())) == 1, "what was left half written is cleared away"
    assert told_by(INGEST, place).startswith("[") and check(library) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
@pytest.mark.parametrize("kilobytes", [30, 120, 300])
def test_a_small_disk_that_fills_up_is_one_sentence_and_the_old_state_answers(place, library, kilobytes, tmp_path, told_by):
    """The disk has so much room beside what the library already takes."""
    small = tmp_path / "small"
    small.mkdir()
    taken = int(subprocess.run(["du", "-sk", str(place)], check=True, capture_output=True, text=True).stdout.split()[0])
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={taken + kilobytes}k", "tmpfs", str(small)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        shutil.copytree(place / "files", small / "files")
        shutil.copytree(library.folder, small / "library")
        write_files(small / "files", 1)
        told = told_by(INGEST, small)
        assert "\n" not in told and "room" in told, told
        assert KNOWN_WORDS in told_by(ASK, small)  # apart, since Chroma keeps its files open as long as its process lives
        subprocess.run(["mount", "-o", "remount,size=20m", str(small)], check=True)
        assert told_by(INGEST, small).startswith("[") and Library(small / "library").generation.name == "000002"
    finally:
        subprocess.run(["umount", str(small)], check=True)


def as_read_only(folder):
    """Make a folder read-only even for root, where that is possible; how to undo it."""
    if os.geteuid() != 0:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        return lambda: [path.chmod(0o755) for path in (folder, *folder.rglob("*"))]
    bound = subprocess.run(["mount", "--bind", str(folder), str(folder)], check=False, capture_output=True)
    if bound.returncode:
        pytest.skip("neither rights nor mounts can make a folder read-only here")
    subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
    return lambda: subprocess.run(["umount", str(folder)], check=True)


def test_a_read_only_library_answers_and_refuses_writers_in_one_sentence(place, library, told_by):
    write_files(place / "files", 1)
    undo = as_read_only(library.folder)
    try:
        assert KNOWN_WORDS in told_by(ASK, place)
        told = told_by(INGEST, place)
        assert told.endswith("Choose another folder with --library.") and "\n" not in told
    finally:
        undo()


HARMS = {
    "flipped": lambda data: data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 0x10]) + data[len(data) // 2 + 1 :] if data else b"x",
    "cut": lambda data: data[: len(data) // 2],
    "emptied": lambda data: b"",
    "garbage": lambda data: bytes(reversed(data)) + b"\0" * 512,
}


@pytest.mark.parametrize("harm", HARMS)
def test_each_file_harmed_in_turn_is_told_in_a_sentence_or_does_not_matter_and_is_mended(built, tmp_path, harm):
    """Never a wrong answer, never a trace; after the repair the library is whole. The hashes alone must find it."""
    names = [p.relative_to(built / "library") for p in sorted((built / "library").rglob("*")) if p.is_file() and p.name != "LOCK"]
    assert len(names) > 9, names
    for n, name in enumerate(names):
        shutil.copytree(built / "library", tmp_path / str(n))
        library = Library(tmp_path / str(n))
        path = library.folder / name
        path.write_bytes(HARMS[harm](path.read_bytes()))
        try:
            assert KNOWN_WORDS in asked(library), name
        except AssistantError as error:
            assert str(error).endswith(("probation-qa check --repair", f"--library {library.folder}")), (name, str(error))
        harmless = harm == "flipped" and name.name in ("chroma.sqlite3", "truth.db", "CURRENT")  # a bit in a free page, or a space
        faults = check(library)
        assert harmless or (faults and not any("\n" in fault for fault in faults)), name
        assert check(library, repair=True) == [], name
        assert KNOWN_WORDS in asked(library), name


def test_the_second_writer_is_refused_in_a_sentence_that_names_the_first(place, library, told_by):
    holding = "with library.writing():\n    print('held', flush=True)\n    time.sleep(200)"
    holder = start(holding, str(library.folder), str(place / "files"))
    try:
        assert holder.stdout.readline() == "held\n"
        told = told_by(INGEST, place)
        assert told == f"The library {library.folder} is being written by process {holder.pid}. Wait for it to finish and try again."
    finally:
        holder.kill()
        holder.communicate()
    assert "unchanged" in told_by(INGEST, place), "the lock of a dead holder is taken over"


def test_ten_readers_see_one_version_each_time_while_a_writer_switches_generations(place, told_by):
    """Each report of the moving kind carries its version; a mix of two in one opening would show."""
    told = told_by(READERS_AND_WRITER, place, str(place / "done"))
    assert told == "[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] True 000005 []"


READERS_AND_WRITER = """
import re
from multiprocessing import get_context
from ingest.check import check

done = Path(sys.argv[3])

def read():
    opened = 0
    while not opened or not done.exists():
        assistant = Assistant.open(library, HashedStems())
        passages = assistant.searcher.shelf.passages
        found = {int(m) for p in passages for m in re.findall("In office 0 the CRC in Northmoor [0-9]+ saw ([0-9]+)", p.text)}
        assert len(found) == 1, found
        assert KNOWN_WORDS in assistant.ask(Question(KNOWN)).text
        opened += 1
        (done.parent / f"seen-{found.pop()}").touch()

def write():
    try:
        for version in (1, 2, 3, 4):
            write_files(files, version)
            ingest([files], library, HashedStems())
    finally:
        done.touch()

forked = get_context("fork")
processes = [forked.Process(target=work) for work in (*[read] * 10, write)]
for process in processes:
    process.start()
for process in processes:
    process.join()
seen = len(list(done.parent.glob("seen-*")))
print([process.exitcode for process in processes], seen > 1, library.generation.name, check(library))
"""
