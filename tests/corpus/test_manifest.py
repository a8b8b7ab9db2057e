import hashlib
import json
import re
from pathlib import Path

import pytest

from corpus.manifest import SHIPPED, ManifestError, read_manifest


def write(folder: Path, *lines: object) -> Path:
    path = folder / "manifest.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text("Alpha.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Beta.", encoding="utf-8")
    return tmp_path


def test_facts_by_file_blank_lines_left_out(folder):
    sha256 = hashlib.sha256(b"Alpha.").hexdigest()
    path = write(
        folder, {"file": "a.txt", "report_id": "a", "sha256": sha256}, "", {"file": "b.txt", "report_id": "b", "area": ["Northmoor"]}
    )
    facts = read_manifest(path)
    assert list(facts) == ["a.txt", "b.txt"]
    assert facts["b.txt"]["area"] == ["Northmoor"]


def test_every_fault_is_named_at_once(folder):
    path = write(
        folder,
        {"file": "a.txt", "report_id": "a", "sha256": "0" * 64},
        "{not json",
        ["a", "list"],
        {"file": "b.txt"},
        {"file": "gone.txt", "report_id": "g"},
        {"file": "../outside.txt", "report_id": "o"},
        {"file": "b.txt", "report_id": "a"},
    )
    with pytest.raises(ManifestError) as told:
        read_manifest(path)
    sentence = str(told.value)
    for words in (
        "line 1: a.txt has changed", "line 2 is not a JSON object", "line 3 is not a JSON object", "line 4 is not a JSON object",
        "line 5: gone.txt is missing", "line 6: ../outside.txt leaves the folder", "line 7 repeats a",
    ):  # fmt: skip
        assert words in sentence
    assert sentence.endswith("Correct these lines and try again.")


@pytest.mark.parametrize(
    "line",
    [
        {"file": 5, "report_id": "a"},
        {"file": ["a.txt"], "report_id": "a"},
        {"file": "a.txt", "report_id": {"a": 1}},
        {"file": "a.txt", "report_id": None},
        {"file": "a.txt", "report_id": "a", "area": "Northmoor"},
        {"file": "a.txt", "report_id": "a", "published_on": 2018},
    ],
    ids=lambda line: json.dumps(line),
)
def test_a_fact_of_the_wrong_type_is_a_fault_too(folder, line):
    with pytest.raises(ManifestError, match="line 1"):
        read_manifest(write(folder, line))


def test_a_manifest_that_is_not_utf8_is_told_in_a_sentence(folder):
    path = folder / "manifest.jsonl"
    path.write_bytes(b'{"file": "a.txt", "report_id": "caf\xe9"}')
    with pytest.raises(ManifestError):
        read_manifest(path)


def test_the_shipped_manifest_holds_and_names_every_text():
    facts = read_manifest(SHIPPED)
    texts = {
        path.relative_to(SHIPPED.parent).as_posix() for path in (SHIPPED.parent / "texts").rglob("*") if path.suffix in (".md", ".txt")
    }
    assert texts == set(facts)
    for line in facts.values():
        dates = [line[name] for name in ("published_on", "inspected_on") if line.get(name)]
        assert all(re.fullmatch(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", date) for date in dates), line["file"]
        assert line["title"] and isinstance(line.get("area", []), list) and isinstance(line.get("bodies", []), list), line["file"]
        assert line["digest"] and line["licence"] and len(line["sha256"]) == 64, line["file"]
