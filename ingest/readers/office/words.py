"""Words: the visible text of a Word paragraph, with what is inserted, without what is struck out or hidden."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.office.style import W, is_on, value

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
PASSED_THROUGH = {
    "hyperlink",
    "ins",
    "moveTo",
    "smartTag",
    "sdt",
    "sdtContent",
    "fldSimple",
    "customXml",
    "bdo",
    "dir",
    "oMath",
    "oMathPara",
    "r",
}
SMALLEST_TYPE = 3  # half points
UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")


@dataclass(slots=True)
class Words:
    """The text of a paragraph, whether it is all bold, the notes it refers to as (kind, id), the boxes anchored in it."""

    text: str = ""
    bold: bool = False
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class Marks:
    """Numbers footnotes and endnotes in the order in which the text refers to them."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def mark(self, note: tuple[str, str]) -> str:
        """The superscript number of a note."""
        return str(self.numbers.setdefault(note, len(self.numbers) + 1)).translate(SUPERSCRIPTS)


def words_of(paragraph: Any, marks: Marks, bold: bool = False) -> Words:
    """The words of a w:p element. `bold`: whether its style is."""
    words = Words()
    parts: list[str] = []
    letters = bolds = 0
    for run in _runs(paragraph):
        text = _text_of(run, words, marks)
        properties = run.find(f"{W}rPr")
        if value(properties, "vertAlign") == "superscript" and text.strip().isdigit():
            text = text.translate(SUPERSCRIPTS)
        count = sum(c.isalnum() for c in text)
        letters += count
        own = is_on(properties, "b")
        bolds += count if (bold if own is None else own) else 0
        parts.append(text)
    words.text = re.sub(r"\s+", " ", UNSEEN.sub("", "".join(parts))).strip()
    words.bold = letters > 0 and bolds == letters
    return words


def _runs(element: Any) -> Iterator[Any]:
    """The runs of a paragraph that can be seen, in order."""
    for child in element.iterchildren():
        name = _name(child)
        if name == "r":
            properties = child.find(f"{W}rPr")
            size = value(properties, "sz")
            if not is_on(properties, "vanish") and not (size.isdigit() and int(size) < SMALLEST_TYPE):
                yield child
        elif name in PASSED_THROUGH:
            yield from _runs(child)


def _text_of(run: Any, words: Words, marks: Marks) -> str:
    text = ""
    for child in run.iterchildren():
        name = _name(child)
        if name == "t":
            text += child.text or ""
        elif name in ("tab", "br", "cr", "ptab"):
            text += " "
        elif name == "noBreakHyphen":
            text += "-"
        elif name in ("footnoteReference", "endnoteReference"):
            note = (name.removesuffix("Reference"), child.get(f"{W}id", ""))
            words.notes.append(note)
            text += marks.mark(note)
        elif name in ("AlternateContent", "drawing", "pict", "object"):
            words.boxes += _boxes(child)
    return text


def _boxes(element: Any) -> list[Any]:
    """The text boxes in a drawing, once: Word stores each of them a second time for old readers."""
    if _name(element) == "Fallback":
        return []
    if _name(element) == "txbxContent":
        return [element]
    return [box for child in element.iterchildren() for box in _boxes(child)]


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
