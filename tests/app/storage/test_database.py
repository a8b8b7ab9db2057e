"""Where the database is, and one clear sentence for each way in which it can fail."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from postgres import paused, server_processes
from sqlalchemy import event, text
from test_conversations import ANSWER, begin

from app.storage.database import DATABASE_VARIABLE, Database, chosen_address
from app.storage.faults import StorageError
from app.storage.opening import Storage


def sqlite_at(path: Path) -> str:
    return f"sqlite:///{path}"


def fault(address: str) -> str:
    with pytest.raises(StorageError) as raised:
        Storage.open(address)
    return str(raised.value)


def test_the_database_is_the_one_named_else_a_file_of_the_persons_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATABASE_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    Storage.open().close()
    assert chosen_address() == sqlite_at(tmp_path / "data" / "probation-qa" / "kept.db")
    assert (tmp_path / "data" / "probation-qa" / "kept.db").is_file()
    assert (tmp_path / "data" / "probation-qa").stat().st_mode & 0o077 == 0
    monkeypatch.setenv(DATABASE_VARIABLE, sqlite_at(tmp_path / "named.db"))
    Storage.open().close()
    assert (tmp_path / "named.db").is_file()


def test_sqlite_is_set_up_for_many_at_once(tmp_path: Path) -> None:
    storage = Storage.open(sqlite_at(tmp_path / "kept.db"))
    with storage.database.reading() as connection:
        told = {name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys", "busy_timeout")}
    assert told == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10_000}


@pytest.mark.parametrize(
    "address", ["kept.db", "nosuch://host/name", "postgresql://host:port/name", "sqlite+nosuch:///kept.db", "://", "postgres://host/name"]
)
def test_a_wrong_address_is_said_with_how_one_looks(address: str) -> None:
    told = fault(address)
    assert "is not the address of a database" in told and told.endswith("or postgresql://user@host/name.")


def test_a_password_is_never_repeated(tmp_path: Path) -> None:
    for address in ("postgresql://ann:secret@127.0.0.1:1/kept", "postgresql://ann:secret@host:port/kept", "nosuch://ann:secret@host/kept"):
        assert "secret" not in fault(address)


def test_a_driver_that_is_not_installed_is_named() -> None:
    assert "needs the Python package MySQLdb. Install it:" in fault("mysql://ann@host/kept")


def test_a_database_in_memory_would_keep_nothing() -> None:
    assert fault("sqlite://") == fault("sqlite:///:memory:") and "keeps nothing" in fault("sqlite://")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "The folder of the database" in fault(sqlite_at(tmp_path / "file" / "kept.db"))


def test_what_is_no_file_cannot_be_opened(tmp_path: Path) -> None:
    assert "cannot be opened. Check that its folder is there" in fault(sqlite_at(tmp_path))


@pytest.mark.parametrize("content", [b"not a database, but long enough to be looked at as one" * 40, b"\xff" * 5000])
def test_a_file_that_is_no_database_is_said_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kept.db").write_bytes(content)
    assert "is damaged, or no database. Put back a copy" in fault(sqlite_at(tmp_path / "kept.db"))
    assert (tmp_path / "kept.db").read_bytes() == content


def test_a_database_damaged_in_its_middle_is_said_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    storage = Storage.open(sqlite_at(path))
    begin(storage, "c", *(str(n) for n in range(40)))
    with storage.database.reading() as connection:
        connection.exec_driver_sql("SELECT 1")
    storage.close()
    with sqlite3.connect(path) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    held = bytearray(path.read_bytes())
    held[4096:] = b"\xa5" * (len(held) - 4096)
    path.write_bytes(held)
    with pytest.raises(StorageError, match="is damaged"):
        Storage.open(sqlite_at(path)).conversations.all_of("local")


def test_a_database_that_may_only_be_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    Storage.open(sqlite_at(path)).close()
    storage = Storage.open(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert storage.conversations.list("local") == []
    with pytest.raises(StorageError, match="can be read but not written"):
        storage.conversations.begin("local", "c", "lib")


def test_a_full_disk_is_said_and_nothing_half_written_stays(tmp_path: Path) -> None:
    storage = Storage.open(sqlite_at(tmp_path / "kept.db"))
    kept = begin(storage, "c", "a")
    storage.close()
    # SQLite reports the same fault when it may not grow any more as when the disk is full.
    event.listen(storage.database.engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 1"))
    with pytest.raises(StorageError, match=r"is on a disk that is full\. Make room"):
        storage.conversations.add(kept.id, "local", "b", "b", {}, {"text": "long " * 100_000})
    storage.close()
    assert Storage.open(sqlite_at(tmp_path / "kept.db")).conversations.open(kept.id, "local") == kept


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
@pytest.mark.parametrize("kilobytes", [8, 32, 64, 128, 200, 400])
def test_a_small_disk_that_fills_up_is_said_and_goes_on_once_there_is_room(tmp_path: Path, kilobytes: int) -> None:
    """Wherever it strikes: in the file, its log, what readers share, or a conversation."""
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", tmp_path], check=False, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    path, kept = sqlite_at(tmp_path / "kept.db"), 0
    try:
        with pytest.raises(StorageError, match=r"is on a disk that is full\. Make room on the disk and try again\."):
            storage = Storage.open(path)
            conversation = begin(storage, "c")
            while kept < 100:
                storage.conversations.add(conversation.id, "local", str(kept), "", {}, {"text": "long " * 2_000})
                kept += 1
        subprocess.run(["mount", "-o", "remount,size=20m", tmp_path], check=True)
        if kept:  # by the same process, without being told
            found = storage.conversations.open(conversation.id, "local")
            assert found and len(found.turns) == kept
            assert storage.conversations.add(conversation.id, "local", "next", "", {}, ANSWER)
            storage.close()
        assert begin(Storage.open(path), "after", "a").turns
    finally:
        subprocess.run(["umount", "-l", tmp_path], check=True)


def test_somebody_who_writes_for_long_is_waited_for_and_then_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.storage.database.WAIT_MS", 50)
    storage = Storage.open(sqlite_at(tmp_path / "kept.db"))
    with sqlite3.connect(tmp_path / "kept.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert storage.conversations.list("local") == []
        with pytest.raises(StorageError, match=r"is being written by somebody else\. Try again in a moment"):
            storage.conversations.begin("local", "c", "lib")
        other.execute("ROLLBACK")
    assert storage.conversations.begin("local", "c", "lib")


def test_a_server_that_does_not_answer_is_said() -> None:
    assert "cannot be reached. Check that it is running" in fault("postgresql://ann@127.0.0.1:1/kept")


def test_a_postgresql_database_that_does_not_exist_or_may_only_be_read_is_said(postgres_address: str) -> None:
    # A refusal at the door comes without a code from the driver.
    assert "The database postgresql://" in fault(postgres_address.replace("@/", "@/no_"))
    Storage.open(postgres_address).close()
    read_only = Storage.open(f"{postgres_address}&options=-c%20default_transaction_read_only%3Don")
    assert read_only.conversations.list("local") == []
    with pytest.raises(StorageError, match="can be read but not written"):
        read_only.conversations.begin("local", "c", "lib")


def test_a_server_that_comes_back_is_spoken_to_again(postgres_address: str) -> None:
    storage = Storage.open(postgres_address)
    kept = begin(storage, "c", "a")
    other = Database.at(postgres_address)
    with other.writing() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
        )
    assert storage.conversations.open(kept.id, "local") == kept


def test_a_server_that_stands_still_is_said_soon_and_spoken_to_again(
    postgres_address: str, socket_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.patience.ANSWER_SECONDS", 0.5)
    monkeypatch.setattr("app.storage.patience.CONNECT_SECONDS", 2)
    storage = Storage.open(postgres_address)
    kept = begin(storage, "c", "a")
    unreachable = "cannot be reached. Check that it is running"
    with pytest.raises(StorageError, match=unreachable), storage.database.writing() as connection, paused(socket_folder):
        connection.execute(text("SELECT 1"))  # in the middle of a transaction
    for _ in range(2):
        begun = time.monotonic()
        with pytest.raises(StorageError, match=unreachable), paused(socket_folder):
            storage.conversations.list("local")
        assert time.monotonic() - begun < 12
    assert storage.conversations.open(kept.id, "local") == kept


def test_a_server_killed_while_it_is_written_keeps_all_it_said_it_had(postgres_address: str, socket_folder: Path) -> None:
    storage = Storage.open(postgres_address)
    kept = begin(storage, "c")
    added: list[str] = []
    told: list[str] = []
    for round_ in range(5):
        for n in range(6):
            if n == 3:
                backends = [p for p in server_processes(socket_folder)[1:] if b"tester" in Path(f"/proc/{p}/cmdline").read_bytes()]
                os.kill(backends[0], signal.SIGKILL)  # the server ends every connection and mends itself
            deadline = time.monotonic() + 20
            while time.monotonic() < deadline:
                try:
                    assert storage.conversations.add(kept.id, "local", f"{round_} {n}", "", {}, ANSWER)
                    break
                except StorageError as error:
                    told.append(str(error))
                    time.sleep(0.05)
            added.append(f"{round_} {n}")
    found = storage.conversations.open(kept.id, "local")
    assert found and [turn.asked for turn in found.turns] == added
    assert told and all("cannot be reached. Check that it is running" in each for each in told), told


def test_two_processes_that_write_at_once_lose_nothing(storage: Storage, address: str) -> None:
    kept = begin(storage, "c")
    program = f"""
from app.storage.opening import Storage
conversations = Storage.open({address!r}).conversations
for n in range(30):
    conversations.add({kept.id!r}, "local", str(n), str(n), {{}}, {ANSWER!r})
"""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    writers = [subprocess.Popen([sys.executable, "-c", program], cwd=Path(__file__).parents[3], env=environment) for _ in range(2)]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    found = storage.conversations.open(kept.id, "local")
    assert found and sorted(int(turn.asked) for turn in found.turns) == sorted([*range(30)] * 2)


def test_readers_are_not_kept_waiting_by_a_writer(storage: Storage) -> None:
    kept = begin(storage, "c", "a")
    read: list[object] = []
    with storage.database.writing() as connection:
        connection.execute(text("UPDATE conversation SET name = 'changed'"))
        reader = threading.Thread(target=lambda: read.append(storage.conversations.open(kept.id, "local")))
        reader.start()
        reader.join(5)
        assert read == [kept]
