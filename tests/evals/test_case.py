import json
from pathlib import Path

import pytest

from corpus.manifest import SHIPPED, read_manifest
from corpus.report import Facts, Report
from evals.case import CASES, Case, CaseError, GoldQuote, locate_gold, read_cases
from evals.span import Span
from evals.wording import points_covered, traps_given
from ingest.read import read_file

LINE = {
    "id": "c1", "question": "How many?", "kind": "figure", "audience": "staff", "split": "tune",
    "points": [["640"]], "gold": [{"report_id": "north", "quote": "The NPS held 640 cases."}],
}  # fmt: skip


def write(folder: Path, *lines: object) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_a_case_and_a_conversation_are_read(tmp_path, reports):
    turn = {key: LINE[key] for key in ("kind", "points", "gold")}
    talk = {"id": "t", "audience": "trainer", "split": "held", "turns": [{**turn, "question": "And?"}, {**turn, "question": "Why?"}]}
    (case,), (conversation,) = read_cases([write(tmp_path, LINE, "", talk)], reports)
    gold = (GoldQuote("north", "The NPS held 640 cases."),)
    assert case == Case("c1", "How many?", "figure", "staff", "tune", (("640",),), gold)
    assert [(t.case_id, t.question, t.audience, t.split) for t in conversation.turns] == [
        ("t/1", "And?", "trainer", "held"),
        ("t/2", "Why?", "trainer", "held"),
    ]


def test_a_case_without_gold_should_be_declined(make_case):
    assert make_case().answerable and make_case().expected == "answered"
    assert not make_case(gold=()).answerable and make_case(gold=()).expected == "not_in_reports"
    assert not make_case(status="needs_clarification").answerable
    assert make_case(gold=(), status="partial").answerable


def test_every_fault_is_told_at_once(tmp_path, reports):
    strange = [{"report_id": "nowhere", "quote": "x"}, {"report_id": "south", "quote": "made up"}]
    path = write(
        tmp_path,
        LINE,
        {**LINE, "question": "How  MANY?"},
        {**LINE, "id": "c2", "question": "A?", "points": [["x"], []]},
        {**LINE, "id": "c3", "question": "B?", "gold": strange},
        {**LINE, "id": "c4", "question": "", "status": "unsure", "trap": "40%"},
        "{broken",
        "[]",
        {"id": "t", "audience": "a", "split": "tune", "turns": []},
    )
    with pytest.raises(CaseError) as caught:
        read_cases([path], reports)
    for fault in (
        "the id c1 is used 2 times", "asked 2 times: how many?", "line 3: a point has no alternatives", "there is no report nowhere",
        "c3: south does not hold the words: made up", "line 5: question is missing", "line 5: there is no status unsure",
        "line 5: trap is not a list of words", "line 6: not JSON", "line 7: not a JSON object", "line 8: turns is not a list of cases",
    ):  # fmt: skip
        assert fault in str(caught.value)


def test_a_line_with_one_fault_is_looked_at_for_all_others(tmp_path, reports):
    strange = {
        **LINE,
        "split": "both",
        "gold": [{"report_id": "nowhere", "quote": "x"}, {"report_id": "north"}],
        "pionts": [],
        "note": "n" * 2001,
    }
    with pytest.raises(CaseError) as caught:
        read_cases([write(tmp_path, LINE, strange, {**LINE, "id": "c2", "question": "Why?", "gold": []})], reports)
    told = str(caught.value)
    for fault in (
        "there is no split both", "there is no field pionts", "the id c1 is used 2 times", "asked 2 times: how many?",
        "c1: there is no report nowhere", "gold is not a list of report_id and quote", "note is not at most 2000 characters",
        "line 3: it has points but no gold",
    ):  # fmt: skip
        assert fault in told


@pytest.mark.parametrize("line", ['{"id": ' + "[" * 100_000, '{"id": "\\ud800"}', '{"id": []}', '{"id": 1e999}', "\x00"])
def test_an_odd_line_is_a_fault_and_not_a_crash(tmp_path, line):
    with pytest.raises(CaseError, match=r"cases\.jsonl line 1"):
        read_cases([write(tmp_path, line)])


WRONG = [{"points": "x"}, {"points": [["a", 1]]}, {"gold": [{"report_id": "north"}]}, {"gold": ["x"]}, {"trap": [1]}]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_shape_is_a_fault_and_not_a_crash(tmp_path, wrong):
    with pytest.raises(CaseError, match=r"cases\.jsonl line 1"):
        read_cases([write(tmp_path, {**LINE, **wrong})])


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(CaseError, match="cannot be read"):
        read_cases([tmp_path / "none.jsonl"])


def test_gold_is_located_wherever_it_stands_and_white_space_may_differ(reports, make_case):
    text = reports["north"].text
    sought = (("north", "busy. The  NPS held"), ("north", "held"), ("north", "HELD"), ("x", "held"))
    runs_on, twice, other_case, nowhere = locate_gold(make_case(gold=tuple(GoldQuote(*words) for words in sought)), reports)
    assert [text[s.start : s.end] for s in runs_on] == ["busy.\n\nThe NPS held"]
    assert twice == tuple(Span("north", i, i + 4) for i in (text.index("held"), text.rindex("held")))
    assert other_case == nowhere == ()


@pytest.fixture(scope="module")
def shipped() -> dict[str, Report]:
    found = {}
    for file, facts in read_manifest(SHIPPED).items():
        path = SHIPPED.parent / file
        found[facts["report_id"]] = Report(facts["report_id"], file, "", Facts(facts["title"]), read_file(path, path.read_bytes()).text)
    return found


@pytest.fixture(scope="module")
def curated(shipped):
    return read_cases(sorted(CASES.glob("*.jsonl")), shipped)


def test_every_curated_gold_quote_stands_in_its_report(curated, shipped):
    cases, conversations = curated
    for case in [*cases, *(turn for conversation in conversations for turn in conversation.turns)]:
        assert all(locate_gold(case, shipped)), case.case_id


def test_curated_gold_says_the_points_and_gives_no_trap(curated):
    """Else a case could be failed by quoting exactly what it asks for."""
    cases, conversations = curated
    for case in [*cases, *(turn for conversation in conversations for turn in conversation.turns)]:
        words = "\n".join(gold.quote for gold in case.gold)
        if case.answerable and case.gold:
            assert case.points and all(points_covered(words, case.points)), case.case_id
            assert not traps_given(words, case.trap), case.case_id
