"""Origins: what each report of a library was made of besides its file, and who said its facts."""

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any

SCHEMA = """CREATE TABLE IF NOT EXISTS origin (
    report_id TEXT PRIMARY KEY, readers TEXT NOT NULL, manifest TEXT NOT NULL, person TEXT NOT NULL,
    etag TEXT NOT NULL, modified TEXT NOT NULL);"""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a report was made of besides its file; it outlives the replacing of the report.

    readers: the version of the readers. manifest, person: facts that a manifest said and that a person set.
    etag, modified: what the server of its address said, to ask again with.
    """

    readers: str = ""
    manifest: dict[str, Any] = field(default_factory=dict)
    person: dict[str, Any] = field(default_factory=dict)
    etag: str = ""
    modified: str = ""

    def of_fact(self, key: str) -> str:
        """Where a fact comes from: set by a person, from the manifest, or found by rule."""
        return "set by a person" if key in self.person else "from the manifest" if key in self.manifest else "found by rule"


def read_origins(connection: sqlite3.Connection) -> dict[str, Origin]:
    """The origin of each report, by its id."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'origin'").fetchone():
        return {}
    rows = connection.execute("SELECT report_id, readers, manifest, person, etag, modified FROM origin")
    return {
        report_id: Origin(readers, json.loads(manifest), json.loads(person), etag, modified)
        for report_id, readers, manifest, person, etag, modified in rows
    }


def write_origin(connection: sqlite3.Connection, report_id: str, origin: Origin) -> None:
    """Put an origin in place of the one before."""
    said = json.dumps(origin.manifest), json.dumps(origin.person)
    row = (report_id, origin.readers, *said, origin.etag, origin.modified)
    connection.execute("INSERT OR REPLACE INTO origin VALUES (?, ?, ?, ?, ?, ?)", row)
