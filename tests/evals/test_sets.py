import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.case import CASES, CaseError, Conversation
from evals.lines import check_lines, read_cases
from evals.sets import SMALL, add_entries, find_asked, find_faults, keep_ids, keep_split, pick_sample, read_entries, read_small
from evals.topic import TOPICS, check_topics

FIELDS = {
    "id": "new", "question": "How many cases did the NPS hold?", "kind": "figure", "audience": "staff", "split": "tune",
    "points": [["640"]], "gold": [{"report_id": "north", "quote": "The NPS held 640 cases."}],
}  # fmt: skip


@pytest.fixture
def curated(make_case):
    cases = [make_case(f"{kind}{n}", kind=kind, split="held" if n % 2 else "tune") for kind in ("figure", "list", "fact") for n in range(4)]
    return tuple(cases), (Conversation("t1", "staff", "held", (make_case("t1/1"), make_case("t1/2"))),)


def names(curated) -> list[str]:
    return [case.case_id for case in curated[0]] + [conversation.id for conversation in curated[1]]


def test_a_split_is_kept_and_one_that_is_none_is_told(curated):
    assert {case.split for case in keep_split(curated, "held")[0]} == {"held"} and len(keep_split(curated, "held")[1]) == 1
    assert keep_split(curated, "all") == curated
    with pytest.raises(CaseError, match="no split hled"):
        keep_split(curated, "hled")


def test_a_sample_takes_every_kind_in_turn_and_is_the_same_each_time(curated):
    sample = pick_sample(curated, 4)
    assert {case.kind for case in sample[0]} == {"figure", "list", "fact"} and len(sample[1]) == 1
    assert pick_sample(curated, 4) == sample and pick_sample(curated, 99) == curated
    assert set(names(sample)) < set(names(pick_sample(curated, 8)))


def test_a_run_is_scored_over_all_it_set_out_to_ask(curated):
    assert names(find_asked(curated, {"ids": ["list2", "t1"]})) == ["list2", "t1"]
    assert find_asked(curated, {}) == curated
    with pytest.raises(CaseError, match="no longer holds gone"):
        find_asked(curated, {"ids": ["list2", "gone"]})


def test_a_new_case_is_appended_only_if_it_has_no_fault(tmp_path, reports):
    path = tmp_path / "cases" / "own.jsonl"
    assert add_entries([FIELDS], path, [], reports) == ["new"]
    before = path.read_bytes()
    wrong = {**FIELDS, "audience": "aliens", "gold": [{"report_id": "north", "quote": "never said"}]}
    with pytest.raises(CaseError) as caught:
        add_entries([{**wrong, "audience": "staff"}], path, [path], reports)
    assert {"the id new is used 2 times", "new: north does not hold the words: never said"} <= set(caught.value.faults)
    with pytest.raises(CaseError, match="no audience aliens"):
        add_entries([wrong], path, [path], reports)
    assert path.read_bytes() == before
    add_entries([{**FIELDS, "id": "new2", "question": "Another?"}], path, [path], reports)
    assert names(read_cases([path], reports)) == ["new", "new2"]


def test_a_fault_that_was_there_before_does_not_keep_a_new_case_out(tmp_path, reports):
    other = tmp_path / "other.jsonl"
    other.write_text("{broken\n", encoding="utf-8")
    add_entries([FIELDS], tmp_path / "own.jsonl", [other], reports)
    assert len(find_faults([other, tmp_path / "own.jsonl"], reports)) == 1


TALK = {"id": "t", "audience": "staff", "split": "tune", "turns": [{"question": "And the NPS?", "kind": "figure"}]}
TOPIC = {
    "id": "cases", "topic": "caseloads", "split": "held",
    "points": [{"says": ["640"], "gold": [{"report_id": "north", "quote": "The NPS held 640 cases."}]}],
}  # fmt: skip


def test_conversations_and_topics_are_added_like_cases(tmp_path, reports):
    assert add_entries([TALK], tmp_path / "own.jsonl", [], reports) == ["t"]
    assert isinstance(read_cases([tmp_path / "own.jsonl"])[1][0], Conversation)
    assert add_entries([TOPIC], tmp_path / "topics.jsonl", [], reports) == ["cases"]
    with pytest.raises(CaseError, match="the id cases is used 2 times"):
        add_entries([TOPIC], tmp_path / "topics.jsonl", [], reports)


def test_many_lines_are_added_all_or_none(tmp_path, reports):
    path = tmp_path / "own.jsonl"
    nameless = {key: value for key, value in FIELDS.items() if key != "id"}
    many = [{**nameless, "question": f"Question {n}?"} for n in range(3)]
    with pytest.raises(CaseError, match="new line 2: there is no split both"):
        add_entries([many[0], {**many[1], "split": "both"}], path, [], reports)
    assert not path.read_bytes()
    assert add_entries(many, path, [], reports) == ["own-001", "own-002", "own-003"]
    assert add_entries([{**nameless, "question": "A fourth?"}], path, [path], reports) == ["own-004"]
    with pytest.raises(CaseError, match="nothing to add"):
        add_entries([], path, [], reports)


def test_many_people_add_at_once_and_each_gets_a_number_of_their_own(tmp_path, reports):
    path = tmp_path / "own.jsonl"
    nameless = {key: value for key, value in FIELDS.items() if key != "id"}

    def add(n: int) -> list[str]:
        return add_entries([{**nameless, "question": f"Question {n}?"}], path, [], reports)

    with ThreadPoolExecutor(8) as people:
        ids = [name for added in people.map(add, range(24)) for name in added]
    assert sorted(ids) == [f"own-{n:03}" for n in range(1, 25)]
    assert len(read_cases([path], reports)[0]) == 24


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path, reports):
    (tmp_path / "cases").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(CaseError, match="cannot be written"):
        add_entries([FIELDS], tmp_path / "cases" / "own.jsonl", [], reports)


def test_a_file_of_entries_holds_one_object_or_one_a_line(tmp_path):
    path = tmp_path / "new.jsonl"
    path.write_text(json.dumps(FIELDS, indent=1), encoding="utf-8")
    assert read_entries(path) == [FIELDS]
    path.write_text(f"{json.dumps(FIELDS)}\n\n{json.dumps(TOPIC)}", encoding="utf-8")
    assert read_entries(path) == [FIELDS, TOPIC]
    path.write_text('{"a": 1}\n[]\n{broken', encoding="utf-8")
    with pytest.raises(CaseError, match=r"line 2: not a JSON object; new\.jsonl line 3"):
        read_entries(path)
    with pytest.raises(CaseError, match="cannot be read"):
        read_entries(tmp_path / "none.jsonl")


def test_topics_are_checked_beside_the_cases(tmp_path, reports):
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in (FIELDS, {**TOPIC, "split": "both"}, TALK)), encoding="utf-8")
    (fault,) = find_faults([path], reports)
    assert fault.startswith("mixed.jsonl line 2: there is no split both")


def test_files_with_faults_are_told_all_together(tmp_path, reports):
    (tmp_path / "a.jsonl").write_text("[]\n" + json.dumps({**FIELDS, "split": "both"}), encoding="utf-8")
    faults = find_faults([tmp_path / "none.jsonl", tmp_path / "a.jsonl"], reports)
    assert len(faults) == 3 and "cannot be read" in faults[0] and "a.jsonl line 1" in faults[1] and "no split both" in faults[2]


def test_the_small_set_stands_among_the_shipped_cases_and_holds_both_sorts():
    shipped = read_cases(sorted(CASES.glob("*.jsonl")))
    small = keep_ids(shipped, read_small())
    assert len(names(small)) == len(SMALL.read_text(encoding="utf-8").split()) == 80
    assert sum(not case.answerable for case in small[0]) >= 20 and len({case.kind for case in small[0]}) >= 9


SCHEMA = jsonschema.Draft202012Validator(json.loads((CASES / "schema.json").read_text(encoding="utf-8")))


def test_every_shipped_line_fits_the_schema():
    lines = [json.loads(line) for path in sorted(CASES.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 520 and all(SCHEMA.is_valid(line) for line in lines)


def test_every_shipped_topic_fits_the_schema():
    assert all(SCHEMA.is_valid(json.loads(line)) for line in TOPICS.read_text(encoding="utf-8").splitlines())


WRONG = st.sampled_from(["", "  ", None, 3, [], [[]], [["a", 1]], {}, ["x"], [{"report_id": "north"}], "tune", "staff", "answered", "x"])


@given(
    st.sampled_from(["id", "question", "kind", "audience", "split", "points", "gold", "trap", "status", "note", "turns", "pionts"]), WRONG
)
def test_schema_and_checker_refuse_the_same_lines(name, value):
    line = {**FIELDS, name: value}
    _, faults = check_lines([("here", json.dumps(line))])
    assert SCHEMA.is_valid(line) == (not faults), (line, faults)


@given(st.sampled_from(list(FIELDS)))
def test_schema_and_checker_agree_on_what_may_be_left_out(name):
    line = {key: value for key, value in FIELDS.items() if key != name}
    _, faults = check_lines([("here", json.dumps(line))])
    assert SCHEMA.is_valid(line) == (not faults)


@given(
    st.sampled_from(["id", "topic", "split", "points", "note", "audience"]),
    WRONG | st.sampled_from([TOPIC["points"], [{"says": [], "gold": []}]]),
)
def test_schema_and_checker_refuse_the_same_topics(name, value):
    line = {**TOPIC, name: value}
    _, faults = check_topics([("here", json.dumps(line))])
    assert SCHEMA.is_valid(line) == (not faults), (line, faults)


def test_the_folder_of_cases_is_whole():
    assert {path.suffix for path in Path(CASES).iterdir()} == {".jsonl", ".json"}
