"""Run by Alembic: the migrations of this folder over the connection that was handed in."""

from alembic import context

from app.storage.migrating import VERSION_TABLE
from app.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
