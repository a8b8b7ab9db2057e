"""Faults of the database, each as one sentence for the person at the keyboard."""

import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from corpus.errors import AssistantError

CHOOSE = "Choose another with PROBATION_QA_DATABASE."
WRONG_ADDRESS = (
    "{where} is not the address of a database ({why}). Write PROBATION_QA_DATABASE like sqlite:////folder/kept.db "
    "or postgresql://user@host/name."
)
NO_DRIVER = "The database {where} needs the Python package {why}. Install it: pip install 'probation-qa[postgresql]'"
NEWER = f"The database {{where}} is of a newer version of this program and was left as it is. Update the program. {CHOOSE}"
FOREIGN = f"The database {{where}} holds tables of another program and was left as it is. {CHOOSE}"
AWAY = "cannot be reached."
# How SQLite's names and PostgreSQL's codes of errors begin, and what to say of the database then.
SENTENCES = {
    ("SQLITE_READONLY", "SQLITE_PERM", "25006", "42501"): f"can be read but not written. Ask for the right to write it. {CHOOSE}",
    ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "53100"): "is on a disk that is full. Make room on the disk and try again.",
    (
        "SQLITE_CORRUPT",
        "SQLITE_NOTADB",
        "XX001",
        "XX002",
    ): "is damaged, or no database. Put back a copy of it, or move it away to begin anew.",
    ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03", "40"): "is being written by somebody else. Try again in a moment.",
    ("SQLITE_CANTOPEN", "SQLITE_AUTH"): f"cannot be opened. Check that its folder is there and yours to write. {CHOOSE}",
    ("SQLITE_IOERR", "58"): "is on a disk that cannot be read or written. Check the disk and try again.",
    ("28",): "does not let this person in. Check the name and the password in PROBATION_QA_DATABASE.",
    ("3D",): f"does not exist. Create it. {CHOOSE}",
    ("08", "53", "57P", "no answer"): f"{AWAY} Check that it is running and that PROBATION_QA_DATABASE names it.",
}


class StorageError(AssistantError):
    """A database that cannot be opened, read or written."""


class Unreachable(StorageError):
    """A database that does not answer; to ask it again at once would only take as long again."""


def as_fault(error: SQLAlchemyError, where: str) -> StorageError | None:
    """The sentence for a fault of the database itself; None for a mistake of ours, which should show as one."""
    name = _name_of(error)
    for beginnings, sentence in SENTENCES.items():
        if name.startswith(beginnings):
            return (Unreachable if sentence.startswith(AWAY) else StorageError)(f"The database {where} {sentence}")
    return None


def _name_of(error: SQLAlchemyError) -> str:
    """What the database calls its error; a server that never answered gives it no name."""
    if not isinstance(error, DBAPIError) or error.orig is None:
        return ""
    if isinstance(error.orig, sqlite3.Error):
        return str(getattr(error.orig, "sqlite_errorname", ""))
    code = getattr(error.orig, "sqlstate", None)
    return code or ("no answer" if isinstance(error, OperationalError | InterfaceError) else "")
