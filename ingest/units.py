"""Units: the smallest pieces of a passage that can stand as an answer: a sentence, a list item, a table row.

To find the sentences of a passage takes longer than all else that a search does with it, so an index keeps its units, and which
word pieces of the passage as it was embedded are theirs.
"""

import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Self

import numpy as np

from ingest.exported import pieces_within
from ingest.passages import Passage
from ingest.readers.lines import ITEM
from ingest.sentences import Span, split_sentences
from ingest.tables import has_head

LIST_KINDS = frozenset({"list", "recommendation"})
TABLE_KINDS = frozenset({"table", "glossary"})
KINDS = ("sentence", "lead-in", "item", "caption", "head", "row")
OPENING_QUOTES, CLOSING_QUOTES = '"“‘', ('"', "”", "’", '".', "”.", "’.")
ANNOUNCED = re.compile(r":\s+[\"“‘]")
LONGEST_SPEECH = 700  # characters
PACKED = struct.Struct("<5i")  # place of the kind, start and end within the passage, first word piece and the one after the last


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a passage; start and end point into the report's text. kind is one of KINDS.

    `pieces` are its first word piece and the one after its last in the passage as it was embedded, none where no index keeps them.
    """

    kind: str
    start: int
    end: int
    pieces: Span = field(default=(0, 0), compare=False)


def split_units(passage: Passage) -> list[Unit]:
    """The units of a passage in order."""
    if passage.units is None:
        return _find_units(passage)
    kept = PACKED.iter_unpack(passage.units)
    return [Unit(KINDS[kind], passage.start + a, passage.start + b, (first, last)) for kind, a, b, first, last in kept]


@dataclass(frozen=True)
class UnitIndex:
    """The units of every passage of a library, packed as `Passage.units` has them; row n is passage n."""

    packed: Sequence[bytes]

    @classmethod
    def of(cls, passages: Sequence[Passage], texts: Sequence[str], known: Mapping[tuple[str, str], bytes]) -> Self:
        """Of passages and their texts as they were embedded; found now, but for those that are `known` by kind and that text."""
        return cls([known.get((p.kind, text)) or _pack(p, text) for p, text in zip(passages, texts, strict=True)])

    @classmethod
    def open(cls, path: Path) -> Self:
        """One that was saved."""
        with np.load(path) as held:
            packed, ends = held["packed"].tobytes(), held["ends"].tolist()
        return cls([packed[start:end] for start, end in pairwise([0, *ends])])

    def save(self, path: Path) -> None:
        """Write it to a new file."""
        ends = np.array(list(accumulate(map(len, self.packed))), dtype=np.int64)
        np.savez(path, packed=np.frombuffer(b"".join(self.packed), dtype=np.uint8), ends=ends)


def _pack(passage: Passage, text: str) -> bytes:
    units = _find_units(passage)
    spans = [(u.start - passage.start, u.end - passage.start) for u in units]
    pieces = pieces_within(text, [(a + len(text) - len(passage.text), b + len(text) - len(passage.text)) for a, b in spans])
    return b"".join(PACKED.pack(KINDS.index(u.kind), *span, *own) for u, span, own in zip(units, spans, pieces, strict=True))


def _find_units(passage: Passage) -> list[Unit]:
    if passage.kind in TABLE_KINDS:
        return _rows(passage)
    if passage.kind in LIST_KINDS:
        return _items(passage)
    return [Unit("sentence", passage.start + a, passage.start + b) for a, b in _with_speech(passage.text, _sentences(passage.text))]


def _with_speech(text: str, spans: list[Span]) -> list[Span]:
    """The sentences, what somebody said whole with the words that announce it: 'One judge told us: "They come late. ..."'."""
    told: list[Span] = []
    for start, end in spans:
        before = text[told[-1][0] : told[-1][1]] if told else ""
        announced = before.endswith(":") and text[start] in OPENING_QUOTES
        going_on = ANNOUNCED.search(before) and not before.endswith(CLOSING_QUOTES)
        if (announced or going_on) and end - told[-1][0] <= LONGEST_SPEECH:
            told[-1] = (told[-1][0], end)
        else:
            told.append((start, end))
    return told


def _sentences(text: str) -> list[Span]:
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
