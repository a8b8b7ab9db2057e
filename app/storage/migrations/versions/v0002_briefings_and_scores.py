"""Briefings with their edits, and the points that experts give."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
MOMENT = sa.DateTime(timezone=True)
ON_THE_SCALE = "part = 'sentence' AND points IN (100, 80, 0) OR part = 'citation' AND points IN (25, 20, 0)"


def upgrade() -> None:
    """Two tables more."""
    op.create_table(
        "briefing",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person", sa.String(255), nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("filters", sa.JSON, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("edits", sa.JSON, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_briefing"),
    )
    op.create_index("ix_briefing_person_changed", "briefing", ["person", "changed"])
    op.create_table(
        "score",
        sa.Column("run", sa.String(255), nullable=False),
        sa.Column("case_id", sa.String(255), nullable=False),
        sa.Column("person", sa.String(255), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("run", "case_id", "person", "part", "number", name="pk_score"),
        sa.CheckConstraint(ON_THE_SCALE, name="ck_score_points"),
    )
