"""Discussion: questions for a training session, each made from what a briefing holds and answered by it."""

import re
from collections.abc import Mapping, Sequence

from retrieval.briefing.briefing import Chapter, Line
from retrieval.question.understanding import BODY_WORDS

MOST = 8
NAME = re.compile(r"^([A-Z][a-z]+)(?:[’']s|,| was| had| is)\b")


def find_questions(topic: str, chapters: Sequence[Chapter]) -> tuple[str, ...]:
    """At most eight questions, in the order of the chapters that answer them."""
    lines: dict[str, list[Line]] = {}
    for chapter in chapters:
        lines.setdefault(chapter.kind, []).extend(chapter.lines)
    asked = [*_on_findings(topic, lines), *_on_practice(topic, lines), *_on_causes(topic, lines), *_on_next(topic, lines)]
    return tuple(asked[:MOST])


def _on_findings(topic: str, lines: Mapping[str, list[Line]]) -> list[str]:
    asked = []
    if len(lines.get("findings", [])) > 1:
        asked.append(f"Which two key findings on {topic} matter most for your own team, and what do inspectors give as their reason?")
    if figures := lines.get("figures"):
        asked.append(f"What does “{figures[0].label}” count, and what does it tell you about {topic}? Which other line explains it?")
    return asked


def _on_practice(topic: str, lines: Mapping[str, list[Line]]) -> list[str]:
    asked = []
    if lines.get("worked") and lines.get("not_worked"):
        asked.append(f"Put one line from “What worked” beside one from “What did not work”: what was done differently about {topic}?")
    named = [(line, found[1]) for line in lines.get("examples", []) if (found := NAME.match(line.claim.text))]
    if named:
        line, name = named[0]
        well = line.label.lower().startswith(("good", "effective", "positive"))
        opening = "What was done well for" if well else "At which points could someone have acted sooner for"
        asked.append(f"{opening} {name} in the practice example, and what would you have done at each step?")
    return asked


def _on_causes(topic: str, lines: Mapping[str, list[Line]]) -> list[str]:
    asked = []
    if lines.get("barriers") and lines.get("enablers"):
        asked.append("Which of the barriers named here could one of the enablers answer? Which has no answer in this briefing?")
    elif lines.get("barriers"):
        asked.append("Which of the barriers named here can a practitioner change, and which only a manager or another agency?")
    sides = list(dict.fromkeys(line.label for line in lines.get("differences", []) if line.label))
    alike = next((two for two in ([s for s in sides if s in BODY_WORDS], [s for s in sides if s not in BODY_WORDS]) if len(two) > 1), None)
    if alike:
        asked.append(f"What do the lines on {alike[0]} and on {alike[1]} say about {topic} that differs, and what could lie behind it?")
    return asked


def _on_next(topic: str, lines: Mapping[str, list[Line]]) -> list[str]:
    asked = []
    to = list(dict.fromkeys(line.label for line in lines.get("recommendations", []) if line.label))
    if to:
        asked.append(f"What was recommended to the {to[0]}? Which finding in this briefing lies behind it?")
    years = sorted({int(y) for part in lines.values() for line in part for y in re.findall(r"\b((?:19|20)\d\d)\)$", line.claim.text)})
    if len(years) > 1 and years[-1] - years[0] > 1:
        asked.append(f"Compare the lines from {years[0]} with those from {years[-1]}: what has changed about {topic}, and what has not?")
    return asked
