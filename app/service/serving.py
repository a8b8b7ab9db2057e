"""Serving the page: Streamlit in a process of its own, bound to this machine unless told otherwise.

What holds however the page is started stands in `.streamlit/config.toml` beside it; here only what each start decides.
"""

import ipaddress
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.plain.terminal import print
from app.service.journal import switch_on
from app.service.meters import meters_address
from corpus.errors import AssistantError

FRONT = Path(__file__).parents[1] / "front.py"
ASKED_VARIABLE = "PROBATION_QA_ASKED"
SECRETS_VARIABLE = "PROBATION_QA_SECRETS"
HOSTS_VARIABLE = "PROBATION_QA_HOSTS"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


def serve(library: Path | None, listen: str, port: int) -> None:
    """Run the page until it is stopped."""
    switch_on()
    meters_address()
    if not is_local(listen) and not sign_in_file():
        print(f"Anyone who can reach {listen} can read this library: set up sign-in first (docs/deploying.md).", file=sys.stderr)
    check_free(listen, port)
    print(f"The page is at http://{_in_address(listen)}:{port} (stop it with Ctrl-C)")
    run(serve_command(listen, port), serve_environment(library))


def run(command: Sequence[str], environment: Mapping[str, str]) -> None:
    """Run the page in a process of its own, which ends with this one.

    Whoever stops this process, a service manager say, means the page: left to itself it would go on and keep the port.
    """
    with subprocess.Popen(command, env=environment) as page:
        before = signal.signal(signal.SIGTERM, lambda *_: page.terminate())
        try:
            page.wait()
        except KeyboardInterrupt:
            page.terminate()
            print("Stopped.")
        finally:
            signal.signal(signal.SIGTERM, before)


def check_free(listen: str, port: int) -> None:
    """Refuse an address that another program listens on, or that this machine does not have."""
    try:
        socket.create_server((listen, port), family=socket.AF_INET6 if ":" in listen else socket.AF_INET).close()
    except OSError as error:
        raise AssistantError(
            f"The page cannot be opened at {_in_address(listen)}:{port} ({str(error.strerror).partition(' (')[0]}). "
            "Stop what runs there, or choose another with --port or --listen."
        ) from error


def serve_command(listen: str, port: int) -> list[str]:
    """How Streamlit is started; on this machine only its own names are answered to."""
    hosts = [f"--server.allowedHosts={host}" for host in (LOCAL_HOSTS if is_local(listen) else named_hosts())]
    secrets = [f"--secrets.files={file}"] if (file := sign_in_file()) else []
    start = [sys.executable, "-m", "streamlit", "run", str(FRONT), f"--server.address={listen}", f"--server.port={port}"]
    return [*start, *hosts, *secrets]


def serve_environment(library: Path | None) -> dict[str, str]:
    """The environment of the page: what was asked for, and nothing left over from an earlier start."""
    environment = {key: value for key, value in os.environ.items() if key != ASKED_VARIABLE}
    return {**environment, ASKED_VARIABLE: str(library.resolve())} if library else environment


def sign_in_file() -> Path | None:
    """The secrets file that sets up sign-in, where $PROBATION_QA_SECRETS names one."""
    named = os.environ.get(SECRETS_VARIABLE)
    if named and not Path(named).is_file():
        raise AssistantError(f"The secrets file {named} is not there. Correct {SECRETS_VARIABLE}, or unset it to go without sign-in.")
    return Path(named).resolve() if named else None


def named_hosts() -> list[str]:
    """The names that a page open to others answers to, from $PROBATION_QA_HOSTS, and this machine's own; none given is any name."""
    named = os.environ.get(HOSTS_VARIABLE, "").replace(",", " ").split()
    return [*named, *LOCAL_HOSTS] if named else []


def asked_folder() -> Path | None:
    """The library that `serve` was asked to show; None is the shipped one."""
    named = os.environ.get(ASKED_VARIABLE)
    return Path(named) if named else None


def is_local(listen: str) -> bool:
    """Whether an address is reached from this machine alone."""
    try:
        return listen == "localhost" or ipaddress.ip_address(listen).is_loopback
    except ValueError:
        return False


def _in_address(listen: str) -> str:
    return f"[{listen}]" if ":" in listen else listen
