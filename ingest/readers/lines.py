"""Lines of a plain text, each told what it is: furniture, item, row, caption, footnote, heading or paragraph.

Texts copied from web pages and PDF reports have lost their marks. What is left is how a line looks and
what stands around it; `text.py` afterwards checks headings against the contents page.
"""

import re
from dataclasses import dataclass, replace

FURNITURE = re.compile(
    r"""(?ix) ^ (?:
      share\ (?:this|on)\b.* | (?:related|recent)\ (?:posts|articles|news):? | leave\ a\ reply | keep\ informed
    | your\ email\ address\ will\ not\ be\ published.* | view\ this\ email\ in\ your\ browser | keep\ up\ to\ date\ with\b.*
    | read\ (?:in\ browser|more)\b.{0,4} | \(?back\ to\ top\)? | skip\ to\ (?:main\ )?content | go\ to\ blog | print\ this\ page
    | one\ email\ every\ day\b.* | want\ to\ change\ how\ you\ receive.* | .{0,60}\bunsubscribe\b.{0,40} | we\ use\ cookies.*
    | (?:accept|reject)(?:\ all)?\ cookies | all\ .{0,20}posts\ are\ sponsored\ by\b.* | copyright\ ©\ .*all\ rights\ reserved.*
    | click\ here\b.{0,120} | (?:facebook|twitter|linkedin|email|tweet|pinterest|whatsapp)
    | (?:page\ )?\d{1,3}(?:\ of\ \d{1,3})? | \W+
    ) $"""
)
# What follows one of these near the end of a web page or newsletter is never part of the article.
ENDING = re.compile(
    r"(?i)^(?:related (?:posts|content|pages|articles|publications|reports)|leave a reply|recent articles:?"
    r"|copyright © .*all rights reserved.*|keep informed)$"
)
ITEM = re.compile(r"^\s*(?:[•◦▪●‣·*\-–]\s+(?=\S)|(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S)|\([a-z\d]\)\s+)")
NUMBERED = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2})*)\.?\s+\S")
CAPTION = re.compile(r"^(?:Table|Figure|Box|Chart)\s+[A-Z]?\d+(?:\.\d+)*\b")
FOOTNOTE = re.compile(r"^(?:[¹²³⁴-⁹⁰]+\s*\S|(?:Source|Note|ISBN)s?:)")
# "1 The rate counts people, not offences.": a note whose number has lost its height; a heading is shorter, an item has a dot.
NOTE_MARK = re.compile(r"(?<=[a-z)”’])[.,;:]?(\d{1,2})(?=\s|$)")
NUMBERED_NOTE = re.compile(r"^(\d{1,2}) (?=[A-Z“‘\"][\w’']* ).{40}")
TERMINAL = re.compile(r"[.!?:;,…][\"”’')\]]*(?:\s*[¹²³⁴-⁹⁰]+)?$")
WRAPPED_CHARS = 200  # no text is wrapped wider
HEADING_CHARS = 100
HEADING_WORDS = 15


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its span in the text, what it is, and whether blank lines stand around it."""

    start: int
    end: int
    text: str
    kind: str
    apart: bool  # a blank line (or the text's edge) before and after
    indented: bool


def split_lines(text: str) -> list[Line]:
    """Every line that is not blank, with its kind; spans leave out the white space around it."""
    raw: list[tuple[int, str]] = []
    offset = 0
    for line in text.split("\n"):
        raw.append((offset, line))
        offset += len(line) + 1
    dense = _is_dense([line for _, line in raw])
    marks = set(NOTE_MARK.findall(text))
    lines = []
    for i, (offset, line) in enumerate(raw):
        if not line.strip():
            continue
        start = offset + len(line) - len(line.lstrip())
        words = line.strip()
        apart = dense or ((i == 0 or not raw[i - 1][1].strip()) and (i + 1 == len(raw) or not raw[i + 1][1].strip()))
        indented = line[:1] in " \t"
        kind = _kind(line, words, apart)
        note = NUMBERED_NOTE.match(words) if kind == "paragraph" else None
        ended = i == 0 or not raw[i - 1][1].strip() or TERMINAL.search(raw[i - 1][1].strip())
        kind = "footnote" if note and (ended or note[1] in marks) else kind
        lines.append(Line(start, start + len(words), words, kind, apart, indented))
    return _drop_ending(_with_numbered_rows(lines))


def _is_dense(lines: list[str]) -> bool:
    """A text without blank lines whose lines are whole paragraphs: every line stands apart."""
    blank = sum(not line.strip() for line in lines[:-1])
    return blank < 0.03 * len(lines) and max(map(len, lines)) > WRAPPED_CHARS


def _with_numbered_rows(lines: list[Line]) -> list[Line]:
    """A line "1.<tab>..." is a row where it has further cells or stands in a table, and a list item elsewhere."""
    told: list[Line] = []
    for line in lines:
        tabs = line.text.count("\t")
        in_table = bool(told) and told[-1].kind in ("row", "caption")
        told.append(replace(line, kind="row") if line.kind == "item" and tabs and (tabs > 1 or in_table) else line)
    return told


def _kind(line: str, words: str, apart: bool) -> str:
    if FURNITURE.match(words):
        return "furniture"
    if CAPTION.match(words):
        return "caption"
    if "\t" in line.strip("\n ") and not ITEM.match(line):
        return "row"
    if FOOTNOTE.match(words):
        return "footnote"
    if NUMBERED.match(words) and apart and looks_like_heading(words):
        return "heading"
    if ITEM.match(line):
        return "item"
    return "heading" if apart and looks_like_heading(words) else "paragraph"


def looks_like_heading(words: str) -> bool:
    """Short, begins like a title, and does not end like a sentence."""
    return (
        len(words) <= HEADING_CHARS
        and len(words.split()) <= HEADING_WORDS
        and bool(re.match(r"[A-Z0-9‘“'\"(]", words))
        and any(c.isalpha() for c in words)
        and not re.search(r"%|@|https?:|www\.|\$|©", words)
        and (words.endswith("?") or not TERMINAL.search(words))
    )


def _drop_ending(lines: list[Line]) -> list[Line]:
    """Turn what follows "Related posts" and the like in the last third of a page into furniture."""
    for i, line in enumerate(lines):
        if i > len(lines) * 0.6 and ENDING.match(line.text):
            return lines[:i] + [replace(rest, kind="furniture") for rest in lines[i:]]
    return lines
