"""Report: one published text and what is known about it."""

from dataclasses import dataclass, fields, replace
from typing import Any, Self

from corpus.areas import WHOLE_COUNTRY


@dataclass(frozen=True, slots=True)
class Block:
    """A run of a report's text that its reader recognised.

    kind is one of heading, paragraph, item (of a list), row (of a table), caption, footnote, furniture
    (share buttons, contents pages: kept in the text, never searched). `level` is 1 to 6 for a heading, else 0.
    `title` names a heading whose words do not stand at this place (start == end), else it is empty.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a report besides its text; an unknown stays None or empty.

    Dates are ISO strings of whatever precision is known: "2017", "2017-11" or "2017-11-09".
    """

    title: str
    publisher: str | None = None
    kind: str | None = None
    digest: bool = False
    area: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    inspected_on: str | None = None
    published_on: str | None = None
    address: str | None = None
    licence: str | None = None

    @property
    def year(self) -> int | None:
        """The year of publication, else of inspection."""
        date = self.published_on or self.inspected_on
        return int(date[:4]) if date else None

    @property
    def local_areas(self) -> tuple[str, ...]:
        """The areas that are less than the whole country."""
        return tuple(area for area in self.area if area.lower() not in WHOLE_COUNTRY)

    def corrected(self, values: dict[str, Any]) -> Self:
        """These facts with the known fields of `values` laid over them; lists become tuples."""
        known = {f.name for f in fields(self)}
        laid: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items() if k in known}
        return replace(self, **laid)


@dataclass(frozen=True, slots=True)
class Report:
    """One published text. Every start and end in the program points into `text`."""

    report_id: str
    path: str
    sha256: str
    facts: Facts
    text: str
    blocks: tuple[Block, ...] = ()
    pages: tuple[int, ...] = ()  # where each page starts; empty when the source has no pages

    def page_at(self, offset: int) -> int | None:
        """The page, counted from 1, that holds this offset."""
        return sum(start <= offset for start in self.pages) or None
