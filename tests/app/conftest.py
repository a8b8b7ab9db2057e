"""A tiny library for every test of the page, and the page opened on it."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # `tiny` is shared with the scripts that Streamlit runs from this folder

from serving_press import ARGUMENTS, free_port, leave, new_context, served  # noqa: E402
from tiny import BagOfWords, build_library  # noqa: E402

from app.storage.database import DATABASE_VARIABLE  # noqa: E402
from corpus.library import Library  # noqa: E402
from retrieval.assistant import Assistant  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What is kept in tests is kept apart from what the person who runs them keeps."""
    with pytest.MonkeyPatch.context() as patch:
        address = f"sqlite:///{tmp_path_factory.mktemp('kept') / 'kept.db'}"
        patch.setenv(DATABASE_VARIABLE, address)
        yield address


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return build_library(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def assistant(library: Library) -> Assistant:
    return Assistant.open(library, BagOfWords())


@pytest.fixture
def open_page(library: Library, monkeypatch: pytest.MonkeyPatch) -> Callable[[], AppTest]:
    """The page over the tiny library, as a visitor first sees it."""
    monkeypatch.setenv("PROBATION_QA_ASKED", str(library.folder))
    return lambda: AppTest.from_file(str(HERE / "tiny_page.py"), default_timeout=30).run()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser; its loop must not run on under the tests of another file."""
    playwright = pytest.importorskip("playwright.sync_api", reason="The journey needs playwright: pip install playwright")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        pytest.skip("The journey needs a Chromium on the path: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def opened_once(chromium: Any) -> Any:
    """The browser of all visitors of a file, one after the other."""
    return new_context(chromium)


@pytest.fixture
def visitor(opened_once: Any) -> Iterator[Any]:
    """The browser of a new visitor, in which no page is open yet."""
    yield opened_once
    leave(opened_once)


@pytest.fixture(scope="session")
def address(library: Library) -> Iterator[str]:
    """The page over the tiny library, served once for all journeys; by its cookies a browser can ask for another library."""
    with served(free_port(), {"PROBATION_QA_ASKED": str(library.folder)}) as address:
        yield address


@pytest.fixture
def visit(visitor: Any, address: str) -> Iterator[Any]:
    """A new visitor on the empty page; whatever the browser asks of other addresses is a failure."""
    page = visitor.new_page()
    outside: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else outside.append(r.url))
    page.goto(address)
    page.get_by_test_id("stChatInputTextArea").wait_for()
    yield page
    assert outside == []
    assert page.evaluate("window.pwned") is None
