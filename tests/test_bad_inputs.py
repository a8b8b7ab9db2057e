"""Bad files and addresses at the command line: each one sentence and exit 1, and the library byte for byte as before."""

import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest

sys.path += [str(Path(__file__).parent / "ingest"), str(Path(__file__).parent / "ingest" / "readers")]

from hostile_addresses import CASES as ADDRESSES
from hostile_addresses import fetcher
from page_server import open_site
from test_refusals import CASES as FILES

from app import command
from corpus.library import Library
from ingest import child as children
from ingest.read import read_file
from ingest.truth import Truth


def state(folder: Path) -> dict[str, str]:
    """A hash of every file of a library; the lock names the process that wrote last and says nothing of the reports."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in sorted(folder.rglob("*"))
        if path.name != "LOCK"
    }


@pytest.fixture(scope="module")
def held(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library of three reports that these tests may try to harm."""
    return shutil.copytree(library.folder, tmp_path_factory.mktemp("held") / "library")


@pytest.fixture
def refuse(held: Path, make_embedder: type, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Give something to `ingest`, see that it is refused and that nothing changed; what was said."""
    monkeypatch.setattr("ingest.embedding.SentenceTransformerEmbedder", make_embedder)

    def run(*given: str) -> str:
        before = state(held)
        monkeypatch.setattr(sys, "argv", ["probation-qa", "ingest", *given, "--library", str(held)])
        with pytest.raises(SystemExit) as ended:
            command.main()
        said = capsys.readouterr().err
        assert ended.value.code == 1, said
        assert state(held) == before
        assert said.count("\n") == 1 and said.rstrip().endswith("."), said
        return said

    return run


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_one_sentence_and_leaves_the_library_as_it_was(name, refuse, tmp_path, monkeypatch):
    file, make, _ = FILES[name]
    path = tmp_path / file
    path.write_bytes(make())
    monkeypatch.setattr(children.Child, "read", lambda self, path, data: read_file(path, data))
    assert refuse(str(path)).startswith(f"{file} ")


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_bad_address_is_one_sentence_and_leaves_the_library_as_it_was(name, refuse, monkeypatch):
    monkeypatch.setattr("ingest.fetch.Fetcher", lambda: fetcher(name))
    with open_site() as site:
        refuse(ADDRESSES[name][0](site))


def nothing(folder: Path) -> str:
    return str(folder / "gone.pdf")


def no_report(folder: Path) -> str:
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    return str(folder)


def queue(folder: Path) -> str:
    """A pipe with a file's name; reading it would never end."""
    os.mkfifo(folder / "a.txt")
    return str(folder / "a.txt")


def loop(folder: Path) -> str:
    (folder / "a.txt").symlink_to("a.txt")
    return str(folder / "a.txt")


def long_name(folder: Path) -> str:
    return str(folder / ("a" * 300 + ".txt"))


def manifest(line: str) -> Callable[[Path], str]:
    def write(folder: Path) -> str:
        (folder / "a.txt").write_text("Words of a report.", encoding="utf-8")
        (folder / "manifest.jsonl").write_text(line, encoding="utf-8")
        return str(folder)

    return write


LINE = '{"file": "a.txt", "report_id": "a"}\n'
PATHS: dict[str, tuple[Callable[[Path], str], str]] = {
    "not there": (nothing, "There is no file or folder"),
    "a folder without a report": (no_report, "There is no report in what was given"),
    "an empty folder": (str, "There is no report in what was given"),
    "endless zeros": (lambda folder: "/dev/zero", "zero is no file that can be read; give a report as a file"),
    "a pipe": (queue, "is no file that can be read"),
    "a link to itself": (loop, "There is no file or folder"),
    "a name of 300 letters": (long_name, "cannot be opened (File name too long). Check its name"),
    "a zero byte in a name": (lambda folder: f"{folder}/a\0b.txt", "There is no file or folder"),
    "a manifest that leaves the folder": (manifest('{"file": "../a.txt", "report_id": "a"}'), r"../a.txt leaves the folder"),
    "a manifest with an id twice": (manifest(LINE + '{"file": "b.txt", "report_id": "a"}'), "line 2 repeats a"),
    "a manifest with a file twice": (manifest(LINE + LINE.replace('"a"}', '"b"}')), "line 2 repeats b"),
    "a manifest that is no JSON": (manifest("words"), "line 1 is not a JSON object"),
    "a manifest of a list": (manifest("[1]"), "line 1 is not a JSON object"),
    "a manifest whose file is gone": (manifest('{"file": "b.txt", "report_id": "a"}'), "b.txt is missing"),
    "a manifest with a wrong hash": (manifest('{"file": "a.txt", "report_id": "a", "sha256": "0"}'), "a.txt has changed since"),
    "a manifest with a word for a list": (manifest('{"file": "a.txt", "report_id": "a", "area": "Northmoor"}'), "area is not a list of texts"),
    "a manifest with no date": (manifest('{"file": "a.txt", "report_id": "a", "published_on": "soon"}'), "published_on is no date"),
    "a manifest in another encoding": (lambda folder: (folder / "manifest.jsonl").write_bytes(b"\xff\xfe{") and str(folder), "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("name", PATHS)
def test_a_bad_path_is_one_sentence_and_leaves_the_library_as_it_was(name, refuse, tmp_path):
    make, why = PATHS[name]
    assert why in refuse(make(tmp_path))


@pytest.mark.parametrize("pair", ["published_on=soon", "inspected_on=2019-13", "published_on=2019-02-30", "title=", "report_id="])
def test_a_correction_that_cannot_be_is_told(pair, refuse, report_folder):
    assert "Give " in refuse(str(report_folder), "--set", pair)


def test_a_full_disk_is_one_sentence_and_leaves_the_library_as_it_was(refuse, tmp_path, monkeypatch):
    (tmp_path / "new.txt").write_text("New words of a report.\n" * 20_000, encoding="utf-8")
    real = Truth._connected

    @contextmanager
    def full(self, create=False):
        with real(self, create) as connection:
            connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
            yield connection

    monkeypatch.setattr(Truth, "_connected", full)
    assert "There is no room for the library" in refuse(str(tmp_path / "new.txt"))


def test_a_new_library_is_not_made_of_a_bad_file(make_embedder, monkeypatch, tmp_path):
    monkeypatch.setattr("ingest.embedding.SentenceTransformerEmbedder", make_embedder)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    monkeypatch.setattr(sys, "argv", ["probation-qa", "ingest", str(tmp_path / "a.pdf"), "--library", str(tmp_path / "new")])
    with pytest.raises(SystemExit, match="1"):
        command.main()
    assert state(tmp_path / "new") == {}
    shutil.rmtree(tmp_path / "new")
