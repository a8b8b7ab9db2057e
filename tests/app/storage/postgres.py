"""A PostgreSQL of the tests' own: a cluster in a temporary folder, reached by a socket in it, gone afterwards."""

import getpass
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path


def find_programs() -> Path | None:
    """The folder of initdb and postgres, which Debian keeps off the path; None where PostgreSQL is not installed."""
    named = shutil.which("initdb")
    folders = [Path(named).resolve().parent] if named else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


@contextmanager
def cluster(programs: Path) -> Iterator[Path]:
    """A running cluster with the superuser `tester`; gives the folder of its socket. It never runs as root, which it refuses."""
    user = next((name for name in ("postgres", "nobody") if os.geteuid() == 0 and _known(name)), None) or getpass.getuser()
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # a socket's path may have no more than 107 characters
    if os.geteuid() == 0:
        shutil.chown(folder, user)

    as_user = user if os.geteuid() == 0 else None
    data = str(folder / "data")
    making = [str(programs / "initdb"), "--username=tester", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C", data]
    running = [str(programs / "postgres"), "-D", data, "-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off"]
    try:
        subprocess.run(making, user=as_user, cwd=folder, check=True, capture_output=True, timeout=120)
        with subprocess.Popen(running, user=as_user, cwd=folder, stderr=subprocess.DEVNULL) as server:
            _wait_for(programs, folder)
            yield folder
            server.send_signal(signal.SIGQUIT)  # at once; nothing of it is needed any more
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def server_processes(folder: Path) -> list[int]:
    """The ids of a cluster's processes, the one that began the others first."""
    first = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    return [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]


@contextmanager
def paused(folder: Path) -> Iterator[None]:
    """A cluster that stands still: it takes connections and says nothing."""
    stopped = server_processes(folder)
    try:
        _send(signal.SIGSTOP, stopped)
        yield
    finally:
        _send(signal.SIGCONT, stopped)


def _send(word: signal.Signals, processes: Sequence[int]) -> None:
    for process in processes:
        with suppress(ProcessLookupError):  # one that had nothing more to do
            os.kill(process, word)


def _wait_for(programs: Path, folder: Path) -> None:
    for _ in range(300):
        if subprocess.run([str(programs / "pg_isready"), "-q", "-h", str(folder)], check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise TimeoutError("PostgreSQL did not start.")


def _known(name: str) -> bool:
    try:
        return bool(pwd.getpwnam(name))
    except KeyError:
        return False
