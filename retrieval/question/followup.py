"""Follow-up: a turn written together with what it is about, and what of that it asks.

"Why? (about: did it work)" asks why and not whether: the kind of answer follows the turn, the search its whole.
"""

import re

from ingest.words import stems

ABOUT = " (about: "
ASKS = re.compile(
    r"^\W*(?:(?:and|but|so|then|ok(?:ay)?)\b\W*)?(?:what(?:['’]?s)?|which|who|whose|whom|when|where|why|how|list|name|give|tell|show|is|are|was|were|do|does|did|has|have|had|can|could|should|would|will)\b",
    re.I,
)


def write_about(turn: str, before: str) -> str:
    """A turn with the question before it as its topic, and the one that all of them go back to: it names what "it" is."""
    parts = [part for part in before.rstrip("?.) ").split(ABOUT) if stems(part)]
    topics = [topic for part in parts for topic in part.split("; ")]
    kept = dict.fromkeys(uncapitalised(topic.strip("?. ")) for topic in (*topics[:1], *topics[-1:]))
    return f"{turn.rstrip('?. ')}{ABOUT}{'; '.join(kept)})?"


def asked_in(text: str) -> str:
    """What a question asks, without its topic; the whole where the turn alone asks nothing ("in the Crown Court")."""
    turn = text.split(ABOUT)[0]
    return turn if ASKS.match(turn) else text


def uncapitalised(text: str) -> str:
    """A question without the capital it begins with; capitals elsewhere tell names and abbreviations ("NPS visits")."""
    words = text.strip()
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
