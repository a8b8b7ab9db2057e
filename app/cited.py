"""Cited: checked statements and their sources as markup, for the pages that show more than one answer."""

from collections.abc import Sequence

from app.export.handout import EDITED
from app.markup import NOTHING_SHOWN, Markup, tag
from app.turn import _claim, _source
from retrieval.answer import Citation, Claim
from retrieval.briefing import Line

NONE_GONE: frozenset[int] = frozenset()  # marks whose words are no longer held; what was made just now has none


def show_claims(claims: Sequence[Claim], name: str) -> Markup:
    """Statements with their marks; a mark leads to the source of the same name and number."""
    return tag("div", *(_claim(claim, name, NONE_GONE) for claim in claims))


def show_line(line: Line, name: str, label: str = "") -> Markup:
    """A line of a briefing under its label; one that a person changed says so."""
    filed = tag("p", label, class_="filed") if label else NOTHING_SHOWN
    edited = NOTHING_SHOWN if line.verified else tag("p", "✎ ", EDITED, class_="edited")
    return tag("div", filed, _claim(line.claim, name, NONE_GONE), edited, class_="line")


def show_sources(citations: Sequence[Citation], name: str) -> Markup:
    """Each source once, in the order of its number: closed, where it stands; open, its words marked in their passage."""
    entries = [tag("li", _source(citation, name)) for citation in citations]
    return tag("section", tag("h2", "Sources"), tag("ol", *entries, class_="sources"), class_="cited") if entries else NOTHING_SHOWN
