"""Truth: each report's facts and text, each passage's offsets, headings and vector, in one SQLite file.

The search index is derived from it and can be thrown away at any time. A report is replaced whole, in one
transaction, so a half-read file is never seen, and sealed, so a changed letter is.
"""

import errno
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from corpus.library import LibraryError, cannot_write
from corpus.report import Block, Facts, Report
from ingest.embedding import Vectors
from ingest.origin import SCHEMA as ORIGINS
from ingest.origin import Origin, read_origins, write_origin
from ingest.passages import Passage
from ingest.seal import SCHEMA as SEALS
from ingest.seal import find_broken, read_seals, seal_bare, write_seal

FORMAT = "2"
REPORTS = "SELECT report_id, path, sha256, facts, text, blocks, pages FROM report"
SCHEMA = f"""
BEGIN;
CREATE TABLE IF NOT EXISTS card (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS report (
    report_id TEXT PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, digest TEXT NOT NULL,
    facts TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL, pages TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS passage (
    report_id TEXT NOT NULL REFERENCES report ON DELETE CASCADE, ordinal INTEGER NOT NULL, kind TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, headings TEXT NOT NULL, context TEXT NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (report_id, ordinal));
CREATE TABLE IF NOT EXISTS pieces (
    report_id TEXT NOT NULL REFERENCES report ON DELETE CASCADE, ordinal INTEGER NOT NULL, packed BLOB NOT NULL,
    PRIMARY KEY (report_id, ordinal));
{ORIGINS}
{SEALS}
COMMIT;
"""
FILE_TROUBLE = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_READONLY: errno.EROFS, sqlite3.SQLITE_CANTOPEN: errno.EACCES}


class DamagedTruth(LibraryError):
    """A library file that is not what was written to it."""


@dataclass(frozen=True, slots=True)
class Truth:
    """The SQLite file of a library; every call opens and closes it, so any number of processes may read."""

    path: Path

    @contextmanager
    def _connected(self, create: bool = False) -> Iterator[sqlite3.Connection]:
        if not create and not self.path.is_file():
            raise LibraryError(
                f"There is no library in {self.path.parent}. Make one: probation-qa ingest FILES --library {self.path.parent}"
            )
        try:
            with closing(sqlite3.connect(self.path, timeout=30)) as connection:
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA secure_delete = ON")  # a report that was removed leaves no words behind
                if create:
                    connection.executescript(SCHEMA)
                with connection:
                    yield connection
        except (sqlite3.Error, json.JSONDecodeError, UnicodeDecodeError) as error:
            raise self._told(error) from error

    def _told(self, error: Exception) -> LibraryError:
        code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF  # the low byte is the kind, whatever the detail
        if code in FILE_TROUBLE:
            trouble = FILE_TROUBLE[code]
            return cannot_write(self.path.parent, OSError(trouble, os.strerror(trouble)))
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return LibraryError(f"The library file {self.path} is in use by another program. Wait for it to finish and try again.")
        if code == sqlite3.SQLITE_IOERR:
            return LibraryError(
                f"The library file {self.path} could not be read or written ({error}). What it held is untouched: "
                "see that the disk has room and is sound, and run the command again."
            )
        return DamagedTruth(f"The library file {self.path} is damaged ({error}). See what can be saved: probation-qa check --repair")

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever written: there is no file, or only the empty one that a killed first writer leaves."""
        if not self.path.is_file():
            return True
        with self._connected() as connection:
            return not connection.execute("SELECT 1 FROM sqlite_master").fetchone()

    def card(self) -> dict[str, str]:
        """What the passages were made with: model, rule of cutting, format. Empty for a new library."""
        if self.is_new:
            return {}
        with self._connected() as connection:
            return dict(connection.execute("SELECT key, value FROM card"))

    def write_card(self, card: dict[str, str]) -> None:
        with self._connected(create=True) as connection:
            connection.execute("DELETE FROM card")
            connection.executemany("INSERT INTO card VALUES (?, ?)", card.items())

    def digests(self) -> dict[str, str]:
        """The digest of everything stored of each report, by report_id."""
        if self.is_new:
            return {}
        with self._connected() as connection:
            return dict(connection.execute("SELECT report_id, digest FROM report"))

    def replace_report(
        self,
        report: Report,
        digest: str,
        passages: Sequence[Passage],
        vectors: Sequence[Vectors] | Vectors,
        packed: Sequence[bytes] = (),
        origin: Origin | None = None,
    ) -> None:
        """Put a report in place of whatever stood under its id, with its passages, one vector for each, and their packed word pieces."""
        row = (report.report_id, report.path, report.sha256, digest, json.dumps(asdict(report.facts)), report.text)
        marks = (json.dumps([[b.kind, b.start, b.end, b.level, b.title] for b in report.blocks]), json.dumps(report.pages))
        rows = [
            (p.report_id, n, p.kind, p.start, p.end, json.dumps(p.headings), p.context, v.astype("<f4").tobytes())
            for n, (p, v) in enumerate(zip(passages, vectors, strict=True))
        ]
        with self._connected(create=True) as connection:
            connection.execute("DELETE FROM report WHERE report_id = ?", (report.report_id,))
            connection.execute("INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, *marks))
            connection.executemany("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            connection.executemany("INSERT INTO pieces VALUES (?, ?, ?)", [(report.report_id, n, p) for n, p in enumerate(packed)])
            write_seal(connection, report.report_id)
            if origin:
                write_origin(connection, report.report_id, origin)

    def origins(self) -> dict[str, Origin]:
        """What each report was made of; a library of an earlier version knows of none."""
        if self.is_new:
            return {}
        with self._connected() as connection:
            return read_origins(connection)

    def write_origin(self, report_id: str, origin: Origin) -> None:
        with self._connected(create=True) as connection:
            write_origin(connection, report_id, origin)

    def remove_report(self, report_id: str) -> None:
        with self._connected(create=True) as connection:
            connection.execute("DELETE FROM report WHERE report_id = ?", (report_id,))
            connection.execute("DELETE FROM origin WHERE report_id = ?", (report_id,))

    def seal_all(self) -> None:
        """Seal the reports that were stored before seals were kept."""
        with self._connected(create=True) as connection:
            seal_bare(connection)

    def seals(self) -> dict[str, str]:
        """The seal of each report that has one."""
        with self._connected() as connection:
            return read_seals(connection)

    def find_faults(self) -> list[str]:
        """What of this file is not as it was written, a phrase each; empty where it is whole."""
        try:
            if self.is_new:
                return [f"{self.path.name} is {'empty' if self.path.is_file() else 'missing'}"]
            with self._connected() as connection:
                told = [line for (line,) in connection.execute("PRAGMA integrity_check(3)") if line != "ok"]
                broken = find_broken(connection)
        except DamagedTruth as error:
            return [f"{self.path.name} is damaged ({error.__cause__})"]
        return [f"{self.path.name} is damaged ({line})" for line in told[:1]] + [
            f"{self.path.name} holds other words of the report {name} than were written" for name in broken
        ]

    def copy_to(self, path: Path) -> None:
        """A snapshot in one file, for a generation to answer from while this file goes on changing."""
        with self._connected() as connection:
            connection.commit()
            connection.execute("VACUUM INTO ?", (str(path),))

    def reports(self) -> list[Report]:
        """Every report, by id."""
        with self._connected() as connection:
            return [_report(*row) for row in connection.execute(f"{REPORTS} ORDER BY report_id")]

    def report(self, report_id: str) -> Report | None:
        """One report, or None where the library holds none under this id."""
        with self._connected() as connection:
            row = connection.execute(f"{REPORTS} WHERE report_id = ?", (report_id,)).fetchone()
            return _report(*row) if row else None

    def texts(self) -> Iterator[tuple[str, str]]:
        """The id and the text of every report, one after the other."""
        if not self.is_new:
            with self._connected() as connection:
                yield from connection.execute("SELECT report_id, text FROM report ORDER BY report_id")

    def passages(self, reports: Sequence[Report]) -> tuple[list[Passage], Vectors]:
        """Every passage of these reports in order of report and place, and their vectors row by row."""
        text_by_id = {r.report_id: r.text for r in reports}
        passages: list[Passage] = []
        vectors: list[bytes] = []
        with self._connected() as connection:
            query = """SELECT report_id, kind, start, "end", headings, context, vector FROM passage
                WHERE report_id IN (SELECT value FROM json_each(?)) ORDER BY report_id, ordinal"""
            for report_id, kind, start, end, headings, context, vector in connection.execute(query, (json.dumps(list(text_by_id)),)):
                text = text_by_id[report_id][start:end]
                passages.append(Passage(report_id, tuple(json.loads(headings)), kind, start, end, text, context))
                vectors.append(vector)
        width = len(vectors[0]) // 4 if vectors else 0
        if any(len(vector) != 4 * width for vector in vectors):
            raise DamagedTruth(f"The library file {self.path} holds vectors of several widths. Ingest the reports again into a new folder.")
        return passages, np.frombuffer(b"".join(vectors), dtype="<f4").reshape(len(vectors), width)

    def packed_pieces(self, report_id: str | None = None) -> list[bytes]:
        """The packed word pieces of every passage, or of one report's, in the order of `passages`; empty where the model gave none."""
        with self._connected() as connection:
            query = "SELECT packed FROM pieces WHERE ?1 IS NULL OR report_id = ?1 ORDER BY report_id, ordinal"
            return [packed for (packed,) in connection.execute(query, (report_id,))]


def _report(report_id: str, path: str, sha256: str, facts: str, text: str, blocks: str, pages: str) -> Report:
    return Report(
        report_id, path, sha256, Facts(title="").corrected(json.loads(facts)), text,
        tuple(Block(*block) for block in json.loads(blocks)), tuple(json.loads(pages)),
    )  # fmt: skip
