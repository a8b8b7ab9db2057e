"""Encoding: the characters of a file that does not say how they are written."""

import re

from ingest.reading import UnreadableReport

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
STRAY = re.compile("[\udc80-\udcff]")
MARKS = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SHORTEST, SAMPLE = 20, 2000  # bytes
LEAST_ZEROS = 0.4  # of the bytes on one side of each pair


def decode(data: bytes) -> str:
    """UTF-8, UTF-16 with or without its mark, UTF-32, or Windows-1252; anything with control characters is not text."""
    wide = _wide(data)
    text = data.decode(wide, errors="replace") if wide else _narrow(data)
    if len(CONTROL.findall(text)) > len(text) // 100:
        raise UnreadableReport("is not text but some other kind of file; save it as text, PDF, Word or HTML first")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _wide(data: bytes) -> str:
    """The name of a wide encoding; empty where a character of plain English takes one byte."""
    marked = next((name for mark, name in MARKS if data.startswith(mark)), "")
    if marked:
        return marked
    first, second = data[:SAMPLE:2], data[1:SAMPLE:2]
    for zeros, others, name in ((second, first, "utf-16-le"), (first, second, "utf-16-be")):
        if len(data) >= SHORTEST and zeros.count(0) > LEAST_ZEROS * len(zeros) and 0 not in others:
            return name
    return ""


def _narrow(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", errors="surrogateescape")
    stray = len(STRAY.findall(text))
    if stray >= sum(not c.isascii() for c in text) - stray:
        return data.decode("cp1252", errors="replace")
    # A few bytes of another encoding, pasted in, do not spoil the rest.
    return STRAY.sub(lambda m: bytes([ord(m[0]) - 0xDC00]).decode("cp1252", errors="replace"), text)
