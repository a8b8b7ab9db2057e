"""Signatures: what a file is by its first bytes, whatever its name says."""

import re

from ingest.reading import UnreadableReport

HEAD = 2048
MARKS = {
    "zip": (b"PK\x03\x04", b"PK\x05\x06"),
    "ole": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    "rtf": (b"{\\rtf",),
    "picture": (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"),
    "archive": (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!"),
    "program": (b"MZ\x90", b"\x7fELF"),
}
MARKUP = re.compile(r"(?is)^\W{0,3}(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html\b|head\b|body\b)")
HEADER = re.compile(
    r"(?i)^(?:received|return-path|mime-version|message-id|from|to|subject|date|delivered-to|content-type|dkim-signature|x-[\w-]+):",
    re.MULTILINE,
)
LEAST_HEADERS = 3
# What each ending promises, and how a file of each kind is called and mended.
PROMISED = {
    ".pdf": "pdf",
    ".docx": "zip",
    ".html": "html",
    ".htm": "html",
    ".eml": "mail",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
}
RENAMED = {
    "pdf": ("a PDF", ".pdf"),
    "zip": ("a Word document or another zip archive", ".docx"),
    "html": ("a web page", ".html"),
    "mail": ("an e-mail", ".eml"),
    "text": ("plain text", ".txt"),
}
REFUSED = {
    "ole": "is an old Office file (.doc) or one locked with a password; open it in Word and save it as .docx without a password",
    "rtf": "is a rich text file; open it in Word and save it as .docx",
    "picture": "is a picture, not a text; it needs OCR: recognise its text with a scanning program and give the result",
    "archive": "is a packed archive; unpack it and give the reports in it",
    "program": "is a program, not a report; give a text, PDF, Word or HTML file",
}


def find_kind(data: bytes) -> str:
    """One of pdf, zip, html, mail, text, ole, rtf, picture, archive, program; text for whatever bears no mark."""
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and b"%%EOF" in data[-1024:]):
        return "pdf"
    marked = next((kind for kind, marks in MARKS.items() if data.startswith(marks)), None)
    if marked:
        return marked
    head = _head(data)
    if MARKUP.match(head):
        return "html"
    names = {name.lower() for name in HEADER.findall(re.split(r"\r?\n\r?\n", head)[0])}
    opens = re.match(r"(?i)(?<![\w-])[\w-]+:\s", head)
    return (
        "mail"
        if opens and len(names) >= LEAST_HEADERS and names & {"received:", "mime-version:", "message-id:", "return-path:"}
        else "text"
    )


def check_ending(ending: str, data: bytes) -> None:
    """Raise UnreadableReport, saying what the file is, when it is not what the ending of its name promises."""
    kind, promised = find_kind(data), PROMISED.get(ending)
    if kind in REFUSED and (promised or kind in ("ole", "rtf")):
        raise UnreadableReport(REFUSED[kind])
    if promised is None or kind == promised or _passes(kind, promised, data):
        return
    name, right = RENAMED[kind]
    raise UnreadableReport(f"is {name}, though its name ends in {ending}; rename it to end in {right} and give it again")


def _passes(kind: str, promised: str, data: bytes) -> bool:
    """A fragment of a page has tags but no head; a saved message may have few headers."""
    if kind != "text":
        return False
    head = _head(data)
    return (promised == "html" and bool(re.search(r"<[a-zA-Z][^<>]{0,500}>", head))) or (promised == "mail" and bool(HEADER.match(head)))


def _head(data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data[:HEAD].decode("utf-16" if wide else "latin-1", errors="replace")
