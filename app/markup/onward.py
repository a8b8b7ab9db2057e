"""Onward: from cited words to where they were published: the page of a PDF, or a web page at the words themselves."""

from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from app.markup.markup import is_web_address
from corpus.report import Report

FEW_WORDS = 12  # that are named whole; of more, the first and last few
ENDS = 5
LEADS = "•–-* "  # stand before the words of a list's item, which a browser draws by itself


def published_at(report: Report, start: int, end: int) -> tuple[str, str]:
    """What a link to the published words says, and its address; both empty where the report has none.

    The text of a digest is ours: at the address of what it sums up, its words would not be found.
    """
    address = report.facts.address or ""
    if not is_web_address(address):
        return "", ""
    bare, page = address.partition("#")[0], report.page_at(start)
    if report.facts.digest:
        return "Where it was published", address
    if page and PurePosixPath(urlsplit(bare).path).suffix.lower() == ".pdf":
        return f"Page {page} where it was published", f"{bare}#page={page}"
    return "These words where they were published", f"{bare}#:~:text={text_fragment(report.text[start:end])}"


def text_fragment(words: str) -> str:
    """The words as a browser finds them in a page: whole where they are few and in one paragraph, else the first and last of them.

    Source: https://wicg.github.io/scroll-to-text-fragment/
    """
    parts = [found for line in words.replace("\t", "\n").splitlines() if (found := line.lstrip(LEADS).split())]
    if not parts:
        return ""
    if len(parts) == 1 and len(parts[0]) <= FEW_WORDS:
        return _coded(parts[0])
    return f"{_coded(parts[0][:ENDS])},{_coded(parts[-1][-ENDS:])}"


def _coded(words: list[str]) -> str:
    """A comma or a dash would part what is sought from what stands beside it."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
