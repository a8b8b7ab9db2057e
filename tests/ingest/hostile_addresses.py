"""Addresses that give no report, each with what is said of it; `HERE` is the only address let through."""

import gzip
import re
import socket
import zlib
from collections.abc import Callable
from dataclasses import replace

from page_server import Site, start

from ingest.fetch import Fetcher
from ingest.network import resolve

HERE = Fetcher(seconds=40, largest=2_000_000, admitted=frozenset({"127.0.0.1"}))
SLOW = ("a slow drip", "a head without end", "nothing at all")
INSIDE = r"inside a network, where nothing is fetched; give a public address"
BY_HAND = r"open it in a browser, save the report and give the file"


def endless(site: Site) -> str:
    def answer(handler):
        start(handler, 200, {"Content-Type": "text/plain"})
        site.drips(handler, b"words " * 20_000, 0)

    return site.acts("/endless", answer)


def slow(site: Site) -> str:
    def answer(handler):
        start(handler, 200, {"Content-Type": "text/plain"})
        site.drips(handler, b"w", 0.1)

    return site.acts("/slow", answer)


def slow_head(site: Site) -> str:
    return site.acts("/slow-head", lambda handler: site.drips(handler, b"HTTP/1.1 200 OK\r\nX-A: b\r\n", 0.1))


def silent(site: Site) -> str:
    return site.acts("/silent", lambda handler: site.stopping.wait(5))


def bomb(site: Site) -> str:
    return site.gives("/bomb", gzip.compress(bytes(200_000_000), 9), Content_Encoding="gzip")


def bomb_in_two(site: Site) -> str:
    return site.gives("/bomb2", gzip.compress(gzip.compress(bytes(200_000_000), 9)), Content_Encoding="gzip, gzip")


def cut(site: Site) -> str:
    return site.acts("/cut", lambda h: (start(h, 200, {"Content-Length": "5000"}), h.wfile.write(b"words"), h.connection.close()))


def after_the_end(site: Site) -> str:
    """Words packed in full, and then no end of other bytes: what was packed is read."""

    def answer(handler):
        start(handler, 200, {"Content-Type": "image/png", "Content-Encoding": "gzip"})
        handler.wfile.write(gzip.compress(b"The ferry left."))
        site.drips(handler, bytes(10_000), 0.01)

    return site.acts("/after", answer)


def circle(site: Site) -> str:
    site.leads("/there", "/back")
    return site.leads("/back", "/there")


def thirty(site: Site) -> str:
    for n in range(30):
        site.leads(f"/{n}", f"/{n + 1}")
    site.gives("/30", b"The ferry left.")
    return site.at("/0")


def closed_port(site: Site) -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/"


def noise(site: Site) -> str:
    return site.acts("/noise", lambda handler: handler.wfile.write(b"\0\1\2" * 400))


def large_head(site: Site) -> str:
    return site.acts("/large-head", lambda h: start(h, 200, {f"X-{n}": "y" * 1000 for n in range(300)}))


CASES: dict[str, tuple[Callable[[Site], str], str]] = {
    # where it leads
    "the cloud's own data": (lambda s: "http://169.254.169.254/latest/meta-data/", INSIDE),
    "led to the cloud's own data": (lambda s: s.leads("/a", "http://169.254.169.254/latest/"), INSIDE),
    "led there by a short way": (lambda s: s.leads("/a", "//169.254.169.254/"), INSIDE),
    "led to a file": (lambda s: s.leads("/a", "file:///etc/passwd"), r"leads on to an address that is a file: address, and only http"),
    "led to ftp": (lambda s: s.leads("/a", "ftp://127.0.0.1/a"), r"leads on to an address that is a ftp: address"),
    "led to a private network": (lambda s: s.leads("/a", "http://10.0.0.1/", 301), INSIDE),
    "led to another door of this machine": (lambda s: s.leads("/a", f"http://127.0.0.2:{s.port}/", 307), INSIDE),
    "led to this machine in IPv6": (lambda s: s.leads("/a", f"http://[::1]:{s.port}/", 308), INSIDE),
    "led on with a password": (lambda s: s.leads("/a", "http://a:b@example.org/"), r"leads on to an address that holds a name or password"),
    "led nowhere": (lambda s: s.gives("/a", status=302), r"leads on without saying where to"),
    "led to nonsense": (lambda s: s.leads("/a", "http://[::1"), r"leads on to something that is no address|is not a whole web address"),
    "led on 30 times": (thirty, r"leads on more than 5 times"),
    "led in a circle": (circle, r"leads round in a circle"),
    "led to itself": (lambda s: s.leads("/a", "/a"), r"leads round in a circle"),
    "this machine as one number": (lambda s: "http://2130706434/", INSIDE),
    "this machine in octal": (lambda s: "http://0177.2/", INSIDE),
    "this machine in hexadecimal": (lambda s: "http://0x7f000002/", INSIDE),
    "the private network in hexadecimal": (lambda s: "http://0xa000001/", INSIDE),
    "this machine in short": (lambda s: "http://127.2/", INSIDE),
    "this machine as nothing": (lambda s: "http://0/", INSIDE),
    "IPv4 within IPv6": (lambda s: "http://[::ffff:169.254.169.254]/", INSIDE),
    "IPv4 within IPv6, in hexadecimal": (lambda s: "http://[::ffff:a9fe:a9fe]/", INSIDE),
    "IPv4 through a gateway": (lambda s: "http://[64:ff9b::a9fe:a9fe]/", INSIDE),
    "IPv4 through a tunnel": (lambda s: "http://[2002:a9fe:a9fe::]/", INSIDE),
    "link-local IPv6": (lambda s: "http://[fe80::1]/", INSIDE),
    "private IPv6": (lambda s: "http://[fd00:ec2::254]/", INSIDE),
    "many at once": (lambda s: "http://224.0.0.1/", INSIDE),
    "another name of this machine": (lambda s: "http://inner.example/", INSIDE),
    "other figures for this machine": (lambda s: "http://①②⑦.②/", rf"{INSIDE}|is not a whole web address"),
    # what it says
    "another host before the @": (lambda s: "http://example.org@169.254.169.254/", r"holds a name or password before the @, which is not sent"),
    "a password": (lambda s: "https://me:secret@example.org/", r"holds a name or password before the @"),
    "a backslash for a slash": (lambda s: "http://example.org\\@169.254.169.254/", r"holds a name or password|is not a whole web address|is known"),
    "a file": (lambda s: "file:///etc/passwd", r"is a file: address, and only http and https are fetched"),
    "gopher": (lambda s: "gopher://127.0.0.1:6379/_FLUSHALL", r"is a gopher: address"),
    "data": (lambda s: "data://text/plain,words", r"is a data: address"),
    "no host": (lambda s: "https:///report.pdf", r"is not a whole web address; check it"),
    "no slashes": (lambda s: "https:report.pdf", r"is not a whole web address; check it"),
    "a line's end": (lambda s: "http://example.org/a\r\nHost: inner", r"is not a whole web address; check it"),
    "half a bracket": (lambda s: "http://[::1", r"is not a whole web address; check it"),
    "a door that there is not": (lambda s: "http://example.org:99999/", r"is not a whole web address; check it"),
    "a name that is not known": (lambda s: "http://no-such-name.invalid/report.pdf", r"no computer called no-such-name\.invalid is known; check"),
    "a name of 70,000 letters": (lambda s: f"http://{'a' * 70_000}/", r"cannot be reached|is not a whole web address"),
    # what it sends
    "no server": (closed_port, r"cannot be reached: its server takes no connection; check the address"),
    "an endless body": (endless, r"is larger than 2 MB"),
    "a slow drip": (slow, r"did not answer in full within 1 seconds; try again later"),
    "a head without end": (slow_head, r"did not answer in full within 1 seconds"),
    "nothing at all": (silent, r"did not answer in full within 1 seconds"),
    "a body said to be large": (lambda s: s.acts("/a", lambda h: start(h, 200, {"Content-Length": "99999999"})), r"is larger than 2 MB"),
    "200 MB packed small": (bomb, r"is larger than 2 MB"),
    "packed twice": (bomb_in_two, r"is sent packed in a way that was not asked for"),
    "packed as not asked": (lambda s: s.gives("/a", b"words", Content_Encoding="br"), r"is sent packed in a way that was not asked for"),
    "packed wrongly": (lambda s: s.gives("/a", b"words", Content_Encoding="gzip"), r"cannot be unpacked; try again"),
    "packed and cut short": (lambda s: s.gives("/a", gzip.compress(b"words" * 999)[:-9], Content_Encoding="gzip"), r"came only in part; try again"),
    "inflated and cut short": (lambda s: s.gives("/a", zlib.compress(b"words" * 999)[:-9], Content_Encoding="deflate"), r"came only in part"),
    "cut short": (cut, r"broke off before it was whole; try again later"),
    "noise for an answer": (noise, r"broke off before it was whole"),
    "a head of 300,000 letters": (large_head, r"broke off before it was whole"),
    "a secure address without security": (lambda s: s.at("/", scheme="https"), r"has no secure connection that can be trusted"),
    "more bytes behind the packed ones": (after_the_end, r"gives image/png, which is no report"),
    "not there": (lambda s: s.at("/gone"), r"is not there \(404\); check the address"),
    "gone": (lambda s: s.gives("/a", status=410), r"is not there \(410\)"),
    "to be signed in": (lambda s: s.gives("/a", status=401, WWW_Authenticate="Basic"), r"may not be read without signing in \(401\); open it in a browser"),
    "forbidden": (lambda s: s.gives("/a", status=403), r"may not be read without signing in \(403\)"),
    "too many": (lambda s: s.gives("/a", status=429), r"at the moment \(429\); try again later"),
    "broken": (lambda s: s.gives("/a", b"<html>oops</html>", "text/html", 500), r"at the moment \(500\); try again later"),
    "away": (lambda s: s.gives("/a", status=503), r"at the moment \(503\)"),
    "part": (lambda s: s.gives("/a", b"words", status=206), r"gives no report \(206\)"),
    "not changed, though nobody asked": (lambda s: s.gives("/a", status=304), r"gives no report \(304\)"),
    "empty": (lambda s: s.gives("/a"), r"is empty; give a file"),
    "a picture": (lambda s: s.gives("/a", b"\x89PNG\r\n\x1a\n" + bytes(99), "image/png"), r"is a picture, not a text; it needs OCR"),
    "a picture that says it is a page": (lambda s: s.gives("/a", b"\xff\xd8\xff\xe0" + bytes(99), "text/html"), r"is a picture, not a text"),
    "data for programs": (lambda s: s.gives("/a", b'{"a": 1}', "application/json"), r"gives application/json, which is no report; give the address"),
    "a page to sign in at instead of a PDF": (lambda s: s.gives("/a.pdf", b"<html><p>Sign in", "application/pdf"), r"gives a web page where it promises a PDF"),
    "words instead of Word": (lambda s: s.gives("/a.docx", b"Sign in", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), r"gives plain text where it promises a \.docx file"),
    "a packed archive": (lambda s: s.gives("/a", gzip.compress(b"words"), "application/gzip"), r"is a packed archive; unpack it"),
    "half a PDF": (lambda s: s.gives("/a.pdf", b"%PDF-1.7\n", "application/pdf"), r"is cut short, its end is missing"),
    "noise for text": (lambda s: s.gives("/a.txt", bytes(range(32)) * 40), r"is not text but some other kind of file"),
    "an empty page": (lambda s: s.gives("/a", b"<html><nav>Home</nav>", "text/html"), r"holds no text"),
}  # fmt: skip


def resolve_here(host: str, port: int) -> list[str]:
    """What a system without a network would say: figures stand for themselves, one name for a private address, others for nothing."""
    if host == "inner.example":
        return ["10.9.8.7"]
    return resolve(host, port) if re.fullmatch(r"[\da-fx.:]+", host) else []


def fetcher(name: str = "") -> Fetcher:
    """One that lets this machine's first address through and asks no network for names; it soon gives up slow cases."""
    return replace(HERE, seconds=1 if name in SLOW else HERE.seconds, resolve=resolve_here)
