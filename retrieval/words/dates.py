"""Dates: the years a question asks about, whether it asks how something moved, and what it asks besides."""

import re

from ingest.words import NUMBER_WORDS
from retrieval.question.understanding import Understanding
from retrieval.words.need import MONTHS

YEAR = r"(?:19|20)\d\d"
SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
TIME = rf"{MONTHS}|{SHORT}|spring|summer|autumn|winter"
MOMENT = rf"(?:(?:the )?(?:end|start|beginning|middle|close) of |early |late |mid-?)?(?:(?:{TIME}) )?{YEAR}"
MOVED = (
    r"chang\w+|move[sd]?|shift\w*|developed|evolved|altered|improv\w+|worsen\w*|deteriorat\w+|ris(?:e|en|ing)|rose|fall(?:en|ing|s)?|fell|"
    r"grow(?:n|ing|s)?|grew|climb\w*|drop\w*|shr[iau]nk|slip\w*|increas\w+|decreas\w+|(?:gone|go|went|come|came) (?:up|down)|"
    r"(?:got|gotten|get|become|became) (?:any )?(?:better|worse|\w+er)"
)
VERBS = r"(?:how (?:much |far )?(?:has|have|had|did|does|do)|has|have|had|did|do|does|is|are|was|were)"
MOVES = re.compile(
    rf"(?:^\W{{0,3}}|[,;:?]\W{{0,3}}|\band ){VERBS}\b.{{0,200}}?(?<!\bto )\b(?:{MOVED}|still|any (?:better|worse))\b"
    r"|\bwhat (?:has |had )?(?:became|become|happened)\b|\bno longer\b|\bused to be\b"
    r"|\b(?:first|previous|earlier|last) (?:inspection |visit )?and (?:the |its |their )?(?:second|third|latest|later|next|this)\b"
    r"|\bthan (?:the |in the |it was |they were )?(?:before|previous|earlier|last|year before)\b",
    re.I,
)
TOLD = re.compile(
    r"\bfrom\b[^.;\d]{0,60}\d[^.;]{0,60}?\bto\b[^.;\d]{0,60}\d|\b(?:up|down) (?:from|by)\b|"
    r"\b(?:risen|rose|fallen|fell|grown|grew|climbed|dropped|shrunk|increased|decreased|doubled|halved|improved|worsened|deteriorated|"
    r"moved (?:up|down))\b[^.;]{0,120}?(?:\d|\bsince\b|\bgrade\b)",
    re.I,
)
# "Oct 2016 to June 2017", "2018-2019": one stretch of time, not two dates, unless something is said to have moved in it.
STRETCH = re.compile(
    rf"\bbetween [^,;?]{{0,40}}{YEAR} and [^,;?]{{0,40}}{YEAR}"
    rf"|\b{YEAR}\s*(?:[-–/]|to|until|through)\s*(?:(?:{MONTHS}|{SHORT})\s+)?{YEAR}\b",
    re.I,
)
ON = re.compile(rf"\b(an?|{'|'.join(NUMBER_WORDS)}|\d) years? (later|on|after|earlier)\b", re.I)
BESIDE_DATES = re.compile(  # "be set directly against the results of 2012" asks whether, not how
    r"\b(?:can|could|may|should)\b.{0,120}?\b(?:compared|set)\b", re.I
)
ASIDE = re.compile(
    rf"\b(?:(?:between|from|in|at|by|since|as|than|and|to|until|till|for|of) ){{0,3}}(?:its |the |their )?{MOMENT}(?:[’']s)?"
    rf"|{ON.pattern}|^\W*how (?:has|have|had|did|do|does)\b",
    re.I,
)


def find_dates(understood: Understanding) -> tuple[int, ...]:
    """The years set side by side, in order of time, those that are only counted ("two years later") among them."""
    years = set(understood.years)
    step = ON.search(understood.text)
    if step and len(years) == 1:
        count = 1 if step[1].lower() in ("a", "an") else int(NUMBER_WORDS.get(step[1].lower(), step[1]))
        years.add(next(iter(years)) + (-count if step[2].lower() == "earlier" else count))
    stretch = STRETCH.search(understood.text) and not moves(understood) and understood.answer_kind not in ("change", "comparison")
    return () if len(years) > 1 and (stretch or BESIDE_DATES.search(understood.text)) else tuple(sorted(years))


def moves(understood: Understanding) -> bool:
    """Whether a question asks how something moved in time."""
    return bool(MOVES.search(understood.asked))


def tells_move(words: str) -> bool:
    """Whether words say how something moved, with both its values or by how much."""
    return bool(TOLD.search(words))


def measure_of(text: str) -> str:
    """What a question asks, without its dates and without asking how they differ."""
    bare = re.sub(rf"\b(?:{MOVED})\b", " ", ASIDE.sub(" ", text), flags=re.I)
    bare = re.sub(r"\b(?:more or fewer|fewer or more)\b", "how many", bare, flags=re.I)
    return " ".join(bare.split()).lstrip(",;- ") or text


def years_in(text: str) -> set[int]:
    """The years that a text names."""
    return {int(year) for year in re.findall(rf"\b{YEAR}\b", text)}
