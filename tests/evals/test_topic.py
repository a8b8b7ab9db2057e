import json

import pytest

from corpus.manifest import SHIPPED, read_manifest
from corpus.report import Facts, Report
from evals.case import CaseError
from evals.topic import TOPICS, locate_point, read_topics
from ingest.read import read_file

TOPIC = {
    "id": "t1",
    "topic": "cases",
    "split": "tune",
    "points": [{"says": ["640"], "gold": [{"report_id": "north", "quote": "The NPS held\n640 cases."}]}],
}


def write(folder, *lines):
    path = folder / "topics.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_a_topic_is_read_and_its_points_are_found_whatever_the_white_space(tmp_path, reports):
    (topic,) = read_topics([write(tmp_path, TOPIC, "")], reports)
    (span,) = locate_point(topic.points[0], reports)
    assert reports["north"].text[span.start : span.end] == "The NPS held 640 cases."


def test_every_fault_is_told_at_once(tmp_path, reports):
    wrong = [
        {**TOPIC, "split": "both"},
        {**TOPIC, "points": [{"says": [], "gold": []}]},
        {**TOPIC, "points": []},
        {**TOPIC, "points": [{"says": [], "gold": [{"report_id": "north", "quote": "made up"}]}]},
        '{"id": "t1"}',
        "no JSON",
    ]
    with pytest.raises(CaseError) as error:
        read_topics([write(tmp_path, *wrong)], reports)
    told = str(error.value)
    assert all(
        part in told
        for part in (
            "no split both",
            "point 1 has no gold",
            "points is not a list",
            "made up",
            "line 5: topic is missing",
            "line 6: not JSON",
        )
    )


def test_a_file_that_is_not_there_is_said_so(tmp_path, reports):
    with pytest.raises(CaseError, match="cannot be read"):
        read_topics([tmp_path / "none.jsonl"], reports)


def test_the_curated_topics_stand_in_the_shipped_reports():
    known = {facts["report_id"]: (file, facts["title"]) for file, facts in read_manifest(SHIPPED).items()}
    wanted = {gold["report_id"] for line in TOPICS.read_text().splitlines() for p in json.loads(line)["points"] for gold in p["gold"]}
    reports = {}
    for report_id in sorted(wanted & set(known)):
        file, title = known[report_id]
        path = SHIPPED.parent / file
        reports[report_id] = Report(report_id, file, "", Facts(title), read_file(path, path.read_bytes()).text)
    topics = read_topics([TOPICS], reports)
    assert len(topics) >= 14 and {topic.split for topic in topics} == {"tune", "held"}
    assert all(8 <= len(topic.points) <= 12 for topic in topics)
