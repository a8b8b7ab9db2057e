"""Stored pieces: the word pieces of a generation's passages, read from its snapshot when a passage is first compared.

They are the largest part of a library (about 13 kB a passage), and a question needs those of a few hundred passages.
The snapshot is never written again, so one connection serves every thread.
"""

import sqlite3
import threading
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import overload

from ingest.card import REBUILD
from ingest.passages import Passage
from ingest.truth import DamagedTruth

REMEMBERED = 2000  # passages, about 26 MB
QUERY = "SELECT packed FROM pieces WHERE report_id = ? AND ordinal = ?"


class StoredPieces(Sequence[bytes]):
    """The packed pieces of every passage, row by row; of length 0 where the model gave none."""

    def __init__(self, snapshot: Path, passages: Sequence[Passage]):
        self._snapshot, self._lock = snapshot, threading.Lock()
        self._connection = sqlite3.connect(f"{snapshot.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._places = [(name, n) for name, group in groupby(p.report_id for p in passages) for n, _ in enumerate(group)]
        self._read = lru_cache(maxsize=REMEMBERED)(self._read_anew)
        self._count = len(passages) if self._ask("SELECT 1 FROM pieces LIMIT 1") else 0

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, row: int) -> bytes: ...
    @overload
    def __getitem__(self, row: slice) -> list[bytes]: ...
    def __getitem__(self, row: int | slice) -> bytes | list[bytes]:
        return [self[n] for n in range(*row.indices(self._count))] if isinstance(row, slice) else self._read(row)

    def _read_anew(self, row: int) -> bytes:
        return self._ask(QUERY, *self._places[row])[0][0]

    def _ask(self, query: str, *values: str | int) -> list[tuple[bytes]]:
        try:
            with self._lock:
                return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise DamagedTruth(f"The library file {self._snapshot} is damaged ({error}). {REBUILD}") from error
