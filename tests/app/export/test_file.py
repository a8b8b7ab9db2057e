import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.export import file
from app.export.file import ExportError, check_target, save, to_bytes
from app.export.imprint import Imprint, imprint_of
from corpus.errors import AssistantError
from retrieval.answer import to_json


@pytest.mark.parametrize("ending", [".md", ".docx", ".pptx", ".json"])
def test_a_briefing_is_saved_as_the_ending_asks(briefing, imprint, tmp_path: Path, ending):
    path = tmp_path / f"pack{ending.upper()}"
    save(briefing, path, imprint)
    begins = {".md": b"# Home visits\n", ".docx": b"PK", ".pptx": b"PK", ".json": b'{\n "topic": "home visits"'}
    assert path.read_bytes().startswith(begins[ending])
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize("name", ["pack.pdf", "pack", "pack.doc", ".md"])
def test_an_unknown_ending_is_told_the_endings(briefing, tmp_path: Path, name):
    with pytest.raises(AssistantError, match=r"\.md, \.docx, \.pptx or \.json\.$"):
        save(briefing, tmp_path / name)
    with pytest.raises(AssistantError, match=r"\.md, \.docx, \.pptx or \.json\.$"):
        check_target(tmp_path / name)


def test_a_conversation_has_no_slides(conversation, tmp_path: Path):
    with pytest.raises(ExportError, match=r"Save a conversation as \.md, \.docx or \.json\.$"):
        save(conversation, tmp_path / "talk.pptx")


def test_a_conversation_without_answers_is_refused():
    with pytest.raises(ExportError, match="Ask a question first"):
        to_bytes([], ".md")


def test_a_missing_folder_and_a_folder_for_a_file_are_refused_before_the_work(tmp_path: Path):
    (tmp_path / "pack.md").mkdir()
    with pytest.raises(ExportError, match="is a folder"):
        check_target(tmp_path / "pack.md")
    with pytest.raises(ExportError, match="is not there"):
        check_target(tmp_path / "none" / "pack.md")


def test_a_place_where_writing_is_not_allowed_is_refused_before_the_work(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(file.os, "access", lambda path, mode: False)
    with pytest.raises(ExportError, match="not allowed"):
        check_target(tmp_path / "pack.md")


def test_a_failure_leaves_the_file_that_was_there(briefing, tmp_path: Path, monkeypatch):
    path = tmp_path / "pack.md"
    path.write_text("yesterday's")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file.os, "fsync", full)
    with pytest.raises(ExportError, match="No space left on device"):
        save(briefing, path)
    assert path.read_text() == "yesterday's"
    assert os.listdir(tmp_path) == ["pack.md"]


def test_a_link_is_followed_and_permissions_are_kept(briefing, tmp_path: Path):
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    save(briefing, link)
    assert link.is_symlink() and real.read_text().startswith("# Home visits") and real.stat().st_mode & 0o777 == 0o640


def test_json_is_that_of_the_command_line(briefing, comparison, conversation):
    told = json.loads(to_bytes(briefing, ".json"))
    assert told["topic"] == "home visits" and told["coverage"]["filters"] == {"areas": ["Arden"]}
    assert told["sections"][0]["claims"][1] == {"text": "Visits were rare.", "citations": [3, 4], "label": "Visits", "verified": True}
    assert [c["marker"] for c in told["citations"]] == [1, 2, 3, 4, 5, 6]
    sides = json.loads(to_bytes(comparison, ".json"))
    assert [(cell["side"], len(cell["claims"])) for cell in sides["cells"]] == [("Arden", 1), ("Borland", 2), ("Cardle", 0)]
    assert json.loads(to_bytes(conversation, ".json"))["answers"] == json.loads(json.dumps([to_json(a) for a in conversation]))


@pytest.mark.parametrize("ending", [".md", ".docx", ".pptx", ".json"])
def test_the_worst_and_the_emptiest_make_files_too(exported, comparison, ending):
    assert exported("worst", ending) and exported("empty", ending)
    assert to_bytes(replace(comparison, cells=(), citations=()), ending)


def test_an_imprint_names_the_state_of_the_library(shelf):
    known = imprint_of(shelf)
    assert known.library == shelf.card["built_from"][:8]
    assert Imprint("2026-11-09", "1a2b3c4d").words == "9 November 2026 · Library version 1a2b3c4d"
    assert Imprint("2026-11", "").words == "November 2026"
