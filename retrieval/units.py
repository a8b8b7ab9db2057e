"""Units: the smallest pieces of a passage that can stand as an answer: a sentence, a list item, a table row."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.passages import Passage
from ingest.readers.lines import ITEM
from ingest.sentences import split_sentences
from ingest.tables import has_head, split_cells
from retrieval.instruction import INSTRUCTION

ITEM_MARK = re.compile(r"^\s*(?:[•◦▪●‣·*\-–]\s*)?(?:(?:(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\([a-z\d]\))\s+)?")
FOOTNOTE_MARK = re.compile(r"(?<=[\w.,;:’'\")%])\s?[¹²³⁴-⁹⁰]+")
MARKUP = re.compile(r"\$\\ensuremath\{([^}$]*?)(?:\^\d+)?\}\$|</?[a-z]+>|(?<!\w)\*{1,9}(?=\w)|(?<=\w)\*{1,9}(?!\w)")
LIST_KINDS = frozenset({"list", "recommendation"})
TABLE_KINDS = frozenset({"table", "glossary"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a passage; start and end point into the report's text."""

    kind: str  # sentence, lead-in, item, caption, head or row
    start: int
    end: int


def split_units(passage: Passage) -> list[Unit]:
    """The units of a passage in order."""
    if passage.kind in TABLE_KINDS:
        return _rows(passage)
    if passage.kind in LIST_KINDS:
        return _items(passage)
    return [Unit("sentence", passage.start + a, passage.start + b) for a, b in _sentences(passage.text)]


@lru_cache(maxsize=4096)
def answering_units(passage: Passage) -> tuple[Unit, ...]:
    """The units that may answer: not a table's caption or head, and none that is addressed to a machine."""
    units = tuple(unit for unit in split_units(passage) if unit.kind not in ("caption", "head"))
    if not INSTRUCTION.search(passage.text):
        return units
    return tuple(u for u in units if not INSTRUCTION.search(passage.text[u.start - passage.start : u.end - passage.start]))


def paragraph_around(passage: Passage, start: int, end: int) -> str:
    """The paragraph, item or row of a passage that a part of its report's text stands in."""
    text, apart = passage.text, "\n" if passage.kind in LIST_KINDS | TABLE_KINDS else "\n\n"
    before, after = text.rfind(apart, 0, start - passage.start), text.find(apart, end - passage.start)
    return text[before + len(apart) if before >= 0 else 0 : after if after >= 0 else len(text)]


def plain_words(text: str) -> str:
    """A quote as a person reads it: one line, without list marks, note numbers and leftover mark-up."""
    text = ITEM_MARK.sub("", text)
    text = MARKUP.sub(lambda m: m[1] or "", text)
    text = FOOTNOTE_MARK.sub("", text)
    return " ".join(text.split())


def cells(row: str) -> list[str]:
    """The cells of a table row as a person reads them."""
    return [plain_words(cell) for cell in split_cells(row)]


def _sentences(text: str) -> list[tuple[int, int]]:
    spans = []
    for match in re.finditer(r"\S(?:.*?\S)?(?=\s*\n\s*\n|\s*$)", text, re.S):
        spans += [(match.start() + a, match.start() + b) for a, b in split_sentences(" ".join(match.group().split("\n")))]
    return spans


def _items(passage: Passage) -> list[Unit]:
    """The lead-in's sentences and then one unit an item; an item may run over several lines."""
    units: list[Unit] = []
    first, lead_in = True, (0, 0)
    for start, end in _lines(passage.text):
        line = passage.text[start:end]
        if ITEM.match(line):
            units.append(Unit("item", passage.start + start, passage.start + end))
            first = False
        elif first:
            over = lead_in[0] if units else start
            lead_in = (over, end)
            units = [Unit("lead-in", passage.start + over + a, passage.start + over + b) for a, b in _sentences(passage.text[over:end])]
        else:
            units[-1] = Unit(units[-1].kind, units[-1].start, passage.start + end)
    return units


def _rows(passage: Passage) -> list[Unit]:
    """Caption, column heads and rows; a row whose first cell is empty runs on from the row above."""
    units: list[Unit] = []
    spans = _lines(passage.text)
    for start, end in spans:
        line = passage.text[start:end]
        if "\t" not in line and not units:
            units.append(Unit("caption", passage.start + start, passage.start + end))
        elif units and units[-1].kind == "row" and (line.startswith("\t") or "\t" not in line):
            units[-1] = Unit("row", units[-1].start, passage.start + end)
        else:
            units.append(Unit("row", passage.start + start, passage.start + end))
    return _with_head(passage, units)


def _with_head(passage: Passage, units: list[Unit]) -> list[Unit]:
    """The first row becomes the head where it names the columns."""
    rows = [i for i, u in enumerate(units) if u.kind == "row"]
    words = [passage.text[units[i].start - passage.start : units[i].end - passage.start] for i in rows]
    if has_head(words):
        units[rows[0]] = Unit("head", units[rows[0]].start, units[rows[0]].end)
    return units


def _lines(text: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
