"""Quoting: a model's quote is looked up in the report, and the report's own words take its place."""

import re
import unicodedata

from ingest.units import split_units
from retrieval.checks.citations import Quote
from retrieval.evidence import Evidence

STRAIGHT = str.maketrans({"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"'})


def locate(words: str, evidence: Evidence) -> Quote | None:
    """The whole sentences, items or rows of the passage in which these words stand; None where they do not.

    White space and the shape of quotation marks may differ. Whole sentences, since words cut out of one can say the
    opposite of it ("available" from "not available").
    """
    text, places = _folded(evidence.passage.text)
    wanted = _folded(words)[0].strip().strip("\"'").strip()
    at = _find_whole(wanted, text)
    if at is None:
        return None
    start = evidence.passage.start + places[at]
    return _widened(Quote(evidence, start, evidence.passage.start + places[at + len(wanted) - 1] + 1))


def lead_in(quote: Quote) -> str:
    """The words that a quoted list item hangs from: an item says nothing without them."""
    passage = quote.evidence.passage
    over = [u for u in split_units(passage) if u.kind == "lead-in" and u.end <= quote.start]
    return " ".join([passage.context, *(quote.evidence.report.text[u.start : u.end] for u in over)]).strip()


def is_unseen(char: str) -> bool:
    """Whether a character is there without being seen; hidden instructions are written in these."""
    return char not in "\n\t\r" and unicodedata.category(char) in ("Cc", "Cf", "Co", "Cn", "Cs")


def _folded(text: str) -> tuple[str, list[int]]:
    """A text with white space and quotation marks one way, and where each of its characters stood."""
    kept: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text.translate(STRAIGHT)):
        if is_unseen(char) or (char.isspace() and kept and kept[-1] == " "):
            continue
        kept.append(" " if char.isspace() else char)
        places.append(at)
    return "".join(kept), places


def _find_whole(wanted: str, text: str) -> int | None:
    """Where words stand that begin and end at the ends of words."""
    if not wanted:
        return None
    found = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)" if wanted[0].isalnum() else re.escape(wanted) + r"(?!\w)", text)
    return found.start() if found else None


def _widened(quote: Quote) -> Quote:
    touched = [u for u in split_units(quote.evidence.passage) if u.start < quote.end and quote.start < u.end]
    if not touched:
        return quote
    return Quote(quote.evidence, min(quote.start, touched[0].start), max(quote.end, touched[-1].end))
