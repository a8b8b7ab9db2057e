"""Markup: HTML that is safe to show, because only this file writes tags and it escapes every other text.

Titles, passages, quotes and questions were written by others. They reach the page as children of `tag`, never as
attributes, and a plain string among the children is always escaped.
"""

import base64
import html
import re
from urllib.parse import urlsplit

UNSEEN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
LIVE_WORD = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)|(?<=:)(?=[A-Za-z])", re.I)
MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
JOINER = "\u2060"  # parts a word without being seen


class Markup(str):
    """HTML made by this file."""

    __slots__ = ()


NOTHING_SHOWN = Markup("")


def escaped(text: str) -> Markup:
    """Any text as HTML that shows it; characters that are not seen but turn or hide others are left out."""
    return text if isinstance(text, Markup) else Markup(html.escape(UNSEEN.sub("", text)))


def joined(*parts: str, by: str = "") -> Markup:
    """Parts one after the other, plain ones escaped."""
    return Markup(escaped(by).join(escaped(part) for part in parts))


def tag(name: str, *children: str, **attributes: str | bool) -> Markup:
    """An element; `class_` stands for class, and an attribute that is False or empty is left out."""
    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value}
    written = "".join(f" {key}" if value is True else f' {key}="{escaped(str(value))}"' for key, value in given.items())
    return Markup(f"<{name}{written}>{joined(*children)}</{name}>")


def link(address: str | None, *children: str) -> Markup:
    """A link to a web address in a tab of its own; only the words where the address is none."""
    if not address or not is_web_address(address):
        return joined(*children)
    return tag("a", *children, href=address, target="_blank")


def is_web_address(address: str) -> bool:
    """Whether an address is of the web, rather than a script, a file or a word."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def as_label(text: str) -> str:
    """A text as the label of a button, where Streamlit reads Markdown: every mark is disarmed, and nothing becomes a link."""
    seen = " ".join(UNSEEN.sub("", text).split())
    return MARKDOWN.sub(r"\\\1", LIVE_WORD.sub(JOINER, seen))


def style_rules(rules: str) -> Markup:
    """Rules of ours as a style sheet within the page, never words of others; nothing in them can end it."""
    return Markup(f"<style>{rules.replace('<', '')}</style>")


def whole_page(title: str, style: str, *body: str) -> str:
    """A page that stands by itself and may load nothing: `style` is a style sheet of our own, never words of others."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    head = joined(
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        tag("title", title),
        Markup(f"<style>{style.replace('</', '')}</style>"),
    )
    return f"<!doctype html>\n{tag('html', tag('head', head), tag('body', tag('main', *body)), lang='en-GB')}\n"


def image(drawing: Markup, told: str) -> Markup:
    """An SVG drawing as a picture with its words, for pages that let no drawing stand among the text."""
    coded = base64.b64encode(drawing.encode()).decode()
    return tag("img", src=f"data:image/svg+xml;base64,{coded}", alt=told)
