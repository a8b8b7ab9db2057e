"""Word: a dossier as a document for Word."""

import io
from typing import Any

from docx import Document

from app.workbench.dossier import Dossier, card_lines
from app.workbench.exhibit import LABELS
from evals.score import confusion
from evals.scorecard import format_summary
from evals.summary import MEASURES, OVERALL, find_groups, summarise


def dossier_word(dossier: Dossier) -> bytes:
    """Figures, how answers ended, and each case that was not right."""
    document = Document()
    document.core_properties.title, document.core_properties.author = dossier.title, "Probation reports assistant"
    document.add_heading(dossier.title, 0)
    for run in dossier.runs:
        document.add_paragraph(f"{run.name} rests on: {'; '.join(card_lines(run))}.")
    document.add_heading("Measures", 1)
    groups = [find_groups(run.cases)[OVERALL] for run in dossier.runs]
    rows = [[m.label, *(format_summary(summarise(cases, m), m.unit) for cases in groups)] for m in MEASURES]
    _table(document, [["Measure", *(run.name for run in dossier.runs)], *rows])
    for run in dossier.runs:
        document.add_heading(f"How answers of {run.name} ended", 1)
        counts = confusion(run.cases)
        _table(document, [["Should have ended as", "Ended as", "Cases"], *([LABELS[e], LABELS[c], str(n)] for (e, c), n in counts.items())])
    document.add_heading(f"Not right: {len(dossier.failures())} cases", 1)
    for case_id in dossier.failures():
        _case(document, dossier, case_id)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _case(document: Any, dossier: Dossier, case_id: str) -> None:
    case = dossier.cases[case_id]
    document.add_heading(case.question, 2)
    document.add_paragraph(f"{case_id}, {case.kind}. Should end as: {LABELS[case.expected]}.")
    for gold in case.gold:
        document.add_paragraph(" ".join(gold.quote.split()), style="Intense Quote")
    for name, scored, outcome in dossier.told(case_id):
        document.add_heading(f"{name}: {LABELS[scored.status]}", 3)
        for note in scored.notes:
            document.add_paragraph(_plain(note), style="List Bullet")
        answer = (outcome.answer if outcome else None) or {}
        document.add_paragraph(_plain(str(answer.get("text", ""))))
        for citation in answer.get("citations", []):
            document.add_paragraph(f"[{citation['marker']}] “{_plain(' '.join(citation['quote'].split()))}” {citation['title']}")


def _table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Light Grid Accent 1")
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = _plain(words)


def _plain(words: str) -> str:
    """Without the characters that a Word file cannot hold."""
    return "".join(c for c in words if c in "\t\n" or c >= " ")
