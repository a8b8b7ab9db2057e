"""Content: what a server sends, unpacked, in UTF-8, and under the ending of name that it deserves."""

import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ingest.address import BY_HAND
from ingest.reading import UnreadableReport
from ingest.signature import RENAMED, check_ending, find_kind

PIECE = 1_000_000
ENDINGS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "message/rfc822": ".eml",
    "text/markdown": ".md",
    "text/plain": ".txt",
}
UNSAID = ("", "application/octet-stream", "binary/octet-stream", "application/download", "application/force-download")


def unpacked(parts: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """A body's parts as they were before packing, none of them larger than a megabyte."""
    if coding in ("", "identity"):
        yield from parts
    elif coding in ("gzip", "x-gzip", "deflate"):
        yield from _inflated(parts, coding)
    else:
        raise UnreadableReport(f"is sent packed in a way that was not asked for; {BY_HAND}")


def _inflated(parts: Iterator[bytes], coding: str) -> Iterator[bytes]:
    unpacking = None
    try:
        for part in parts:
            unpacking = unpacking or zlib.decompressobj(_window(part, coding))
            while part:
                yield unpacking.decompress(part, PIECE)
                part = unpacking.unconsumed_tail
            if unpacking.eof:
                return
    except zlib.error as error:
        raise UnreadableReport(f"is sent packed and cannot be unpacked; try again, or {BY_HAND}") from error
    if unpacking:
        raise UnreadableReport(f"came only in part; try again, or {BY_HAND}")


def _window(first: bytes, coding: str) -> int:
    """What zlib is to expect; some servers leave the envelope of "deflate" out."""
    if coding != "deflate":
        return zlib.MAX_WBITS + 16
    return zlib.MAX_WBITS if first[0] & 15 == 8 else -zlib.MAX_WBITS


def content_type(header: str) -> tuple[str, str]:
    """The kind of content and its character set as the server tells them, each empty where it does not."""
    kind, *settings = header.lower().split(";")
    charset = next((s.partition("=")[2].strip(" \"'") for s in settings if s.strip().startswith("charset=")), "")
    return kind.strip(), charset


def in_utf8(data: bytes, charset: str) -> bytes:
    """Text whose character set only the server tells, as UTF-8 with its mark; all else as it is."""
    if charset in ("", "utf-8", "utf8", "us-ascii", "iso-8859-1") or data[:3] == b"\xef\xbb\xbf" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data  # Latin-1 is what servers say when nobody told them
    if find_kind(data) not in ("text", "html"):
        return data
    try:
        return data.decode(charset, errors="replace").encode("utf-8-sig")
    except LookupError:
        return data


def find_ending(address: str, kind: str, data: bytes) -> str:
    """The ending that a file with these bytes deserves: by its first bytes, then by what the server says, then by the address."""
    found = find_kind(data)
    said = ENDINGS.get(kind, "")
    if found not in RENAMED:
        check_ending(".txt", data)
    if found == "html" and said == ".pdf":
        raise UnreadableReport(f"gives a web page where it promises a PDF, perhaps to sign in; {BY_HAND}")
    if found != "text":
        return RENAMED[found][1]
    if said in (".pdf", ".docx"):
        raise UnreadableReport(f"gives plain text where it promises a {said} file; {BY_HAND}")
    if said not in ("", ".txt"):
        return said
    ending = PurePosixPath(urlsplit(address).path).suffix.lower()
    if kind not in UNSAID and not said:
        raise UnreadableReport(f"gives {kind[:60]}, which is no report; give the address of a web page, PDF, Word file or text")
    return ending if ending in (".md", ".markdown", ".eml") else ".txt"
