"""Truth: each report's facts and text, each passage's offsets, headings and vector, in one SQLite file.

The search index is derived from it and can be thrown away at any time. A report is replaced whole, in one
transaction, so a half-read file is never seen.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from corpus.library import LibraryError
from corpus.report import Block, Facts, Report
from ingest.embedding import Vectors
from ingest.passages import Passage
from ingest.pieces import Pieces

FORMAT = "2"
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
"""


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

    def id_by_sha256(self) -> dict[str, str]:
        """Which report each file became."""
        if not self.path.is_file():
            return {}
        with self._connected() as connection:
            return dict(connection.execute("SELECT sha256, report_id FROM report"))

    def replace_report(
        self, report: Report, digest: str, passages: Sequence[Passage], vectors: Vectors, pieces: Sequence[Pieces] = ()
    ) -> None:
        """Put a report in place of whatever stood under its id, with its passages, one vector for each, and their word pieces."""
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
            packed = [(report.report_id, n, p.pack()) for n, p in enumerate(pieces)]
            connection.executemany("INSERT INTO pieces VALUES (?, ?, ?)", packed)

    def remove_report(self, report_id: str) -> None:
        with self._connected() as connection:
            connection.execute("DELETE FROM report WHERE report_id = ?", (report_id,))

    def copy_to(self, path: Path) -> None:
        """A snapshot in one file, for a generation to answer from while this file goes on changing."""
        with self._connected() as connection:
            connection.commit()
            connection.execute("VACUUM INTO ?", (str(path),))

    def reports(self) -> list[Report]:
        """Every report, by id."""
        with self._connected() as connection:
            rows = connection.execute("SELECT report_id, path, sha256, facts, text, blocks, pages FROM report ORDER BY report_id")
            return [_report(*row) for row in rows]

    def passages(self, reports: Sequence[Report]) -> tuple[list[Passage], Vectors]:
        """Every passage of these reports in order of report and place, and their vectors row by row."""
        text_by_id = {r.report_id: r.text for r in reports}
        passages: list[Passage] = []
        vectors: list[bytes] = []
        with self._connected() as connection:
            query = 'SELECT report_id, kind, start, "end", headings, context, vector FROM passage ORDER BY report_id, ordinal'
            for report_id, kind, start, end, headings, context, vector in connection.execute(query):
                if report_id in text_by_id:
                    text = text_by_id[report_id][start:end]
                    passages.append(Passage(report_id, tuple(json.loads(headings)), kind, start, end, text, context))
                    vectors.append(vector)
        width = len(vectors[0]) // 4 if vectors else 0
        return passages, np.frombuffer(b"".join(vectors), dtype="<f4").reshape(len(vectors), width)

    def packed_pieces(self) -> list[bytes]:
        """The packed word pieces of every passage, in the order of `passages`; empty where the model gave none."""
        with self._connected() as connection:
            return [packed for (packed,) in connection.execute("SELECT packed FROM pieces ORDER BY report_id, ordinal")]


def _report(report_id: str, path: str, sha256: str, facts: str, text: str, blocks: str, pages: str) -> Report:
    return Report(
        report_id, path, sha256, Facts(title="").corrected(json.loads(facts)), text,
        tuple(Block(*block) for block in json.loads(blocks)), tuple(json.loads(pages)),
    )  # fmt: skip
