"""Sides: how a question sets names beside each other, and what it asks without them."""

import re
from collections.abc import Iterable, Sequence

# What a question says about comparing tells nothing about its subject, and would be looked for on every side.
COMPARING = re.compile(
    r"(?i)\b(?:compar\w*|differ\w*|versus|vs?|against)\b(?: (?:with|to|from|between)\b)?(?: (?:those|that|what) (?:of|in|at|by|from)\b)?"
)
BETWEEN_NAMES = (
    r"(?:\b(?:those|that)\s+)?(?:\b(?:in|at|for|between|of|from|by|than|as)\s+)?(?:\b(?:the|both)\s+)?"
    r"NAME(?:[’']s?)?(?:\s*(?:,|\band\b|\bor\b|&))?"
)
# Who supervises in an area, named without a name.
BODIES_MEANT = re.compile(
    r"(?i)\b(?:which|what) (?:body|organisation|provider|side)\b|\bwhich of (?:the two|them)\b|"
    r"\b(?:the two|both|each|either)(?: of the)?(?: \w+)? (?:bodies|body|organisations?|providers?|agenc(?:y|ies))\b"
)


def without_names(text: str, patterns: Iterable[str]) -> str:
    """A question without these names, the words that join them and those that ask to compare."""
    for pattern in patterns:
        text = re.sub(BETWEEN_NAMES.replace("NAME", f"(?:{pattern})"), " ", text, flags=re.I)
    return " ".join(COMPARING.sub(" ", text).split())


def sets_beside(text: str, patterns: Sequence[str]) -> bool:
    """Whether a question asks of one name or the other: "the CRC or the NPS", "by the CRC, and by the NPS"."""
    name = f"(?:{'|'.join(patterns)})"
    either = rf"{name}(?:[’']s?)?(?: \w+)?,? (?:or|than|versus|vs?\.?|against|compared (?:with|to)) (?:\w+ ){{0,3}}?{name}"
    each = rf"\b(in|at|by|for|with|of) (?:the )?{name}(?:[’']s?)?(?: \w+)?,? and \1 (?:the )?{name}"
    which = rf"\b(?:which|who) of (?:the )?{name}(?:[’']s?)?(?: \w+)?,? (?:and|or) (?:the )?{name}"
    return bool(re.search(f"{either}|{each}|{which}", text, re.I))
