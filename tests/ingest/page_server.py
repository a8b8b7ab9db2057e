"""A web server on this machine that answers as told, for the tests of fetching."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What stands at each path, and what was asked: the path and the headers of each request."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def at(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def gives(self, path: str, body: bytes = b"", kind: str = "text/plain", status: int = 200, **headers: str) -> str:
        """Let this path give these bytes; its address."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            told = {"Content-Type": kind, "Content-Length": str(len(body)), **{k.replace("_", "-"): v for k, v in headers.items()}}
            start(handler, status, told)
            handler.wfile.write(body)

        self.answers[path] = answer
        return self.at(path)

    def leads(self, path: str, location: str, status: int = 302) -> str:
        return self.gives(path, status=status, Location=location)

    def acts(self, path: str, answer: Answer) -> str:
        self.answers[path] = answer
        return self.at(path)

    def drips(self, handler: BaseHTTPRequestHandler, piece: bytes, pause: float) -> None:
        """Send a piece again and again until the test is over or nobody listens."""
        try:
            while not self.stopping.is_set():
                handler.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            pass


def start(handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        if name != "Content-Type" or value:
            handler.send_header(name, value)
    handler.end_headers()


@contextmanager
def open_site(certificate: tuple[Path, Path] | None = None) -> Iterator[Site]:
    """A site on a free port; with a certificate and its key it speaks TLS."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            answer = site.answers.get(self.path)
            if answer:
                answer(self)
            else:
                start(self, 404, {"Content-Length": "0"})

        def log_message(self, *_: object) -> None: ...

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None: ...

    server = Server(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield site
    finally:
        site.stopping.set()
        server.shutdown()
        server.server_close()
