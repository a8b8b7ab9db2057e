"""Storage on every database it is promised for: SQLite always, PostgreSQL where it is installed."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from postgres import cluster, find_programs

from app.storage.opening import Storage


@pytest.fixture(scope="session")
def socket_folder() -> Iterator[Path]:
    programs = find_programs()
    if not programs:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    pytest.importorskip("psycopg", reason="PostgreSQL is reached by psycopg: pip install 'probation-qa[postgresql]'")
    with cluster(programs) as folder:
        yield folder


@pytest.fixture
def postgres_address(socket_folder: Path) -> str:
    """An empty PostgreSQL database: emptied, for a new one would be seven megabytes of files a test."""
    import psycopg

    with psycopg.connect(host=str(socket_folder), user="tester", dbname="postgres", autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return f"postgresql://tester@/postgres?host={socket_folder}"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kept.db'}"
    found: str = request.getfixturevalue("postgres_address")
    return found


@pytest.fixture
def storage(address: str) -> Iterator[Storage]:
    opened = Storage.open(address)
    yield opened
    opened.close()
