"""Database: where it is, how SQLite is made safe for many at once, and reading and writing with faults put in words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, make_url, update
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from app.storage.faults import CHOOSE, NO_DRIVER, WRONG_ADDRESS, StorageError, as_fault
from app.storage.patience import limit_waiting

DATABASE_VARIABLE = "PROBATION_QA_DATABASE"
FILE = "kept.db"
WAIT_MS = 10_000  # for another writer; a write here takes milliseconds


def chosen_address() -> str:
    """$PROBATION_QA_DATABASE, else a SQLite file in the person's data folder."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return os.environ.get(DATABASE_VARIABLE) or URL.create("sqlite", database=str(data / "probation-qa" / FILE)).render_as_string()


@dataclass(frozen=True, slots=True)
class Database:
    """One database; `where` names it without its password."""

    engine: Engine
    where: str

    @classmethod
    def at(cls, address: str) -> "Database":
        """The database of an address; nothing is opened yet but the folder of a file."""
        try:
            url = make_url(address)
        except (ArgumentError, ValueError) as error:
            raise StorageError(
                WRONG_ADDRESS.format(where=f"“{_without_password(address)}”", why="it has no kind or no valid port")
            ) from error
        where = url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
        return cls(_engine(url, where or str(url)), where)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view of the database."""
        with self._connection(self.engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is written whole or not at all."""
        with self._connection(self.engine.execution_options(writes=True)) as connection:
            yield connection

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Like writing, with links between tables unchecked: SQLite changes a table by dropping it, and what hangs on it would go too."""
        with self._connection(self.engine.execution_options(writes=True, unlinked=True)) as connection:
            yield connection

    @contextmanager
    def _connection(self, engine: Engine) -> Iterator[Connection]:
        try:
            with engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            fault = as_fault(error, self.where)
            if fault is None:
                raise
            raise fault from error


def put(connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]) -> None:
    """Lay values over the row of a key, or add it; somebody who adds it at the same moment is overtaken."""
    same = [table.c[name] == value for name, value in key.items()]
    if connection.execute(update(table).where(*same).values(values)).rowcount:
        return
    try:
        with connection.begin_nested():
            connection.execute(insert(table).values({**key, **values}))
    except IntegrityError:
        if not connection.execute(update(table).where(*same).values(values)).rowcount:
            raise


def _engine(url: URL, where: str) -> Engine:
    """An engine; a SQLite file gets its folder, and its pragmas at each connection."""
    sqlite = url.get_backend_name() == "sqlite"
    if sqlite:
        _make_folder(url, where)
    try:
        engine = create_engine(url, pool_pre_ping=not sqlite)
    except (NoSuchModuleError, ArgumentError) as error:
        raise StorageError(WRONG_ADDRESS.format(where=f"“{where}”", why="this kind of database is not known")) from error
    except ModuleNotFoundError as error:
        raise StorageError(NO_DRIVER.format(where=where, why=error.name)) from error
    if sqlite:
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    elif engine.driver == "psycopg":
        limit_waiting(engine)
    return engine


def _make_folder(url: URL, where: str) -> None:
    if not url.database or url.database == ":memory:":
        raise StorageError(f"A database in memory keeps nothing. {CHOOSE}")
    if url.database.startswith("file:"):
        return
    try:
        folder = Path(url.database).parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StorageError(f"The folder of the database {where} cannot be made ({error.strerror}). {CHOOSE}") from error


def _set_up(connection: Any, _: Any) -> None:
    """Readers never wait for the writer (WAL), and a writer waits for another."""
    connection.isolation_level = None  # the driver would begin transactions by itself, too late to keep others out
    connection.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")


def _begin(connection: Connection) -> None:
    """A writer takes its turn at once: one that has read first would be refused without waiting when another wrote since."""
    options = connection.get_execution_options()
    connection.exec_driver_sql(f"PRAGMA foreign_keys = {'OFF' if options.get('unlinked') else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _without_password(address: str) -> str:
    """An address that could not be read, without what may be a password in it."""
    before, at, after = address.rpartition("@")
    return f"…@{after}" if at else before + after
