"""Word: a dossier as a document for Word."""

import io
from typing import Any

from docx import Document
from docx.shared import Mm

from app.workbench.dossier import Dossier
from app.workbench.exhibit import LABELS
from app.workbench.figures import calibration_rows, calibration_words, card_rows, judged_rows, kind_rows, measure_rows, run_words
from evals.calibration import calibrate
from evals.score import confusion
from evals.summary import MEASURE_BY_NAME


def dossier_word(dossier: Dossier) -> bytes:
    """Figures, how answers ended, and each case that was not right."""
    document = Document()
    document.sections[0].page_width, document.sections[0].page_height = Mm(210), Mm(297)
    document.core_properties.title, document.core_properties.author = dossier.title, "Probation reports assistant"
    document.add_heading(dossier.title, 0)
    _add_figures(document, dossier)
    document.add_heading(f"Not right: {len(dossier.failures())} cases", 1)
    for case_id in dossier.failures():
        _case(document, dossier, case_id)
    for run in dossier.runs:
        document.add_heading(f"What {run.name} rests on", 1)
        _table(document, ["Thing", "Value"], card_rows(run))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_figures(document: Any, dossier: Dossier) -> None:
    """The gate, measures, and how answers ended."""
    for told in run_words(dossier):
        document.add_paragraph(told)
    if dossier.gate is not None:
        document.add_paragraph(f"{dossier.runs[0].name} {'does not pass' if dossier.gate else 'passes'} the gate.")
    for failure in dossier.gate or ():
        document.add_paragraph(_plain(failure), style="List Bullet")
    document.add_heading("Measures", 1)
    _table(document, *measure_rows(dossier))
    document.add_heading("By kind of question", 1)
    _table(document, *kind_rows(dossier, MEASURE_BY_NAME["right"]))
    for run in dossier.runs:
        document.add_heading(f"How answers of {run.name} ended", 1)
        counts = confusion(run.cases)
        _table(document, ["Should have ended as", "Ended as", "Cases"], [[LABELS[e], LABELS[c], str(n)] for (e, c), n in counts.items()])
    _add_odds(document, dossier)


def _add_odds(document: Any, dossier: Dossier) -> None:
    """Calibration, and what language models thought, where there is any."""
    found = calibrate(dossier.runs[0].cases)
    if found.n:
        document.add_heading(f"Calibration of declining: {dossier.runs[0].name}", 1)
        document.add_paragraph(f"{calibration_words(found)}.")
        _table(document, *calibration_rows(found))
    if dossier.verdicts:
        document.add_heading("Judged by language models, as advice only", 1)
        _table(document, *judged_rows(dossier.verdicts))


def _case(document: Any, dossier: Dossier, case_id: str) -> None:
    case = dossier.cases[case_id]
    document.add_heading(_plain(case.question), 2)
    document.add_paragraph(f"{case_id}, {case.kind}. Should end as: {LABELS[case.expected]}.")
    for gold in case.gold:
        document.add_paragraph(_plain(" ".join(gold.quote.split())), style="Intense Quote")
    for name, scored, outcome in dossier.told(case_id):
        document.add_heading(f"{name}: {LABELS[scored.status]}", 3)
        for note in scored.notes:
            document.add_paragraph(_plain(note), style="List Bullet")
        answer = (outcome.answer if outcome else None) or {}
        document.add_paragraph(_plain(str(answer.get("text", ""))))
        for citation in answer.get("citations", []):
            document.add_paragraph(f"[{citation['marker']}] “{_plain(' '.join(citation['quote'].split()))}” {citation['title']}")


def _table(document: Any, heads: list[str], rows: list[list[str]]) -> None:
    """A row of one cell is the head of those below it, over all columns."""
    table = document.add_table(rows=0, cols=len(heads), style="Light Grid Accent 1")
    for row in (heads, *rows):
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=False):
            cell.text = _plain(words)
        if len(row) == 1 < len(heads):
            cells[0].merge(cells[-1])


def _plain(words: str) -> str:
    """Without the characters that a Word file cannot hold."""
    return "".join(c for c in words if c in "\t\n" or c >= " ")
