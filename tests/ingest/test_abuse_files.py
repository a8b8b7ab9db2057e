"""Abuse by files: names, paths, bombs and strange texts given to ingest. Each ends added or refused in a sentence, soon and within bounds."""

import io
import json
import os
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import AssistantError
from corpus.library import Library
from ingest.build import ingest
from ingest.check import check
from ingest.read import LARGEST_BYTES
from ingest.truth import Truth
from retrieval.answer import to_json
from retrieval.assistant import Assistant

GOOD = "# Probation in Arden\n\nStaff in Arden were trained in knots.\n"
LONGEST_SECONDS = 10
NAMES = [
    b"a..txt", b"-rf.txt", b"--library=x.txt", b"a\nb.txt", b"\x1b[2J.txt", b"\xff\xfe.txt", b"caf\xe9.txt", b"$(touch pwned).txt", b"a;b|c&d.txt",
    b"CON.txt", b"a.exe.txt", b"\xe2\x80\xaetxt.exe.txt", b"%2e%2e%2fetc.txt", b"{0.__class__}.txt", b"'; DROP TABLE report; --.txt", b"x" * 251 + b".txt",
    b"\xe2\x80\x8b.txt", b" .txt", b"\\\\host\\share.txt", b"<img src=x>.txt",
]  # fmt: skip


def run(path: Path, library: Library, embedder: object) -> list:
    begun = time.monotonic()
    told = ingest([path], library, embedder)
    assert time.monotonic() - begun < LONGEST_SECONDS * 3
    return told


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library")


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_any_name_of_a_file_is_only_a_name(name, tmp_path, library, embedder):
    folder = tmp_path / "files"
    folder.mkdir()
    Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_text(GOOD, encoding="utf-8")
    (told,) = run(folder, library, embedder)
    assert told.outcome == "added" and told.report_id.replace("-", "").isalnum() and told.report_id.isascii()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["files", "library"] and len(os.listdir(folder)) == 1
    answer = Assistant.open(library, embedder).converse(["What were staff trained in?"])[0]
    json.dumps(to_json(answer), ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize(
    "file", ["../secret.txt", "/etc/hostname", "a/../../secret.txt", "link.txt", "linked/secret.txt", "", ".", "gone.txt", "a\x00.txt"]
)
def test_a_manifest_leads_nowhere_out_of_its_folder(file, tmp_path, library, embedder):
    folder = tmp_path / "files"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("hunter2 is the secret of Arden.\n" * 9, encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "linked").symlink_to(tmp_path)
    (folder / "manifest.jsonl").write_text(json.dumps({"file": file, "report_id": "x"}), encoding="utf-8")
    with pytest.raises(AssistantError):
        run(folder, library, embedder)
    assert not library.exists or Truth(library.truth_path).reports() == []


@pytest.mark.usefixtures("looked_through_here")
@pytest.mark.parametrize(
    "report_id", ["../../x", "a/b", "<script>", "\x1b[2J", "a\nb", "x" * 5000, "\ud800", "a\x00b"], ids=lambda r: repr(r)[:20]
)
def test_a_report_id_of_a_manifest_is_only_a_word(report_id, tmp_path, library, embedder):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.md").write_text(GOOD, encoding="utf-8")
    (folder / "manifest.jsonl").write_text(json.dumps({"file": "a.md", "report_id": report_id}), encoding="utf-8")
    try:
        run(folder, library, embedder)
        assert check(library) == []
    except AssistantError as error:
        assert str(error).endswith("try again.")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["files", "library"] or not library.exists


@pytest.mark.parametrize("key", ["title", "publisher", "kind", "area", "address", "published_on", "inspected_on", "licence"])
@pytest.mark.parametrize(
    "value", ["\ud800 half", "9999-99-99", "\x00\x1b", "x" * 100_000], ids=["half a character", "no date", "controls", "long"]
)
def test_no_fact_of_a_manifest_breaks_the_library(key, value, tmp_path, library, embedder):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.md").write_text(GOOD, encoding="utf-8")
    fact = [value] if key == "area" else value
    (folder / "manifest.jsonl").write_text(json.dumps({"file": "a.md", "report_id": "a", key: fact}), encoding="utf-8")
    try:
        told = run(folder, library, embedder)
    except AssistantError:
        return
    assert [o.outcome for o in told] == ["added"]
    json.dumps(to_json(Assistant.open(library, embedder).converse(["What were staff trained in?"])[0]), ensure_ascii=False).encode("utf-8")


def docx(document: bytes = b"<w:document/>", extra: dict[str, bytes] | None = None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return file.getvalue()


def pdf(packed: bytes) -> bytes:
    return b"%%PDF-1.4\n4 0 obj\n<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%%%EOF" % (
        len(packed),
        packed,
    )


LETTER = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document>&x;</w:document>'
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "document that unpacks to 60 MB": ("a.docx", lambda: docx(b"<w:t>" + b"a" * 60_000_000)),
    "picture that unpacks to 300 MB": ("a.docx", lambda: docx(extra={"word/media/a.png": bytes(300_000_000)})),
    "archive of 3,000 entries": ("a.docx", lambda: docx(extra={f"word/{n}.xml": b"<a/>" for n in range(3000)})),
    "archive within an archive": ("a.docx", lambda: docx(extra={"word/a.zip": docx(b"0" * 1_000_000)})),
    "entries that climb": ("a.docx", lambda: docx(extra={"../../../pwned.txt": b"x", "/etc/pwned": b"x"})),
    "entities that grow": ("a.docx", lambda: docx(ENTITIES)),
    "entity from outside": ("a.docx", lambda: docx(OUTSIDE)),
    "zip that is no document": ("a.docx", lambda: docx()[:40]),
    "page contents of 200 MB": ("a.pdf", lambda: pdf(zlib.compress(bytes(200_000_000)))),
    "contents packed twice": ("a.pdf", lambda: pdf(zlib.compress(zlib.compress(bytes(100_000_000))))),
    "PDF cut off": ("a.pdf", lambda: b"%PDF-1.7\n1 0 obj\n<<"),
    "tags nested 5,000 deep": ("a.html", lambda: b"<html><body>" + b"<div>" * 5000),
    "300,000 tags": ("a.html", lambda: b"<html><body>" + b"<br>" * 300_000),
    "comment without end": ("a.html", lambda: b"<html><!--" + b"-" * 500_000),
    "attributes without end": ("a.html", lambda: b"<html><p " + b"a=b " * 200_000),
    "letter of 500 parts": ("a.eml", lambda: LETTER + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 500),
    "letter in a letter in a letter": ("a.eml", lambda: LETTER + b"Content-Type: message/rfc822\r\n\r\n" * 200),
    "headers of 300 kB": ("a.eml", lambda: LETTER + b"X-A: " + b"a" * 300_000 + b"\r\n\r\nx"),
    "attachment that climbs": ("a.eml", lambda: LETTER + b'Content-Type: text/plain; name="../../pwned.txt"\r\nContent-Disposition: attachment; filename="../../pwned.txt"\r\n\r\nx'),
    "bytes that are no letters in headers": ("a.eml", lambda: LETTER + b"X-\xff: \xfe\r\nSubject: \xff\xfe\xfd Arden\r\n\r\nStaff in Arden were trained in knots.\r\n"),
    "half characters in a page": ("a.html", lambda: b"<html><head><title>Arden &#xD800;</title></head><body><h1>Arden &#xDFFF;</h1><p>Staff &#xD83D; in Arden were trained in knots.</p></body></html>"),
    "one line of 5 MB": ("a.txt", lambda: b"Staff in Arden were trained. " * 180_000),
    "one word of 1 MB": ("a.txt", lambda: b"x" * 1_000_000),
    "a million tabs": ("a.txt", lambda: b"a\t" * 500_000),
    "a million empty lines": ("a.txt", lambda: b"\n" * 1_000_000 + b"Staff in Arden were trained.\n"),
    "20,000 headings": ("a.md", lambda: b"# A\n\n" * 20_000),
    "quotes nested 50,000 deep": ("a.md", lambda: b">" * 50_000 + b" x\n"),
    "brackets without end": ("a.md", lambda: b"[" * 50_000 + b"\n"),
    "stars without end": ("a.md", lambda: b"*a " * 30_000 + b"\n"),
    "table of 5,000 columns": ("a.md", lambda: b"|a" * 5000 + b"|\n" + b"|-" * 5000 + b"|\n" + b"|b" * 5000 + b"|\n"),
}  # fmt: skip
PROGRAM = """
import json, resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
from ingest.intake import find_file, make_report
from ingest.passages import cut_passages
from ingest.read import read_file
from ingest.reading import UnreadableReport
from ingest.origin import Origin
begun = time.process_time()
try:
    found = find_file(Path(sys.argv[1]))
    report = make_report("a", found, read_file(found.path, found.data), Origin())
    json.dumps([report.text, report.facts.title], ensure_ascii=False).encode("utf-8")
    told = f"read {len(cut_passages(report))}"
except UnreadableReport as error:
    told = f"refused {error}"
print(json.dumps([told, time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_made_to_break_the_reader_is_read_or_refused_soon_and_within_bounds(name, tmp_path):
    file, make = BOMBS[name]
    (tmp_path / file).write_bytes(make())
    root = str(Path(__file__).parents[2])
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(tmp_path / file)], cwd=root, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-600:]
    told, seconds, kilobytes = json.loads(done.stdout)
    assert told.startswith(("read", "refused")) and seconds < LONGEST_SECONDS and kilobytes < 1_500_000, (told, seconds, kilobytes)
    assert not list(tmp_path.parent.glob("**/pwned*"))


def test_a_file_larger_than_the_limit_is_refused_before_it_is_loaded(tmp_path, library, embedder):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(LARGEST_BYTES * 1000)  # takes no room on the disk
    (told,) = run(tmp_path / "a.txt", library, embedder)
    assert told.outcome == "failed" and "is larger than 50 MB" in told.why


def test_a_device_and_a_pipe_are_refused_and_not_read(tmp_path, library, embedder):
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (Path("/dev/zero"), tmp_path / "pipe.txt"):
        (told,) = run(path, library, embedder)
        assert told.outcome == "failed" and "is no file that can be read" in told.why


def test_folders_that_hold_each_other_end(tmp_path, library, embedder):
    folder = tmp_path / "files"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "again").symlink_to(folder)
    (folder / "a.md").write_text(GOOD, encoding="utf-8")
    (folder / "b.txt").mkdir()
    assert [o.outcome for o in run(folder, library, embedder)] in (["added"], ["added", "duplicate"])


@pytest.mark.parametrize(
    "words", ["../../../etc", "/etc", "000001\x00", "²", "000001/../..", "000001\n000002", "\ufeff000001", "x" * 10_000]
)
def test_the_pointer_of_a_library_leads_only_to_its_generations(words, tmp_path, library, embedder):
    (tmp_path / "a.md").write_text(GOOD, encoding="utf-8")
    run(tmp_path / "a.md", library, embedder)
    (library.folder / "CURRENT").write_text(words, encoding="utf-8")
    assert library.generation is None or library.generation.parent == library.folder / "index"
