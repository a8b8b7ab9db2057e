"""The HTTP interface and the tools, as other programs meet them."""

import asyncio
import gc
import json
import os
import subprocess
import sys
import threading
import weakref
from pathlib import Path
from typing import Any

import pytest
from tiny import BagOfWords, build_library

from app.service.asking import LONGEST_PASSAGE, Asking
from app.service.quota import Quota
from corpus.errors import AssistantError
from corpus.library import Library

fastapi = pytest.importorskip("fastapi", reason="The interface needs FastAPI: pip install 'probation-qa[api]'")
from fastapi.testclient import TestClient  # noqa: E402

from app.service.api import make_api, serve_api  # noqa: E402

ROOT = Path(__file__).parents[3]
QUESTION = "How many people did the CRC supervise in Arden?"
KEYS = {"question", "status", "text", "claims", "citations", "evidence", "coverage", "model", "seconds"}


@pytest.fixture
def asking(library: Library) -> Asking:
    return Asking(library, BagOfWords(), "api")


@pytest.fixture
def client(asking: Asking) -> TestClient:
    return TestClient(make_api(asking, None, Quota(per_minute=10_000)))


def test_an_answer_is_the_contract_s_json(client: TestClient) -> None:
    answer = client.post("/ask", json={"question": QUESTION}).json()
    assert set(answer) >= KEYS and answer["status"] == "answered"
    (citation,) = answer["citations"]
    read = client.get(f"/reports/{citation['report_id']}/text", params={"start": citation["start"], "end": citation["end"]}).json()
    assert read["text"] == citation["quote"] == "The CRC supervised 3,454 people in Arden."


def test_turns_are_answered_each_and_limits_hold(client: TestClient) -> None:
    told = client.post("/ask", json={"turns": [QUESTION, "And who visited?"], "report_ids": ["arden"]}).json()
    assert len(told["answers"]) == 2
    assert {e["report_id"] for answer in told["answers"] for e in answer["evidence"]} == {"arden"}
    assert {e["report_id"] for e in client.post("/search", json={"question": "work", "k": 3, "report_ids": ["borland"]}).json()} == {
        "borland"
    }
    assert {r["report_id"] for r in client.get("/reports").json()} == {"arden", "borland", "trap"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/ask", {}), ("/ask", {"question": "a", "turns": ["b"]}), ("/ask", {"question": "x" * 2001}),
        ("/ask", {"question": 3}), ("/ask", None),
        ("/ask", {"turns": ["a"] * 21}), ("/ask", {"question": "a", "model": "x"}),
        ("/ask", {"question": "a", "report_ids": ["../../etc"]}),
        ("/search", {"question": "a", "k": 0}), ("/search", {"question": "a", "k": 101}), ("/search", [1]),
    ],
)  # fmt: skip
def test_what_is_no_question_is_refused(client: TestClient, path: str, body: Any) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code in (400, 422) and "Traceback" not in answer.text


@pytest.mark.parametrize("path", ["/ask", "/search"])
@pytest.mark.parametrize(
    "body",
    [
        b'{"question": NaN}', b'{"question": "a", "k": NaN}', b'{"question": "a", "k": -Infinity}', b'{"question": "a", "k": 1e9999}',
        b'{"question": "a", "k": ' + b"9" * 90_000 + b"}", b'{"question": "\\ud800"}', b'{"question": "a", "report_ids": ["\\udfff"]}',
        b'{"question": "a", "\\ud800": 1}', b'{"question": ["\\ud800"]}', b"[" * 90_000,
        b'{"question": "a", "x": ' + b"[" * 40_000 + b"]" * 40_000 + b"}", b'{"question": "\xff\xfe"}', b"{" * 90_000,
        b"", b"\x00", b"null",
        b'{"question": "a", "report_ids": [null]}', b'{"__proto__": {}, "question": "a"}', b'{"question": {"$ne": ""}}',
    ],
)  # fmt: skip
def test_a_body_that_no_program_should_send_is_refused_and_not_repeated(asking: Asking, path: str, body: bytes) -> None:
    careless = TestClient(make_api(asking, None, Quota(per_minute=10_000)), raise_server_exceptions=False)
    answer = careless.post(path, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422) and len(answer.content) < 2_000
    assert answer.headers["x-content-type-options"] == "nosniff" and '"input"' not in answer.text


@pytest.mark.parametrize(
    "query", ["start=5&end=2", "start=-1&end=5", "start=0&end=999999999", "start=a&end=b", "start=0", "start=0&end=1e3"]
)
def test_only_places_within_a_report_are_read(client: TestClient, query: str) -> None:
    assert client.get(f"/reports/arden/text?{query}").status_code in (400, 422)
    assert client.get("/reports/..%2f..%2fetc/text?start=0&end=5").status_code in (400, 404)


def test_a_body_that_is_too_long_or_has_no_length_is_not_read(client: TestClient) -> None:
    assert client.post("/ask", content=b"x" * 200_000).status_code == 413
    assert client.post("/ask", content=iter([b"x" * 10])).status_code == 413


def test_with_a_token_nobody_else_is_answered(asking: Asking) -> None:
    client = TestClient(make_api(asking, "a long secret"))
    for given in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Basic a long secret"},
        {"Authorization": "Bearer \u00ff".encode("latin-1")},
    ):
        assert client.get("/reports", headers=given).status_code == 401  # type: ignore[arg-type]
    assert client.get("/reports", headers={"Authorization": "Bearer a long secret"}).status_code == 200


def test_one_question_too_many_is_told(asking: Asking) -> None:
    client = TestClient(make_api(asking, None, Quota(per_minute=2)))
    assert [client.get("/reports").status_code for _ in range(3)] == [200, 200, 429]


def test_beyond_this_machine_it_wants_a_token(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROBATION_QA_API_TOKEN", raising=False)
    with pytest.raises(AssistantError, match="Set PROBATION_QA_API_TOKEN"):
        serve_api(asking, "0.0.0.0", 8601)


def test_many_callers_at_once_get_their_own_answers(client: TestClient) -> None:
    questions = [QUESTION, "What ink were leaflets about curfews printed in?", "Did unpaid work begin on time in Borland?"] * 5
    told: dict[int, str] = {}

    def ask(n: int) -> None:
        told[n] = client.post("/ask", json={"question": questions[n]}).json()["question"]

    callers = [threading.Thread(target=ask, args=(n,)) for n in range(len(questions))]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert [told[n] for n in range(len(questions))] == questions


def test_a_new_ingest_is_picked_up(tmp_path: Path) -> None:
    asking = Asking(build_library(tmp_path, ["arden.md"]), BagOfWords(), "api")
    assert len(asking.reports()) == 1
    build_library(tmp_path, ["arden.md", "borland.md"])
    assert len(asking.reports()) == 2


def test_a_library_as_it_was_is_let_go_at_once_when_a_new_one_answers(tmp_path: Path) -> None:
    """A server that runs for weeks opens one generation after the other, and its rubbish is collected late."""
    asking = Asking(build_library(tmp_path, ["arden.md"]), BagOfWords(), "api")
    gc.disable()
    try:
        asking.ask([QUESTION])
        assert asking.held
        before = weakref.ref(asking.held[1].searcher.shelf)
        build_library(tmp_path, ["arden.md", "borland.md"])
        asking.ask([QUESTION])
        assert before() is None
    finally:
        gc.enable()


def test_a_passage_longer_than_is_given_at_once_is_refused(asking: Asking) -> None:
    with pytest.raises(AssistantError, match="at most 20,000 are given"):
        asking.read_passage("arden", 0, LONGEST_PASSAGE + 1)


SERVER = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from tiny import BagOfWords
from app.service.asking import Asking
from app.service.tools import make_tools
from corpus.library import Library
make_tools(Asking(Library(Path({folder!r})), BagOfWords(), "tool")).run("stdio")
"""


def test_a_host_of_a_model_finds_the_tools_and_uses_them(library: Library) -> None:
    pytest.importorskip("mcp", reason="The tools need mcp: pip install 'probation-qa[mcp]'")
    from mcp import Client
    from mcp.client.stdio import StdioServerParameters, stdio_client

    program = SERVER.format(tests=str(ROOT / "tests" / "app"), folder=str(library.folder))
    parameters = StdioServerParameters(command=sys.executable, args=["-c", program], env={**os.environ, "PYTHONPATH": str(ROOT)})
    wrong = {
        "A search gives 1 to 100 passages. Ask for as many.": ("search", {"question": "a", "k": 10**400}),
        "The library holds no report ../../etc/passwd. Ask for": ("read_passage", {"report_id": "../../etc/passwd", "start": 0, "end": 5}),
        "Ask for a start before its end within them.": ("read_passage", {"report_id": "arden", "start": 0, "end": 10**9}),
        "The question has 3,000 characters; ask it in at most": ("ask", {"question": "x" * 3000}),
        "A conversation has 1 to 20 turns. Give as many.": ("ask", {"question": "a", "earlier": ["b"] * 50}),
        "Unknown tool: __init__": ("__init__", {}),
        "valid integer": ("search", {"question": "a", "k": "ten"}),
        "Field required": ("ask", {}),
    }

    async def use() -> tuple[set[str], Any, Any, Any]:
        async with Client(stdio_client(parameters)) as session:
            names = {tool.name for tool in (await session.list_tools()).tools}
            answer = (await session.call_tool("ask", {"question": QUESTION})).content[0]
            found = await session.call_tool("search", {"question": QUESTION, "k": 2})
            place = json.loads(answer.text)["citations"][0]
            read = await session.call_tool("read_passage", {key: place[key] for key in ("report_id", "start", "end")})
            for told, (tool, given) in wrong.items():
                refused = await session.call_tool(tool, given)
                assert refused.is_error and told in refused.content[0].text, refused.content
            return names, json.loads(answer.text), found, read

    names, answer, found, read = asyncio.run(use())
    assert names == {"search", "ask", "read_passage"}
    assert set(answer) >= KEYS and answer["citations"][0]["quote"] == "The CRC supervised 3,454 people in Arden."
    assert "The CRC supervised 3,454 people in Arden." in str(found.content) and "3,454" in str(read.content)


HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a stranger", "version": "1"}}
NO_MESSAGES = (
    b"", b"not json", b"{", b"[1, 2]", b"null", b"\xff\xfe", b"\0" * 1_000, b"[" * 90_000, b"x" * 2_000_000, b'{"jsonrpc": "1.0"}',
    b'{"jsonrpc": "2.0", "id": "\\ud800", "method": "ping"}', b'{"jsonrpc": "2.0", "id": 1, "method": "\\udfff"}',
    b'{"jsonrpc": "2.0", "id": ' + b"9" * 5_000 + b', "method": "ping"}', b'{"jsonrpc": "2.0", "id": null, "method": "tools/list"}',
    b'{"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "ask", "arguments": {"question": "\\ud800"}}}',
    b'{"jsonrpc": "2.0", "id": 4, "method": "resources/read", "params": {"uri": "file:///etc/passwd"}}',
    b'{"jsonrpc": "2.0", "id": 5, "method": "tools/call", "params": {"name": "ask", "arguments": [1]}}',
)  # fmt: skip


def test_lines_that_are_no_messages_leave_the_tools_at_work(library: Library) -> None:
    pytest.importorskip("mcp", reason="The tools need mcp: pip install 'probation-qa[mcp]'")
    program = SERVER.format(tests=str(ROOT / "tests" / "app"), folder=str(library.folder))
    asked = {"name": "ask", "arguments": {"question": QUESTION}}
    lines = [
        {"jsonrpc": "2.0", "id": "hello", "method": "initialize", "params": HELLO},
        {"jsonrpc": "2.0", "method": "notifications/initialized"}, *NO_MESSAGES,
        {"jsonrpc": "2.0", "id": "last", "method": "tools/call", "params": asked},
    ]  # fmt: skip
    given = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines) + b"\n"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", program], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin and server.stdout
        server.stdin.write(given)
        server.stdin.flush()
        told: dict[Any, Any] = {}
        while "last" not in told:  # a server that has ended gives an empty line, which is no JSON
            said = json.loads(server.stdout.readline())
            told[said.get("id")] = said
        server.stdin.close()
    assert "3,454" in str(told["last"]) and "root:" not in str(told)


@pytest.mark.parametrize("command", ["api", "mcp"])
def test_what_an_extra_lacks_is_told_with_how_to_install_it(command: str) -> None:
    program = "import importlib.util as u; u.find_spec = lambda n: None\n"
    program += f"import sys; sys.argv = ['x', {command!r}]\nfrom app.command import main; main()"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and f"pip install 'probation-qa[{command}]'" in done.stderr
