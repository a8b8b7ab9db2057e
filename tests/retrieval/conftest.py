"""One passage of one report as evidence, and the names that the tiny library knows."""

from collections.abc import Callable
from typing import Any

import pytest

from corpus.report import Facts, Report
from ingest.passages import Passage
from retrieval.assistant import Assistant
from retrieval.evidence import Evidence
from retrieval.question.lexicon import Lexicon


@pytest.fixture(scope="session")
def evidence_of() -> Callable[..., Evidence]:
    """Evidence whose passage holds just these words, under these headings, in a report with these facts."""

    def make(
        words: str, headings: tuple[str, ...] = (), kind: str = "prose", context: str = "", title: str = "A report", **facts: Any
    ) -> Evidence:
        text = f"{title}\n\n{words}\n\nWords after it."
        start = len(title) + 2
        report = Report("r", "r.txt", "", Facts(title, **facts), text)
        return Evidence(Passage("r", headings, kind, start, start + len(words), words, context), report, 1.0)

    return make


@pytest.fixture(scope="session")
def lexicon(assistant: Assistant) -> Lexicon:
    return assistant.searcher.shelf.lexicon
