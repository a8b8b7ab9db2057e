"""Asking: what other programs may ask of a library, in the contract's JSON; the HTTP interface and the tools both speak through it."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.plain.render import report_rows
from app.service.journal import request
from app.service.quota import clean_question
from corpus.errors import AssistantError
from corpus.library import Library
from ingest.embedding import Embedder
from retrieval.answer import evidence_json, to_json
from retrieval.assistant import Assistant
from retrieval.evidence import Filters, Question

LONGEST_PASSAGE = 20_000
MOST_TURNS = 20
MOST_PASSAGES = 100


@dataclass
class Asking:
    """One library for many callers: one question at a time, and a new ingest is picked up at the next."""

    library: Library
    embedder: Embedder
    kind: str
    lock: threading.Lock = field(default_factory=threading.Lock)
    held: tuple[str, Assistant] | None = None

    def ask(self, turns: Sequence[str], report_ids: Sequence[str] = ()) -> list[dict[str, Any]]:
        """One answer a turn."""
        if not 1 <= len(turns) <= MOST_TURNS:
            raise AssistantError(f"A conversation has 1 to {MOST_TURNS} turns. Give as many.")
        asked = [clean_question(turn) for turn in turns]
        with request(self.kind, asked[-1]) as entry, self.lock:
            answers = self._opened(report_ids).converse(asked, Filters(report_ids=frozenset(report_ids)))
            entry.answered(answers[-1])
        return [to_json(answer) for answer in answers]

    def search(self, question: str, count: int = 10, report_ids: Sequence[str] = ()) -> list[dict[str, Any]]:
        """The passages that search puts forward, best first."""
        if not 1 <= count <= MOST_PASSAGES:
            raise AssistantError(f"A search gives 1 to {MOST_PASSAGES} passages. Ask for as many.")
        asked = Question(clean_question(question), Filters(report_ids=frozenset(report_ids)))
        with request(self.kind, asked.text) as entry, self.lock:
            found = self._opened(report_ids).searcher.search(asked, count)
            entry.told["evidence"] = len(found)
        return [evidence_json(e, rank) for rank, e in enumerate(found, 1)]

    def read_passage(self, report_id: str, start: int, end: int) -> dict[str, Any]:
        """A report's own words between two offsets, and its facts."""
        with self.lock:
            report = self._opened([report_id]).searcher.shelf.reports[report_id]
        if not 0 <= start < end <= len(report.text) or end - start > LONGEST_PASSAGE:
            told = f"The report {report_id} has {len(report.text)} characters, and at most {LONGEST_PASSAGE:,} are given at once."
            raise AssistantError(f"{told} Ask for a start before its end within them.")
        return {**report_rows([report])[0], "page": report.page_at(start), "start": start, "end": end, "text": report.text[start:end]}

    def reports(self) -> list[dict[str, Any]]:
        """The facts of each report."""
        with self.lock:
            return report_rows(list(self._opened(()).searcher.shelf.reports.values()))

    def _opened(self, report_ids: Sequence[str]) -> Assistant:
        """The assistant over the library as it stands; a report that it does not hold is told."""
        generation = self.library.generation
        name = generation.name if generation else ""
        if self.held is None or self.held[0] != name:
            self.held = name, Assistant.open(self.library, self.embedder)
        assistant = self.held[1]
        unknown = sorted(set(report_ids) - set(assistant.searcher.shelf.reports))
        if unknown:
            raise AssistantError(f"The library holds no report {', '.join(unknown[:5])}. Ask for the list of reports.")
        return assistant
