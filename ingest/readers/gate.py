"""Gates: what is refused before a parser opens it, because it would unpack or nest without end."""

import base64
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from ingest.reading import UnreadableReport

LARGEST_STREAM = 20_000_000
LARGEST_PDF = 200_000_000
HARMLESS_ZIP = 1_000_000
LARGEST_ZIP = 100_000_000
LARGEST_DOCUMENT = 30_000_000
MOST_ENTRIES = 2_000
MOST_SWELLING = 100
LARGEST_PAGE = 10_000_000
MOST_TAGS = 200_000
DEEPEST = 512
TAG = re.compile(rb"<(?:!--|(/?)([a-zA-Z][^\s/>]{0,40}))")
# Tags without an end, and those that a browser ends by itself when the next one begins.
UNNESTED = frozenset(
    b"area base br col embed hr img input link meta param source track wbr".split()
    + b"p li dt dd tr td th thead tbody tfoot option colgroup html head body".split()
)
LARGEST_HEADERS = 256_000
MOST_PARTS, DEEPEST_LETTER = 200, 10
PART = re.compile(rb"(?im)^content-type:")
BRANCH = re.compile(rb"(?im)^content-type:\s*(?:multipart|message)/")
PICTURE = re.compile(rb"/Subtype\s*/Image\b|/EmbeddedFile\b")
FILTER = re.compile(rb"/(FlateDecode|ASCII85Decode)")
BOMB = "unpacks to far more than a report holds; save it again from the program that made it"


def check_streams(data: bytes) -> None:
    """Refuse a PDF whose packed page contents, taken one by one or together, unpack to far more than a report holds."""
    total, place = 0, data.find(b"stream")
    while place >= 0:
        if data[place - 3 : place] != b"end":
            header = data[max(data.rfind(b"obj", 0, place), place - 2000, 0) : place]
            if not PICTURE.search(header):
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


def check_markup(data: bytes) -> None:
    """Refuse a web page that is too large or nests too deep for a tree to be built of it; one pass, nothing is kept."""
    if len(data) > LARGEST_PAGE:
        raise UnreadableReport(
            f"is a web page of more than {LARGEST_PAGE // 1_000_000} MB; give the report without its pictures and scripts, or in parts"
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", errors="replace").encode()
    depth = 0
    for tags, (name, closing) in enumerate(_tags(data)):
        if name not in UNNESTED:
            depth = max(depth - 1, 0) if closing else depth + 1
        if tags > MOST_TAGS or depth > DEEPEST:
            many = f"more than {MOST_TAGS:,} tags" if tags > MOST_TAGS else f"tags nested more than {DEEPEST} deep"
            raise UnreadableReport(f"is a web page with {many}; save the report's text from a browser and give that")


def _tags(data: bytes) -> Iterator[tuple[bytes, bool]]:
    """Name of each tag and whether it closes; comments, scripts and styles hold none."""
    place = 0
    while match := TAG.search(data, place):
        place = match.end()
        if match[2] is None:
            end = data.find(b"-->", place)
            place = end + 3 if end >= 0 else len(data)
            continue
        name = match[2].lower()
        if name in (b"script", b"style") and not match[1]:
            closing = re.compile(b"(?i)</" + name).search(data, place)
            place = closing.start() if closing else len(data)
        yield name, bool(match[1])


def check_zip(data: bytes) -> None:
    """Refuse a .docx that is no Word document, is locked, unpacks to far too much, or defines entities of its own."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check_entries(archive.infolist(), len(data))
            for entry in archive.infolist():
                if entry.filename.endswith((".xml", ".rels")):
                    _check_entities(archive.read(entry))
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise UnreadableReport("is a damaged Word file; open it in Word and save it again as .docx") from error


def _check_entries(entries: list[ZipInfo], packed: int) -> None:
    names = {entry.filename for entry in entries}
    if "word/document.xml" not in names:
        raise UnreadableReport("is a zip archive but no Word document; save the report as .docx or PDF")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableReport("is protected by a password; save a copy without one and give that")
    unpacked = sum(entry.file_size for entry in entries)
    document = max(entry.file_size for entry in entries if entry.filename == "word/document.xml")
    swollen = unpacked > HARMLESS_ZIP and unpacked > MOST_SWELLING * packed
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_ZIP or document > LARGEST_DOCUMENT or swollen:
        raise UnreadableReport(BOMB)


def _check_entities(xml: bytes) -> None:
    plain = xml.replace(b"\0", b"")  # the same marks in UTF-16
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise UnreadableReport("defines entities of its own, as no word processor does; open it in Word and save it again as .docx")


def check_letter(data: bytes) -> None:
    """Refuse an e-mail with headers or parts without end, before they are taken apart."""
    head = re.search(rb"\r?\n\r?\n", data[: LARGEST_HEADERS + 4])
    if head is None and len(data) > LARGEST_HEADERS:
        raise UnreadableReport("is an e-mail whose headers are longer than its words; save its text and give that")
    if len(BRANCH.findall(data)) > DEEPEST_LETTER:
        raise UnreadableReport(f"is an e-mail nested more than {DEEPEST_LETTER} deep; save the message that holds the report by itself")
    if len(PART.findall(data)) > MOST_PARTS:
        raise UnreadableReport(f"is an e-mail of more than {MOST_PARTS} parts; save the message that holds the report by itself")
