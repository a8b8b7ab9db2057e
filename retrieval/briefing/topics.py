"""Topics: what a briefing or a further question may be on, those first that most of a library's reports speak of."""

from collections.abc import Sequence

from corpus.report import Report

OFFERED = 12
# A topic and the words that show that a report speaks of it.
TOPICS = {
    "home visits": ("home visit", "visits to homes", "visit homes", "visited homes"),
    "unpaid work": ("unpaid work", "community payback"),
    "enforcement and breach": ("enforcement", "breach"),
    "risk of harm": ("risk of harm", "risk of serious harm", "managed risk"),
    "domestic abuse": ("domestic abuse", "domestic violence"),
    "child safeguarding": ("safeguarding",),
    "staff workloads": ("workload", "caseload"),
    "staff training": ("training",),
    "leadership": ("leadership", "leaders"),
    "through the gate resettlement": ("through the gate", "resettlement"),
    "accommodation": ("accommodation", "housing", "homeless"),
    "rehabilitation activity requirements": ("rehabilitation activity", "activity requirement"),
    "accredited programmes": ("accredited programme",),
    "court reports": ("court report", "pre-sentence report"),
    "working with the police": ("police",),
    "women on probation": ("women",),
    "mental health": ("mental health",),
    "drug misuse": ("drug",),
    "race equality": ("race equality", "ethnic"),
    "serious further offences": ("further offence",),
    "electronic monitoring": ("electronic monitoring", "tagging", "electronically"),
    "victims": ("victim",),
    "youth offending services": ("youth offending", "youth justice"),
    "staff morale and sickness": ("morale", "sickness"),
}


def find_topics(reports: Sequence[Report]) -> list[str]:
    """At most a dozen topics that some report speaks of."""
    texts = [report.text.casefold() for report in reports]
    held = {topic: sum(any(word in text for word in words) for text in texts) for topic, words in TOPICS.items()}
    spoken_of = [topic for topic in TOPICS if held[topic]]
    return sorted(spoken_of, key=lambda topic: -held[topic])[:OFFERED]
