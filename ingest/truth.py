"""Truth: each report's facts and text, each passage's offsets, headings and vector, in one SQLite file.

The search index is derived from it and can be thrown away at any time. A report is replaced whole, in one
transaction, so a half-read file is never seen.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from corpus.library import LibraryError
from corpus.report import Block, Facts, Report
from ingest.embedding import Vectors
from ingest.passages import Passage

FORMAT = "2"
REPORTS = "SELECT report_id, path, sha256, facts, text, blocks, pages FROM report"
SCHEMA = """
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
CREATE TABLE IF NOT EXISTS origin (
    report_id TEXT PRIMARY KEY, readers TEXT NOT NULL, manifest TEXT NOT NULL, person TEXT NOT NULL,
    etag TEXT NOT NULL, modified TEXT NOT NULL);
"""


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
                if create:
                    connection.executescript(SCHEMA)
                with connection:
                    yield connection
        except sqlite3.Error as error:
            raise LibraryError(
                f"The library file {self.path} cannot be used ({error}). Restore it from a copy, or ingest the reports into a new folder."
            ) from error

    def card(self) -> dict[str, str]:
        """What the passages were made with: model, rule of cutting, format. Empty for a new library."""
        if not self.path.is_file():
            return {}
        with self._connected() as connection:
            return dict(connection.execute("SELECT key, value FROM card"))

    def write_card(self, card: dict[str, str]) -> None:
        with self._connected(create=True) as connection:
            connection.execute("DELETE FROM card")
            connection.executemany("INSERT INTO card VALUES (?, ?)", card.items())

    def digests(self) -> dict[str, str]:
        """The digest of everything stored of each report, by report_id."""
        if not self.path.is_file():
            return {}
        with self._connected() as connection:
            return dict(connection.execute("SELECT report_id, digest FROM report"))

    def replace_report(
        self, report: Report, digest: str, passages: Sequence[Passage], vectors: Sequence[Vectors] | Vectors, packed: Sequence[bytes] = ()
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

    def origins(self) -> dict[str, Origin]:
        """What each report was made of; a library of an earlier version knows of none."""
        if not self.path.is_file():
            return {}
        with self._connected() as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'origin'").fetchone():
                return {}
            rows = connection.execute("SELECT report_id, readers, manifest, person, etag, modified FROM origin")
            return {
                report_id: Origin(readers, json.loads(manifest), json.loads(person), etag, modified)
                for report_id, readers, manifest, person, etag, modified in rows
            }

    def write_origin(self, report_id: str, origin: Origin) -> None:
        said = json.dumps(origin.manifest), json.dumps(origin.person)
        with self._connected(create=True) as connection:
            row = (report_id, origin.readers, *said, origin.etag, origin.modified)
            connection.execute("INSERT OR REPLACE INTO origin VALUES (?, ?, ?, ?, ?, ?)", row)

    def remove_report(self, report_id: str) -> None:
        with self._connected(create=True) as connection:
            connection.execute("DELETE FROM report WHERE report_id = ?", (report_id,))
            connection.execute("DELETE FROM origin WHERE report_id = ?", (report_id,))

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
        if self.path.is_file():
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
