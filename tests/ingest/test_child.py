"""Files that break, stall or fill the process that reads them; the program goes on."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.library import Library
from ingest import child as children
from ingest.build import ingest
from ingest.child import Child
from ingest.reading import UnreadableReport

ROOT = Path(__file__).parents[2]
PAGE = b"<html><body><h1>Ferries</h1><p>The ferry left.</p></body></html>"


@pytest.fixture
def child():
    with Child() as child:
        yield child


def pdf(words: str = "The ferry left.") -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 700, words)
    canvas.save()
    return file.getvalue()


def nested_forms(depth: int) -> bytes:
    """A page that draws a form that draws the next ten times over, and so on: ten to the power of `depth` words in two kilobytes."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 6 0 R>>>>>>",
        b"<</Length 5>>stream\n/F Do\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for n in range(depth):
        inner, held = (b"/F Do " * 10, b"/XObject<</F %d 0 R>>" % (7 + n))
        if n + 1 == depth:
            inner, held = b"BT /F1 9 Tf 99 700 Td (word) Tj ET", b"/Font<</F1 5 0 R>>"
        form = b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<%s>>/Length %d>>stream\n%s\nendstream"
        objects.append(form % (held, len(inner), inner))
    out, starts = b"%PDF-1.4\n", []
    for n, content in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))


def why(child: Child, name: str, data: bytes) -> str:
    with pytest.raises(UnreadableReport) as refused:
        child.read(Path(name), data)
    return str(refused.value)


def test_a_reading_comes_back_whole(child):
    from ingest.read import read_file

    for name, data in (("a.pdf", pdf()), ("a.html", PAGE), ("a.txt", b"Words.\n"), ("a.eml", b"Subject: F\nFrom: a@b.example\n\nWords.\n")):
        assert child.read(Path(name), data) == read_file(Path(name), data)


def test_one_process_serves_all_files_and_plain_text_needs_none(child):
    child.read(Path("a.txt"), b"Words.")
    child.read(Path("a.md"), b"# Words")
    assert child.process is None
    child.read(Path("a.pdf"), pdf())
    first = child.process.pid
    assert why(child, "a.pdf", b"%PDF-1.7\n") == "is cut short, its end is missing; fetch the PDF anew"
    child.read(Path("a.html"), PAGE)
    assert child.process.pid == first


def test_nothing_is_left_running():
    with Child() as child:
        child.read(Path("a.pdf"), pdf())
        process = child.process
    assert process.poll() is not None


@pytest.mark.skipif(sys.platform != "linux", reason="the system limits memory on Linux alone")
def test_a_file_that_fills_the_memory_is_told_and_the_next_is_read():
    with Child(memory_bytes=200_000_000) as child:
        told = why(child, "a.pdf", nested_forms(7))
        assert told.startswith(("broke the program that reads it; open it", "needs more than 200 MB of memory to read; give it in parts"))
        assert child.read(Path("a.pdf"), pdf()).text == "The ferry left."


def test_a_file_that_takes_too_long_is_told_and_the_next_is_read(child):
    child.read(Path("a.pdf"), pdf())
    child.seconds = 0.2
    assert why(child, "a.pdf", nested_forms(8)).startswith("takes longer than 0.2 seconds to read; give it in parts, or save its text")
    child.seconds = 60
    assert child.read(Path("a.pdf"), pdf()).text == "The ferry left."


def broken_child(act: str) -> str:
    """A child whose reader does this instead."""
    return children.START.replace("serve(float", f"import ingest.confined as c, os; c.read_file = lambda *_: {act}; serve(float")


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("os.abort()", "broke the program that reads it; open it and save it again"),
        ("os._exit(0)", "broke the program that reads it"),
        ("__import__('ingest.child', fromlist=['x'])._reading({})", "could not be read; save its text"),
        ("1 / 0", "cannot be read, its reader failed on it (ZeroDivisionError); open it and save it again"),
        ("(lambda f: f(f))(lambda f: f(f))", "cannot be read, its reader failed on it (RecursionError)"),
        ("(_ for _ in ()).throw(MemoryError())", "needs more than 1,500 MB of memory to read; give it in parts"),
        ("print('noise') or (_ for _ in ()).throw(c.UnreadableReport('is odd; mend it'))", "is odd; mend it"),
        ("os.write(os.open('written', os.O_CREAT | os.O_WRONLY), b'words')", "failed on it (OSError)"),
    ],
    ids=["abort", "quiet end", "no answer", "error", "recursion", "memory", "noise", "writing"],
)
def test_however_a_reader_ends_it_is_one_phrase(act, told, child, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(children, "START", broken_child(act))
        sentence = why(child, "a.pdf", pdf())
    assert told in sentence and "\n" not in sentence
    assert all(path.stat().st_size == 0 for path in tmp_path.iterdir())
    child.close()
    assert child.read(Path("a.pdf"), pdf()).text == "The ferry left."


ANSWERS = [
    b"[]",
    b"{}",
    b"nonsense",
    b'{"text": 1, "blocks": [1], "pages": [], "facts": {}}',
    b'{"text": "a", "blocks": [], "pages": ["x"], "facts": 3}',
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_that_is_none_is_refused(answer, child, monkeypatch):
    """A child that a file has taken over may say anything."""
    program = (
        f"import sys, time; a = {answer!r}; sys.stdout.buffer.write(len(a).to_bytes(8, 'big') + a); sys.stdout.flush(); time.sleep(0.5)"
    )
    monkeypatch.setattr(children, "START", program)
    assert why(child, "a.pdf", pdf()).endswith("save its text from the program that shows it and give that")


def test_an_answer_without_end_is_refused(child, monkeypatch):
    monkeypatch.setattr(children, "START", "import sys; sys.stdout.buffer.write(b'\\xff' * 8); sys.stdout.flush()")
    assert "program that reads it" in why(child, "a.pdf", pdf())


def test_memory_is_watched_where_the_system_does_not_limit_it():
    program = "import threading, ingest.confined as c; threading.Thread(target=c._watch_memory, args=[50_000_000], daemon=True).start()\n"
    program += "import time; held = []\nwhile True: held.append(bytearray(1_000_000)); time.sleep(0.001)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60, capture_output=True
    )
    assert done.returncode == children.FULL, done.stderr


def test_a_folder_with_a_bomb_in_it_is_taken_in_but_for_the_bomb(tmp_path, embedder):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf("The ferry left."))
    (folder / "b.html").write_bytes(b"<html>" + b"<b>" * 600)
    (folder / "c.html").write_bytes(PAGE)
    assert [o.outcome for o in ingest([folder], Library(tmp_path / "library"), embedder)] == ["added", "failed", "added"]
