"""Patience: how long PostgreSQL may take for one answer; the only file that knows psycopg.

A server that is paused, or behind a network that swallows what is sent, takes every connection and never says a word. PostgreSQL's own
limits are kept by the server, and so by nobody then.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event

CONNECT_SECONDS, ANSWER_SECONDS, MIGRATION_SECONDS = 5, 15.0, 600.0


def limit_waiting(engine: Engine) -> None:
    """Give up a connection of this engine that does not answer, as one that cannot be reached; a migration may take its time."""
    import psycopg

    class Patient(psycopg.Connection[Any]):
        seconds = ANSWER_SECONDS

        def wait(self, gen: Any, *given: Any, **named: Any) -> Any:
            try:
                return super().wait(gen, *given, **{"timeout": self.seconds, **named})
            except psycopg.OperationalError as error:
                if error.sqlstate is None:  # not said by the server; to roll back would mean to wait as long again
                    self.pgconn.finish()
                raise

    def connect(_: Any, __: Any, given: list[Any], named: dict[str, Any]) -> psycopg.Connection[Any]:
        return Patient.connect(*given, **{"connect_timeout": CONNECT_SECONDS, **named})

    def begin(connection: Connection) -> None:
        within: Any = connection.connection.dbapi_connection
        within.seconds = MIGRATION_SECONDS if connection.get_execution_options().get("unlinked") else ANSWER_SECONDS

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "begin", begin)
