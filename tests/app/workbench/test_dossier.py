"""A dossier of runs that were edited, cut off, left empty or asked other cases."""

import json

import pytest

from app.workbench.bench import Bench, BenchError
from app.workbench.dossier import open_dossier
from app.workbench.handout import dossier_bytes
from app.workbench.standing import dossier_page
from evals.compare import CompareError
from evals.failure import BROKEN


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
