"""From a path to the files in it, and from a file to a Reading, by the file's kind."""

from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.library import LibraryError
from ingest.reading import Reading, UnreadableReport
from ingest.signature import check_ending

LARGEST_BYTES = 50_000_000
TOO_LARGE = f"is larger than {LARGEST_BYTES // 1_000_000} MB; give the report without its pictures, or in parts"
READERS_VERSION = "5"  # raise when a reader reads otherwise: files are then read again, and replaced where it matters


def _text(data: bytes) -> Reading:
    from ingest.readers.text import read_text

    return read_text(data)


def _markdown(data: bytes) -> Reading:
    from ingest.readers.markdown import read_markdown

    return read_markdown(data)


def _pdf(data: bytes) -> Reading:
    from ingest.readers.pdf import read_pdf

    return read_pdf(data)


def _html(data: bytes) -> Reading:
    from ingest.readers.html import read_html

    return read_html(data)


def _word(data: bytes) -> Reading:
    from ingest.readers.word import read_docx

    return read_docx(data)


def _mail(data: bytes) -> Reading:
    from ingest.readers.mail import read_eml

    return read_eml(data)


READERS: dict[str, Callable[[bytes], Reading]] = {
    ".txt": _text,
    ".text": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".pdf": _pdf,
    ".html": _html,
    ".htm": _html,
    ".docx": _word,
    ".eml": _mail,
}


def find_files(path: Path) -> Iterator[Path]:
    """The file itself, or every readable file of a folder in order of name."""
    if path.is_dir():
        yield from sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in READERS and not p.name.startswith("."))
    elif path.exists():
        yield path
    else:
        raise LibraryError(f"There is no file or folder {path}. Check the name and try again.")


def read_file(path: Path, data: bytes) -> Reading:
    """What the file says, or one sentence why it cannot be read."""
    ending = path.suffix.lower()
    reader = READERS.get(ending)
    if reader is None:
        check_ending(ending, data)
        raise UnreadableReport(f"is a {path.suffix or 'nameless'} file; give one of {', '.join(READERS)}")
    if not data.strip():
        raise UnreadableReport("is empty; give a file with the report's words in it")
    if len(data) > LARGEST_BYTES:
        raise UnreadableReport(TOO_LARGE)
    check_ending(ending, data)
    return reader(data)
