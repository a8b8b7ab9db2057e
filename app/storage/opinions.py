"""Opinions: what people say of answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, select

from app.storage.conversations import read_turn
from app.storage.database import Database, put
from app.storage.records import Feedback, Remark
from app.storage.tables import conversation, feedback, turn
from app.storage.words import storable


@dataclass(frozen=True, slots=True)
class Opinions:
    """The feedback of a database."""

    database: Database

    def save(self, turn_id: str, person: str, verdict: str, note: str = "") -> Feedback | None:
        """What a person says of an answer, in place of what they said before; None where the turn is gone."""
        said = Feedback(turn_id, verdict, storable(note.strip()), person, datetime.now(UTC))
        with self.database.writing() as connection:
            if connection.execute(select(turn.c.id).where(turn.c.id == turn_id).with_for_update()).first() is None:
                return None
            values = {"verdict": verdict, "note": said.note, "created": said.created}
            put(connection, feedback, {"turn_id": turn_id, "person": person}, values)
        return said

    def withdraw(self, turn_id: str, person: str) -> bool:
        """Nothing said any more; False where nothing was."""
        with self.database.writing() as connection:
            return bool(connection.execute(delete(feedback).where(feedback.c.turn_id == turn_id, feedback.c.person == person)).rowcount)

    def of(self, turn_ids: Iterable[str], person: str) -> dict[str, Feedback]:
        """What a person said of these turns, by turn id."""
        said = select(feedback).where(feedback.c.turn_id.in_(list(turn_ids)), feedback.c.person == person)
        with self.database.reading() as connection:
            return {row.turn_id: _feedback(row) for row in connection.execute(said)}

    def list(self, person: str | None = None, verdict: str | None = None) -> list[Remark]:
        """Feedback with the turns it is about, newest first; of everybody unless a person is named."""
        held = feedback.join(turn, feedback.c.turn_id == turn.c.id).join(conversation, turn.c.conversation_id == conversation.c.id)
        said = select(feedback).add_columns(conversation.c.library).select_from(held)
        wanted = [feedback.c[name] == value for name, value in (("person", person), ("verdict", verdict)) if value is not None]
        ordered = said.where(*wanted).order_by(feedback.c.created.desc(), feedback.c.turn_id, feedback.c.person)
        with self.database.reading() as connection:
            rows = connection.execute(ordered).all()
            about = connection.execute(select(turn).where(turn.c.id.in_({row.turn_id for row in rows})))
            turns = {row.id: read_turn(row) for row in about}
        return [Remark(_feedback(row), turns[row.turn_id], row.library) for row in rows]


def _feedback(row: Row[Any]) -> Feedback:
    return Feedback(row.turn_id, row.verdict, row.note, row.person, row.created)
