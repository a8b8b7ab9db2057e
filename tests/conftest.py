"""Three tiny invented reports, and a library built from them once a session.

Nothing here reaches beyond this machine: connecting to anything but this machine fails, and the shipped
library, the caches and every variable that names a model point to a folder that goes when the tests end.
"""

import os
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ |= {
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ORT_DISABLE_TELEMETRY": "1",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    "TOKENIZERS_PARALLELISM": "false",
}

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))  # the reports, the embedder and the scripted model are shared by the rooms

from fake_embedder import FakeEmbedder
from invented_reports import COMMENTARY, NORTHMOOR, SOUTHVALE
from scripted_model import ScriptedModel

from corpus.library import Library
from ingest.build import ingest
from retrieval.assistant import Assistant

settings.register_profile("tests", deadline=None, derandomize=True, database=None, max_examples=60)
settings.load_profile("tests")


@pytest.fixture(scope="session", autouse=True)
def _only_this_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("PROBATION_QA_LIBRARY", str(home / "shipped"))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        for name in [name for name in os.environ if name.startswith("PROBATION_QA_") and name != "PROBATION_QA_LIBRARY"]:
            patch.delenv(name)
        for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE", "ANTHROPIC_API_KEY", "AZURE_OPENAI_API_KEY"):
            patch.delenv(name, raising=False)
        connect = socket.socket.connect

        def connect_here(self: socket.socket, address: Any) -> None:
            if self.family != socket.AF_UNIX and not re.match(r"127\.|::1$|localhost$|0\.0\.0\.0$", str(address[0])):
                raise AssertionError(f"a test tried to reach {address}")
            connect(self, address)

        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture
def make_embedder() -> type[FakeEmbedder]:
    """The class, for tests that need a second model or count what was embedded."""
    return FakeEmbedder


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture(scope="session")
def report_texts() -> dict[str, str]:
    """The invented reports by file name."""
    return {"northmoor-2018.txt": NORTHMOOR, "southvale-2019.md": SOUTHVALE, "northmoor-commentary.txt": COMMENTARY}


@pytest.fixture(scope="session")
def report_folder(report_texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented reports as files, never written to by a test."""
    folder = tmp_path_factory.mktemp("reports")
    for name, text in report_texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def library(report_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of the invented reports, never written to by a test."""
    library = Library(tmp_path_factory.mktemp("library"))
    outcomes = ingest([report_folder], library, FakeEmbedder())
    assert [o.outcome for o in outcomes] == ["added"] * 3
    return library


@pytest.fixture(scope="session")
def assistant(library: Library) -> Assistant:
    """The offline assistant over the invented reports."""
    return Assistant.open(library, FakeEmbedder())


@pytest.fixture
def scripted_model() -> Iterator[ScriptedModel]:
    """A language model on this machine that says what the test tells it to."""
    with ScriptedModel() as model:
        yield model
