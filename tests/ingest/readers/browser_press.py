"""Prints invented reports as a browser does, with tables that have no lines; used where Chromium is installed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

from invented import Story

STYLES = {
    "as the browser has it": "",
    "cells to the left": "table{border-collapse:collapse}td,th{padding:4px 8px;text-align:left}",
    "full width, to the top": "table{width:100%;border-collapse:collapse}td,th{padding:4px 8px;text-align:left;vertical-align:top}",
    "figures to the right": "table{width:100%}td,th{padding:4px 8px}td:not(:first-child),th:not(:first-child){text-align:right}",
    "striped": "table{width:100%;border-collapse:collapse}td,th{padding:6px;text-align:left}tr:nth-child(even){background:#eee}",
    "centred": "table{width:100%}td,th{padding:4px 8px;text-align:center}",
}
BODY = "body{font:11pt sans-serif}h1{font-size:22pt}h2{font-size:16pt}h3{font-size:13pt}.note{font-size:8pt}"
FURNITURE = ("Zephyrine Quarterly Zodiac", "Xylophonic Kazoo Press", "Page")  # the running head and foot
HEAD = f"<div style='font-size:8px;margin-left:20mm'>{FURNITURE[0]}</div>"
FOOT = (
    f"<div style='font-size:8px;width:100%;margin:0 20mm'>{FURNITURE[1]}"
    "<span style='float:right'>Page <span class=pageNumber></span> of <span class=totalPages></span></span></div>"
)
MARGIN = dict.fromkeys(("top", "bottom", "left", "right"), "20mm")


def find_browser() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def open_press() -> Iterator:
    """A function from a story and a style to the PDF that the browser prints, its notes at the end as web pages have them."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()

        def press(story: Story, style: str) -> bytes:
            page.set_content(f"<html><style>{BODY}{style}</style>{''.join(_parts(story))}")
            return page.pdf(format="A4", margin=MARGIN, display_header_footer=True, header_template=HEAD, footer_template=FOOT)

        yield press
        browser.close()


def _parts(story: Story) -> Iterator[str]:
    yield f"<h1>{escape(story.title)}</h1>"
    for part in story.parts:
        if part.kind == "heading":
            yield f"<h{part.level}>{escape(part.text)}</h{part.level}>"
        elif part.kind == "item":
            yield f"<ul style='margin:0'><li>{escape(part.text)}</ul>"
        elif part.kind == "caption":
            yield f"<p><b>{escape(part.text)}</b></p>"
        elif part.kind == "table":
            yield "<table><thead>" + _row(part.rows[0], "th") + "</thead>" + "".join(_row(row, "td") for row in part.rows[1:]) + "</table>"
        else:
            yield f"<p>{escape(part.text)}{''.join(f'<sup>{number}</sup>' for number, _ in part.notes)}</p>"
    yield from (f"<p class=note><sup>{number}</sup> {escape(text)}</p>" for part in story.parts for number, text in part.notes)


def _row(cells: tuple[str, ...], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
