"""Invented reports in any number, put together from sentences of our own: something to measure speed on, not sense."""

import random
from pathlib import Path

FIRST, SECOND = ("North", "South", "East", "West", "Upper", "Lower"), ("moor", "vale", "ford", "mere", "wick", "ham")
AREAS = [first + second for first in FIRST for second in SECOND]
BODIES = ("CRC", "NPS", "probation delivery unit")
TOPICS = (
    *("home visits", "unpaid work", "risk plans", "housing", "drug treatment"),
    *("victim contact", "staff training", "through the gate", "court reports"),
)
SENTENCES = (
    "In {area} the {body} met {n} of {m} people within a week of sentence, and {topic} came first in most of their plans.",
    "Officers told us that {topic} took {n} hours of a week in which they also wrote {m} reports.",
    "Of {m} cases that we read, {n} said nothing about {topic}, although the risk to others was high.",
    "The {body} had {n} vacancies, and those who stayed held {m} cases each on average.",
    "Managers in {area} looked at {topic} every {n} weeks and kept a list of what had been put right.",
    "We found good work on {topic} where one officer had known the person for {n} months or longer.",
    "Waiting times for {topic} rose from {n} to {m} days after the office in {area} had closed.",
    "Partners of the {body} spoke well of {topic}, but fewer than {n} per cent of referrals were answered in writing.",
    "A second visit was made in {n} per cent of the cases that needed one, against {m} per cent the year before.",
    "The recommendation about {topic} that was made to the {body} {n} months ago had been met in part.",
)  # fmt: skip
FORMS = (
    "How many people did the {body} in {area} meet about {topic}?",
    "What was found about {topic} in {area}?",
    "How long were waiting times for {topic}?",
    "What did officers of the {body} say about {topic}?",
)
PASSAGES_A_REPORT = 40
LENGTH = 620  # characters a paragraph, about one passage


def write_reports(folder: Path, passages: int, seed: int = 0) -> list[Path]:
    """Reports that are cut into about so many passages."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for n in range(max(1, passages // PASSAGES_A_REPORT)):
        path = folder / f"report-{n:05}.md"
        path.write_text(_report(random.Random(seed * 1_000_003 + n), n), encoding="utf-8")
        paths.append(path)
    return paths


def questions(count: int, seed: int = 1) -> list[str]:
    """Questions about such reports."""
    chance = random.Random(seed)
    return [_filled(chance.choice(FORMS), chance, chance.choice(AREAS), chance.choice(BODIES), chance.choice(TOPICS)) for _ in range(count)]


def _report(chance: random.Random, n: int) -> str:
    area = AREAS[n % len(AREAS)]
    lines = [f"# An inspection of probation work in {area}, part {n}", "", f"Published in {2010 + n % 15}."]
    for k in range(PASSAGES_A_REPORT):
        body, topic = chance.choice(BODIES), chance.choice(TOPICS)
        if k % 4 == 0:
            lines += ["", f"## {topic.capitalize()} in the {body}"]
        words = ""
        while len(words) < LENGTH:
            words += " " + _filled(chance.choice(SENTENCES), chance, area, body, topic)
        lines += ["", words.strip()]
    return "\n".join(lines) + "\n"


def _filled(form: str, chance: random.Random, area: str, body: str, topic: str) -> str:
    return form.format(area=area, body=body, topic=topic, n=chance.randint(2, 60), m=chance.randint(61, 400))
