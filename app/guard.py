"""Guard: what a request must be to be answered, and headers that let a browser load nothing from anywhere but the page's own address."""

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
    "frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
LARGEST_HEADERS = 64_000
HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}


class SafeHeaders:
    """Adds the headers to every response."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_guarded)


class KnownHosts:
    """Refuses requests for other names than the page is open under, so that no foreign name can be pointed at it, and endless headers.

    Streamlit itself looks at the name of a websocket only.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = _refusal(scope) if scope["type"] == "http" else None
        await (refused or self.app)(scope, receive, send)


def _refusal(scope: Scope) -> PlainTextResponse | None:
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    if sum(len(name) + len(value) for name, value in headers) > LARGEST_HEADERS:
        return PlainTextResponse("The headers are too long.", 431)
    named = [value.decode("latin-1") for name, value in headers if name == b"host"]
    if len(named) != 1 or not is_host_allowed(named[0]):
        return PlainTextResponse("The page is not open under this name.", 421)
    return None


GUARD = [Middleware(SafeHeaders), Middleware(KnownHosts)]
