"""Lines on a slide: the words of a line or a cell as they are shown, their sizes in points, and the room they take."""

from collections.abc import Sequence

from app.export.handout import Marked, Note
from app.export.slides.measure import height
from app.phrases import EDITED

POINTS = 72
TITLE_SIZE, CITED_SIZE, CELL_SIZE = 28, 18, 18
TEXT_SIZES = (28, 24, 20)  # the largest that leaves a slide some air; what does not fit at the last is split
AIR = 0.88
WIDTH, HEIGHT = 11.8 * POINTS, 4.9 * POINTS  # of a slide's body
ABOVE, CITED_ABOVE = 14.0, 3.0  # points before a line, and before its reports
CELL_ASIDE, CELL_ABOVE = 7.2, 4.0
NAMED, NUMBERED = 3, 12  # reports named under a line, and marks shown of each

Shown = tuple[str, float, float]  # words, size, points before


def shown_lines(items: Sequence[Marked], notes: dict[int, Note], room: float = HEIGHT) -> list[tuple[Marked, list[Shown]]]:
    """Each line's paragraphs, its words and then its reports in short, at the size that suits the room in points."""
    size = next((size for size in TEXT_SIZES if items_height(items, notes, size) <= AIR * room), TEXT_SIZES[-1])
    return list(zip(items, _paragraphs(items, notes, size), strict=True))


def items_height(items: Sequence[Marked], notes: dict[int, Note], size: float = TEXT_SIZES[-1]) -> float:
    """Points from top to bottom of some lines."""
    shown = [paragraph for paragraphs in _paragraphs(items, notes, size) for paragraph in paragraphs]
    return height([(words, size) for words, size, _ in shown], WIDTH) + sum(before for *_, before in shown)


def cited_words(marks: Sequence[int], notes: dict[int, Note]) -> str:
    """Reports in short, each with its marks: "Inspection of Arden, 2017 (digest) [1, 4]"."""
    by_short: dict[str, list[int]] = {}
    for mark in marks:
        by_short.setdefault(notes[mark].short, []).append(mark)
    named = [f"{short} {_numbers(numbers)}" for short, numbers in list(by_short.items())[:NAMED]]
    rest = [mark for numbers in list(by_short.values())[NAMED:] for mark in numbers]
    more = f"{len(by_short) - NAMED} more {_numbers(rest)}" if rest else ""
    return "; ".join(x for x in (*named, more) if x)


def cell_words(item: Marked) -> str:
    edited = f" ({EDITED})" if item.edited else ""
    return item.text + edited + (f" {_numbers(item.marks)}" if item.marks else "")


def cell_height(item: Marked, wide: float) -> float:
    """Points that a cell of a table takes, with its margins."""
    return height([(cell_words(item), CELL_SIZE)], wide - 2 * CELL_ASIDE) + 2 * CELL_ABOVE


def _paragraphs(items: Sequence[Marked], notes: dict[int, Note], size: float) -> list[list[Shown]]:
    """Of each line its words and its reports; those of a list that rests on the same words stand once, at its end."""
    following = [*items[1:], Marked("")]
    return [
        _shown(item, () if after.under and after.marks == item.marks else item.marks, notes, size)
        for item, after in zip(items, following, strict=True)
    ]


def _shown(item: Marked, marks: Sequence[int], notes: dict[int, Note], size: float) -> list[Shown]:
    words = ("– " if item.under else "") + (f"{item.label}: " if item.label else "") + item.text + (f" ({EDITED})" if item.edited else "")
    cited = cited_words(marks, notes)
    return [(words, size, ABOVE), *([(cited, float(CITED_SIZE), CITED_ABOVE)] if cited else [])]


def _numbers(marks: Sequence[int]) -> str:
    return f"[{', '.join(map(str, marks[:NUMBERED]))}{' …' if len(marks) > NUMBERED else ''}]"
