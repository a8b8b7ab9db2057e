"""A tiny library for every test of the page, and the page opened on it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # `tiny` is shared with the scripts that Streamlit runs from this folder

from tiny import BagOfWords, build_library  # noqa: E402

from corpus.library import Library  # noqa: E402
from retrieval.assistant import Assistant  # noqa: E402


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
