"""A database is brought up to date when it is opened: once, whole, and with all its rows."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from test_conversations import begin

from app.storage.database import Database
from app.storage.faults import StorageError
from app.storage.migrating import SCRIPTS, VERSION_TABLE, bring_up_to_date, version
from app.storage.opening import Storage
from app.storage.tables import metadata

ROOT = Path(__file__).parents[3]
NEXT = '''"""A later migration, which changes a table that others hang on."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9999", "0003"
def upgrade():
    with op.batch_alter_table("conversation") as table:
        table.add_column(sa.Column("colour", sa.Text, nullable=False, server_default="blue"))
        table.alter_column("library", new_column_name="held", existing_type=sa.Text)
'''
BROKEN = NEXT + '    raise ValueError("half way")\n'


def later(tmp_path: Path, script: str) -> Path:
    """The migrations with one more."""
    scripts = tmp_path / "migrations"
    shutil.copytree(SCRIPTS, scripts)
    (scripts / "versions" / "v9999_later.py").write_text(script, encoding="utf-8")
    return scripts


def test_the_migrations_make_the_tables_that_the_program_uses(storage: Storage) -> None:
    with storage.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_rows_of_an_older_database_are_kept(address: str) -> None:
    database = Database.at(address)
    bring_up_to_date(database, to="0001")
    with database.reading() as connection:
        assert version(connection) == "0001" and "briefing" not in inspect(connection).get_table_names()
    old = Storage(database)
    kept = begin(old, "old", "a", "b")
    old.opinions.save(kept.turns[0].id, "local", "right", "kept")
    opened = Storage.open(address)
    assert opened.conversations.open(kept.id, "local") == kept
    assert opened.opinions.list()[0].feedback.note == "kept" and opened.briefings.list("local") == []


def test_a_table_made_anew_does_not_take_with_it_what_hangs_on_it(storage: Storage, tmp_path: Path) -> None:
    kept = begin(storage, "c", "a", "b")
    storage.opinions.save(kept.turns[0].id, "local", "right")
    bring_up_to_date(storage.database, later(tmp_path, NEXT))
    with storage.database.reading() as connection:
        counts = [connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in ("conversation", "turn", "feedback")]
        assert counts == [1, 2, 1]
        assert connection.execute(text("SELECT colour, held FROM conversation")).one() == ("blue", "shipped")
    assert storage.conversations.delete(kept.id, "local")
    with storage.database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM turn")) == 0


def test_a_migration_that_fails_leaves_everything_as_it_was(storage: Storage, tmp_path: Path) -> None:
    kept = begin(storage, "c", "a")
    with pytest.raises(ValueError, match="half way"):
        bring_up_to_date(storage.database, later(tmp_path, BROKEN))
    with storage.database.reading() as connection:
        assert version(connection) == "0003"
    assert storage.conversations.open(kept.id, "local") == kept


def test_a_database_of_a_newer_version_is_named_and_left_alone(storage: Storage, address: str, tmp_path: Path) -> None:
    kept = begin(storage, "c", "a")
    scripts = later(tmp_path, NEXT.replace("alter_column", "drop_column").replace(', new_column_name="held", existing_type=sa.Text', ""))
    bring_up_to_date(storage.database, scripts)
    with pytest.raises(StorageError, match=r"is of a newer version of this program and was left as it is\. Update the program\."):
        Storage.open(address)
    with storage.database.reading() as connection:
        assert version(connection) == "9999" and connection.scalar(text("SELECT id FROM conversation")) == kept.id


def test_a_database_of_another_program_is_left_alone(address: str) -> None:
    with Database.at(address).writing() as connection:
        connection.execute(text("CREATE TABLE turn (wheel INTEGER)"))
    with pytest.raises(StorageError, match="holds tables of another program and was left as it is"):
        Storage.open(address)
    with Database.at(address).reading() as connection:
        assert inspect(connection).get_table_names() == ["turn"]


def test_many_who_open_a_new_database_at_once_all_find_it_whole(address: str) -> None:
    program = f"""
from app.storage.opening import Storage
storage = Storage.open({address!r})
kept = storage.conversations.begin("local", "c", "lib")
storage.conversations.add(kept.id, "local", "a", "a", {{}}, {{}})
print(len(storage.conversations.open(kept.id, "local").turns))
"""

    def start(_: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)

    with ThreadPoolExecutor(3) as starters:
        done = list(starters.map(start, range(3)))
    assert [(each.returncode, each.stdout, each.stderr) for each in done] == [(0, "1\n", "")] * 3
    assert len(Storage.open(address).conversations.list("local")) == 3
