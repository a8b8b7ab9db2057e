"""Notes: the footnotes of a web page, and the raised numbers that refer to them."""

import re

from bs4 import Tag

NOTES = re.compile(
    r"(?i)^(?:(?:[a-z]+[-_])?(?:foot|end)-?notes?(?:[-_](?:list|text|item|content|def|definition|body))?|mso(?:foot|end)notetext)$"
)
NUMBER = re.compile(r"^\s*\[?\(?(\d{1,3})\)?\]?\s*$")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
RAISED = tuple("⁰¹²³⁴⁵⁶⁷⁸⁹*†‡")
NUMBERED = re.compile(r"^[⁰¹²³⁴-⁹]+\s+\S")


def is_note(tag: Tag) -> bool:
    """Whether an element is a footnote or holds them, by its role, class or id."""
    names = [str(name) for name in (*tag.get_attribute_list("class"), tag.get("id")) if name]
    return tag.get("role") in ("doc-footnote", "doc-endnotes", "doc-endnote") or any(NOTES.match(name) for name in names)


def is_reference(tag: Tag) -> bool:
    """Whether a link is the number of a note: it leads to a place on the same page."""
    return tag.name == "a" and str(tag.get("href") or "").startswith("#") and bool(NUMBER.match(tag.get_text()))


def raised(text: str) -> str:
    """The number of a note as raised figures; other words as they are."""
    match = NUMBER.match(text)
    return match[1].translate(SUPERSCRIPTS) if match else text


def numbered(text: str, number: int) -> str:
    """The words of a note with its number, where they do not begin with one."""
    text = text.rstrip(" ↩︎^")
    return text if not text or text[0].isdigit() or text.startswith(RAISED) else f"{str(number).translate(SUPERSCRIPTS)} {text}"
