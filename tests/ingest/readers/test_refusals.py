"""Files that cannot become a report: each is refused soon, in one sentence that follows its name and ends with what to do."""

import gzip
import io
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from invented import invent
from mail_press import newsletter
from pdf_press import Layout, Press
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from web_press import blog
from word_press import repacked, saved, write_docx

from ingest.read import read_file
from ingest.reading import UnreadableReport

STORY = invent(0, chapters=1)
LONGEST_SECONDS = 5
OCR = r"it needs OCR: recognise its text"
DAMAGED_PDF = r"is a damaged PDF; open it in a PDF program and save it again"
DAMAGED_WORD = r"is a damaged Word file; open it in Word and save it again"
BOMB = r"unpacks to far more than a report holds; save it again"


def pdf(
    draw: Callable[[Canvas], object] = lambda canvas: canvas.drawString(72, 700, "The ferry left."), pages: int = 1, **options
) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, **options)
    for _ in range(pages):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def assembled(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of them its catalogue."""
    out, starts = b"%PDF-1.4\n", []
    for n, content in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        len(out),
    )


def one_page(packed: bytes, filters: bytes) -> bytes:
    return assembled(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(packed), filters, packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def ten_thousand_pages() -> bytes:
    kids = b" ".join(b"%d 0 R" % n for n in range(3, 10_003))
    pages = [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * 10_000
    return assembled(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count 10000>>" % kids, *pages)


def scanned(canvas: Canvas) -> None:
    canvas.rect(20, 20, 500, 700, fill=1)


def recognised(canvas: Canvas) -> None:
    """A picture of a page with the invisible words that a scanner lays behind it."""
    scanned(canvas)
    text = canvas.beginText(72, 700)
    text.setTextRenderMode(3)
    text.textOut("The ferry left.")
    canvas.drawText(text)


def crowded(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 2)
    for n in range(2_100):
        canvas.drawString(1, n * 0.4, f"{n:04} " * 25)


def zipped(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def word(document: bytes = b"<w:document/>", **others: bytes) -> bytes:
    return zipped({"word/document.xml": document, **others})


def laughs(encoding: str = "utf-8") -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    return f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{entities}]><d>&l8;</d>'.encode(encoding)


def outside() -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'


def locked() -> bytes:
    data = bytearray(write_docx(STORY))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def spoiled() -> bytes:
    data = bytearray(write_docx(STORY))
    at = data.index(b"word/document.xml") + 400
    data[at : at + 60] = bytes(60)
    return bytes(data)


def nested_mail(depth: int) -> bytes:
    head = b"From: a@b.example\nMIME-Version: 1.0\nMessage-ID: <1>\n"
    return head + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)) + b"\nwords\n"


def many_parts() -> bytes:
    head = b'From: a@b.example\nMIME-Version: 1.0\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary="b"\n\n'
    return head + b"--b\nContent-Type: text/plain\n\nwords\n" * 300 + b"--b--\n"


def only_attached() -> bytes:
    return newsletter(STORY).split(b"\n\n")[0] + b"\n\n--b\nContent-Type: application/pdf\n\n%PDF\n--b--\n"


CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.pdf", lambda: b"", r"is empty; give a file"),
    "blank": ("a.docx", lambda: b" \r\n\t", r"is empty; give a file"),
    "no ending": ("a", lambda: b"words", r"is a nameless file; give one of"),
    "unknown ending": ("a.xyz", lambda: b"words", r"is a \.xyz file; give one of"),
    "picture": ("a.jpg", lambda: b"\xff\xd8\xff\xe0", r"is a \.jpg file; give one of"),
    "larger than all": ("a.txt", lambda: b"w" * 50_000_001, r"is larger than 50 MB; give the report"),
    # PDF
    "only its head": ("a.pdf", lambda: b"%PDF-1.7\n", r"is cut short, its end is missing; fetch the PDF anew"),
    "noise after its head": ("a.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, r"is cut short"),
    "noise between head and end": ("a.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF", DAMAGED_PDF),
    "first half": ("a.pdf", lambda: (d := Press(STORY, Layout()).print().data)[: len(d) // 2], r"is cut short"),
    "last bytes missing": ("a.pdf", lambda: pdf()[:-30], r"is cut short"),
    "locked with a password": ("a.pdf", lambda: pdf(encrypt=StandardEncryption("x")), r"is protected by a password; save a copy without one"),
    "scanned": ("a.pdf", lambda: pdf(scanned), OCR),
    "scanned and recognised unseen": ("a.pdf", lambda: pdf(recognised), r"shows pictures and only hides words .* it needs OCR"),
    "blank pages": ("a.pdf", lambda: pdf(lambda canvas: None, 3), OCR),
    "2,001 pages": ("a.pdf", lambda: pdf(lambda canvas: None, 2_001), r"has more than 2,000 pages; give the report in parts"),
    "10,000 pages": ("a.pdf", ten_thousand_pages, r"has more than 2,000 pages"),
    "200,000 letters on a page": ("a.pdf", lambda: pdf(crowded), r"has more than 200,000 characters on page 1; give the report without"),
    "unpacks to 100 MB": ("a.pdf", lambda: one_page(zlib.compress(bytes(100_000_000), 9), b"/Filter/FlateDecode"), BOMB),
    "packed twice": ("a.pdf", lambda: one_page(zlib.compress(zlib.compress(bytes(90_000_000), 9), 9), b"/Filter[/FlateDecode/FlateDecode]"), BOMB),
    "60 MB of words": ("a.pdf", lambda: one_page(zlib.compress(b"BT /F1 9 Tf (word) Tj ET\n" * 2_400_000), b"/Filter/FlateDecode"), BOMB),
    "pages that hold themselves": (
        "a.pdf",
        lambda: assembled(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        DAMAGED_PDF,
    ),
    "50,000 brackets": ("a.pdf", lambda: one_page(b"[" * 50_000, b""), OCR),
    # another kind than the name says
    "web page named .pdf": ("a.pdf", lambda: blog(STORY)[0].encode(), r"is a web page, though its name ends in \.pdf; rename it to end in \.html"),
    "text named .pdf": ("a.pdf", lambda: b"The ferry left.", r"is plain text, though its name ends in \.pdf; rename it to end in \.txt"),
    "PDF named .txt": ("a.txt", pdf, r"is a PDF, though its name ends in \.txt; rename it to end in \.pdf"),
    "PDF named .docx": ("a.docx", pdf, r"is a PDF, though its name ends in \.docx; rename it to end in \.pdf"),
    "Word named .pdf": ("a.pdf", lambda: write_docx(STORY), r"is a Word document or another zip archive, though .* rename it to end in \.docx"),
    "Word named .md": ("a.md", lambda: write_docx(STORY), r"is a Word document or another zip archive, though"),
    "web page named .txt": ("a.txt", lambda: b"\n<!doctype HTML><p>words", r"is a web page, though its name ends in \.txt; rename it"),
    "web page named .eml": ("a.eml", lambda: blog(STORY)[0].encode(), r"is a web page, though its name ends in \.eml"),
    "mail named .txt": ("a.txt", lambda: newsletter(STORY), r"is an e-mail, though its name ends in \.txt; rename it to end in \.eml"),
    "text named .html": ("a.html", lambda: b"The ferry left < on time.", r"is plain text, though its name ends in \.html"),
    "text named .eml": ("a.eml", lambda: b"The ferry left.", r"is plain text, though its name ends in \.eml"),
    "picture named .pdf": ("a.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), r"is a picture, not a text; it needs OCR"),
    "packed text": ("a.txt", lambda: gzip.compress(b"The ferry left."), r"is a packed archive; unpack it and give the reports in it"),
    "program": ("a.txt", lambda: b"\x7fELF" + bytes(99), r"is a program, not a report; give a text, PDF"),
    "binary text": ("a.txt", lambda: bytes(range(32)) * 40, r"is not text but some other kind of file; save it"),
    # Word
    "old Word": ("a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"is an old Office file .*; open it in Word and save it as \.docx"),
    "old Word by its name": ("a.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"is an old Office file"),
    "rich text": ("a.docx", lambda: b"{\\rtf1 words}", r"is a rich text file; open it in Word and save it as \.docx"),
    "no zip": ("a.docx", lambda: b"The ferry left.", r"is plain text, though its name ends in \.docx"),
    "another zip": ("a.docx", lambda: zipped({"xl/workbook.xml": b"<x/>"}), r"is a zip archive but no Word document; save the report as"),
    "first half of Word": ("a.docx", lambda: (d := write_docx(STORY))[: len(d) // 2], DAMAGED_WORD),
    "spoiled Word": ("a.docx", spoiled, DAMAGED_WORD),
    "Word without its parts": ("a.docx", word, DAMAGED_WORD),
    "Word of broken XML": ("a.docx", lambda: repacked(write_docx(STORY), {"word/document.xml": ("<w:p>", "<w:p")}), DAMAGED_WORD),
    "locked Word": ("a.docx", locked, r"is protected by a password; save a copy without one"),
    "unpacks to 1 GB": ("a.docx", lambda: word(**{f"word/{n}.xml": bytes(25_000_000) for n in range(5)}), BOMB),
    "a document of 31 MB": ("a.docx", lambda: word(bytes(31_000_000)), BOMB),
    "2,001 entries": ("a.docx", lambda: word(**{f"{n}.xml": b"" for n in range(2_001)}), BOMB),
    "a billion laughs": ("a.docx", lambda: word(laughs()), r"defines entities of its own, .*; open it in Word"),
    "a billion laughs in UTF-16": ("a.docx", lambda: word(laughs("utf-16")), r"defines entities of its own"),
    "an entity from outside": ("a.docx", lambda: word(outside()), r"defines entities of its own"),
    "Word without words": ("a.docx", lambda: saved(Document()), r"holds no text; give a file"),
    # HTML
    "page of 11 MB": ("a.html", lambda: b"<html>" + b"words " * 2_000_000, r"is a web page of more than 10 MB; give the report"),
    "100,000 divisions deep": ("a.html", lambda: b"<html>" + b"<div>" * 100_000, r"nested more than 512 deep; save the report's text"),
    "deep behind a script": ("a.html", lambda: b"<html><SCRIPT>x</SCRIPT>" + b"<b>" * 600, r"nested more than 512 deep"),
    "deep in UTF-16": ("a.html", lambda: ("<html>" + "<div>" * 600).encode("utf-16"), r"nested more than 512 deep"),
    "201,000 tags": ("a.html", lambda: b"<html>" + b"<br>" * 201_000, r"with more than 200,000 tags; save the report's text"),
    "page of nothing but a menu": ("a.html", lambda: b"<html><nav>Home</nav><script>words</script>", r"holds no text; give a file"),
    "a million comments": ("a.html", lambda: b"<html>" + b"<!-- " * 1_000_000, r"holds no text"),
    # e-mail
    "3,000 parts in each other": ("a.eml", lambda: nested_mail(3_000), r"nested more than 10 deep; save the message"),
    "300 parts": ("a.eml", many_parts, r"of more than 200 parts; save the message"),
    "300,000 headers": ("a.eml", lambda: b"MIME-Version: 1.0\n" + b"X-A: b\n" * 300_000, r"headers are longer than its words; save its text"),
    "attachments alone": ("a.eml", only_attached, r"holds no words of its own, at most attachments; save what is attached"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_is_refused_soon_and_in_one_sentence(name):
    file, make, why = CASES[name]
    data = make()
    began = time.monotonic()
    with pytest.raises(UnreadableReport, match=f"^.*{why}") as refused:
        read_file(Path(file), data)
    assert time.monotonic() - began < LONGEST_SECONDS
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert sentence[0].islower()  # it follows the name of the file
    assert ";" in sentence  # what is wrong; what to do
    assert not sentence.endswith(".")


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.txt", "Fünf Fähren fuhren.".encode("utf-16"), "Fünf Fähren fuhren."),
        ("a.txt", "“Fünf” Fähren fuhren.".encode("cp1252"), "“Fünf” Fähren fuhren."),
        ("a.md", "# Fünf Fähren".encode("utf-8-sig"), "Fünf Fähren"),
        ("A.PDF", pdf(), "The ferry left."),
        ("a.pdf", pdf(encrypt=StandardEncryption("", ownerPassword="x")), "The ferry left."),
        ("a.pdf", b"\r\n\r\n" + pdf() + b"\n<!-- saved -->", "The ferry left."),
        ("a.htm", b"<p>The ferry left.", "The ferry left."),
        ("a.html", b"<?xml version='1.0'?>\n<!-- saved --><HTML><p>The ferry left.", "The ferry left."),
        ("a.eml", b"Subject: Ropes\nFrom: a@b.example\n\nThe ferry left.\n", "Ropes\n\nThe ferry left.\n"),
    ],
    ids=[
        "UTF-16",
        "Windows-1252",
        "mark of UTF-8",
        "capitals",
        "locked for changes only",
        "words around it",
        "bare tags",
        "XHTML",
        "few headers",
    ],
)
def test_what_only_looks_unusual_is_read(name, data, text):
    assert read_file(Path(name), data).text == text
