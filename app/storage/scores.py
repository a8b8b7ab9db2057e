"""Scores that experts give to the sentences and citations of a run's answers."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, select

from app.storage.database import Database, put
from app.storage.records import Score
from app.storage.tables import score
from app.storage.words import storable

KEY = ("run", "case_id", "person", "part", "number")


@dataclass(frozen=True, slots=True)
class Scores:
    """The expert scores of a database."""

    database: Database

    def save(self, given: Score) -> None:
        """Keep a score in place of the one this person gave this part before."""
        with self.database.writing() as connection:
            values = {"points": given.points, "reason": storable(given.reason), "created": given.created}
            put(connection, score, {name: getattr(given, name) for name in KEY}, values)

    def withdraw(self, given: Score) -> bool:
        """No score of this person for this part any more; False where there was none."""
        same = [score.c[name] == getattr(given, name) for name in KEY]
        with self.database.writing() as connection:
            return bool(connection.execute(delete(score).where(*same)).rowcount)

    def list(self, run: str | None = None, case_id: str | None = None, person: str | None = None) -> list[Score]:
        """Scores by run, case, part, number and person; of every run, case and person that is not named."""
        named = {"run": run, "case_id": case_id, "person": person}
        wanted = [score.c[name] == value for name, value in named.items() if value is not None]
        ordered = select(score).where(*wanted).order_by(*(score.c[name] for name in ("run", "case_id", "part", "number", "person")))
        with self.database.reading() as connection:
            return [_read(row) for row in connection.execute(ordered)]


def _read(row: Row[Any]) -> Score:
    return Score(row.case_id, row.run, row.person, row.part, row.number, row.points, row.reason, row.created)
