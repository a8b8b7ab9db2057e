"""Seals: the hash of all that is stored of a report, since SQLite notices a torn page but not a changed letter."""

import hashlib
import sqlite3

SCHEMA = "CREATE TABLE IF NOT EXISTS seal (report_id TEXT PRIMARY KEY REFERENCES report ON DELETE CASCADE, sha256 TEXT NOT NULL);"
SEALED = ("report", "passage", "pieces")  # a table that is not there yet, in a library of an earlier version, holds nothing


def write_seal(connection: sqlite3.Connection, report_id: str) -> None:
    """Seal a report as it stands now."""
    connection.execute("INSERT OR REPLACE INTO seal VALUES (?, ?)", (report_id, _seal(connection, report_id, _tables(connection))))


def seal_bare(connection: sqlite3.Connection) -> None:
    """Seal the reports that were stored before seals were kept."""
    bare = connection.execute("SELECT report_id FROM report WHERE report_id NOT IN (SELECT report_id FROM seal)").fetchall()
    for (report_id,) in bare:
        write_seal(connection, report_id)


def read_seals(connection: sqlite3.Connection) -> dict[str, str]:
    """The seal of each report that has one."""
    if "seal" not in _tables(connection):
        return {}
    return dict(connection.execute("SELECT report_id, sha256 FROM seal ORDER BY report_id"))


def find_broken(connection: sqlite3.Connection) -> list[str]:
    """The reports that are not as they were sealed."""
    tables = _tables(connection)
    return [name for name, seal in read_seals(connection).items() if _seal(connection, name, tables) != seal]


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _seal(connection: sqlite3.Connection, report_id: str, tables: set[str]) -> str:
    digest = hashlib.sha256()
    for table in SEALED:
        order = "" if table == "report" else "ORDER BY ordinal"
        for row in connection.execute(f"SELECT * FROM {table} WHERE report_id = ? {order}", (report_id,)) if table in tables else ():
            for value in row:
                data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
                digest.update(len(data).to_bytes(8, "little") + data)
    return digest.hexdigest()
