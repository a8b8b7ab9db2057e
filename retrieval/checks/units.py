"""Units as they may answer, and as a person reads them."""

import re
from functools import lru_cache

from ingest.passages import Passage
from ingest.tables import split_cells
from ingest.units import LIST_KINDS, TABLE_KINDS, Unit, split_units
from retrieval.checks.instruction import INSTRUCTION

ITEM_MARK = re.compile(r"^\s*(?:[•◦▪●‣·*\-–]\s*)?(?:(?:(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\([a-z\d]\))\s+)?")
INNER_MARK = re.compile(r"\n[ \t\xa0]{0,20}[•◦▪●‣][ \t\xa0]*")  # of an item that follows in the same quote
# Sends the reader elsewhere and tells nothing: "(See my summary of the report here.)".
ELSEWHERE = re.compile(r"\(see\b[^()]{0,200}\)\W{0,3}", re.I)
FOOTNOTE_MARK = re.compile(
    r"(?<=[\w.,;:’'\")%])\s?[¹²³⁴-⁹⁰]+"
    r"|(?<=[a-z)”\"’'][.!?,;])\d{1,2}(?=\s|$)|(?<=\b(?:19|20)\d\d[.!?,;])\d{1,2}(?=\s|$)"
)
MARKUP = re.compile(r"\$\\ensuremath\{([^}$]*?)(?:\^\d+)?\}\$|</?[a-z]+>|(?<!\w)\*{1,9}(?=\w)|(?<=\w)\*{1,9}(?!\w)")


@lru_cache(maxsize=4096)
def answering_units(passage: Passage) -> tuple[Unit, ...]:
    """The units that may answer: no table's caption or head, and none that sends the reader elsewhere or is addressed to a machine."""
    telling = (unit for unit in split_units(passage) if unit.kind not in ("caption", "head"))
    units = tuple(u for u in telling if not ELSEWHERE.fullmatch(passage.text[u.start - passage.start : u.end - passage.start].strip()))
    if not INSTRUCTION.search(passage.text):
        return units
    return tuple(u for u in units if not INSTRUCTION.search(passage.text[u.start - passage.start : u.end - passage.start]))


def text_over(passage: Passage) -> str:
    """What stands over all rows of a table, or over all items of a list, within its passage."""
    over = [u for u in split_units(passage) if u.kind in ("caption", "head", "lead-in")]
    return " ".join(passage.text[u.start - passage.start : u.end - passage.start] for u in over)


def paragraph_around(passage: Passage, start: int, end: int) -> str:
    """The paragraph, item or row of a passage that a part of its report's text stands in."""
    text, apart = passage.text, "\n" if passage.kind in LIST_KINDS | TABLE_KINDS else "\n\n"
    before, after = text.rfind(apart, 0, start - passage.start), text.find(apart, end - passage.start)
    return text[before + len(apart) if before >= 0 else 0 : after if after >= 0 else len(text)]


def plain_words(text: str) -> str:
    """A quote as a person reads it: one line, without list marks, note numbers and leftover mark-up."""
    text = INNER_MARK.sub("\n", ITEM_MARK.sub("", text))
    text = MARKUP.sub(lambda m: m[1] or "", text)
    text = FOOTNOTE_MARK.sub("", text)
    return " ".join(text.split())


def cells(row: str) -> list[str]:
    """The cells of a table row as a person reads them."""
    return [plain_words(cell) for cell in split_cells(row)]
