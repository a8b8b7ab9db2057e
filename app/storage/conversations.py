"""Conversations of one person after another: each sees, finds, renames and deletes only their own."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, func, insert, or_, select, update

from app.storage.database import Database
from app.storage.records import Conversation, Json, Listed, Turn
from app.storage.tables import conversation, turn
from app.storage.words import holds, searchable, storable

LISTED = 50


def new_id() -> str:
    """An id that nobody guesses, of 128 random bits; none begins with "-", which a terminal would take for an option."""
    made = iter(lambda: secrets.token_urlsafe(16), "")
    return next(one for one in made if not one.startswith("-"))


@dataclass(frozen=True, slots=True)
class Conversations:
    """The conversations of a database."""

    database: Database

    def begin(self, person: str, name: str, library: str) -> Conversation:
        """A new conversation without turns."""
        now = datetime.now(UTC)
        begun = Conversation(new_id(), storable(name), library, now)
        values = {"id": begun.id, "name": begun.name, "library": library, "created": now}
        with self.database.writing() as connection:
            connection.execute(insert(conversation).values(**values, person=person, words=searchable(name), changed=now))
        return begun

    def add(self, conversation_id: str, person: str, asked: str, standalone: str, filters: Json, answer: Json) -> Turn | None:
        """One turn more at the end; None where the person has no such conversation (any more)."""
        now = datetime.now(UTC)
        added = Turn(new_id(), storable(asked), storable(standalone), filters, answer, now)
        words = searchable(asked, str(answer.get("text", "")))
        with self.database.writing() as connection:
            own = select(conversation.c.id).where(*_own(conversation_id, person)).with_for_update()
            if connection.execute(own).first() is None:
                return None
            last = select(func.max(turn.c.number)).where(turn.c.conversation_id == conversation_id)
            place = {"conversation_id": conversation_id, "number": (connection.scalar(last) or 0) + 1, "words": words}
            values = {name: getattr(added, name) for name in ("id", "asked", "standalone", "filters", "answer", "created")}
            connection.execute(insert(turn).values(**values, **place))
            connection.execute(update(conversation).where(conversation.c.id == conversation_id).values(changed=now))
        return added

    def open(self, conversation_id: str, person: str) -> Conversation | None:
        """A conversation with its turns in order; None where the person has none of this id."""
        with self.database.reading() as connection:
            row = connection.execute(select(conversation).where(*_own(conversation_id, person))).first()
            return _opened(connection, row) if row else None

    def list(self, person: str, words: str = "", count: int = LISTED) -> list[Listed]:
        """A person's conversations, the last changed first; with `words`, those whose name or turns hold each of them."""
        turns = select(func.count()).where(turn.c.conversation_id == conversation.c.id).scalar_subquery().label("turns")
        found = select(conversation, turns).where(conversation.c.person == person, *map(_mentions, words.split()))
        ordered = found.order_by(conversation.c.changed.desc(), conversation.c.id).limit(count)
        with self.database.reading() as connection:
            return [Listed(row.id, row.name, row.library, row.changed, row.turns) for row in connection.execute(ordered)]

    def rename(self, conversation_id: str, person: str, name: str) -> bool:
        """Another name; False where the person has no such conversation."""
        values = {"name": storable(name), "words": searchable(name), "changed": datetime.now(UTC)}
        with self.database.writing() as connection:
            return bool(connection.execute(update(conversation).where(*_own(conversation_id, person)).values(values)).rowcount)

    def delete(self, conversation_id: str, person: str) -> bool:
        """Gone with its turns and their feedback; False where the person has no such conversation."""
        with self.database.writing() as connection:
            return bool(connection.execute(delete(conversation).where(*_own(conversation_id, person))).rowcount)

    def all_of(self, person: str) -> tuple[Conversation, ...]:
        """Every conversation of a person, whole, oldest first."""
        rows = select(conversation).where(conversation.c.person == person).order_by(conversation.c.created, conversation.c.id)
        with self.database.reading() as connection:
            return tuple(_opened(connection, row) for row in connection.execute(rows).all())


def read_turn(row: Row[Any]) -> Turn:
    """The turn in a row of its table."""
    return Turn(row.id, row.asked, row.standalone, row.filters, row.answer, row.created)


def _opened(connection: Connection, row: Row[Any]) -> Conversation:
    turns = connection.execute(select(turn).where(turn.c.conversation_id == row.id).order_by(turn.c.number))
    return Conversation(row.id, row.name, row.library, row.created, tuple(read_turn(each) for each in turns))


def _own(conversation_id: str, person: str) -> tuple[Any, ...]:
    return conversation.c.id == conversation_id, conversation.c.person == person


def _mentions(word: str) -> Any:
    said = exists().where(turn.c.conversation_id == conversation.c.id, holds(turn.c.words, word))
    return or_(holds(conversation.c.words, word), said)
