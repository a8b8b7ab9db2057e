"""Markdown, through markdown-it: the marks go, the headings, lists and tables stay."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.readers.lines import CAPTION, looks_like_heading
from ingest.readers.text import decode
from ingest.reading import Reading, UnreadableReport, Writing


def read_markdown(data: bytes) -> Reading:
    """Cells of a table row are parted by a tab, as in flattened text."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(decode(data))
    writing = Writing()
    row: list[str] | None = None
    numbers: list[int | None] = []
    for i, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            numbers.append(int(token.attrGet("start") or 1) if token.type.startswith("ordered") else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            writing.add("row", "\t".join(row))
            row = None
        elif token.type == "inline" and row is not None:
            row.append(_words(token))
        elif token.type == "inline":
            _add(writing, tokens[i - 1], _words(token), numbers)
        elif token.type in ("fence", "code_block"):
            writing.add("paragraph", token.content)
    if not writing.blocks:
        raise UnreadableReport("holds no text; give a file with the report's words in it")
    return writing.reading()


def _add(writing: Writing, opening: Token, words: str, numbers: list[int | None]) -> None:
    if opening.type == "heading_open":
        writing.add("heading", words, int(opening.tag[1]))
    elif numbers:
        mark = "•" if numbers[-1] is None else f"{numbers[-1]}."
        numbers[-1] = None if numbers[-1] is None else numbers[-1] + 1
        writing.add("item", f"{mark} {words}")
    elif CAPTION.match(words) or (words.startswith("Table:") and looks_like_heading(words)):
        writing.add("caption", words)
    else:
        writing.add("paragraph", words)


def _words(inline: Token) -> str:
    """The words of an inline token without its marks; links keep their text, images their description."""
    parts = []
    for child in inline.children or []:
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        else:
            parts.append(child.content)
    return re.sub(r"\s+", " ", "".join(parts)).strip()
