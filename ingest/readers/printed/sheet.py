"""Sheets: what stands on the pages of a PDF, before anything is made of it.

Every place is in points from the sheet's upper left corner, as the page is read.
"""

from dataclasses import dataclass

Area = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Word:
    """A word as printed: its extent, its baseline's distance from the top, its type. `glued`: no space before it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, counted from 1.

    `rules` are horizontal and vertical lines, as areas without width; `sideways` are phrases at right angles
    to the text, such as narrow column heads.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Area, ...] = ()
    sideways: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a PDF's outline: its title, its depth from 0, its page from 1 or None."""

    title: str
    depth: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Printed:
    """A whole PDF. `hidden` tells that text was left out which nobody who looks at the pages can see."""

    sheets: tuple[Sheet, ...]
    outline: tuple[Entry, ...]
    title: str
    hidden: bool
