"""Readiness: whether this process can answer, and what stands in the way; told to whoever watches it at /ready."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from corpus.errors import AssistantError
from corpus.library import Library
from ingest.embedding import Embedder
from ingest.index import PassageIndex, can_open
from ingest.truth import Truth

UNAVAILABLE = 503


def find_obstacle(library: Library, embedder: Embedder) -> str:
    """What stands between a question and its answer, in one phrase without paths or addresses; empty where nothing does."""
    generation = library.generation
    if generation is None:
        return "the library has no finished index"
    try:
        if _card(generation).get("model") != embedder.fingerprint:
            return "the library was indexed with another model"
        vector = embedder.embed(["ready"])[0]
        if can_open(generation):
            _index(generation).nearest(vector, 1)
    except AssistantError as error:
        return f"the library, its index or the model cannot be opened ({type(error).__name__})"
    return ""


def ready_route(choose: Callable[[], Library], embedder: Callable[[], Embedder]) -> Route:
    """/ready: 200 where a question would be answered, else 503 and why not."""

    def ready(_: Request) -> Response:
        obstacle = find_obstacle(choose(), embedder())
        return JSONResponse({"ready": not obstacle, "obstacle": obstacle}, UNAVAILABLE if obstacle else 200)

    return Route("/ready", ready)


@lru_cache(maxsize=2)
def _card(generation: Path) -> dict[str, str]:
    return Truth(generation / "truth.db").card()


@lru_cache(maxsize=2)
def _index(generation: Path) -> PassageIndex:
    """Kept open: Chroma holds on to a little memory each time it opens a folder."""
    return PassageIndex(generation)
