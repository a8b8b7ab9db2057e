"""Styles: what the paragraphs of a Word document are, by the names and outline levels of their styles."""

import re
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = (
    (re.compile(r"^(?:toc \d|toc heading|contents heading|table of figures|table of contents)"), "furniture"),
    (re.compile(r"^title$"), "title"),
    (re.compile(r"^heading ([1-9])$"), "heading"),
    (re.compile(r"^caption$"), "caption"),
    (re.compile(r"^list (?:bullet|number)"), "item"),
)
LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a style makes of a paragraph: title, heading, caption, item, furniture or paragraph; `numbering` is (list, depth)."""

    kind: str = "paragraph"
    level: int = 0
    numbering: tuple[str, int] | None = None
    bold: bool = False
    numbered: bool = False  # by its name, where the document says nothing of how


PLAIN = Style()


def find_styles(styles: Any) -> dict[str, Style]:
    """The styles of a document by their ids; `styles` is the root element of its style part."""
    elements = {e.get(f"{W}styleId", ""): e for e in styles.iterfind(f"{W}style")}
    return {name: _style(name, elements) for name in elements}


def _style(name: str, elements: dict[str, Any]) -> Style:
    """A style inherits what it does not say itself from the one that it is based on."""
    kind, level, numbering, bold, numbered = "paragraph", 0, None, None, False
    for _ in range(LONGEST_CHAIN):
        element = elements.get(name)
        if element is None:
            break
        own = value(element, "name").lower()
        match = next(((m, k) for pattern, k in NAMES if (m := pattern.match(own))), None)
        outline = value(element, f"pPr/{W}outlineLvl")
        if kind == "paragraph" and match:
            kind, level = match[1], int(match[0][1]) if match[1] == "heading" else 0
            numbered = own.startswith("list number")
        elif kind == "paragraph" and outline.isdigit() and int(outline) < 9:
            kind, level = "heading", int(outline) + 1
        numbering = numbering or numbering_of(element.find(f"{W}pPr"))
        bold = is_on(element, f"rPr/{W}b") if bold is None else bold
        name = value(element, "basedOn")
    return Style(kind, level, numbering, bool(bold), numbered)


def numbering_of(properties: Any) -> tuple[str, int] | None:
    """The list and the depth in it that a paragraph's or a style's properties name."""
    number = value(properties, f"numPr/{W}numId")
    depth = value(properties, f"numPr/{W}ilvl")
    return (number, int(depth) if depth.isdigit() else 0) if number else None


def value(element: Any, path: str) -> str:
    """The value of a child, or nothing."""
    found = element.find(f"{W}{path}") if element is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def is_on(element: Any, path: str) -> bool | None:
    """Whether a switch such as bold is set; None where nothing is said of it."""
    found = element.find(f"{W}{path}") if element is not None else None
    return None if found is None else found.get(f"{W}val", "true") not in ("0", "false", "none", "off")
