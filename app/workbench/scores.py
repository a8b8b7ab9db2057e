"""Scores: what people gave the answers of a run, kept in the database.

They belong to the words of an answer: where a run of the same name said something else before, nothing is scored yet.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from app.storage import records
from app.storage.opening import Storage
from evals.expert import Score, check_score
from evals.outcome import Outcome


@dataclass(frozen=True, slots=True)
class RunScores:
    """The scores of one run's answers; of several by one person for one target the last holds."""

    storage: Storage
    run: str
    said: Mapping[str, Outcome]

    def list(self, case_id: str | None = None) -> list[Score]:
        """Scores of one case, or of all."""
        kept = self.storage.scores.list(case_id=case_id)
        return [Score(s.case_id, s.person, f"{s.part} {s.number}", s.points, s.reason) for s in kept if s.run == self._key(s.case_id)]

    def save(self, score: Score) -> None:
        """Keep a score if it fits the scale."""
        part, number = check_score(score).target.split(" ")
        given = (score.person, part, int(number), score.points, score.reason, datetime.now(UTC))
        self.storage.scores.save(records.Score(score.case_id, self._key(score.case_id), *given))

    def _key(self, case_id: str) -> str:
        """The run and its answer's words."""
        outcome = self.said.get(case_id)
        answer = (outcome.answer if outcome else None) or {}
        words = json.dumps([answer.get("text", ""), [c["quote"] for c in answer.get("citations", [])]])
        return f"{self.run}@{hashlib.sha256(words.encode()).hexdigest()[:16]}"
