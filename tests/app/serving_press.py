"""The page served on this machine, for tests that speak to it from outside."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
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


# What reaches beyond the window, but for tables, which scroll by themselves.
BEYOND = """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && box.height && box.right > innerWidth + 1 && !e.closest('.table, .scroll');
}).map(e => e.outerHTML.slice(0, 200))"""
NOTING = (HERE / "noted.js").read_text(encoding="utf-8")
# A touch that sets the script off has asked for it after so many milliseconds, and what it brought is drawn after so many more.
LATEST, STILL = 150, 60
AT_REST = f"() => window.atRest({LATEST}, {STILL})"
IN_SIGHT = """element => { const {top, bottom} = element.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }"""
TRIES = 5
STANDING = "() => document.getAnimations().every(each => each.playState !== 'running')"


def new_context(browser: Any, **options: Any) -> Any:
    """A browser of a visitor's own, whose pages `rest` can watch."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    context.add_init_script(NOTING)
    context.set_default_timeout(60_000)
    return context


def new_page(browser: Any, **options: Any) -> Any:
    """A visitor of their own."""
    return new_context(browser, **options).new_page()


def leave(context: Any) -> None:
    """Forget a visitor, but not the files of the page: to load and compile them again takes a second of the processor each time."""
    for page in context.pages:
        page.evaluate("() => { try { localStorage.clear(); } catch {} }")
        page.close()
    context.clear_cookies()
    context.clear_permissions()
    context.unroute_all()


def rest(page: Any) -> None:
    """Wait until the server has done all that this page asked of it, however long it takes to begin."""
    page.wait_for_function(AT_REST)


def press(target: Any) -> None:
    """Click on something once the page is at rest."""
    target.wait_for()
    rest(target.page)
    target.click()


def give_files(page: Any, files: Any) -> None:
    """Give files to the page, and wait until the server has them: a name is shown before its bytes are there."""
    left = len(files) if isinstance(files, list) else 1

    def is_last(response: Any) -> bool:
        nonlocal left
        left -= response.request.method == "PUT"
        return left == 0

    with page.expect_response(is_last):
        page.locator("input[type=file]").set_input_files(files)
    rest(page)


def wait_in_sight(target: Any) -> None:
    """Wait until all of something stands within the window: a page may scroll a while."""
    target.page.wait_for_function(IN_SIGHT, arg=target.element_handle())


def ask(page: Any, question: str) -> None:
    """Ask on the page Ask, and wait until what can follow the answer is worked out."""
    rest(page)
    turns = page.locator("article.turn p.status")
    before = turns.count()
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")
    turns.nth(before).wait_for()
    rest(page)


def faults(page: Any, *schemes: str, options: Any = None, but: Sequence[str] = ()) -> list[str]:
    """The rules of WCAG 2.2 A and AA that the page breaks by what axe sees, in each scheme of colours (both where none is named)."""
    import pytest

    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is needed: pip install axe-playwright-python").Axe()
    found: list[str] = []
    for nth, scheme in enumerate(schemes or ("light", "dark")):
        page.emulate_media(color_scheme=scheme)
        asked = {"runOnly": ["color-contrast"]} if nth else options or WCAG  # nothing else differs between the schemes
        for _ in range(TRIES):  # what fades in, and what is drawn a little after its script ended, has too little contrast until it stands
            page.wait_for_function(STANDING)
            broken = [each for each in axe.run(page, options=asked).response["violations"] if each["id"] not in but]
            if not broken:
                break
            page.wait_for_timeout(300)
        found += [f"{scheme}, {each['id']}: {node['html'][:200]}" for each in broken for node in each["nodes"]]
    return found
