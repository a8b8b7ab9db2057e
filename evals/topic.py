"""Topic: what a trainer asks a briefing on, and the key points that a good one makes.

A file of topics holds one JSON object a line:

    {"id", "topic", "split", "points": [{"says": [wording, ...], "gold": [{"report_id", "quote"}, ...]}, ...]}

A point counts as covered when a line says one of its wordings or rests on words that reach one of its quotes: the same
fact often stands at several places. Split "tune" may be tuned on, "held" only reports.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.report import Report
from evals.case import CaseError, GoldQuote, find_places
from evals.fault import gold_faults, is_list, note_faults, repeated_ids, strange_fields, text_faults
from evals.lines import read_lines, read_object
from evals.span import Span

TOPICS = Path(__file__).with_name("topics.jsonl")
NEEDED = ("id", "topic", "split")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing a briefing should say: wordings that say it, and quotes any of which holds it."""

    says: tuple[str, ...]
    gold: tuple[GoldQuote, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """One curated topic."""

    topic_id: str
    topic: str
    split: str
    points: tuple[Point, ...]


def read_topics(paths: Iterable[Path], reports: Mapping[str, Report]) -> tuple[Topic, ...]:
    """The topics of these files; every fault is named at once, also a quote that does not stand in its report."""
    lines, unread = read_lines(paths)
    topics, faults = check_topics(lines, reports)
    if unread or faults:
        raise CaseError([*unread, *faults])
    return topics


def check_topics(lines: Iterable[tuple[str, str]], reports: Mapping[str, Report] | None = None) -> tuple[tuple[Topic, ...], list[str]]:
    """The topics that lines hold, each given with where it stands, and every fault there is in them."""
    faults: list[str] = []
    topics: list[Topic] = []
    for where, line in lines:
        topic, why = _read_line(line)
        faults += [f"{where}: {fault}" for fault in why]
        topics += [topic] if topic else []
    faults += repeated_ids(topic.topic_id for topic in topics)
    return tuple(topics), faults + [fault for t in topics for p in t.points for fault in gold_faults(t.topic_id, p.gold, reports)]


def is_topic(line: str) -> bool:
    """Whether a line is meant as a topic rather than a case or a conversation."""
    return "topic" in read_object(line)[0]


def locate_point(point: Point, reports: Mapping[str, Report]) -> tuple[Span, ...]:
    """Every place where one of a point's quotes stands."""
    return tuple(span for gold in point.gold for span in find_places(gold, reports.get(gold.report_id)))


def _read_line(line: str) -> tuple[Topic | None, list[str]]:
    fields, faults = read_object(line)
    if faults:
        return None, faults
    faults = [*text_faults(fields, NEEDED), *strange_fields(fields, (*NEEDED, "points", "note")), *note_faults(fields)]
    points = fields.get("points")
    if not is_list(points, dict) or not points:
        return None, [*faults, "points is not a list of says and gold"]
    faults += [f"point {n} {fault}" for n, point in enumerate(points, 1) for fault in _point_faults(point)]
    return (None if faults else _topic(fields)), faults


def _point_faults(point: Mapping[str, Any]) -> list[str]:
    says, gold = point.get("says"), point.get("gold")
    faults = strange_fields(point, ("says", "gold"))
    if not isinstance(says, list) or not all(isinstance(wording, str) and wording.strip() for wording in says):
        faults.append("has no list of wordings in says")
    if (
        not isinstance(gold, list)
        or not gold
        or not is_list(gold, dict)
        or any(text_faults(quote, ("report_id", "quote")) for quote in gold)
    ):
        faults.append("has no gold of report_id and quote")
    return faults


def _topic(fields: Mapping[str, Any]) -> Topic:
    points = tuple(Point(tuple(p["says"]), tuple(GoldQuote(g["report_id"], g["quote"]) for g in p["gold"])) for p in fields["points"])
    return Topic(fields["id"], fields["topic"], fields["split"], points)
