"""How long people wait: the first page and the first answer beside an empty Streamlit app, and many people asking at once.

    python tests/app/measure_page.py [--library DIR] [--people 20 50] [--times 9]

It serves the real page over the shipped library and an app that only echoes, in the same run on the same machine. One person
is a browser (where Chromium is present); many are websockets that speak as a browser does, each asking another curated question.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from serving_press import ARGUMENTS, ROOT, free_port, wait_for
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from app.serving import serve_command, serve_environment
from app.storage.database import DATABASE_VARIABLE
from evals.case import CASES
from evals.interval import percentile
from evals.lines import read_cases

EMPTY = """
import streamlit as st
asked = st.chat_input("Ask", key="question")
if asked:
    st.html(f'<article class="turn"><p class="status">{len(asked)}</p></article>')
"""
ANSWERED = 'class="status'
LONGEST = 120.0  # seconds that a person waits


def main() -> None:
    """Serve both, measure, print."""
    given = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    given.add_argument("--library", type=Path, help="another library than the shipped one")
    given.add_argument("--people", type=int, nargs="*", default=[20, 50])
    given.add_argument("--times", type=int, default=9)
    options = given.parse_args()
    questions = sorted(case.question for case in read_cases(sorted(CASES.glob("*.jsonl")))[0] if case.answerable)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as folder, served_empty(Path(folder)) as empty, served_page(Path(folder), options.library) as page:
        Visitor(page).ask(questions[0])  # the models are loaded once a process
        if shutil.which("chromium"):
            measure_alone({"empty app": empty, "page": page}, questions, options.times)
        for people in options.people:
            measure_together(page, questions[-people:], people)


@contextmanager
def served_empty(folder: Path) -> Iterator[int]:
    """An app that echoes."""
    script = folder / "empty.py"
    script.write_text(EMPTY, encoding="utf-8")
    port = free_port()
    options = ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}", "--browser.gatherUsageStats=false"]
    with _running([sys.executable, "-m", "streamlit", "run", str(script), *options], folder, dict(os.environ), port):
        yield port


@contextmanager
def served_page(folder: Path, library: Path | None) -> Iterator[int]:
    """The page as `probation-qa app` serves it, keeping what is asked in a database of its own."""
    port = free_port()
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    environment = {**serve_environment(library), DATABASE_VARIABLE: f"sqlite:///{folder / 'kept.db'}", "PYTHONPATH": path}
    with _running(serve_command("127.0.0.1", port), folder, environment, port):
        yield port


@contextmanager
def _running(command: Sequence[str], folder: Path, environment: dict[str, str], port: int) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=quiet, stderr=quiet) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield
        finally:
            server.terminate()


def measure_alone(ports: dict[str, int], questions: Sequence[str], times: int) -> None:
    """One person in a browser: until the box for questions is there, and from pressing Enter until the answer's status is."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for name, port in ports.items():
            shown, answered = [], []
            for n in range(times):
                context = browser.new_context()
                page = context.new_page()
                begun = time.perf_counter()
                page.goto(f"http://127.0.0.1:{port}")
                box = page.get_by_test_id("stChatInputTextArea")
                box.wait_for()
                shown.append(time.perf_counter() - begun)
                page.locator("[data-test-script-state=notRunning]").first.wait_for()
                box.fill(questions[n + 1])
                begun = time.perf_counter()
                page.keyboard.press("Enter")
                page.locator("p.status").wait_for()
                answered.append(time.perf_counter() - begun)
                page.locator("[data-test-script-state=notRunning]").first.wait_for()
                context.close()
            print(f"{name:<10} first page {median(shown):.2f} s, first answer {median(answered):.2f} s (medians of {times})", flush=True)
        browser.close()


def measure_together(port: int, questions: Sequence[str], people: int) -> None:
    """Many people who have the page open and press Enter in the same moment."""
    visitors = [Visitor(port) for _ in range(people)]
    begun = threading.Barrier(people)
    seconds: list[float] = []
    faults: list[str] = []

    def ask(visitor: Visitor, question: str) -> None:
        begun.wait()
        try:
            seconds.append(visitor.ask(question))
        except (OSError, RuntimeError, TimeoutError) as error:
            faults.append(f"{type(error).__name__}: {error}")

    asking = [threading.Thread(target=ask, args=pair) for pair in zip(visitors, questions, strict=True)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    for visitor in visitors:
        visitor.close()
    told = f"median {median(seconds):.2f} s, 95th percentile {percentile(seconds, 95):.2f} s" if seconds else "no answer"
    print(f"{people} people at once: {told}, {len(faults)} errors {sorted(set(faults))[:3] or ''}", flush=True)


class Visitor:
    """One person on the page, who speaks to it as a browser does."""

    def __init__(self, port: int):
        from websockets.sync.client import connect

        here = f"127.0.0.1:{port}"
        opening = connect(f"ws://{here}/_stcore/stream", origin=f"http://{here}", subprotocols=["streamlit"], max_size=None)
        self.leaving = ExitStack()
        self.socket = self.leaving.enter_context(opening)
        self.box, self.script = "", ""
        self._run(BackMsg(), lambda _: False)
        if not self.box:
            raise RuntimeError("the page shows no box for questions")

    def ask(self, question: str) -> float:
        """Seconds until the status of the answer is sent."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self.script
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self.box
        state.chat_input_value.data = question
        begun = time.perf_counter()
        answered = self._run(message, lambda sent: ANSWERED in sent.delta.new_element.html.body)
        if answered is None:
            raise RuntimeError("no answer was shown")
        return answered - begun

    def close(self) -> None:
        """Leave."""
        self.leaving.close()

    def _run(self, message: BackMsg, awaited: Callable[[ForwardMsg], bool]) -> float | None:
        """Have the script run to its end; when what was awaited came, on the clock."""
        if not message.HasField("rerun_script"):
            message.rerun_script.query_string = ""
        self.socket.send(message.SerializeToString())
        until, came = time.monotonic() + LONGEST, None
        while True:
            sent = ForwardMsg()
            sent.ParseFromString(self.socket.recv(timeout=max(0.1, until - time.monotonic())))
            kind = sent.WhichOneof("type")
            if kind == "new_session":
                self.script = sent.new_session.page_script_hash
            element = sent.delta.new_element
            if element.WhichOneof("type") == "chat_input":
                self.box = element.chat_input.id
            if element.WhichOneof("type") == "exception":
                raise RuntimeError(element.exception.message)
            if came is None and awaited(sent):
                came = time.perf_counter()
            if kind == "script_finished":
                return came


if __name__ == "__main__":
    main()
