"""The forms in which a dossier is handed out: a page, a table and a Word file."""

import csv
import io
from dataclasses import replace

import pytest
from docx import Document
from seen import Seen
from tiny import HOSTILE

from app.workbench.handout import HandoutError, dossier_bytes, write_dossier
from app.workbench.standing import dossier_page
from evals.judge import Verdict


def test_the_page_that_stands_by_itself_loads_nothing_and_holds_every_failure(dossier):
    page = dossier_page(dossier)
    seen = Seen(page)
    assert not {"script", "iframe", "link", "object", "img"} & {name for name, _ in seen.tags}
    assert all((a.get("href") or "#").startswith("#") and not a.get("src") for _, a in seen.tags)
    assert "Not right: 1 of 3 cases" in seen.text and "not said: every single case" in seen.text
    assert "Unpaid work began on time in nine of ten cases." in seen.text and "first against worse: 1 won, 0 lost" in seen.text
    assert page.count("<h1") == 1 and 'lang="en-GB"' in page


def test_words_of_others_stay_words_on_that_page(dossier):
    case = replace(dossier.cases["own-002"], question=HOSTILE)
    seen = Seen(dossier_page(replace(dossier, cases={**dossier.cases, "own-002": case})))
    assert HOSTILE in seen.text and "script" not in {name for name, _ in seen.tags}


def test_the_table_has_a_row_for_each_case_of_each_run_and_no_formulas(dossier):
    case = replace(dossier.cases["own-001"], question="=HYPERLINK(1)")
    rows = list(
        csv.DictReader(io.StringIO(dossier_bytes(replace(dossier, cases={**dossier.cases, "own-001": case}), ".csv").decode("utf-8-sig")))
    )
    assert [(row["run"], row["case"]) for row in rows] == [(r, f"own-00{n}") for r in ("first", "worse") for n in (1, 2, 3)]
    assert rows[0]["question"] == "'=HYPERLINK(1)" and float(rows[0]["right"]) == 1 and rows[0]["status"] == "answered"


def test_the_word_file_holds_figures_and_failures(dossier):
    document = Document(io.BytesIO(dossier_bytes(dossier, ".docx")))
    words = "\n".join(p.text for p in document.paragraphs)
    assert "not said: every single case" in words and "How often did unpaid work begin on time in Borland?" in words
    assert document.tables[0].rows[0].cells[1].text == "first"


def test_a_form_that_nobody_writes_is_told(dossier, tmp_path):
    with pytest.raises(HandoutError, match=r"\.html, \.csv, \.docx"):
        write_dossier(dossier, tmp_path / "report.pdf")
    with pytest.raises(HandoutError, match="cannot be written"):
        write_dossier(dossier, tmp_path / "nowhere" / "report.csv")


def test_the_gate_judgements_and_differences_are_in_every_form(dossier):
    missed = replace(
        dossier, gate=("overall: Right is 1%, at least 2% wanted",), verdicts=(Verdict("ragas with m", "x_y", 3, 2, 0.5, 0.25, 0.75, 1),)
    )
    document = Document(io.BytesIO(dossier_bytes(missed, ".docx")))
    word = "\n".join([p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells])
    for told in (Seen(dossier_page(missed)).text, word):
        assert "overall: Right is 1%, at least 2% wanted" in told and "0.25 to 0.75 (2 repeats)" in told and "1 of 6" in told
        assert (
            "+33 points (+0 to +100)" in told.replace("(0 to", "(+0 to") and "Paired" not in told and "Difference of means, paired" in told
        )
    assert "Passes the gate." in dossier_page(replace(dossier, gate=())) and "the gate" not in dossier_page(dossier)


def test_words_of_others_make_no_markup_and_no_formula_in_any_form(dossier):
    scored = tuple(replace(case, notes=(HOSTILE, "=1+1", "x" * 50_000)) for case in dossier.runs[0].cases)
    case = replace(dossier.cases["own-002"], note=HOSTILE, question=f"@{HOSTILE}\x07", points=((HOSTILE,),))
    hostile = replace(dossier, runs=(replace(dossier.runs[0], cases=scored), dossier.runs[1]), cases={**dossier.cases, "own-002": case})
    seen = Seen(dossier_page(hostile))
    assert not {"script", "img", "iframe"} & {name for name, _ in seen.tags} and HOSTILE in seen.text
    assert Document(io.BytesIO(dossier_bytes(hostile, ".docx")))
    cells = [cell for row in csv.reader(io.StringIO(dossier_bytes(hostile, ".csv").decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@") and not is_number(cell)]


def is_number(cell: str) -> bool:
    return cell.lstrip("-+").replace(".", "", 1).replace("e-", "", 1).isdigit()
