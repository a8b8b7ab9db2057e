"""Migrating: a database is brought to the tables of this version when it is opened, by one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from app.storage.database import Database
from app.storage.faults import FOREIGN, NEWER, StorageError
from app.storage.tables import metadata

SCRIPTS = Path(__file__).with_name("migrations")
VERSION_TABLE = "probation_qa_version"
LOCK = 5_306_112_794  # any number that other programs do not use


def bring_up_to_date(database: Database, scripts: Path = SCRIPTS, to: str = "head") -> None:
    """Run the migrations that are missing, all or none; a database of a newer version or of others is left alone."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    wanted = ScriptDirectory.from_config(config)
    with database.reading() as connection:
        if version(connection) == wanted.get_current_head():
            return
    with _alone(database) as connection:
        _check(connection, wanted, database.where)
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        _check_links(connection)


def version(connection: Connection) -> str | None:
    """The last migration that this database went through."""
    return MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()


def _check(connection: Connection, wanted: ScriptDirectory, where: str) -> None:
    """Refuse what this version cannot or may not change."""
    found = version(connection)
    if found and found not in {script.revision for script in wanted.walk_revisions()}:
        raise StorageError(NEWER.format(where=where))
    held = set(inspect(connection).get_table_names())
    foreign = held if connection.dialect.name == "sqlite" else held & set(metadata.tables)
    if not found and foreign - {VERSION_TABLE}:
        raise StorageError(FOREIGN.format(where=where))


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """A transaction that a second process waits for; it then finds the work done."""
    with database.migrating() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield connection


def _check_links(connection: Connection) -> None:
    """After a migration nothing may hang on a row that is gone."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("A migration left rows that belong to nothing.")
