"""How long people wait: the first page and the first answer beside an empty Streamlit app, and many people asking at once.

    python tests/app/measure_page.py [--library DIR] [--people 20 50] [--times 9] [--minutes 5] [--pause 5]

It serves the real page over the shipped library and an app that only echoes, in the same run on the same machine. One person
is a browser (where Chromium is present); many are websockets that speak as a browser does, each asking another curated question.
With --minutes it has one person and then the most people ask for so long, each reading an answer for a while before the next.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from serving_press import ARGUMENTS, ROOT, free_port, wait_for
from visitor import Visitor

from app.service.serving import serve_command, serve_environment
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
TURNS = 3  # questions of one conversation before a person opens the page anew


def main() -> None:
    """Serve both, measure, print."""
    given = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    given.add_argument("--library", type=Path, help="another library than the shipped one")
    given.add_argument("--people", type=int, nargs="*", default=[20, 50])
    given.add_argument("--times", type=int, default=9)
    given.add_argument("--minutes", type=float, default=0)
    given.add_argument("--pause", type=float, default=5.0, help="seconds between an answer and the next question")
    options = given.parse_args()
    questions = sorted(case.question for case in read_cases(sorted(CASES.glob("*.jsonl")))[0] if case.answerable)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as folder, served_empty(Path(folder)) as empty, served_page(Path(folder), options.library) as page:
        Visitor(page).ask(questions[0])  # the models are loaded once a process
        if options.minutes:
            measure_minutes(page, questions, max(options.people), options.minutes * 60, options.pause)
            return
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


@dataclass
class Told:
    """What people met: seconds until each answer, seconds until each page, and what went wrong."""

    answered: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        waits = [
            f"{what} median {median(seconds):.2f} s, 95th percentile {percentile(seconds, 95):.2f} s"
            for what, seconds in (("answer", self.answered), ("page", self.opened))
            if seconds
        ]
        return f"{len(self.answered)} answers, {len(self.faults)} errors {sorted(set(self.faults))[:3] or ''}; {', '.join(waits)}"


def measure_minutes(port: int, questions: Sequence[str], people: int, seconds: float, pause: float) -> None:
    """One person for a fifth of the time, then many for all of it."""
    for count, length in ((1, seconds / 5), (people, seconds)):
        told = Told()
        until = time.monotonic() + length
        asking = [threading.Thread(target=_ask_on, args=(port, questions, n, until, pause, told)) for n in range(count)]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        print(f"{count} asking for {length / 60:.1f} minutes, {pause:g} s between: {told}; load {os.getloadavg()[0]:.1f}", flush=True)


def _ask_on(port: int, questions: Sequence[str], person: int, until: float, pause: float, told: Told) -> None:
    """One person, who begins at some moment of the first pause and opens the page anew after each conversation."""
    time.sleep(pause * (person * 7 % 50) / 50)
    visitor, asked = None, 0
    while time.monotonic() < until:
        try:
            if visitor is None or asked % TURNS == 0:
                if visitor:
                    visitor.close()
                begun = time.perf_counter()
                visitor = Visitor(port)
                told.opened.append(time.perf_counter() - begun)
            told.answered.append(visitor.ask(questions[(person * 31 + asked) % len(questions)]))
        except (OSError, RuntimeError, TimeoutError) as error:
            told.faults.append(f"{type(error).__name__}: {error}")
            visitor = None
        asked += 1
        time.sleep(pause)
    if visitor:
        visitor.close()


if __name__ == "__main__":
    main()
