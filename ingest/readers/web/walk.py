"""Walk: the tree of a web page from top to bottom, into pieces."""

import re
from collections.abc import Callable
from itertools import pairwise

from bs4 import Tag
from bs4.element import NavigableString

from ingest.readers.lines import FURNITURE, ITEM, looks_like_heading
from ingest.readers.piece import Piece
from ingest.readers.web.grid import grid_of, is_layout
from ingest.readers.web.note import NUMBERED, is_note, is_reference, numbered, raised

HEADINGS = {f"h{n}": n for n in range(1, 7)}
BOLD = {"b", "strong"}
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark".split()
    + "q rp rt ruby samp small span strong sub sup time tt u var wbr".split()
)
BLOCKS = ["p", "div", "ul", "ol", "table", *HEADINGS]
MOST_LISTS = 20
CALLED = {"msotitle": ("heading", 1), "msocaption": ("caption", 0)}  # by Word, which saves every paragraph as a p
LEAST_BOLD = 0.95
LONGEST_FURNITURE = 150


class Walk:
    """Collects pieces; words between two blocks gather in a buffer that the next block empties."""

    def __init__(self, kind: str = "paragraph", lists: int = 0) -> None:
        self.kind = kind
        self.lists = lists  # how many lists this one stands in
        self.pieces: list[Piece] = []
        self.buffer: list[tuple[str, bool]] = []

    def walk(self, node: Tag) -> None:
        """Every node below this one in the order of reading, without recursion: pages nest deeper than Python does."""
        stack = [(iter(list(node.children)), False, True)]  # what is left of a node, whether it is bold, whether it is a block
        while stack:
            children, bold, block = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                if block:
                    self.flush()
            elif isinstance(child, NavigableString):
                self.buffer.append((str(child), bold))
            elif isinstance(child, Tag) and not self._take(child, bold):
                inline = child.name in INLINE and not child.find(BLOCKS)
                if not inline:
                    self.flush()
                stack.append((iter(list(child.children)), bold or child.name in BOLD, not inline))

    def _take(self, tag: Tag, bold: bool) -> bool:
        """Make pieces of an element that is one thing; False for one that only holds others."""
        if tag.name == "br":
            self.buffer.append(("\x1f", bold))
            return True
        if tag.name == "sup" or is_reference(tag):
            self.buffer.append((raised(tag.get_text()), bold))
            return True
        make = self._maker(tag)
        if make is None:
            return False
        self.flush()
        make(tag)
        return True

    def _maker(self, tag: Tag) -> Callable[[Tag], None] | None:
        if self.kind == "paragraph" and is_note(tag):
            return self._notes
        if _called(tag):
            return self._call
        if tag.name in HEADINGS:
            return self._heading
        if tag.name in ("ul", "ol") and self.lists < MOST_LISTS:
            return self._list
        if tag.name == "table" and not is_layout(tag):
            return self._table
        return {"dl": self._definitions, "figcaption": self._caption, "caption": self._caption}.get(tag.name)

    def _heading(self, tag: Tag) -> None:
        self._add("heading", _words(tag), HEADINGS[tag.name])

    def _caption(self, tag: Tag) -> None:
        self._add("caption", _words(tag))

    def _call(self, tag: Tag) -> None:
        kind, level = CALLED[_called(tag)]
        self._add(kind, _words(tag), level)

    def _notes(self, tag: Tag) -> None:
        self.pieces += _gathered(tag, "footnote", self.lists)

    def _list(self, tag: Tag) -> None:
        number = int(start) if (start := str(tag.get("start") or "1")).lstrip("-").isdigit() else 1
        for item in tag.find_all("li", recursive=False):
            pieces = _gathered(item, self.kind, self.lists + 1)
            mark = "•" if tag.name == "ul" else f"{number}."
            self.pieces += _item(pieces, mark) if self.kind == "paragraph" else _note(pieces, number)
            number += 1

    def _table(self, table: Tag) -> None:
        caption = table.find("caption")
        if caption:
            self._add("caption", _words(caption))
        self.pieces += [Piece("row", "\t".join(row)) for row in grid_of(table, _words)]

    def _definitions(self, tag: Tag) -> None:
        """A term and what it means, as the two cells of a row."""
        term = ""
        for part in tag.find_all(["dt", "dd"]):
            if part.name == "dt":
                term = f"{term}, {_words(part)}" if term else _words(part)
            else:
                self.pieces.append(Piece("row", f"{term}\t{_words(part)}"))
                term = ""

    def flush(self) -> None:
        """Make pieces of what has gathered; a line break parts them where it stands for a block's end."""
        parts, self.buffer = self.buffer, []
        for line in _lines(parts):
            text = _plain("".join(words for words, _ in line))
            letters = sum(c.isalnum() for words, _ in line for c in words)
            bold = sum(c.isalnum() for words, b in line if b for c in words)
            kind = "bold" if self.kind == "paragraph" and letters and bold >= LEAST_BOLD * letters else self.kind
            if kind == "paragraph" and NUMBERED.match(text):
                kind = "footnote"
            self._add("item" if kind == "paragraph" and ITEM.match(text) else kind, text)

    def _add(self, kind: str, text: str, level: int = 0) -> None:
        furniture = kind in ("paragraph", "bold", "item") and len(text) < LONGEST_FURNITURE and FURNITURE.match(text)
        if text and not furniture:
            self.pieces.append(Piece(kind, text, level))


def _gathered(tag: Tag, kind: str, lists: int) -> list[Piece]:
    walk = Walk(kind, lists)
    if tag.name in ("ul", "ol"):
        walk._list(tag)
    else:
        walk.walk(tag)
    return walk.pieces


def _note(pieces: list[Piece], number: int) -> list[Piece]:
    """A footnote of a numbered list, with its number where its words do not begin with one."""
    text = numbered(" ".join(p.text for p in pieces), number)
    return [Piece("footnote", text)] if text else []


def _item(pieces: list[Piece], mark: str) -> list[Piece]:
    """A list item with its paragraphs as one, then what else stands in it; a card with a heading is no item."""
    if any(p.kind == "heading" for p in pieces):
        return pieces
    own = " ".join(p.text for p in pieces if p.kind in ("paragraph", "bold"))
    others = [p for p in pieces if p.kind not in ("paragraph", "bold")]
    return ([Piece("item", f"{mark} {own}")] if own else []) + others


def _lines(parts: list[tuple[str, bool]]) -> list[list[tuple[str, bool]]]:
    """Words parted at line breaks: two in a row end a paragraph, one does where a list or a heading begins."""
    lines: list[list[tuple[str, bool]]] = [[]]
    for words, bold in parts:
        if words == "\x1f":
            lines.append([])
        else:
            lines[-1].append((words, bold))
    done: list[list[tuple[str, bool]]] = [lines[0]]
    for last, line in pairwise(lines):
        before, after = _plain("".join(w for w, _ in last)), _plain("".join(w for w, _ in line))
        heads = last and all(b for w, b in last if w.strip()) and looks_like_heading(before) and not all(b for w, b in line if w.strip())
        if not before or not after or ITEM.match(after) or heads:
            done.append(line)
        else:
            done[-1] = [*done[-1], (" ", False), *line]
    return done


def _words(tag: Tag) -> str:
    """The words of an element on one line; blocks inside it are parted by a space, raised numbers stay raised."""
    parts: list[str] = []
    for node in tag.descendants:
        if isinstance(node, NavigableString):
            sup = node.find_parent("sup")
            parts.append(raised(str(node)) if sup is not None else str(node))
        elif isinstance(node, Tag) and node.name not in INLINE:
            parts.append(" ")
    return _plain("".join(parts))


def _plain(text: str) -> str:
    """Without what cannot be seen, on one line."""
    text = re.sub(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f\x00-\x08\x0e-\x1f]", "", text)
    return re.sub(r"\s+", " ", text).strip()


def _called(tag: Tag) -> str:
    """What Word calls a paragraph that it saved, where that tells what it is."""
    return next((name for c in tag.get_attribute_list("class") if c and (name := str(c).lower()) in CALLED), "")
