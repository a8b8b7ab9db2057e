"""Absent: a body that a question names by its place ("Kent CRC") and that no report of the library is about or so much as names."""

import re
from collections.abc import Iterable, Sequence

from corpus.report import Report

JOINED = r"(?:,? and | & |,? )"
PLACE = rf"[A-Z][a-z][\w’'-]{{0,30}}(?:{JOINED}[A-Z][a-z][\w’'-]{{0,30}}){{0,6}}"
NAMED = re.compile(rf"\b({PLACE}) (?:(?:CRC|PDU|YOT|YOS|YJS)s?|NPS)\b")
NO_PLACE = frozenset(
    """The This That These An Each Every Another Other Both All Did Does Do Was Were Is Are Has Have Had How What Which Who Whose When Where
    Why In On Of For At By From With And Or But If So Can Could Would Should List Name Give Tell Private Public National New Old Former
    January February March April May June July August September October November December Midlands""".split()
)
OWNS = "own(?:s|ed)?|runs?|ran|operates?|operated|manages?|managed|provides?|provided"


def find_absent(question: str, reports: Iterable[Report]) -> str | None:
    """The first place whose body is asked about, where no report is on that place and none names that body or its owner so."""
    held = list(reports)
    missing = [place for place in _places(question) if not any(_is_on(report, place) for report in held)]
    return next((place for place in missing if not any(_speaks_of(report, place) for report in held)), None)


def _places(question: str) -> list[str]:
    """The places before the bodies that a question names, without the words that only begin its sentence."""
    found = [re.split(rf"({JOINED})", named) for named in NAMED.findall(question)]
    return [place for parts in found if (place := _bare(parts)) and not place.endswith(("'s", "’s", "-owned", "-run"))]


def _bare(parts: Sequence[str]) -> str:
    """A place of words and what joins them, without those in front that name none."""
    while parts and parts[0] in NO_PLACE:
        parts = parts[2:]
    return "".join(parts)


def _is_on(report: Report, place: str) -> bool:
    name, areas = _plain(place), map(_plain, report.facts.local_areas)
    return any(name in area or area in name for area in areas) or name in _plain(report.facts.title)


def _speaks_of(report: Report, place: str) -> bool:
    """Whether a report's words name a body by this place, or owner: "the former Kent CRC", "Tidewell runs four of them"."""
    if place.split()[0].rstrip(",") not in report.text:
        return False
    name = re.escape(_plain(place))
    pattern = rf"\b{name} (?:crc|nps|pdu|yo[ts]|yjs|community rehab)|\b{name} (?:{OWNS})\b|\b(?:by|owner|provider|company) {name}\b"
    return bool(re.search(pattern, _plain(report.text)))


def _plain(text: str) -> str:
    return " ".join(text.replace("&", " and ").replace(",", "").lower().split())
