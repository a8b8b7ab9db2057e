"""Topic: what a trainer asks a briefing on, and the key points that a good one makes.

A file of topics holds one JSON object a line:

    {"id", "topic", "split", "points": [{"says": [wording, ...], "gold": [{"report_id", "quote"}, ...]}, ...]}

A point counts as covered when a line says one of its wordings or rests on words that reach one of its quotes: the same
fact often stands at several places. Split "tune" may be tuned on, "held" only reports.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.report import Report
from evals.case import CaseError, GoldQuote, find_places
from evals.span import Span

TOPICS = Path(__file__).with_name("topics.jsonl")
SPLITS = ("tune", "held")


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


def read_topics(path: Path, reports: Mapping[str, Report]) -> tuple[Topic, ...]:
    """The topics of a file; every fault is named at once, also a quote that does not stand in its report."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError([f"the topics in {path} cannot be read ({error})"]) from error
    faults: list[str] = []
    topics: list[Topic] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            topic, why = _read_line(line, reports)
            faults += [f"line {number}: {fault}" for fault in why]
            topics += [topic] if topic else []
    ids = [topic.topic_id for topic in topics]
    faults += [f"the id {name} is used {ids.count(name)} times" for name in dict.fromkeys(ids) if ids.count(name) > 1]
    if faults:
        raise CaseError(faults)
    return tuple(topics)


def locate_point(point: Point, reports: Mapping[str, Report]) -> tuple[Span, ...]:
    """Every place where one of a point's quotes stands."""
    return tuple(span for gold in point.gold for span in find_places(gold, reports.get(gold.report_id)))


def _read_line(line: str, reports: Mapping[str, Report]) -> tuple[Topic | None, list[str]]:
    try:
        topic = _topic(json.loads(line))
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        return None, [f"not a topic with id, topic, split and points of says and gold ({error!r})"]
    faults = [f"{topic.topic_id}: there is no split {topic.split}"] if topic.split not in SPLITS else []
    faults += [f"{topic.topic_id}: point {n} has no gold" for n, point in enumerate(topic.points, 1) if not point.gold]
    faults += [
        f"{topic.topic_id}: {gold.report_id} does not hold the words: {gold.quote}"
        for point in topic.points
        for gold in point.gold
        if not find_places(gold, reports.get(gold.report_id))
    ]
    return topic, faults + ([] if topic.points else [f"{topic.topic_id}: no points"])


def _topic(fields: dict[str, Any]) -> Topic:
    points = tuple(Point(tuple(p["says"]), tuple(GoldQuote(g["report_id"], g["quote"]) for g in p["gold"])) for p in fields["points"])
    return Topic(fields["id"], fields["topic"], fields["split"], points)
