"""Gates: what is refused before a parser opens it, because it would unpack or nest without end."""

import base64
import re
import zlib

from ingest.reading import UnreadableReport

LARGEST_STREAM = 20_000_000
LARGEST_PDF = 200_000_000
FILTER = re.compile(rb"/(FlateDecode|ASCII85Decode)")
BOMB = "unpacks to far more than a report holds; save it again from the program that made it"


def check_streams(data: bytes) -> None:
    """Refuse a PDF whose packed page contents, taken one by one or together, unpack to far more than a report holds."""
    total, place = 0, data.find(b"stream")
    while place >= 0:
        if data[place - 3 : place] != b"end":
            header = data[max(data.rfind(b"obj", 0, place), place - 2000, 0) : place]
            if not (b"/Image" in header or b"/EmbeddedFile" in header):
                end = data.find(b"endstream", place)
                total += _unpacked(data[place + 6 : end if end > 0 else None], FILTER.findall(header))
        if total > LARGEST_PDF:
            raise UnreadableReport(BOMB)
        place = data.find(b"stream", place + 6)


def _unpacked(packed: bytes, filters: list[bytes]) -> int:
    """How many bytes a stream unpacks to; a stream that is damaged or in another form counts as nothing."""
    packed = packed.lstrip(b"\r\n")
    try:
        for name in filters:
            if name == b"ASCII85Decode":
                packed = base64.a85decode(packed.strip().removesuffix(b"~>"))
            else:
                packed = zlib.decompressobj().decompress(packed, LARGEST_STREAM + 1)
            if len(packed) > LARGEST_STREAM:
                raise UnreadableReport(BOMB)
    except (zlib.error, ValueError):
        return 0
    return len(packed) if filters else 0
