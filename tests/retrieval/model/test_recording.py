"""What went to and came from a model is kept for its owner alone, and can be read again without a call."""

import json
import stat

import pytest
from scripted_model import Spoken, claims, number_of

from retrieval.model.model_writer import open_writer
from retrieval.model.settings import ModelSettings, ModelSettingsError

QUESTION = "In what share of cases did the NPS visit homes in Northmoor?"
NPS = "The NPS visited homes in 58 per cent of the cases that needed a visit."


def replaying(assistant, folder):
    from dataclasses import replace

    settings = ModelSettings("replay", str(folder))
    return replace(assistant, writer=open_writer(settings, assistant.writer, assistant.searcher.shelf.lexical))


def same(answer):
    return (answer.status, answer.text, answer.claims, answer.notice, answer.dropped)


@pytest.mark.parametrize(
    "script",
    [
        lambda body: Spoken(claims((NPS, number_of(body, NPS), NPS))),
        lambda body: Spoken(claims((NPS, 99, NPS))),
        lambda body: Spoken(status=401),
        lambda body: Spoken(claims((NPS, 1, NPS)), cut=30),
        lambda body: Spoken("I will not."),
    ],
    ids=["answered", "repaired in vain", "refused", "cut off", "unreadable"],
)
def test_what_was_recorded_is_answered_again_without_a_call(script, with_script, scripted_model, assistant, tmp_path):
    scripted_model.script = script
    first = with_script(record=tmp_path / "kept").reply(QUESTION)
    calls = len(scripted_model.asked)
    again = replaying(assistant, tmp_path / "kept").reply(QUESTION)
    assert same(again) == same(first) and len(scripted_model.asked) == calls
    assert again.model == (first.model if first.model == "extractive" else "replay:kept")


def test_a_recording_is_private_and_holds_no_key(with_script, scripted_model, tmp_path):
    scripted_model.script = lambda body: Spoken(claims((NPS, number_of(body, NPS), NPS)))
    with_script(record=tmp_path / "kept").reply(QUESTION)
    (file,) = (tmp_path / "kept").iterdir()
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert "test-key" not in file.read_text(encoding="utf-8")
    assert kept["model"] == "openai:scripted" and kept["host"].startswith("127.0.0.1:") and QUESTION in kept["messages"][1][1]
    assert "".join(piece["text"] for piece in kept["pieces"]) == claims((NPS, number_of(scripted_model.asked[0], NPS), NPS))


def test_nothing_is_kept_unless_it_is_asked_for(with_script, scripted_model, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with_script().reply(QUESTION)
    assert not list(tmp_path.iterdir())


def test_what_was_never_recorded_ends_in_the_offline_answer(with_script, scripted_model, assistant, tmp_path):
    with_script(record=tmp_path / "kept").reply(QUESTION)
    answer = replaying(assistant, tmp_path / "kept").reply("How many cases did each CRC officer hold?")
    assert answer.model == "extractive" and "never recorded" in answer.notice


def test_a_folder_without_recordings_is_said(assistant, tmp_path):
    with pytest.raises(ModelSettingsError, match="There is no recording in"):
        replaying(assistant, tmp_path)
