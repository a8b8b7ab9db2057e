"""Handout: what every format is written from. Plain words in reading order, and the notes their marks point to.

All texts in it have been through `plain`, so that a writer of a format has only its own marks to mind.
"""

from dataclasses import dataclass

from app.export.imprint import Imprint


@dataclass(frozen=True, slots=True)
class Marked:
    """Words and the numbers of the notes they rest on; `label` leads them in where they are filed under something."""

    text: str
    marks: tuple[int, ...] = ()
    label: str = ""
    edited: bool = False
    under: bool = False  # an item that belongs to the line before it


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines one below the other; style is bullets, numbered, examples, prose or told (how an answer came about)."""

    items: tuple[Marked, ...]
    style: str = "bullets"


@dataclass(frozen=True, slots=True)
class Bars:
    """Percentages of one measure for several sides; `rows` are the rows of the grid that they stand in."""

    measure: str
    sides: tuple[str, ...]
    values: tuple[float, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with column heads; `shares` are the columns' parts of its width and sum to 1."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Marked, ...], ...]
    shares: tuple[float, ...]
    bars: tuple[Bars, ...] = ()


Block = Listing | Grid


@dataclass(frozen=True, slots=True)
class Part:
    """A headed part; level 2 stands under the last part of level 1 before it."""

    heading: str
    blocks: tuple[Block, ...] = ()
    level: int = 1
    apart: bool = False  # each line deserves a slide of its own


@dataclass(frozen=True, slots=True)
class Note:
    """What a mark points to: exact words and where they stand. `address` is empty unless it is of the web."""

    number: int
    quote: str
    title: str
    place: str
    source: str
    address: str
    short: str

    @property
    def where(self) -> str:
        """Report, heading path, page and source as one line."""
        return ". ".join(x.rstrip(".") for x in (" › ".join(y for y in (self.title, self.place) if y), self.source) if x) + "."

    @property
    def words(self) -> str:
        return " ".join(x for x in (f"“{self.quote}”", self.where, self.address) if x)


@dataclass(frozen=True, slots=True)
class Source:
    """A report that notes point to."""

    title: str
    date: str
    kind: str
    publisher: str
    licence: str
    address: str
    digest: bool


@dataclass(frozen=True, slots=True)
class Handout:
    """A title, what it is (briefing, comparison, conversation), how it came about, and its parts."""

    title: str
    kind: str
    about: tuple[str, ...]
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]
    imprint: Imprint

    @property
    def standing(self) -> str:
        """Date, state of the library, and whether the sources are digests."""
        digests = [source.digest for source in self.sources]
        told = f"{'All' if all(digests) else 'Some'} sources are digests" if any(digests) else ""
        return " · ".join(x for x in (self.imprint.words, told) if x)
