"""Passages: pieces of a section small enough to embed and to quote from.

Every block of a section that is not a heading stands in exactly one passage, so joined with the headings and
white space between them the passages are the report's text again. A list stays with its lead-in, a table
with its caption; where one is too long for a passage, its later parts carry lead-in, caption and column
heads as `context`, which is embedded and matched but never quoted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.report import Block, Report
from ingest.sections import Section, find_sections
from ingest.sentences import split_sentences
from ingest.tables import has_head, split_cells

RULE = "4"  # raise when the way of cutting changes: every library is then cut and embedded anew
PARAGRAPH_CHARS = 600  # short paragraphs are joined up to this; whole evidence fits in few passages
LONGEST_CHARS = 1100  # all-MiniLM-L6-v2 reads 256 word pieces and silently drops the rest
LEAD_IN_CHARS = 400
EXAMPLE = re.compile(r"(?i)^\W*(?:(?:good|poor|effective|positive)\s+)?(?:practice\s+)?example\b.{0,40}?:\W*")
GLOSSARY = re.compile(r"glossary|abbreviations|definitions|key terms|(?:words|terms) used")
ABOUT = "This is a digest"  # our own word about a digest, which answers nothing about what was found
QUOTATION = re.compile(r"^[\"“‘]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a section. kind is prose, list, table, glossary, example, recommendation, footnote, about or furniture.

    `units` are packed as the index keeps them, None where they are still to be found: of a passage made of another by `replace` too.
    """

    report_id: str
    headings: tuple[str, ...]
    kind: str
    start: int
    end: int
    text: str
    context: str = ""
    units: bytes | None = field(default=None, init=False, compare=False, repr=False)

    @property
    def passage_id(self) -> str:
        return f"{self.report_id}:{self.start}-{self.end}"

    def with_units(self, packed: bytes) -> "Passage":
        """The same passage with its units."""
        made = replace(self)
        object.__setattr__(made, "units", packed)
        return made


def cut_passages(report: Report) -> list[Passage]:
    """All passages of a report, in order."""
    return [
        Passage(report.report_id, section.headings, kind, start, end, report.text[start:end], context)
        for section in find_sections(report)
        for kind, start, end, context in _cut_section(report.text, section)
    ]


def text_to_embed(report: Report, passage: Passage) -> str:
    """What search sees of a passage: title and headings say which area and body its words are about."""
    path = " > ".join((report.facts.title, *passage.headings))
    return "\n".join(part for part in (path, passage.context, passage.text) if part)


Piece = tuple[str, int, int, str]  # kind, start, end, context


def _cut_section(text: str, section: Section) -> Iterator[Piece]:
    for group in _groups(text, list(section.blocks)):
        kind = _kind_of(text, group, section.headings)
        if kind in ("table", "glossary"):
            yield from _cut_table(text, group, kind)
        elif kind in ("list", "recommendation"):
            yield from _cut_list(text, group, kind)
        else:
            yield from _cut_prose(text, group, kind)


def _groups(text: str, blocks: list[Block]) -> Iterator[list[Block]]:
    """Blocks that belong together: paragraphs up to a length, a list and its lead-in, a table and its caption."""
    group: list[Block] = []
    for block in blocks:
        if group and not _belongs(text, group, block):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _belongs(text: str, group: list[Block], block: Block) -> bool:
    first, last = group[0], group[-1]
    if "furniture" in (first.kind, block.kind):
        return first.kind == block.kind
    if "footnote" in (last.kind, block.kind):
        return False
    if block.kind == "row":
        return last.kind in ("row", "caption")
    if block.kind == "item":
        lead_in = last.kind == "paragraph" and len(group) == 1 and last.end - last.start <= LEAD_IN_CHARS
        return last.kind == "item" or (lead_in and text[last.end - 1] == ":")
    if last.kind != "paragraph" or block.kind != "paragraph":
        return False
    words = text[block.start : block.end]
    if text[first.start : first.end].startswith(ABOUT):
        return False
    if EXAMPLE.match(words):
        return False
    if _is_quoted(text, last, block):
        return True
    if EXAMPLE.match(text[first.start : first.end]):
        return _tells_on(text, first, words)
    # A paragraph that ends with a colon leads in what follows it, so it does not end the passage before.
    return block.end - first.start <= PARAGRAPH_CHARS and not words.endswith(":")


def _is_quoted(text: str, lead_in: Block, block: Block) -> bool:
    """Whether a paragraph is the words that the one before it announces: "Jack told us:"."""
    return text[lead_in.end - 1] == ":" and bool(QUOTATION.match(text[block.start : block.end]))


def _tells_on(text: str, example: Block, words: str) -> bool:
    """Whether a paragraph goes on with the practice example: it names the person, or its first sentence says "he" or "she"."""
    opening = EXAMPLE.sub("", text[example.start : example.end])
    names = set(re.findall(r"\b[A-Z][a-z]{2,}\b", opening[:80]))
    begins = bool(re.match(r"(?:They|The (?:original |new )?responsible officer|Checks|There (?:was|had))\b", words))
    of_one = bool(re.search(r"(?i)\b(?:s?he|his|her|him)\b", re.split(r"[.!?]", words, maxsplit=1)[0]))
    return begins or of_one or bool(names & set(re.findall(r"\b[A-Z][a-z]{2,}\b", words)))


def _kind_of(text: str, group: list[Block], headings: tuple[str, ...]) -> str:
    kinds = {block.kind for block in group}
    first = text[group[0].start : group[0].end]
    path = " ".join(headings).lower()
    if "furniture" in kinds or "footnote" in kinds:
        return group[0].kind
    if "row" in kinds:
        return "glossary" if GLOSSARY.search(path) else "table"
    if "item" in kinds:
        return "recommendation" if "recommendation" in path and "should" in first else "list"
    if first.startswith(ABOUT):
        return "about"
    return "example" if EXAMPLE.match(first) else "prose"


def _cut_table(text: str, group: list[Block], kind: str) -> Iterator[Piece]:
    """A table with column heads whole while it is short, else by rows; rows without heads stand each by itself.

    A part that begins below the top carries caption and column heads as its context.
    """
    rows = [text[b.start : b.end] for b in group if b.kind == "row"]
    caption = " ".join(text[b.start : b.end] for b in group if b.kind == "caption")
    headed = has_head(rows)
    short = group[-1].end - group[0].start <= LONGEST_CHARS
    longest = 1 if not headed or kind == "glossary" else LONGEST_CHARS if short else PARAGRAPH_CHARS
    head = " | ".join(split_cells(rows[0])) if headed and kind == "table" else ""
    context = " ".join(part for part in (caption, head) if part)
    for n, part in enumerate(_packed(_with_runs_on(text, group, headed), longest)):
        yield kind, part[0].start, part[-1].end, context if n else ""


def _with_runs_on(text: str, group: list[Block], headed: bool) -> list[Block]:
    """Caption, column heads and first row as one; a row with an empty first cell is the rest of the row before."""
    rows: list[Block] = []
    for n, block in enumerate(group):
        top = bool(rows) and (rows[-1].kind == "caption" or (headed and n == 1 + (group[0].kind == "caption")))
        if top or (rows and text[_line_start(text, block.start)] == "\t"):
            rows[-1] = Block("row", rows[-1].start, block.end)
        else:
            rows.append(block)
    return rows


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _cut_list(text: str, group: list[Block], kind: str) -> Iterator[Piece]:
    lead_in = text[group[0].start : group[0].end] if group[0].kind == "paragraph" else ""
    pieces = [piece for block in group for piece in _sentence_blocks(text, block)]
    for n, part in enumerate(_packed(pieces, LONGEST_CHARS)):
        yield kind, part[0].start, part[-1].end, lead_in if n else ""


def _cut_prose(text: str, group: list[Block], kind: str) -> Iterator[Piece]:
    pieces = [piece for block in _with_quotations(text, group) for piece in _sentence_blocks(text, block)]
    for part in _packed(pieces, LONGEST_CHARS):
        yield kind, part[0].start, part[-1].end, ""


def _with_quotations(text: str, group: list[Block]) -> list[Block]:
    """Words that are quoted as one block with the sentence that announces them, so that no passage ends between both."""
    blocks: list[Block] = []
    for block in group:
        if blocks and _is_quoted(text, blocks[-1], block):
            lead = blocks.pop()
            *before, (begin, _) = split_sentences(text[lead.start : lead.end])
            if before:
                blocks.append(Block(lead.kind, lead.start, lead.start + before[-1][1]))
            blocks.append(Block(block.kind, lead.start + begin, block.end))
        else:
            blocks.append(block)
    return blocks


def _sentence_blocks(text: str, block: Block) -> list[Block]:
    if block.end - block.start <= LONGEST_CHARS:
        return [block]
    spans = split_sentences(text[block.start : block.end])
    return [Block(block.kind, block.start + a, block.start + b) for a, b in spans]


def _packed(blocks: list[Block], longest: int) -> Iterator[list[Block]]:
    """Neighbouring blocks in parts of at most `longest` characters (one block at least)."""
    part: list[Block] = []
    for block in blocks:
        if part and block.end - part[0].start > longest:
            yield part
            part = []
        part.append(block)
    if part:
        yield part
