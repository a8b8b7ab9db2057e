"""Handout: a dossier as a file, in the form that its name asks for."""

import csv
import io
from pathlib import Path

from app.workbench.dossier import Dossier
from app.workbench.standing import dossier_page
from corpus.errors import AssistantError
from evals.summary import MEASURES

SUFFIXES = (".html", ".csv", ".docx")
FORMULA = (*"=+-@\t\r\n", *"＝＋－＠")  # what a spreadsheet would take a cell's text for


class HandoutError(AssistantError):
    """A form that nobody can write."""


def write_dossier(dossier: Dossier, path: Path) -> None:
    """Write a dossier in the form that the file's name asks for."""
    try:
        path.write_bytes(dossier_bytes(dossier, path.suffix))
    except OSError as error:
        raise HandoutError(f"The report cannot be written to {path} ({error.strerror}). Choose another --out.") from error


def dossier_bytes(dossier: Dossier, suffix: str) -> bytes:
    """A dossier as .html, .csv or .docx."""
    if suffix == ".html":
        return dossier_page(dossier).encode()
    if suffix == ".csv":
        return dossier_rows(dossier).encode("utf-8-sig")  # the mark tells Excel that it is UTF-8
    if suffix == ".docx":
        from app.workbench.word import dossier_word

        return dossier_word(dossier)
    raise HandoutError(f"A report cannot be written as {suffix or 'a file without an ending'}. End its name in {', '.join(SUFFIXES)}.")


def dossier_rows(dossier: Dossier) -> str:
    """A row for each case of each run, as comma-separated values."""
    file = io.StringIO()
    names = list(dict.fromkeys(m.score for m in MEASURES))
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(
        ["run", "case", "kind", "audience", "split", "turn", "question", "expected", "status", *names, "odds", "notes", "answer"]
    )
    for run, said in zip(dossier.runs, dossier.said, strict=True):
        for case in run.cases:
            outcome = said.get(case.case_id)
            answer = (outcome.answer or {}).get("text", "") if outcome else ""
            facts = [run.name, case.case_id, case.kind, case.audience, case.split, str(case.turn), dossier.cases[case.case_id].question]
            scores = [case.scores.get(name, "") for name in names]
            odds = "" if case.odds is None else case.odds
            writer.writerow(
                [*map(as_cell, [*facts, case.expected, case.status]), *scores, odds, as_cell("; ".join(case.notes)), as_cell(answer)]
            )
    return file.getvalue()


def as_cell(text: str) -> str:
    """A cell that a spreadsheet reads as text, whatever its first character is."""
    return f"'{text}" if text.startswith(FORMULA) else text
