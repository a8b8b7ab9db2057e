"""Briefings are kept with what was changed in them."""

from app.storage.opening import Storage


def test_a_briefing_is_kept_edited_renamed_found_and_deleted(storage: Storage) -> None:
    kept = storage.briefings.save("local", "Home visits", {"areas": ["Arden"]}, {"chapters": [{"heading": "Findings"}]})
    storage.briefings.save("local", "Unpaid work", {}, {})
    assert storage.briefings.edit(kept.id, "local", {"lines": {"1": "changed"}}) and storage.briefings.rename(kept.id, "local", "Visits")
    found = storage.briefings.open(kept.id, "local")
    assert found and (found.topic, found.edits, found.content) == ("Visits", {"lines": {"1": "changed"}}, kept.content)
    assert [b.topic for b in storage.briefings.list("local")] == ["Visits", "Unpaid work"]
    assert [b.topic for b in storage.briefings.list("local", "WORK unpaid")] == ["Unpaid work"]
    assert storage.briefings.open(kept.id, "ann") is None and not storage.briefings.delete(kept.id, "ann")
    assert storage.briefings.delete(kept.id, "local") and storage.briefings.open(kept.id, "local") is None
