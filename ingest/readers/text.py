"""Plain text: the file's own characters, with headings, lists, tables and furniture recognised from their looks."""

from dataclasses import replace
from itertools import pairwise

from corpus.report import Block
from ingest.readers.columns import with_columns
from ingest.readers.contents import PART_LEVEL, TITLE_LEVEL, Entry, align, find_contents, find_levels, find_turn, plain
from ingest.readers.copied import without_pages
from ingest.readers.encoding import decode
from ingest.readers.lines import TERMINAL, Line, split_lines
from ingest.reading import Reading, UnreadableReport

SIGNATURE_CHARS = 80


def read_text(data: bytes) -> Reading:
    """Offsets are those of the decoded file with its line ends made single newlines, its broken words whole and page numbers gone."""
    text = with_columns(without_pages(decode(data)))
    lines = split_lines(text)
    if not any(line.kind != "furniture" for line in lines):
        raise UnreadableReport("holds no text; give a file with the report's words in it")
    entries, contents = find_contents(lines)
    lines = [replace(line, kind="furniture") if i in contents else line for i, line in enumerate(lines)]
    lines = _with_named_headings(lines, entries)
    blocks = _with_levels(text, _join(_without_cut_sentences(lines)), entries)
    return Reading(text, tuple(blocks))


def _without_cut_sentences(lines: list[Line]) -> list[Line]:
    """A short line whose next words begin in lower case is a sentence cut by a page's end, not a heading."""
    words = [line for line in lines if line.kind not in ("furniture", "footnote", "caption")]
    cut = {a.start for a, b in pairwise(words) if b.text[:1].islower() and b.kind == "paragraph"}
    return [replace(line, kind="paragraph") if line.kind == "heading" and line.start in cut else line for line in lines]


def _with_named_headings(lines: list[Line], entries: list[Entry]) -> list[Line]:
    """A line that says an entry of the contents page is a heading, though it may stand close to the text or look like an item.

    A chapter's list of its own headings is furniture.
    """
    titles = {plain(entry.title) for entry in entries}
    told: list[Line] = []
    for line in lines:
        ended = not told or told[-1].kind != "paragraph" or told[-1].apart or TERMINAL.search(told[-1].text)
        named = line.kind in ("item", "paragraph") and line.text[:1].isalnum() and plain(line.text) in titles
        if named and (ended or line.text[0].isdigit()):
            line = replace(line, kind="heading")
        elif _repeats_contents(line, entries):
            line = replace(line, kind="furniture")
        told.append(line)
    return told


def _repeats_contents(line: Line, entries: list[Entry]) -> bool:
    """A chapter may open with a list of its own headings, which answers nothing."""
    words = plain(line.text).removeprefix("the ")
    return line.kind == "item" and any(plain(entry.title) == words for entry in entries)


def _join(lines: list[Line]) -> list[Block]:
    """Lines into blocks: wrapped lines, and sentences cut in two by a page's end, become one block again."""
    width = max((len(line.text) for line in lines if line.kind == "paragraph"), default=0)
    blocks: list[Block] = []
    previous: Line | None = None
    for line in lines:
        if previous is not None and _continues(previous, line, blocks, width):
            blocks[-1] = Block(blocks[-1].kind, blocks[-1].start, line.end)
        else:
            blocks.append(Block(line.kind, line.start, line.end))
        previous = line
    return blocks


def _continues(previous: Line, line: Line, blocks: list[Block], width: int) -> bool:
    if line.kind != "paragraph" or blocks[-1].kind not in ("paragraph", "item", "footnote", "row"):
        return False
    if blocks[-1].kind == "row":
        return line.start - previous.end <= 1 and line.text[:1].islower() and len(previous.text) > 0.7 * width
    adjacent = line.start - previous.end <= 1 or (line.indented and line.start - previous.end < 12)
    if adjacent and blocks[-1].kind == "item":
        cut = not TERMINAL.search(previous.text) or line.text[:1].islower()
        return line.indented or cut or len(previous.text) > 0.7 * width
    if adjacent:
        return len(previous.text) > 0.7 * width or not TERMINAL.search(previous.text)
    cut = not TERMINAL.search(previous.text) and (len(previous.text) > 60 or line.text[:1].islower())
    return cut and blocks[-1].kind == "paragraph"


def _with_levels(text: str, blocks: list[Block], entries: list[Entry]) -> list[Block]:
    """Give each heading its level; demote short lines that only look like headings; restore lost headings."""
    blocks = _with_title(blocks)
    numbers = [i for i, b in enumerate(blocks) if b.kind == "heading" and b.level != TITLE_LEVEL]
    titles = [text[blocks[i].start : blocks[i].end] for i in numbers]
    if not entries:
        for i, level in zip(numbers, find_levels(titles), strict=True):
            blocks[i] = Block("heading", blocks[i].start, blocks[i].end, level)
        return _demote_last(blocks)
    matches = {numbers[j]: entry for j, entry in align(entries, titles).items()}
    level = PART_LEVEL
    for i in numbers:
        if i in matches:
            level = entries[matches[i]].level
        blocks[i] = Block("heading", blocks[i].start, blocks[i].end, level if i in matches else level + 1)
    stray = {i for i in numbers if i not in matches and _heads_nothing(blocks, i, matches)}
    blocks = [_demoted(b) if i in stray else b for i, b in enumerate(blocks)]
    return _demote_last(_with_lost_headings(text, blocks, entries, matches))


def _heads_nothing(blocks: list[Block], i: int, matches: dict[int, int]) -> bool:
    """True for a signature: at most one short line stands between it and a heading of the contents page."""
    if i + 1 in matches:
        return True
    return i + 2 in matches and blocks[i + 1].end - blocks[i + 1].start < SIGNATURE_CHARS


def _with_title(blocks: list[Block]) -> list[Block]:
    for i, block in enumerate(blocks[:6]):
        if block.kind in ("heading", "paragraph") and block.end - block.start <= 200:
            return [*blocks[:i], Block("heading", block.start, block.end, TITLE_LEVEL), *blocks[i + 1 :]]
        if block.kind != "furniture":
            break
    return blocks


def _demoted(block: Block) -> Block:
    return Block("paragraph", block.start, block.end)


def _demote_last(blocks: list[Block]) -> list[Block]:
    """A heading with nothing under it at the very end is a signature or a stray line."""
    content = [i for i, b in enumerate(blocks) if b.kind not in ("furniture", "heading")]
    last = content[-1] if content else len(blocks)
    return [_demoted(b) if b.kind == "heading" and i > last and b.level > TITLE_LEVEL else b for i, b in enumerate(blocks)]


def _with_lost_headings(text: str, blocks: list[Block], entries: list[Entry], matches: dict[int, int]) -> list[Block]:
    place = {entry: i for i, entry in matches.items()}
    restored: list[Block] = []
    for before, lost in pairwise(range(len(entries))):
        if lost in place or before not in place:
            continue
        following = min((i for entry, i in place.items() if entry > lost), default=len(blocks))
        stretch = range(place[before] + 1, following)
        texts = [text[blocks[i].start : blocks[i].end] if blocks[i].kind == "paragraph" else "" for i in stretch]
        turn = find_turn(entries[lost].title, entries[before].title, texts)
        if turn is not None:
            start = blocks[stretch[turn]].start
            restored.append(Block("heading", start, start, entries[lost].level, entries[lost].title))
    return sorted(blocks + restored, key=lambda b: (b.start, b.end))
