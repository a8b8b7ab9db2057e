"""Pieces: what a marked-up format says block by block, before levels, captions and footnotes are settled."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from ingest.readers.contents import plain
from ingest.readers.lines import CAPTION, looks_like_heading
from ingest.reading import Reading, UnreadableReport, Writing

TITLE, CHAPTER, DEEPEST = 1, 2, 6
ENTRY = re.compile(r"^(?=.{3,200}$).*[^\W\d].*?[\s.…]+(?:\d{1,3}|[ivxl]{1,6})$")
LEAST_ENTRIES = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A block to be; `kind` is that of a Block, or "bold" for a paragraph set wholly in bold."""

    kind: str
    text: str
    level: int = 0


def write_pieces(pieces: Iterable[Piece], facts: dict[str, str], titled: bool) -> Reading:
    """The reading of these pieces. `titled`: the first heading of level 1 is the title, others are chapters."""
    writing = Writing()
    for piece in _notes_apart(_captions(_levels(_headings(_contents(list(pieces))), titled))):
        writing.add(piece.kind, piece.text, piece.level)
    if not any(block.kind != "furniture" for block in writing.blocks):
        raise UnreadableReport("holds no text; give a file with the report's words in it")
    return writing.reading(facts)


def _contents(pieces: list[Piece]) -> list[Piece]:
    """A contents page written by hand is furniture: three lines or more under "Contents" that end with the numbers of pages."""
    done = list(pieces)
    for i, piece in enumerate(pieces):
        if piece.kind in ("heading", "bold", "paragraph") and plain(piece.text) in ("contents", "table of contents"):
            entries = list(takewhile(lambda p: p.kind in ("paragraph", "bold", "item") and ENTRY.match(p.text), pieces[i + 1 :]))
            if len(entries) >= LEAST_ENTRIES:
                done[i : i + 1 + len(entries)] = [replace(p, kind="furniture") for p in (piece, *entries)]
    return done


def _headings(pieces: list[Piece]) -> list[Piece]:
    """A short bold paragraph that heads something is a heading under the one before it."""
    done: list[Piece] = []
    level = TITLE
    for i, piece in enumerate(pieces):
        if piece.kind == "heading":
            level = piece.level
        if piece.kind == "bold":
            heads = i + 1 < len(pieces) and pieces[i + 1].kind in ("paragraph", "item", "row", "caption")
            if heads and looks_like_heading(piece.text) and not CAPTION.match(piece.text):
                piece = Piece("heading", piece.text, min(level + 1, DEEPEST))
            else:
                piece = replace(piece, kind="paragraph")
        done.append(piece)
    return done


def _levels(pieces: list[Piece], titled: bool) -> list[Piece]:
    """Level 1 is left to the title alone: where chapters have it too, all headings but the title go one down."""
    tops = [i for i, p in enumerate(pieces) if p.kind == "heading" and p.level == TITLE]
    if len(tops) < 2:
        return pieces
    title = tops[0] if titled else None
    return [replace(p, level=min(p.level + 1, DEEPEST)) if p.kind == "heading" and i != title else p for i, p in enumerate(pieces)]


def _captions(pieces: list[Piece]) -> list[Piece]:
    """A paragraph that begins with "Table 3" and stands before a table is its caption."""
    done = list(pieces)
    for i, (piece, after) in enumerate(pairwise(pieces)):
        if piece.kind == "paragraph" and after.kind == "row" and CAPTION.match(piece.text):
            done[i] = replace(piece, kind="caption")
    return done


def _notes_apart(pieces: Sequence[Piece]) -> list[Piece]:
    """Footnotes wait until the list or the table that they stand in is over."""
    done: list[Piece] = []
    waiting: list[Piece] = []
    for piece in pieces:
        if piece.kind == "footnote":
            waiting.append(piece)
            continue
        if waiting and not _belong(done[-1] if done else piece, piece):
            done, waiting = done + waiting, []
        done.append(piece)
    return done + waiting


def _belong(last: Piece, piece: Piece) -> bool:
    if piece.kind == "item":
        return last.kind == "item" or last.text.endswith(":")
    return piece.kind == "row" and last.kind in ("row", "caption")
