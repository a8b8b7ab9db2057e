"""Facet: what a briefing asks about its topic, and the signs in a sentence that say which facet it serves."""

import re
from collections.abc import Set

from ingest.words import stems
from retrieval.briefing.leaning import leaning

# What is searched for each facet; {topic} is the topic as it was given.
SEARCHES = {
    "findings": "what inspectors found about {topic}",
    "figures": "{topic}: how many, what percentage, figures",
    "worked": "{topic}: good, effective, strong, improved",
    "not_worked": "{topic}: poor, not good enough, missing, too little",
    "examples": "practice example of {topic}",
    "barriers": "barriers to {topic}",
    "enablers": "enablers of {topic}",
    "recommendations": "what was recommended about {topic}",
    "differences": "how {topic} differs between CRC and NPS, and from area to area",
}
HINDERS = re.compile(
    r"\b(?:barrier|obstacle|hinder|hamper|prevent|deter|imped|constrain|restrict|caused by|cause[sd]? of|because of|stemmed from|resulted from|result of|due to|owing to|stood in the way|made it (?:hard|difficult)|limited (?:by|public)|hard to reach|too far|shortage|waiting list|waits?\b|bureaucra|funding (?:cut|fell|is short)|budgets? cut)",
    re.I,
)
HELPS = re.compile(
    r"\b(?:enabl|helped (?:by|to)|thanks to|contributed|made possible|encourag|co-?locat|based (?:in|at|with)|stationed|led on|training for|trained|joint (?:work|training)|met daily|single point|dedicated|specialist|extra money|share[ds]? (?:the )?(?:space|building|premises)|sits? with|support(?:ed|s) by|remedy)",
    re.I,
)
CONTRASTS = re.compile(
    r"\b(?:whereas|differ\w*|vari(?:ed|es|able)|uneven|unlike|compar\w+|than (?:in )?other|elsewhere|better than|worse than|in contrast|both the)\b",
    re.I,
)
PART = r"(?:half|(?:a|one|two|three|four)[- ](?:half|third|quarter|fifth|tenth)s?|(?:one|two|three|four|five|six|seven|eight|nine) (?:\w+ )?(?:in|out of(?: every)?) (?:three|four|five|six|ten))"
AMOUNTS = (
    re.compile(r"£\d[\d.,]*(?: ?(?:million|billion))?"),
    re.compile(r"(?<![\d,.])\d[\d,.]{0,15}(?: ?%| per cent)(?: to \d[\d,.]{0,15}(?: ?%| per cent))?"),
    re.compile(r"(?<![\d,.])\d[\d,]{0,15} (?:of|out of|in) (?:the )?\d[\d,]{0,15}\b"),
    re.compile(r"\b\d{1,3}(?:,\d{3})+\b"),
    re.compile(rf"\b(?:(?:just |slightly |a little )?(?:under|over|less than|more than|fewer than|nearly|almost|up to|at least|only) )?(?:{PART})\b(?! (?:of )?(?:sister|brother))", re.I),
    re.compile(
        r"\b(?:(?:up to|at least|nearly|almost|about|over|fewer than|more than|as long as|only) )?(?<!in )(?<!out of )(?<!level )(?:(?<![\d,.])\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:weeks?|months?|days?|cases|people|offenders|visits|absences|hours|appointments|posts|officers|units)\b",
        re.I,
    ),
)  # fmt: skip
NEAR = 60  # characters


def figure(words: str, topical: Set[str]) -> str:
    """The figure that a sentence gives on the topic (`topical`: its stems), as it is written; empty for none.

    Of several it is the nearest in the same clause, rather before a word of the topic than after it: "a third of the cases involved
    domestic abuse and a quarter ..." gives a third. A count or a length of time far from the topic is of something else.
    """
    spots = [m.start() for m in re.finditer(r"[A-Za-z]+", words) if set(stems(m.group())) & topical]
    found = [(_distance(m, spots, words), m.group().strip()) for kind in AMOUNTS for m in kind.finditer(words) if _counts(m, kind, spots)]
    return min(found, key=lambda pair: pair[0])[1] if found else ""


def _counts(match: re.Match[str], kind: re.Pattern[str], spots: list[int]) -> bool:
    return kind is not AMOUNTS[-1] or any(abs(match.start() - spot) <= NEAR for spot in spots)


def _distance(match: re.Match[str], spots: list[int], words: str) -> int:
    def one(spot: int) -> int:
        between = words[min(match.end(), spot) : max(match.start(), spot)]
        return abs(match.start() - spot) * (4 if spot < match.start() else 1) + 1000 * bool(
            re.search(r"[;:]|, (?:and|but|while) ", between)
        )

    return min((one(spot) for spot in spots), default=match.start())


def hinders(words: str) -> bool:
    """Whether a sentence names what stood in the way."""
    return bool(HINDERS.search(words))


def helps(words: str) -> bool:
    """Whether a sentence names what helped."""
    return bool(HELPS.search(words)) and leaning(words) >= 0


def share(words: str) -> bool:
    """Whether a figure is a share or an amount, and not a mere count."""
    return any(kind.search(words) for kind in AMOUNTS[:-1])


def contrasts(words: str) -> bool:
    """Whether a sentence sets one body or area against another."""
    return bool(CONTRASTS.search(words))
