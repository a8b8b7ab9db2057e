"""The page served on this machine, for tests that speak to it from outside."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ARGUMENTS = (  # of the browser
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(address: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(address, timeout=1)
            return
        except OSError:
            time.sleep(0.25)
    raise TimeoutError(f"{address} did not answer.")


@contextmanager
def served(port: int, settings: Mapping[str, str], *options: str) -> Iterator[str]:
    """The page over the tiny library; in this folder Streamlit finds the settings of the page."""
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "streamlit", "run", str(HERE / "tiny_front.py"), "--server.address=127.0.0.1", f"--server.port={port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*command, *options], cwd=ROOT / "app", env={**os.environ, "PYTHONPATH": path, **settings}, **quiet) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def rest(page: Any) -> None:
    """Wait until the page's script has run to its end: a press while it still runs can meet what is about to be replaced."""
    page.locator("[data-test-script-state=notRunning]").first.wait_for()
    page.wait_for_timeout(400)  # a press takes this long at most to set the script off
    page.locator("[data-test-script-state=notRunning]").first.wait_for()


def press(target: Any) -> None:
    """Click on something once the page is at rest."""
    target.wait_for()
    rest(target.page)
    target.click()
