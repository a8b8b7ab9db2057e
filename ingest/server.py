"""Server: where a Chroma server by address is, what to do while it does not answer, and which collection a generation is.

Without PROBATION_QA_CHROMA each generation holds Chroma in its own folder. With it a generation is a collection on
that server, and a file in its folder says which. Texts never go there: only vectors and row numbers.
"""

import os
import time
from collections.abc import Callable, Iterable
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
            if tried == TRIES:
                raise IndexUnavailable(
                    f"The Chroma server that {SERVER_VARIABLE} names does not answer. Start it, or wait a moment, and ask again."
                ) from error
            time.sleep(PAUSE * tried)
    raise AssertionError("the last try either answers or raises")


def _is_away(error: BaseException | None) -> bool:
    """Whether a server could not be reached or broke off, rather than refused."""
    import httpx

    while error is not None:
        if isinstance(error, httpx.TransportError | ConnectionError):
            return True
        if isinstance(error, httpx.HTTPStatusError) and error.response.status_code >= UNAVAILABLE:
            return True
        error = error.__cause__ or error.__context__
    return False


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
