"""The commands that offer a library to others: the page to people, the interface to programs, the tools to a language model's host."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import LibraryOption
from app.plain.progress import shown_progress
from app.plain.terminal import print
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from app.service.asking import Asking


def page(
    library: LibraryOption = None,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8501,
    listen: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Open the web page."""
    from app.opening import open_assistant
    from app.service.serving import serve

    with shown_progress() as progress:
        open_assistant(library, progress)
    serve(library, listen, port)


def api(
    library: LibraryOption = None,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8601,
    listen: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the contract's JSON to other programs over HTTP."""
    _need("fastapi", "api")
    from app.service.api import serve_api
    from app.service.meters import serve_meters

    asking = _asking(library, "api")
    serve_meters()
    print(f"The interface is at http://{listen}:{port} (stop it with Ctrl-C)")
    serve_api(asking, listen, port)


def mcp(library: LibraryOption = None) -> None:
    """Offer search, ask and read_passage to a language model's host, on standard input and output."""
    _need("mcp", "mcp")
    from app.service.tools import make_tools

    make_tools(_asking(library, "tool")).run("stdio")


def _asking(library: Path | None, kind: str) -> "Asking":
    """The library made ready, for other programs to ask."""
    from app.opening import choose_library
    from app.service.asking import Asking
    from ingest.build import make_ready
    from ingest.embedding import SentenceTransformerEmbedder

    chosen, shipped = choose_library(library)
    embedder = SentenceTransformerEmbedder()
    with shown_progress() as progress:
        make_ready(chosen, embedder, shipped, progress)
    return Asking(chosen, embedder, kind)


def _need(package: str, extra: str) -> None:
    if not find_spec(package):
        raise AssistantError(f"This needs {package}. Install it: pip install 'probation-qa[{extra}]'")
