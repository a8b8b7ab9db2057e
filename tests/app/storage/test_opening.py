"""All that is kept of a person can be taken away as JSON."""

import json
from datetime import UTC, datetime

from test_conversations import begin

from app.storage.opening import Storage
from app.storage.records import Score

NOW = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)


def test_a_person_takes_away_all_that_is_their_own_and_nothing_else(storage: Storage) -> None:
    (turn,) = begin(storage, "mine", "a", person="ann").turns
    begin(storage, "his", "b", person="bob")
    storage.opinions.save(turn.id, "ann", "partly", "note")
    storage.briefings.save("ann", "Topic", {}, {"x": 1})
    storage.scores.save(Score("c", "r", "bob", "sentence", 1, 100, "", NOW))
    taken = json.loads(json.dumps(storage.export("ann")))
    assert [(c["name"], c["turns"][0]["asked"]) for c in taken["conversations"]] == [("mine", "a")]
    assert taken["feedback"][0]["note"] == "note" and taken["briefings"][0]["content"] == {"x": 1} and taken["scores"] == []
    assert datetime.fromisoformat(taken["conversations"][0]["created"]).utcoffset() is not None
