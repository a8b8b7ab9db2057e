"""Server: where a Chroma server by address is, what to do while it does not answer, and which collection a generation is.

Without PROBATION_QA_CHROMA each generation holds Chroma in its own folder. With it a generation is a collection on
that server, and a file in its folder says which. Texts never go there: only vectors and row numbers.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

from corpus.errors import AssistantError

SERVER_VARIABLE = "PROBATION_QA_CHROMA"
TOKEN_VARIABLE = "PROBATION_QA_CHROMA_TOKEN"  # for a proxy before the server; Chroma itself asks for none
PLACE = Path("chroma") / "collection.txt"
LIBRARY_NAME = "chroma-name.txt"
TRIES = 4
PAUSE = 0.3  # seconds before asking again, longer each time
UNAVAILABLE = 500
SECONDS = 30.0  # for one answer: a server that is paused takes every connection and says nothing
LONGEST = 600.0  # for one answer while an index is built or looked through, which the server does at the first question
Told = TypeVar("Told")


class IndexUnavailable(AssistantError):
    """A Chroma server that does not answer."""


def server_address() -> tuple[str, int, bool] | None:
    """Host, port and whether it is https; None where Chroma stands in the library's folder."""
    named = os.environ.get(SERVER_VARIABLE)
    if not named:
        return None
    try:
        parts = urlsplit(named)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 8000)
    except ValueError:
        host, port = None, 0
    if not host or parts.scheme not in ("http", "https") or parts.username or parts.path.strip("/") or parts.query:
        # The address is not repeated: somebody may have put a password into it.
        raise IndexUnavailable(f"{SERVER_VARIABLE} is no address of a Chroma server. Set it like http://127.0.0.1:8000, or unset it.")
    return host, port, parts.scheme == "https"


def server_headers() -> dict[str, str]:
    """What a proxy before the server wants to see."""
    token = os.environ.get(TOKEN_VARIABLE)
    return {"Authorization": f"Bearer {token}"} if token else {}


def patiently(ask: Callable[[], Told]) -> Told:
    """What the server answers: one that is just starting again is asked again, one that stays away raises IndexUnavailable.

    Only for what may be done twice.
    """
    for tried in range(1, TRIES + 1):
        try:
            return ask()
        except Exception as error:
            if server_address() is None or not _is_away(error):
                raise
            if tried == TRIES or _is_silent(error):
                raise IndexUnavailable(
                    f"The Chroma server that {SERVER_VARIABLE} names does not answer. Start it, or wait a moment, and ask again."
                ) from error
            time.sleep(PAUSE * tried)
    raise AssertionError("the last try either answers or raises")


def see_answering(seconds: float) -> None:
    """Have a sign of life from the server; whoever opens Chroma's client waits for ever for one that says nothing."""
    import httpx

    host, port, ssl = server_address() or ("", 0, False)
    httpx.get(f"{'https' if ssl else 'http'}://{_in_address(host)}:{port}/api/v2/heartbeat", headers=server_headers(), timeout=seconds)


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_away(error: BaseException | None) -> bool:
    """Whether a server could not be reached or broke off, rather than refused."""
    import httpx

    return any(
        isinstance(each, httpx.TransportError | ConnectionError)
        or (isinstance(each, httpx.HTTPStatusError) and each.response.status_code >= UNAVAILABLE)
        for each in _causes(error)
    )


def _is_silent(error: BaseException | None) -> bool:
    """Whether a server was waited for as long as it may take; to ask it again would take as long."""
    import httpx

    return any(isinstance(each, httpx.TimeoutException) for each in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def place_collection(folder: Path) -> str:
    """A new collection's name for a generation, kept in its folder."""
    name = f"{_prefix(folder.parent)}{folder.name}-{uuid4().hex[:8]}"
    (folder / PLACE).parent.mkdir(exist_ok=True)
    (folder / PLACE).write_text(name, encoding="utf-8")
    return name


def placed_collection(folder: Path) -> str | None:
    """The collection a generation is; None for one that holds Chroma in its folder."""
    try:
        return (folder / PLACE).read_text(encoding="utf-8").strip()
    except OSError:
        return None


def forgotten(index: Path, names: Iterable[str]) -> list[str]:
    """Those of a server's collections that are of this library, but of none of its generations any more."""
    held = {placed_collection(generation) for generation in index.iterdir() if generation.is_dir()}
    return [name for name in names if name.startswith(_prefix(index)) and name not in held]


def _prefix(index: Path) -> str:
    """Begins the names of this library's collections, among all that share a server."""
    kept = index.parent / LIBRARY_NAME
    if not kept.is_file():
        kept.write_text(uuid4().hex[:12], encoding="utf-8")
    return f"passages-{kept.read_text(encoding='utf-8').strip()}-"
