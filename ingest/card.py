"""Card of a generation: what it was built from, and the hash of each of its files.

The card is written last, so a folder without one was never finished; and a file that differs from it was changed
since, by a fault of the disk or by a hand.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from corpus.errors import AssistantError
from corpus.library import CARD

LAYOUT = "3"  # raise when the files of a generation change: it is then built anew, without embedding
CHANGING = ("acquire_write", "maintenance_log")  # tables that Chroma writes to without being asked
REBUILD = "Rebuild it: probation-qa check --repair"


class IndexOutOfDate(AssistantError):
    """An index that does not belong to the texts of its library, or is not as it was written."""


def write_card(folder: Path, card: dict[str, str]) -> None:
    """Describe every file of the folder; nothing may be written there afterwards."""
    files = {path.relative_to(folder).as_posix(): _hash(path) for path in sorted(folder.rglob("*")) if path.is_file() and path.name != CARD}
    told: dict[str, object] = {**card, "layout": LAYOUT, "files": files}
    (folder / CARD).write_text(json.dumps({**told, "seal": _seal(told)}, indent=1), encoding="utf-8")


def read_card(folder: Path) -> dict[str, str]:
    """What the generation says of itself, as text; raises IndexOutOfDate where that cannot be read."""
    return {name: value for name, value in _read(folder).items() if isinstance(value, str)}


def find_changed(folder: Path, within: Iterable[str] = ("",)) -> Iterator[str]:
    """The files whose names begin so that are not as they were written, each with what is wrong."""
    files = _read(folder).get("files", {})
    beginnings = tuple(within)
    for name, sha256 in files.items() if isinstance(files, dict) else ():
        if not name.startswith(beginnings):
            continue
        if not (folder / name).is_file():
            yield f"{name} is missing"
        elif _hash(folder / name) != sha256:
            yield f"{name} is not as it was written"


def see_unchanged(folder: Path, within: Iterable[str]) -> None:
    """Raise IndexOutOfDate where a file is not as it was written."""
    changed = list(find_changed(folder, within))
    if changed:
        raise IndexOutOfDate(f"The index in {folder} is damaged ({'; '.join(changed)}). {REBUILD}")


def _read(folder: Path) -> dict[str, object]:
    try:
        card: dict[str, object] = json.loads((folder / CARD).read_text(encoding="utf-8"))
        seal = card.pop("seal", None)
    except (OSError, ValueError, AttributeError) as error:
        raise IndexOutOfDate(f"The index in {folder} is not whole. {REBUILD}") from error
    if card.get("layout") == LAYOUT and seal != _seal(card):
        raise IndexOutOfDate(f"The index in {folder} is not whole: its card was changed. {REBUILD}")
    return card


def _hash(path: Path) -> str:
    if path.suffix == ".sqlite3":
        return _hash_rows(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hash_rows(path: Path) -> str:
    """Of what Chroma's database says, since it writes a row there whenever it is opened."""
    digest = hashlib.sha256()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
                if name not in CHANGING and "VIRTUAL" not in sql:
                    for row in connection.execute(f'SELECT * FROM "{name}"'):
                        digest.update(repr((name, row)).encode())
    except (sqlite3.Error, UnicodeError):
        return "unreadable"
    return digest.hexdigest()


def _seal(told: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
