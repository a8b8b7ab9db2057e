"""Fetch: a report by its address, within limits on size, time and redirects, and never from inside a network.

The name of the host is resolved once a hop, checked, and the connection made to the address that was checked, so a
name that changes its meaning in between leads nowhere. No proxy is used and no cookie kept.
"""

import ssl
from collections.abc import Callable
from dataclasses import dataclass

import httpcore
import httpx

from ingest.address import BY_HAND, shown
from ingest.content import content_type, find_ending, in_utf8, unpacked
from ingest.network import CheckedNetwork, Deadline, NotFound, NotPublic, Resolve, resolve
from ingest.read import LARGEST_BYTES
from ingest.reading import UnreadableReport

SECONDS = 60.0
MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
NOT_WHOLE = "is not a whole web address; check it, it begins with https:// and names a host"
USER_AGENT = "probation-qa/0.1 (reads one published report at a person's request)"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the address it led to, the bytes, the ending of name they deserve, and the tags to ask again with.

    `data` is None where the server says that nothing has changed since those tags.
    """

    address: str
    data: bytes | None
    ending: str = ""
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class Fetcher:
    """Fetches addresses; every fault is an UnreadableReport that follows the address in a sentence.

    admitted: addresses that may be fetched from although they are not public; none but tests give any.
    """

    seconds: float = SECONDS
    largest: int = LARGEST_BYTES
    admitted: frozenset[str] = frozenset()
    resolve: Resolve = resolve
    trusted: Callable[[], ssl.SSLContext] = httpx.create_ssl_context

    def fetch(self, address: str, etag: str = "", modified: str = "") -> Fetched:
        """What stands at an address now. etag, modified: what the server said of it last time."""
        network = CheckedNetwork(Deadline(self.seconds), self.admitted, self.resolve)
        asked = {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}
        try:
            with httpcore.ConnectionPool(self.trusted(), max_connections=1, network_backend=network) as pool:
                return self._follow(pool, checked(address), asked)
        except NotPublic as error:
            raise UnreadableReport(
                f"leads to {shown(str(error))} inside a network, where nothing is fetched; give a public address, or save the file"
            ) from error
        except NotFound as error:
            raise UnreadableReport(
                f"cannot be reached, no computer called {shown(str(error))} is known; check the address and your connection"
            ) from error
        except httpcore.TimeoutException as error:
            raise UnreadableReport(f"did not answer in full within {self.seconds:g} seconds; try again later, or {BY_HAND}") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise UnreadableReport(_why_broken(error)) from error

    def _follow(self, pool: httpcore.ConnectionPool, url: httpx.URL, asked: dict[str, str]) -> Fetched:
        """The answer at the end of the redirects, each of which is checked like the first address."""
        seen = [url]
        while True:
            with pool.stream("GET", _target(seen[-1]), headers=_headers(seen[-1], asked)) as response:
                headers = httpx.Headers(response.headers)
                if response.status not in REDIRECTS:
                    return self._told(str(seen[-1]), response, headers, bool(asked))
            seen.append(_next(seen, headers.get("location", "")))

    def _told(self, address: str, response: httpcore.Response, headers: httpx.Headers, asked: bool) -> Fetched:
        if asked and response.status == 304:
            return Fetched(address, None)
        if response.status != 200:
            raise UnreadableReport(_why_refused(response.status))
        data = self._body(response, headers)
        kind, charset = content_type(headers.get("content-type", ""))
        return Fetched(
            address, in_utf8(data, charset), find_ending(address, kind, data), headers.get("etag", ""), headers.get("last-modified", "")
        )

    def _body(self, response: httpcore.Response, headers: httpx.Headers) -> bytes:
        """The whole body unpacked; what is larger than allowed is cut off before it is held."""
        large = f"is larger than {self.largest // 1_000_000 or 1} MB; {BY_HAND}, without its pictures or in parts"
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > self.largest:
            raise UnreadableReport(large)
        parts, size = [], 0
        for part in unpacked(iter(response.iter_stream()), headers.get("content-encoding", "").strip().lower()):
            size += len(part)
            if size > self.largest:
                raise UnreadableReport(large)
            parts.append(part)
        return b"".join(parts)


def checked(address: str) -> httpx.URL:
    """The address taken apart; raises UnreadableReport where it is not one that may be fetched."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise UnreadableReport(NOT_WHOLE) from error
    if url.scheme not in ("http", "https"):
        raise UnreadableReport(f"is a {url.scheme or 'nameless'}: address, and only http and https are fetched; {BY_HAND}")
    if url.userinfo:
        raise UnreadableReport(f"holds a name or password before the @, which is not sent; {BY_HAND}")
    if not url.host or not 0 < (443 if url.port is None else url.port) < 65_536:
        raise UnreadableReport(NOT_WHOLE)
    return url.copy_with(fragment=None)


def _next(seen: list[httpx.URL], location: str) -> httpx.URL:
    if not location:
        raise UnreadableReport(f"leads on without saying where to; {BY_HAND}")
    if len(seen) > MOST_REDIRECTS:
        raise UnreadableReport(f"leads on more than {MOST_REDIRECTS} times; {BY_HAND}")
    try:
        url = checked(str(seen[-1].join(location)))
    except UnreadableReport as error:
        raise UnreadableReport(f"leads on to an address that {error}") from error
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise UnreadableReport(f"leads on to something that is no address; {BY_HAND}") from error
    if url in seen:
        raise UnreadableReport(f"leads round in a circle; {BY_HAND}")
    return url


def _target(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _headers(url: httpx.URL, asked: dict[str, str]) -> list[tuple[str, str]]:
    plain = {"Host": url.netloc.decode("ascii"), "User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
    return list({**plain, "Connection": "close", **asked}.items())


def _why_refused(status: int) -> str:
    """What an answer without a report means, and what to do."""
    if status in (401, 403, 407):
        return f"may not be read without signing in ({status}); {BY_HAND}"
    if status in (404, 410):
        return f"is not there ({status}); check the address, or look for the report on the publisher's site"
    if status in (408, 425, 429) or status >= 500:
        return f"cannot be given by its server at the moment ({status}); try again later, or {BY_HAND}"
    return f"gives no report ({status}); check the address, or {BY_HAND}"


def _why_broken(error: Exception) -> str:
    cause: BaseException | None = error
    while cause:
        if isinstance(cause, ssl.SSLError):
            return f"has no secure connection that can be trusted; check the address and this computer's clock, or {BY_HAND}"
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpcore.ConnectError):
        return "cannot be reached: its server takes no connection; check the address and your connection"
    return f"broke off before it was whole; try again later, or {BY_HAND}"
