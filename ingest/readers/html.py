"""HTML: a saved web page, its report kept and the page around it left behind."""

import re
from codecs import lookup
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from ingest.readers.contents import plain
from ingest.readers.encoding import decode
from ingest.readers.gate import check_markup
from ingest.readers.lines import ENDING
from ingest.readers.piece import Piece, write_pieces
from ingest.readers.web.boilerplate import remove_boilerplate, remove_unseen
from ingest.readers.web.grid import is_layout
from ingest.readers.web.statement import find_statements, find_window_title
from ingest.readers.web.walk import Walk
from ingest.readers.web.weight import Weight, weigh
from ingest.reading import Reading

CHARSET = re.compile(rb"""(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:-]+)|<\?xml[^>]{0,200}encoding\s*=\s*["']([\w:-]+)""")
OLD_CHARSETS = re.compile(r"cp125[013-8]$|cp\d{3}$|iso8859-(?:[2-9]|1[0-6])$|iso2022|koi8|mac|gb|big5|shift_jis|euc")
CHARSET_BYTES = 4096
MOST_OF_IT = 0.5
NEARLY_ALL = 0.85
HOLDERS = ["div", "section", "table", "tbody", "tr", "td", "center", "form"]


@dataclass(frozen=True, slots=True)
class Markup:
    """A page taken apart; `titled` tells that its first heading of level 1 is its title."""

    pieces: list[Piece]
    facts: dict[str, str]
    titled: bool


def read_html(data: bytes) -> Reading:
    """Offsets are those of the text without its marks. Raises UnreadableReport for pages that nest or grow without end."""
    check_markup(data)
    page = take_apart(_decoded(data))
    return write_pieces(page.pieces, page.facts, page.titled)


def take_apart(markup: str, subject: str = "", added: re.Pattern[str] | None = None) -> Markup:
    """The parts of a page already decoded and checked.

    subject: a title that stands outside the page. added: matches paragraphs that are no part of the report.
    """
    page = BeautifulSoup(re.sub(r"^\s*<\?xml[^>]*>", "", markup), "lxml")
    facts = find_statements(page)
    window = find_window_title(page)
    remove_boilerplate(page)
    pieces = [p for p in _without_ending(_pieces(page, subject)) if not (added and added.match(p.text))]
    first = next((p.text for p in pieces if p.kind == "heading" and p.level == 1), "")
    title = subject or first or facts.get("title") or window
    titled = bool(first) and any(
        plain(first) in plain(t) or plain(t) in plain(first) for t in (facts.get("title", ""), window, subject) if plain(t)
    )
    titled = titled or page.find(class_="MsoTitle") is not None
    return Markup(pieces, {**facts, **({"title": title} if title else {})}, titled)


def pieces_in(markup: str) -> list[Piece]:
    """The pieces of a part of a page that stands by itself, already checked."""
    page = BeautifulSoup(markup, "lxml")
    remove_unseen(page)
    walk = Walk()
    walk.walk(page)
    return walk.pieces


def _decoded(data: bytes) -> str:
    """The page's characters, in the character set that it declares where that is one of the old ones."""
    match = None if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) else CHARSET.search(data[:CHARSET_BYTES])
    try:
        name = lookup((match[1] or match[2]).decode("ascii")).name if match else "utf-8"
    except LookupError:
        name = "utf-8"
    # Browsers take Latin-1 for Windows-1252, as `decode` does, and so do those who declare it.
    return data.decode(name, errors="replace") if OLD_CHARSETS.match(name) else decode(data)


def _pieces(page: BeautifulSoup, subject: str) -> list[Piece]:
    main = _main(page)
    walk = Walk()
    heading = page.find("h1")
    if subject:
        walk.pieces.append(Piece("heading", subject, 1))
    elif isinstance(heading, Tag) and main.find("h1") is None:
        walk.pieces.append(Piece("heading", " ".join(heading.get_text(" ").split()), 1))
    walk.walk(main)
    return walk.pieces


def _main(page: BeautifulSoup) -> Tag:
    """The part of the page that holds the report: what is marked as such, or the innermost that has nearly all its words."""
    body = page.body or page
    weights = weigh(body)
    marked = [t for t in (*body.find_all("main"), *body.select("[role=main]"), *body.find_all("article")) if isinstance(t, Tag)]
    longest = max(marked, key=lambda t: weights[id(t)].letters, default=None)
    if longest and weights[id(longest)].letters > MOST_OF_IT * weights[id(body)].letters:
        return longest
    main: Tag = body
    while inner := next((t for t in main.find_all(HOLDERS, recursive=False) if _has_nearly_all(t, main, weights)), None):
        main = inner
    return main


def _has_nearly_all(inner: Tag, outer: Tag, weights: dict[int, Weight]) -> bool:
    own, whole = weights[id(inner)], weights[id(outer)]
    if inner.name == "table" and not is_layout(inner):
        return False
    return (own.headed, own.notes) == (whole.headed, whole.notes) and own.letters > NEARLY_ALL * whole.letters


def _without_ending(pieces: list[Piece]) -> list[Piece]:
    """The pieces down to a "Related posts" or "Leave a reply" in the last part of the page."""
    for i, piece in enumerate(pieces):
        if i > 0.6 * len(pieces) and piece.kind in ("heading", "paragraph", "bold") and ENDING.match(piece.text):
            return pieces[:i]
    return pieces
