"""Briefings that people keep, each with what was changed in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, delete, insert, or_, select, update

from app.storage.conversations import LISTED, new_id
from app.storage.database import Database
from app.storage.records import Json, Named, SavedBriefing
from app.storage.tables import briefing
from app.storage.words import holds, searchable, storable


@dataclass(frozen=True, slots=True)
class Briefings:
    """The briefings of a database."""

    database: Database

    def save(self, person: str, topic: str, filters: Json, content: Json) -> SavedBriefing:
        """A briefing as it was made."""
        now = datetime.now(UTC)
        saved = SavedBriefing(new_id(), storable(topic), filters, content, person, now)
        values = {name: getattr(saved, name) for name in ("id", "topic", "filters", "content", "person", "created", "edits")}
        with self.database.writing() as connection:
            connection.execute(insert(briefing).values(**values, words=searchable(topic), changed=now))
        return saved

    def open(self, briefing_id: str, person: str) -> SavedBriefing | None:
        """A briefing of this person, or one that another shares; None where there is none of this id."""
        found = select(briefing).where(briefing.c.id == briefing_id, or_(briefing.c.person == person, briefing.c.shared))
        with self.database.reading() as connection:
            row = connection.execute(found).first()
        return _read(row) if row else None

    def list(self, person: str, words: str = "", count: int | None = LISTED) -> list[SavedBriefing]:
        """A person's briefings, the last changed first; with `words`, those whose topic holds each of them."""
        with self.database.reading() as connection:
            return [_read(row) for row in connection.execute(_listed(select(briefing), person, words).limit(count))]

    def names(self, person: str, words: str, count: int) -> Sequence[Named]:
        """The same without what the briefings hold."""
        with self.database.reading() as connection:
            rows = connection.execute(_listed(select(briefing.c.id, briefing.c.topic), person, words).limit(count))
            return [Named(row.id, row.topic) for row in rows]

    def edit(self, briefing_id: str, person: str, edits: Json) -> bool:
        """What the person changed in it, in place of earlier changes; False where there is no such briefing."""
        return self._change(briefing_id, person, {"edits": edits})

    def rename(self, briefing_id: str, person: str, topic: str) -> bool:
        """Another topic over it; False where there is no such briefing."""
        return self._change(briefing_id, person, {"topic": storable(topic), "words": searchable(topic)})

    def share(self, briefing_id: str, person: str, shared: bool) -> bool:
        """Whether others may open it; False where there is no such briefing."""
        with self.database.writing() as connection:
            return bool(connection.execute(update(briefing).where(*_own(briefing_id, person)).values(shared=shared)).rowcount)

    def delete(self, briefing_id: str, person: str) -> bool:
        """Gone; False where there is no such briefing."""
        with self.database.writing() as connection:
            return bool(connection.execute(delete(briefing).where(*_own(briefing_id, person))).rowcount)

    def _change(self, briefing_id: str, person: str, values: Json) -> bool:
        changed = update(briefing).where(*_own(briefing_id, person)).values(**values, changed=datetime.now(UTC))
        with self.database.writing() as connection:
            return bool(connection.execute(changed).rowcount)


def _listed(chosen: Select[Any], person: str, words: str) -> Select[Any]:
    own = chosen.where(briefing.c.person == person, *(holds(briefing.c.words, word) for word in words.split()))
    return own.order_by(briefing.c.changed.desc(), briefing.c.id)


def _own(briefing_id: str, person: str) -> tuple[Any, ...]:
    return briefing.c.id == briefing_id, briefing.c.person == person


def _read(row: Row[Any]) -> SavedBriefing:
    return SavedBriefing(row.id, row.topic, row.filters, row.content, row.person, row.created, row.edits, row.shared)
