"""Bench, dossier, handout, running and scores over the tiny library."""

import csv
import io
import json
import sys
import time
from dataclasses import replace

import pytest
from bench_of import lay_out
from docx import Document
from test_markup import Seen
from tiny import HOSTILE

from app.storage.opening import Storage
from app.views.evaluation.people import names_of, score_rows
from app.workbench.bench import Bench, BenchError, open_bench
from app.workbench.charts import calibration_curve, chart_by_kind, chart_over_runs, confusion_table
from app.workbench.dossier import open_dossier
from app.workbench.exhibit import LABELS
from app.workbench.figures import difference_words
from app.workbench.handout import HandoutError, dossier_bytes, write_dossier
from app.workbench.running import Plan, Running, RunningError, plan_command
from app.workbench.scores import RunScores
from app.workbench.standing import dossier_page
from evals.calibration import calibrate
from evals.compare import CompareError, Comparison
from evals.expert import Score, ScoreError
from evals.failure import BROKEN
from evals.judge import Verdict
from evals.summary import MEASURE_BY_NAME


@pytest.fixture(scope="module")
def bench(assistant, tmp_path_factory) -> Bench:
    return lay_out(tmp_path_factory.mktemp("runs"), assistant)


@pytest.fixture(scope="module")
def reports(assistant):
    return assistant.searcher.shelf.reports


@pytest.fixture
def dossier(bench, reports):
    return open_dossier(bench, "first", "worse", reports)


def test_a_bench_lists_its_runs_and_scores_them(bench, reports):
    assert set(bench.names()) == {"first", "worse"}
    assert bench.progress("first") == (3, 3)
    assert {case.case_id: case.scores["right"] for case in bench.scored("first", reports).cases} == {
        "own-001": 1,
        "own-002": 0,
        "own-003": 1,
    }


def test_a_run_that_is_not_there_or_cannot_be_named_says_so(bench, reports):
    with pytest.raises(BenchError, match="no run gone among"):
        bench.scored("gone", reports)
    for name in ("../out", "", "a/b", ".hidden"):
        with pytest.raises(BenchError, match="cannot be the name"):
            bench.outcomes_path(name)


def test_before_the_first_run_none_is_said_to_be_missing(tmp_path, reports):
    with pytest.raises(BenchError, match=r"^No run is kept yet\. Ask the cases: probation-qa evals run --name latest$"):
        Bench(tmp_path / "none", shipped=False).scored("latest", reports)


def test_the_shipped_cases_belong_to_the_shipped_library(tmp_path, monkeypatch):
    monkeypatch.setenv("PROBATION_QA_RUNS", str(tmp_path))
    assert open_bench(tmp_path / "mine").case_files() == []
    assert len(open_bench(None).case_files()) == 6 and open_bench(None).folder == tmp_path


def test_a_case_that_a_cut_off_run_never_reached_counts_as_the_worst(bench, reports, tmp_path):
    cut = Bench(tmp_path, shipped=False)
    cut.own_cases.parent.mkdir()
    cut.own_cases.write_bytes(bench.own_cases.read_bytes())
    lines = bench.outcomes_path("first").read_bytes().splitlines(keepends=True)
    cut.outcomes_path("cut").write_bytes(lines[0])
    (tmp_path / "cut.card.json").write_bytes((bench.folder / "first.card.json").read_bytes())
    assert cut.progress("cut") == (1, 3)
    assert [case.status for case in cut.scored("cut", reports).cases] == ["answered", "error", "error"]


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


def test_cases_edited_since_a_run_was_asked_are_told(bench, reports, tmp_path):
    edited = Bench(tmp_path, shipped=False)
    edited.own_cases.parent.mkdir()
    for name in ("first.jsonl", "first.card.json"):
        (tmp_path / name).write_bytes((bench.folder / name).read_bytes())
    lines = bench.own_cases.read_text(encoding="utf-8").splitlines()
    noted = {**json.loads(lines[0]), "note": "Checked by Ann."}
    edited.own_cases.write_text("\n".join([json.dumps(noted), *lines[1:]]), encoding="utf-8")
    assert open_dossier(edited, "first", "", reports).edited == ()
    edited.own_cases.write_text("\n".join([json.dumps({**noted, "points": [["none"]]}), *lines[1:]]), encoding="utf-8")
    assert "Its cases were edited since" in dossier_page(open_dossier(edited, "first", "", reports))


def test_a_difference_says_its_unit_and_which_way_it_is_certain():
    share, lower, seconds = (MEASURE_BY_NAME[name] for name in ("right", "wrongly_declined", "seconds"))

    def told(measure, difference, low, high, n=9):
        return difference_words(Comparison(measure.name, "overall", n, 0, 0, difference, low, high, (), ()), measure)

    assert told(share, 0.1, 0.05, 0.15) == "+10 points (+5 to +15), better"
    assert told(lower, 0.1, 0.05, 0.15) == "+10 points (+5 to +15), worse"
    assert told(share, -0.01, -0.1, 0.004) == "−1 points (−10 to 0)"
    assert told(seconds, -0.5, -0.75, -0.25) == "−0.50 s (−0.75 s to −0.25 s), better"
    assert told(share, 0, 0, 0) == "none" and told(share, 0, 0, 0, n=0) == "–"


def test_a_run_left_half_written_is_read_as_far_as_it_goes(bench, reports, tmp_path):
    half = Bench(tmp_path, shipped=False)
    half.own_cases.parent.mkdir()
    half.own_cases.write_bytes(bench.own_cases.read_bytes())
    lines = bench.outcomes_path("first").read_bytes().splitlines(keepends=True)
    half.outcomes_path("half").write_bytes(lines[0] + b"\x00\xff{}\n" + lines[1][: len(lines[1]) // 2])
    (tmp_path / "half.card.json").write_bytes((bench.folder / "first.card.json").read_bytes())
    (tmp_path / "bare.jsonl").write_bytes(lines[0])
    (tmp_path / "odd.card.json").write_text("[]", encoding="utf-8")
    assert half.progress("half") == (1, 3) and dossier_page(open_dossier(half, "half", "", reports))
    assert half.names() == ["half"]
    for name in ("bare", "odd"):
        with pytest.raises(BenchError, match=f"no run {name} among half"):
            half.scored(name, reports)


def test_a_card_without_ids_and_no_outcomes_at_all_are_shown(bench, reports, tmp_path):
    empty = Bench(tmp_path, shipped=False)
    empty.own_cases.parent.mkdir()
    empty.own_cases.write_bytes(bench.own_cases.read_bytes())
    (tmp_path / "empty.card.json").write_text('{"seed": 0}', encoding="utf-8")
    dossier = open_dossier(empty, "empty", "", reports)
    assert {dossier.cause(case_id) for case_id in dossier.cases} == {BROKEN} and dossier_bytes(dossier, ".docx")


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


def test_runs_that_asked_other_cases_are_not_set_side_by_side(bench, reports, tmp_path):
    card = json.loads((bench.folder / "worse.card.json").read_text(encoding="utf-8"))
    less = Bench(tmp_path, shipped=False)
    less.own_cases.parent.mkdir()
    less.own_cases.write_bytes(bench.own_cases.read_bytes())
    for name, ids in (("first", card["ids"]), ("worse", card["ids"][:2])):
        less.outcomes_path(name).write_bytes(bench.outcomes_path(name).read_bytes())
        (tmp_path / f"{name}.card.json").write_text(json.dumps({**card, "ids": ids}), encoding="utf-8")
    with pytest.raises(CompareError, match="own-003"):
        open_dossier(less, "first", "worse", reports)


def test_charts_can_be_read_without_seeing_them(dossier):
    run = dossier.runs[0]
    by_kind = Seen(chart_by_kind(dossier.runs, MEASURE_BY_NAME["right"]))
    assert "Overall" in by_kind.text and "67%" in by_kind.text and "Figure" in by_kind.text
    assert "Answered" in Seen(confusion_table(run, LABELS)).text
    assert "first" in Seen(chart_over_runs(dossier.runs, [MEASURE_BY_NAME["right"]])).text
    (told,) = [a["aria-label"] for name, a in Seen(calibration_curve(calibrate(run.cases))).tags if name == "svg"]
    assert told.startswith("Reliability of the probability")


def score(person: str, points: int, reason: str = "") -> Score:
    return Score("own-001", person, "sentence 1", points, reason)


@pytest.fixture
def scores(dossier, tmp_path):
    return RunScores(Storage.open(f"sqlite:///{tmp_path / 'kept.db'}"), "first", dossier.said[0])


def test_the_last_score_of_a_person_holds(scores):
    assert scores.list() == []
    for each in (score("Ann", 100), score("Bob", 0, "wrong area"), score("Ann", 80, "vague")):
        scores.save(each)
    assert scores.list() == scores.list("own-001") == [score("Ann", 80, "vague"), score("Bob", 0, "wrong area")]
    assert scores.list("own-002") == []
    with pytest.raises(ScoreError):
        scores.save(score("Ann", 80))


def test_scores_belong_to_the_words_of_an_answer(scores):
    scores.save(score("Ann", 100))
    said = scores.said["own-001"]
    again = replace(said, seconds=9.0, answer={**said.answer, "seconds": {"total": 9.0}})
    other = replace(said, answer={**said.answer, "text": "Something else."})
    assert replace(scores, said={"own-001": again}).list() == [score("Ann", 100)]
    assert replace(scores, said={"own-001": other}).list() == replace(scores, run="worse").list() == []


def test_scores_as_a_table_hold_no_formulas(dossier, scores):
    scores.save(score("=Ann", 0, "@SUM(1)"))
    scores.save(score("https://login.example:ab12", 100))
    row, other = csv.DictReader(io.StringIO(score_rows(dossier, scores.list())))
    assert (row["person"], row["reason"], row["points"], row["part"]) == ("'=Ann", "'@SUM(1)", "0", "sentence 1")
    assert other["person"] == "Person 2"
    assert row["words"] == "The CRC supervised 3,454 people in Arden."


def test_people_who_signed_in_are_not_named_to_others():
    given = [score("https://login.example:ab12", 100), score("https://login.example:cd34", 100), score("Ann", 100)]
    assert names_of(given, "https://login.example:cd34") == {
        "Ann": "Ann", "https://login.example:ab12": "Person 2", "https://login.example:cd34": "You",
    }  # fmt: skip


def wait(running: Running) -> None:
    for _ in range(400):
        if not running.alive:
            return
        time.sleep(0.02)
    raise TimeoutError


def test_a_run_under_way_keeps_others_out_and_can_be_cancelled():
    running = Running()
    assert not running.alive and running.fault == ""
    running.start("long", [sys.executable, "-c", "import time; time.sleep(60)"])
    with pytest.raises(RunningError, match="long is under way"):
        running.start("other", [sys.executable, "-c", ""])
    running.cancel()
    assert not running.alive and running.fault == "" and running.name == "long"


def test_a_run_that_ends_badly_says_why():
    running = Running()
    running.start("bad", [sys.executable, "-c", "import sys; print('first'); sys.exit('The library is locked. Wait.')"])
    wait(running)
    assert running.fault == "The library is locked. Wait."


def test_the_command_of_a_plan_is_one_the_command_line_knows():
    command = plan_command(Plan("-odd", "fused", "held", 5))
    assert command[1:] == ["-m", "app", "evals", "run", "--name=-odd", "--system=fused", "--split=held", "--sample=5"]
