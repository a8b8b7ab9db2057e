"""A language model by the book: an OpenAI-compatible server on this machine that answers as it is told.

The client that speaks to it is the real one, over a real socket; only what is said is scripted.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Spoken:
    """One reply. It is cut off after `cut` characters; `wait` goes before it and `gap` between pieces of `size` characters, in seconds."""

    text: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    gap: float = 0.0
    size: int = 40
    cut: int | None = None
    finish: str = "stop"
    refusal: str = ""
    raw: bytes | None = None
    code: str = ""


def claims(*given: tuple[str, int, str], in_reports: bool = True) -> str:
    """The JSON of a reply: each claim's text, the number of its evidence, and the words quoted."""
    told = [{"text": text, "quotes": [{"evidence": number, "words": words}]} for text, number, words in given]
    return json.dumps({"in_reports": in_reports, "claims": told}, ensure_ascii=False)


def told(body: Body) -> dict[str, Any]:
    """What a request says to the model: the question and the evidence, or the questions of a conversation."""
    return json.loads(body["messages"][1]["content"])


def number_of(body: Body, words: str) -> int:
    """The number of the evidence that holds these words; 0 where none does."""
    return next((e["number"] for e in told(body).get("evidence", ()) if words in e["text"]), 0)


class ScriptedModel(ThreadingHTTPServer):
    """Serves while it is a context; `script` makes the reply to a request, `asked` keeps the requests."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script: Callable[[Body], Spoken] = lambda body: Spoken(claims(in_reports=False))
        self.asked: list[Body] = []
        self.keys: list[str] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def say(self, *replies: Spoken | str) -> None:
        """Give these replies one after the other, the last of them for ever."""
        left = [r if isinstance(r, Spoken) else Spoken(r) for r in replies]
        self.script = lambda body: left.pop(0) if len(left) > 1 else left[0]

    def __enter__(self) -> "ScriptedModel":
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no news."""


class Handler(BaseHTTPRequestHandler):
    server: ScriptedModel
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append(body)
        self.server.keys.append(self.headers.get("authorization", ""))
        spoken = self.server.script(body)
        if self.server.over.wait(spoken.wait):
            return
        if spoken.raw is not None or spoken.status != 200:
            self._whole(spoken, spoken.raw or json.dumps({"error": {"message": "no", "code": spoken.code}}).encode())
        elif body.get("stream"):
            self._stream(spoken)
        else:
            message = {"role": "assistant", "content": spoken.text[: spoken.cut], "refusal": spoken.refusal or None}
            choice = {"index": 0, "message": message, "finish_reason": spoken.finish}
            self._whole(spoken, json.dumps({**ENVELOPE, "object": "chat.completion", "choices": [choice]}).encode())

    def _whole(self, spoken: Spoken, content: bytes) -> None:
        self.send_response(spoken.status)
        for name, value in {"content-type": "application/json", "content-length": str(len(content)), **spoken.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _stream(self, spoken: Spoken) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        for delta in pieces(spoken):
            self._event({"index": 0, "delta": delta, "finish_reason": None})
            if spoken.gap and self.server.over.wait(spoken.gap):
                return
        if spoken.cut is None:
            self._event({"index": 0, "delta": {}, "finish_reason": spoken.finish})
            self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, choice: Body) -> None:
        self.wfile.write(b"data: " + json.dumps({**ENVELOPE, "object": "chat.completion.chunk", "choices": [choice]}).encode() + b"\n\n")
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


ENVELOPE = {"id": "chatcmpl-1", "created": int(time.time()), "model": "scripted"}


def pieces(spoken: Spoken) -> Iterator[Body]:
    yield {"role": "assistant", "content": ""}
    if spoken.refusal:
        yield {"refusal": spoken.refusal}
    text = spoken.text[: spoken.cut]
    yield from ({"content": text[at : at + spoken.size]} for at in range(0, len(text), spoken.size))
