"""Statements: the facts that a web page states about itself in its head."""

import json
import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag

TITLES = ("og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title")
DATES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "pubdate",
    "citation_publication_date",
    "govuk:first-published-at",
    "publish-date",
)
PUBLISHERS = (
    "govuk:primary-publishing-organisation",
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "publisher",
    "application-name",
)
DATE = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")
ARTICLES = ("article", "newsarticle", "blogposting", "report", "webpage", "scholarlyarticle")


def find_statements(page: BeautifulSoup) -> dict[str, str]:
    """Title, published_on, publisher and address, each where the page states it."""
    metas = {
        str(m.get("property") or m.get("name") or m.get("itemprop") or "").lower(): str(m.get("content") or "").strip()
        for m in page.find_all("meta")
    }
    linked = [thing for thing in _linked_data(page) if str(thing.get("@type", "")).lower() in ARTICLES]
    canonical = page.find("link", rel="canonical")
    stated = {
        "title": _first(metas, TITLES),
        "published_on": _date(*(metas.get(name, "") for name in DATES), *(str(t.get("datePublished", "")) for t in linked), *_times(page)),
        "publisher": _first(metas, PUBLISHERS) or next((p for t in linked if (p := _name(t.get("publisher")))), ""),
        "address": str(canonical.get("href") or "") if isinstance(canonical, Tag) else metas.get("og:url", ""),
    }
    if not stated["address"].startswith(("http://", "https://")):
        stated["address"] = ""
    return {name: " ".join(value.split()) for name, value in stated.items() if value.strip()}


def find_window_title(page: BeautifulSoup) -> str:
    """The title that the window shows, without the name of the site behind it."""
    title = page.title.get_text() if page.title else ""
    parts = re.split(r"(?<!\s)\s+[|–—·»-]\s+", " ".join(title.split()))
    return max(parts, key=len) if parts else ""


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if metas.get(name)), "")


def _date(*values: str) -> str:
    return next((match.group() for value in values if (match := DATE.search(value))), "")


def _times(page: BeautifulSoup) -> Iterator[str]:
    """The moments marked as such, those that are said to be the publication's first."""
    times = [t for t in page.find_all("time") if t.get("datetime")]
    for time in sorted(times, key=lambda t: "publish" not in str(t.attrs).lower()):
        yield str(time["datetime"])


def _linked_data(page: BeautifulSoup) -> Iterator[dict[str, Any]]:
    for script in page.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue
        things = data.get("@graph", [data]) if isinstance(data, dict) else data
        yield from (thing for thing in things if isinstance(thing, dict))


def _name(publisher: Any) -> str:
    return str(publisher.get("name", "")) if isinstance(publisher, dict) else str(publisher or "")
