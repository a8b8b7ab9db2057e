"""A briefing may be shared with whoever has its link."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """One column more; what was kept before is not shared."""
    with op.batch_alter_table("briefing") as table:
        table.add_column(sa.Column("shared", sa.Boolean, nullable=False, server_default=sa.false()))
