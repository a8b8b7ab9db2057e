"""A bench over the tiny library: cases of one's own, and two runs of them, one with its search broken."""

import json
from pathlib import Path

from app.workbench.bench import Bench
from evals.runner import run
from evals.system import build_system
from retrieval.assistant import Assistant

CASES = (
    {
        "id": "own-001", "question": "How many people did the CRC supervise in Arden?", "kind": "figure",
        "audience": "staff", "split": "tune",
        "points": [["3,454"]], "gold": [{"report_id": "arden", "quote": "The CRC supervised 3,454 people in Arden."}],
    },
    {
        "id": "own-002", "question": "How often did unpaid work begin on time in Borland?", "kind": "fact",
        "audience": "trainer", "split": "held",
        "points": [["every single case"]],
        "gold": [{"report_id": "borland", "quote": "Unpaid work began on time in nine of ten cases."}],
    },
    {
        "id": "own-003", "question": "What colour are the buses of Zembla?", "kind": "unanswerable",
        "audience": "evaluator", "split": "tune",
        "points": [], "gold": [],
    },
)  # fmt: skip


def lay_out(folder: Path, assistant: Assistant) -> Bench:
    """The bench in this folder."""
    bench = Bench(folder, shipped=False)
    bench.own_cases.parent.mkdir(parents=True, exist_ok=True)
    bench.own_cases.write_text("".join(json.dumps(case) + "\n" for case in CASES), encoding="utf-8")
    reports = assistant.searcher.shelf.reports
    for name, system in (("worse", "broken"), ("first", "ours")):
        asked = build_system(system, assistant, lambda: assistant.searcher.embedder)
        cases, conversations = bench.curated(reports)
        run(asked.ask, cases, conversations, reports, bench.outcomes_path(name), settings={"system": system}, odds=asked.odds)
    return bench
