"""Naming: whether words give the name that a question asks for: "who was the chief officer?", "what were their names?"."""

import re
from collections.abc import Sequence

POSTS = (
    "officer|head|director|inspector|manager|minister|secretary|leader|governor|commissioner|author"
    "|chair(?:man|woman|person)?|executive|judge"
)
POST = rf"(?:(?:the|its|their) )?(?:[\w’'&-]+ ){{0,5}}?((?:[\w’'-]+ )?(?:{POSTS}))\b"
ASKS_POST = re.compile(rf"\b(?:who(?:[’']s| is| was| were| are)|names? of|named?) {POST}", re.I)
ASKS_NAME = re.compile(r"\b(?:(?:the|their|its|his|her) names?|names? of|by name)\b", re.I)
ASKS_PLACE = re.compile(r"\b(?:which|what) (?:[\w’'&-]+ ){0,3}?(?:office|town|city|village|prison|court|university)\b", re.I)
IN_PLACE = re.compile(r"\b(?:in|at|near) (?:the )?([A-Z][a-z][\w’'-]+)")
NAME = re.compile(r"(?<![.!?:”\"]\s)(?<!^)\b[A-Z][a-z][\w’'-]+")
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Dame|Sir|Lord|Lady|Baroness|Professor) [A-Z]")
FULL_NAME = re.compile(r"(?=\b([A-Z][a-z’'-]+) (?:[A-Z]\.? )?([A-Z][a-z’'-]+)\b)")  # each may begin within another: "Officer Ann Lee"
ROLE = re.compile(rf"\b(?:{POSTS}|co-?ordinator|tutor|provider|supervisor|deputy|team|trust|contractor|partnership)s?\b", re.I)
FILLERS = frozenset({"the", "its", "their", "a", "an"})


def post_asked(question: str) -> tuple[str, ...]:
    """The words of the post whose holder is asked for, small, at most two: ("chief", "officer"); none where no person is asked for."""
    found = ASKS_POST.search(question)
    return tuple(word for word in found[1].lower().split() if word not in FILLERS) if found else ()


def names_anew(words: str, question: str) -> bool:
    """Whether words hold a name, capitalised within a sentence, that the question did not give."""
    return any(name.lower() not in question.lower() for name in NAME.findall(words))


def names_place(words: str, question: str, areas: Sequence[str]) -> bool:
    """Whether words say where, in a place that the question did not name and that is not the whole area of their report."""
    known = " ".join((question, *areas)).lower()
    return any(place.lower() not in known for place in IN_PLACE.findall(words))


def names_role(words: str, question: str) -> bool:
    """Whether words name a role that the question did not: a coordinator, a chief officer."""
    return any(role.lower() not in question.lower() for role in ROLE.findall(words))


def names_holder(words: str, post: tuple[str, ...], text: str) -> bool:
    """Whether words name the post and a person; what `text`, the report they stand in, writes small elsewhere is no one's name."""
    return all(re.search(rf"\b{_forms(part)}", words, re.I) for part in post) and names_person(words, text)


def _forms(part: str) -> str:
    """A part of a post as a pattern: what was "led by an inspector" names the lead inspector, too."""
    return r"(?:lead|led)\b" if part == "lead" else re.escape(part)


def names_person(words: str, text: str) -> bool:
    """Whether words name a person; what `text`, the report they stand in, writes small elsewhere is no one's name."""
    if TITLED.search(words):
        return True
    return any(not any(re.search(rf"\b{re.escape(part.lower())}\b", text) for part in name) for name in FULL_NAME.findall(words))
