"""Markdown, through markdown-it: the marks go, the headings, lists and tables stay."""

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.readers.encoding import decode
from ingest.readers.gate import check_markup
from ingest.readers.html import pieces_in
from ingest.readers.lines import CAPTION, looks_like_heading
from ingest.reading import Reading, UnreadableReport, Writing

FRONT = re.compile(r"\A---[ \t]*\n(.{0,5000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
STATED = re.compile(r"(?m)^(title|publisher|author|date|published|published_on)\s*:\s*[\"']?(.+?)[\"']?\s*$")
FACTS = {"author": "publisher", "date": "published_on", "published": "published_on"}
DATE = re.compile(r"(?:19|20)\d\d(?:-\d\d){0,2}")
COMMENT = re.compile(r"<!--.{0,5000}?-->", re.DOTALL)
NOTE = re.compile(r"(?m)(^\[\^[\w-]{1,40}\]:[ \t]*)|\[\^[\w-]{1,40}\]")
TABLE = re.compile(r"(?is)<table\b.{0,200000}?</table>")
TAGS = re.compile(r"<[^<>]{0,2000}>")
BREAK = re.compile(r"(?i)<br\s*/?>")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
FOOTNOTE = re.compile(r"^[⁰¹²³⁴-⁹]+\s")


def read_markdown(data: bytes) -> Reading:
    """Cells of a table row are parted by a tab, as in flattened text."""
    text = decode(data)
    front = FRONT.match(text)
    check_markup(data)
    page = Page()
    page.take_all(_plain(text[front.end() if front else 0 :]))
    if not page.writing.blocks:
        raise UnreadableReport("holds no text; give a file with the report's words in it")
    return page.writing.reading(_stated(front[1]) if front else {})


def _stated(front: str) -> dict[str, str]:
    """The facts that stand in front of the text between two lines of dashes."""
    facts = {FACTS.get(name, name): value for name, value in STATED.findall(front)}
    date = DATE.match(facts.pop("published_on", ""))
    return {**facts, **({"published_on": date[0]} if date else {})}


def _plain(text: str) -> str:
    """Without comments, and with the marks of footnotes as raised numbers in the order in which they come."""
    numbers: dict[str, int] = {}

    def raised(match: re.Match[str]) -> str:
        number = numbers.setdefault(match[0].rstrip(": \t"), len(numbers) + 1)
        return str(number).translate(SUPERSCRIPTS) + (" " if match[1] else "")

    # A blank line would end the table for Markdown, in the middle of its cells.
    return TABLE.sub(lambda m: re.sub(r"\n\s*\n", "\n", m[0]), NOTE.sub(raised, COMMENT.sub("", text)))


@dataclass
class Page:
    """Writes token after token; `numbers` are those of the lists that are open, None for one of bullets."""

    writing: Writing = field(default_factory=Writing)
    row: list[str] | None = None
    numbers: list[int | None] = field(default_factory=list)
    mark: str = ""  # of the item that has just begun

    def take_all(self, text: str, html: bool = True) -> None:
        tokens = MarkdownIt("commonmark", {"html": html}).enable(["table", "strikethrough"]).parse(text)
        for i, token in enumerate(tokens):
            self.take(token, tokens[i - 1])

    def take(self, token: Token, before: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self.numbers.append(int(token.attrGet("start") or 1) if token.type.startswith("ordered") else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.numbers.pop()
        elif token.type == "list_item_open":
            self._begin_item()
        elif token.type == "tr_open":
            self.row = []
        elif token.type == "tr_close" and self.row is not None:
            self.writing.add("row", "\t".join(self.row))
            self.row = None
        elif token.type == "inline" and self.row is not None:
            self.row.append(_words(token))
        elif token.type == "inline":
            self._add(before, _words(token))
        elif token.type in ("fence", "code_block"):
            self.writing.add("paragraph", token.content)
        elif token.type == "html_block":
            self._add_markup(token.content)

    def _add_markup(self, markup: str) -> None:
        """A table between tags as on a web page; of other tags only those with words beside them are kept, as words."""
        if not TABLE.search(markup):
            return self.take_all(markup, html=False) if TAGS.sub("", markup).strip() else None
        for piece in pieces_in(markup):
            kind = "caption" if piece.kind == "paragraph" and CAPTION.match(piece.text) else piece.kind
            self.writing.add("paragraph" if kind == "bold" else kind, piece.text, piece.level)

    def _begin_item(self) -> None:
        number = self.numbers[-1]
        self.mark = "•" if number is None else f"{number}."
        self.numbers[-1] = None if number is None else number + 1

    def _add(self, opening: Token, words: str) -> None:
        if opening.type == "heading_open":
            self.writing.add("heading", words, int(opening.tag[1]))
        elif self.numbers and self.mark:
            self.writing.add("item", f"{self.mark} {words}")
            self.mark = ""
        elif FOOTNOTE.match(words):
            self.writing.add("footnote", words)
        elif CAPTION.match(words) or (words.startswith("Table:") and looks_like_heading(words)):
            self.writing.add("caption", words)
        else:
            self.writing.add("paragraph", words)


def _words(inline: Token) -> str:
    """The words of an inline token without its marks and without what is struck out; links keep their text, images their description."""
    parts, struck = [], 0
    for child in inline.children or []:
        struck += {"s_open": 1, "s_close": -1}.get(child.type, 0)
        if child.type in ("softbreak", "hardbreak") or (child.type == "html_inline" and BREAK.fullmatch(child.content)):
            parts.append(" ")
        elif not struck:
            parts.append(child.content)
    return re.sub(r"\s+", " ", "".join(parts)).strip()
