"""Chroma as a server by address: a real one, started here, killed and started again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.library import Library
from ingest.build import ingest, remove
from ingest.card import IndexOutOfDate
from ingest.check import check
from ingest.index import PassageIndex, exact_nearest
from ingest.server import IndexUnavailable, server_address, server_headers
from ingest.truth import Truth
from retrieval.assistant import Assistant

QUESTION = "How many cases did each CRC officer hold?"


class Server:
    """`chroma run` on a port of its own."""

    def __init__(self, folder: Path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder, self.process = folder, None
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        program = shutil.which("chroma", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
        command = [str(program), "run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{self.address}/api/v2/heartbeat", timeout=1)
                return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("chroma run did not answer.")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("chroma"))
    yield server
    server.kill()


@pytest.fixture
def server(running: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setenv("PROBATION_QA_CHROMA", running.address)
    if running.process.poll() is not None:
        running.start()
    return running


@pytest.fixture
def shared(server: Server, report_folder: Path, tmp_path: Path, embedder) -> Library:
    """A library whose index stands on the server."""
    library = Library(tmp_path / "library")
    ingest([report_folder], library, embedder)
    return library


def collections(server: Server) -> set[str]:
    import chromadb

    return {c.name for c in chromadb.HttpClient(host="127.0.0.1", port=server.port).list_collections()}


def test_answers_and_neighbours_are_those_of_the_embedded_index(shared, library, embedder, server, monkeypatch):
    ours = Assistant.open(shared, embedder)
    found = ours.converse([QUESTION])[0]
    vectors = ours.searcher.shelf.vectors
    for row in range(0, len(vectors), 7):
        exact = exact_nearest(vectors, range(len(vectors)), vectors[row], 5)
        assert np.allclose([n.cosine for n in ours.searcher.shelf.index.nearest(vectors[row], 5)], [n.cosine for n in exact], atol=1e-5)
    assert not any((shared.generation / "chroma").glob("*.sqlite3")) and check(shared) == []
    monkeypatch.delenv("PROBATION_QA_CHROMA")
    embedded = Assistant.open(library, embedder).converse([QUESTION])[0]
    assert (found.text, found.status) == (embedded.text, embedded.status)


def test_each_generation_is_a_collection_and_those_that_are_gone_are_taken_away(shared, server, embedder, tmp_path):
    other = Library(tmp_path / "other")
    (tmp_path / "a.txt").write_text("Probation in Arden\n\nStaff in Arden were trained in knots.\n", encoding="utf-8")
    ingest([tmp_path / "a.txt"], other, embedder)
    others = collections(server)
    for report in [r.report_id for r in Truth(shared.truth_path).reports()][:2]:
        remove(report, shared)
    held = collections(server)
    mine = {name for name in held if (shared.folder / "chroma-name.txt").read_text() in name}
    assert 1 <= len(mine) <= 3 and {name for name in others if (other.folder / "chroma-name.txt").read_text() in name} <= held
    assert check(shared) == [] and check(other) == []


def test_several_processes_ask_over_one_server(shared, server, embedder):
    program = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from pathlib import Path
from fake_embedder import FakeEmbedder
from corpus.library import Library
from retrieval.assistant import Assistant
print(Assistant.open(Library(Path({str(shared.folder)!r})), FakeEmbedder()).converse([{QUESTION!r}])[0].text)
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    asking = [
        subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for _ in range(3)
    ]
    told = {process.communicate(timeout=120)[0].strip() for process in asking}
    assert told == {Assistant.open(shared, embedder).converse([QUESTION])[0].text.strip()}


def test_a_server_killed_while_it_is_asked_is_told_in_a_sentence_and_asking_goes_on_when_it_is_back(shared, server, embedder):
    assistant = Assistant.open(shared, embedder)
    before = assistant.converse([QUESTION])[0].text
    told: list[str] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            try:
                told.append(assistant.converse([QUESTION])[0].text)
            except IndexUnavailable as error:
                told.append(str(error))

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.3)
    server.kill()
    deadline = time.monotonic() + 20
    while not any("does not answer. Start it" in text for text in told) and time.monotonic() < deadline:
        time.sleep(0.05)
    server.start()
    stop.set()
    asking.join()
    assert {text for text in told if text != before} == {
        "The Chroma server that PROBATION_QA_CHROMA names does not answer. Start it, or wait a moment, and ask again."
    }
    assert assistant.converse([QUESTION])[0].text == before


def test_a_server_that_stands_still_is_told_in_a_sentence_and_asking_goes_on_when_it_moves(shared, server, embedder, monkeypatch):
    """It takes every connection and says nothing: whoever asks is not kept for ever, and neither is whoever opens the library."""
    monkeypatch.setattr("ingest.server.SECONDS", 1.0)
    assistant = Assistant.open(shared, embedder)
    before = assistant.converse([QUESTION])[0].text
    server.process.send_signal(signal.SIGSTOP)
    try:
        for asked in (assistant, Assistant.open(shared, embedder)):
            begun = time.monotonic()
            with pytest.raises(IndexUnavailable, match="does not answer"):
                asked.converse([QUESTION])
            assert time.monotonic() - begun < 10
    finally:
        server.process.send_signal(signal.SIGCONT)
    assert assistant.converse([QUESTION])[0].text == before


def test_a_server_that_is_back_soon_is_not_noticed(shared, server, embedder, monkeypatch):
    monkeypatch.setattr("ingest.server.PAUSE", 2.0)
    assistant = Assistant.open(shared, embedder)
    before = assistant.converse([QUESTION])[0].text
    server.kill()
    threading.Timer(0.5, server.start).start()
    assert assistant.converse([QUESTION])[0].text == before


def test_an_index_built_elsewhere_says_how_to_move_it_and_moves(shared, server, library, embedder, tmp_path, monkeypatch):
    monkeypatch.delenv("PROBATION_QA_CHROMA")
    with pytest.raises(IndexOutOfDate, match=r"built on a Chroma server, and PROBATION_QA_CHROMA says otherwise\. Move it: .*--repair"):
        PassageIndex(shared.generation)
    assert check(shared, repair=True) == [] and Assistant.open(shared, embedder).converse([QUESTION])[0].status == "answered"
    monkeypatch.setenv("PROBATION_QA_CHROMA", server.address)
    with pytest.raises(IndexOutOfDate, match="built in its folder"):
        PassageIndex(library.generation)


def test_a_server_that_was_never_there_is_told_in_a_sentence(library, monkeypatch, tmp_path):
    monkeypatch.setenv("PROBATION_QA_CHROMA", "http://127.0.0.1:9")
    monkeypatch.setattr("ingest.server.PAUSE", 0.01)
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "collection.txt").write_text("passages-x")
    (tmp_path / "card.json").write_text("{}")
    with pytest.raises(IndexUnavailable, match=r"does not answer\. Start it"):
        PassageIndex(tmp_path)


@pytest.mark.parametrize(
    ("named", "address"),
    [
        ("http://127.0.0.1:8123", ("127.0.0.1", 8123, False)),
        ("http://chroma", ("chroma", 8000, False)),
        ("https://chroma.example/", ("chroma.example", 443, True)),
        ("http://[::1]:8000", ("::1", 8000, False)),
    ],
)
def test_an_address_is_read(named, address, monkeypatch):
    monkeypatch.setenv("PROBATION_QA_CHROMA", named)
    assert server_address() == address


@pytest.mark.parametrize(
    "named",
    ["chroma:8000", "ftp://chroma", "http://", "http://[", "http://u:hunter2@chroma", "http://chroma/x", "http://c:99999", "http://c?a=1"],
)
def test_what_is_no_address_is_told_without_repeating_it(named, monkeypatch):
    monkeypatch.setenv("PROBATION_QA_CHROMA", named)
    with pytest.raises(IndexUnavailable, match="Set it like") as told:
        server_address()
    assert "hunter2" not in str(told.value)


def test_a_token_goes_in_a_header_alone(monkeypatch):
    assert server_headers() == {}
    monkeypatch.setenv("PROBATION_QA_CHROMA_TOKEN", "hunter2")
    assert server_headers() == {"Authorization": "Bearer hunter2"}
