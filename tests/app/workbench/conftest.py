"""A bench with two runs over the tiny library, never written to by a test, and their dossier."""

import pytest
from bench_of import lay_out

from app.workbench.bench import Bench
from app.workbench.dossier import Dossier, open_dossier
from corpus.report import Report
from retrieval.assistant import Assistant


@pytest.fixture(scope="session")
def bench(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return lay_out(tmp_path_factory.mktemp("runs"), assistant)


@pytest.fixture(scope="session")
def reports(assistant: Assistant) -> dict[str, Report]:
    return assistant.searcher.shelf.reports


@pytest.fixture
def dossier(bench: Bench, reports: dict[str, Report]) -> Dossier:
    return open_dossier(bench, "first", "worse", reports)
