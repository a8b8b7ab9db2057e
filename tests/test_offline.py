"""Offline is a real mode: reading, asking and serving the page ask nothing of any other machine."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]
# An audit hook sees every connection and every name looked up, whichever library makes it, and cannot be taken away again.
GUARD = """
import sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else ""
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0] or ""
    else:
        return
    host = host.decode() if isinstance(host, bytes) else str(host)
    if host and not host.startswith(("127.", "::1", "localhost", "0.0.0.0", "::")):
        with open(OUT, "a") as told:
            told.write(f"{event} {host}\\n")
        raise ConnectionRefusedError(f"reached for {host}")

import os
OUT = os.environ.get("WATCHED")
sys.addaudithook(watch)
"""
JOURNEY = """
import sys
from pathlib import Path
from tiny import TEXTS, BagOfWords
from app.telemetry import switch_off
switch_off()
from corpus.library import Library
from ingest.build import ingest
from ingest.check import check
from retrieval.assistant import Assistant

texts = Path(sys.argv[1]) / "texts"
texts.mkdir()
for name, text in TEXTS.items():
    (texts / name).write_text(text, encoding="utf-8")
library = Library(Path(sys.argv[1]) / "library")
ingest([texts], library, BagOfWords())
answer = Assistant.open(library, BagOfWords()).converse(["How many people did the CRC supervise in Arden?"])[0]
assert answer.status == "answered", answer
assert check(library) == []
import os, tiny, langchain_core.language_models, huggingface_hub, onnxruntime
from streamlit.testing.v1 import AppTest

os.environ["PROBATION_QA_ASKED"] = str(library.folder)
page = AppTest.from_file(str(Path(tiny.__file__).with_name("tiny_page.py")), default_timeout=30).run()
page.chat_input[0].set_value("How many people did the CRC supervise in Arden?").run()
assert not page.exception and any("3,454" in block.body for block in page.html)
"""


def environment(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    paths = [str(tmp_path), str(ROOT), str(ROOT / "tests" / "app")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "WATCHED": str(tmp_path / "reached.txt")}


def reached(tmp_path: Path) -> list[str]:
    told = tmp_path / "reached.txt"
    return told.read_text().splitlines() if told.exists() else []


def test_the_guard_sees_whoever_reaches_out(tmp_path: Path) -> None:
    program = "import urllib.request; urllib.request.urlopen('http://elsewhere.example/', timeout=2)"
    done = subprocess.run([sys.executable, "-c", program], env=environment(tmp_path), capture_output=True, timeout=60)
    assert done.returncode != 0 and any("elsewhere.example" in line for line in reached(tmp_path))


def test_reading_indexing_and_asking_reach_nobody(tmp_path: Path) -> None:
    command = [sys.executable, "-c", JOURNEY, str(tmp_path)]
    done = subprocess.run(command, env=environment(tmp_path), cwd=tmp_path, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    assert reached(tmp_path) == []


def test_starting_and_opening_the_page_reaches_nobody(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {**environment(tmp_path), "PROBATION_QA_ASKED": str(tmp_path / "none")}
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app" / "front.py"), "--server.address=127.0.0.1"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*command, f"--server.port={port}"], cwd=ROOT / "app", env=own, **quiet) as server:
        try:
            assert b"<html" in _open(f"http://127.0.0.1:{port}/")
        finally:
            server.terminate()
    assert reached(tmp_path) == []


def _open(address: str) -> bytes:
    for _ in range(240):
        try:
            with urllib.request.urlopen(address, timeout=2) as page:
                return bytes(page.read())
        except OSError:
            time.sleep(0.25)
    raise TimeoutError(address)
