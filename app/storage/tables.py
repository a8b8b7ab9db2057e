"""Tables: how what is kept lies in the database. A change here needs a migration; a test compares the two."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.engine import Dialect

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
ID_CHARS = 64
PERSON_CHARS = 255


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, which is put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC) if value else None


metadata = MetaData(naming_convention=NAMING)

conversation = Table(
    "conversation",
    metadata,
    Column("id", String(ID_CHARS), primary_key=True),
    Column("person", String(PERSON_CHARS), nullable=False),
    Column("name", Text, nullable=False),
    Column("words", Text, nullable=False),  # what a search looks in: the name, case folded alike in every database
    Column("library", Text, nullable=False),
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Index(None, "person", "changed"),
)
turn = Table(
    "turn",
    metadata,
    Column("id", String(ID_CHARS), primary_key=True),
    Column("conversation_id", ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("asked", Text, nullable=False),
    Column("standalone", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("filters", JSON, nullable=False),
    Column("answer", JSON, nullable=False),
    Column("created", Moment, nullable=False),
    UniqueConstraint("conversation_id", "number"),
)
feedback = Table(
    "feedback",
    metadata,
    Column("turn_id", ForeignKey("turn.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String(PERSON_CHARS), primary_key=True),
    Column("verdict", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("created", Moment, nullable=False),
)
briefing = Table(
    "briefing",
    metadata,
    Column("id", String(ID_CHARS), primary_key=True),
    Column("person", String(PERSON_CHARS), nullable=False),
    Column("topic", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("filters", JSON, nullable=False),
    Column("content", JSON, nullable=False),
    Column("edits", JSON, nullable=False),
    Column("shared", Boolean, nullable=False, server_default=false()),
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Index(None, "person", "changed"),
)
score = Table(
    "score",
    metadata,
    Column("run", String(255), primary_key=True),
    Column("case_id", String(255), primary_key=True),
    Column("person", String(PERSON_CHARS), primary_key=True),
    Column("part", String(20), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("points", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created", Moment, nullable=False),
    CheckConstraint("part = 'sentence' AND points IN (100, 80, 0) OR part = 'citation' AND points IN (25, 20, 0)", name="points"),
)
