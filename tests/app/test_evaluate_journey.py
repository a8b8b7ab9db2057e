"""Two people score an outcome in a real browser, and the page breaks no rule of accessibility."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bench_of import lay_out

from corpus.library import Library
from retrieval.assistant import Assistant

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture(scope="module")
def address(library: Library, assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over the tiny library and a bench with two runs."""
    bench = lay_out(tmp_path_factory.mktemp("runs"), assistant)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "PROBATION_QA_ASKED": str(library.folder),
        "PROBATION_QA_RUNS": str(bench.folder),
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    command = [sys.executable, "-m", "streamlit", "run", str(HERE / "tiny_front.py"), "--server.address=127.0.0.1", f"--server.port={port}"]
    with subprocess.Popen(command, cwd=ROOT / "app", env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.25)
        yield f"http://127.0.0.1:{port}"
        server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="The journey needs playwright: pip install playwright")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        pytest.skip("The journey needs a Chromium on the path: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu", "--no-first-run"])
        yield browser
        browser.close()


def open_case(browser: Any, address: str) -> Any:
    """A person of their own on the case that went right, in the run of ours."""
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{address}/evaluate?part=cases&case=own-001")
    page.get_by_role("heading", name="Score the answer of first").wait_for()
    return page


def score(page: Any, person: str, points: str, reason: str) -> None:
    page.get_by_role("textbox", name="Your name").fill(person)
    page.keyboard.press("Enter")
    group = page.get_by_role("radiogroup", name="Points for sentence 1")
    group.wait_for()
    group.get_by_text(points).click()
    page.get_by_role("textbox", name="Reason for sentence 1").fill(reason)
    page.get_by_role("button", name="Save these scores").click()
    page.get_by_text("Saved 1 score.").wait_for()


def test_two_people_score_an_outcome_and_see_how_far_they_agree(browser: Any, address: str) -> None:
    ann = open_case(browser, address)
    score(ann, "Ann", "100, right", "")
    bob = open_case(browser, address)
    score(bob, "Bob", "80, needs improvement", "Says more than was asked")
    table = bob.get_by_role("region", name="Points and reasons")
    table.wait_for()
    assert "100" in table.inner_text() and "80: Says more than was asked" in table.inner_text()
    bob.get_by_text("2 people agree on 0% of 1 part").wait_for()


def test_every_part_breaks_no_rule_of_accessibility(browser: Any, address: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python").Axe()
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    page.set_default_timeout(60_000)
    heads = {
        "overview": "Calibration of declining",
        "cases&case=own-001": "Score the answer",
        "start": "Start the run",
        "add": "Add the case",
    }
    for part, head in heads.items():
        page.goto(f"{address}/evaluate?part={part}")
        page.get_by_text(head).first.wait_for()
        page.wait_for_timeout(1500)  # what fades in has too little contrast until it stands
        assert [(each["id"], part) for each in axe.run(page).response["violations"]] == []
