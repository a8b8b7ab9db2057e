"""The HTTP interface: the contract's JSON for other programs; the only file that knows FastAPI."""

import json
import os
import secrets
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field

from app.service.asking import MOST_PASSAGES, MOST_TURNS, Asking
from app.service.quota import LONGEST_QUESTION, Quota, TooMuch
from app.service.serving import is_local
from corpus.errors import AssistantError

TOKEN_VARIABLE = "PROBATION_QA_API_TOKEN"
LARGEST_BODY = 100_000
Text = Annotated[str, Field(max_length=LONGEST_QUESTION)]


class Asked(BaseModel):
    """A question, or the turns of a conversation; and the reports it is limited to."""

    model_config = ConfigDict(extra="forbid")
    question: Text | None = None
    turns: Annotated[list[Text], Field(max_length=MOST_TURNS)] = []
    report_ids: Annotated[list[str], Field(max_length=1000)] = []


class Sought(BaseModel):
    """What to look for, and how many passages."""

    model_config = ConfigDict(extra="forbid")
    question: Text
    k: Annotated[int, Field(ge=1, le=MOST_PASSAGES)] = 10
    report_ids: Annotated[list[str], Field(max_length=1000)] = []


def make_api(asking: Asking, token: str | None, quota: Quota | None = None) -> FastAPI:
    """The interface over a library; with a token, only for those who send it as `Authorization: Bearer`."""
    counted = quota or Quota()

    def admit(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))]) -> None:
        if token and not (given and secrets.compare_digest(given.credentials.encode(), token.encode())):
            raise HTTPException(401, "Send the token as Authorization: Bearer.", {"WWW-Authenticate": "Bearer"})
        counted.take(request.client.host if request.client else "")

    # The pages that FastAPI makes of the description load scripts from elsewhere; the description itself stays.
    api = FastAPI(title="Probation reports assistant", docs_url=None, redoc_url=None, dependencies=[Depends(admit)])
    api.middleware("http")(_refuse_large)
    api.exception_handler(AssistantError)(_tell)
    api.exception_handler(RequestValidationError)(_tell_faults)
    _add_routes(api, asking)
    return api


def _add_routes(api: FastAPI, asking: Asking) -> None:
    @api.post("/ask")
    def ask(asked: Asked) -> dict[str, Any]:
        """An answer as the command line gives it; with turns, one for each."""
        if (asked.question is None) == (not asked.turns):
            raise HTTPException(422, "Give either question or turns.")
        answers = asking.ask(asked.turns or [asked.question or ""], asked.report_ids)
        return {"answers": answers} if asked.turns else answers[0]

    @api.post("/search")
    def search(sought: Sought) -> list[dict[str, Any]]:
        """The passages put forward, best first."""
        return asking.search(sought.question, sought.k, sought.report_ids)

    @api.get("/reports")
    def reports() -> list[dict[str, Any]]:
        """The facts of each report."""
        return asking.reports()

    @api.get("/reports/{report_id}/text")
    def read_passage(report_id: str, start: int, end: int) -> dict[str, Any]:
        """A report's own words between two offsets."""
        return asking.read_passage(report_id, start, end)


async def _refuse_large(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """A body without a length, or with a long one, is not read."""
    length = request.headers.get("content-length", "0")
    if "transfer-encoding" in request.headers or not length.isdecimal() or int(length) > LARGEST_BODY:
        return JSONResponse({"detail": f"A request has a length, and at most {LARGEST_BODY:,} bytes."}, 413)
    answer = await go_on(request)
    answer.headers.update({"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"})
    return answer


async def _tell(_: Request, error: Exception) -> Response:
    return _told(str(error), 429 if isinstance(error, TooMuch) and "minute" in str(error) else 400)


async def _tell_faults(_: Request, error: Exception) -> Response:
    """What is wrong with a request and where; what was sent is not repeated."""
    assert isinstance(error, RequestValidationError)
    return _told([{"loc": fault["loc"], "msg": fault["msg"], "type": fault["type"]} for fault in error.errors()], 422)


def _told(detail: Any, status: int) -> Response:
    """In ASCII, since a request can name halves of characters, which no answer can hold as they are."""
    return Response(json.dumps({"detail": detail}), status, media_type="application/json")


def serve_api(asking: Asking, listen: str, port: int) -> None:
    """Serve until stopped; beyond this machine only with a token."""
    import uvicorn
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    token = os.environ.get(TOKEN_VARIABLE)
    if not is_local(listen) and not token:
        raise AssistantError(f"Anyone who can reach {listen} could ask. Set {TOKEN_VARIABLE} to a long secret, or listen on 127.0.0.1.")
    api = make_api(asking, token)
    if is_local(listen):
        api.add_middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1", "[::1]"])
    uvicorn.run(api, host=listen, port=port, access_log=False, log_level="warning", proxy_headers=False, server_header=False)
