"""Conversation: a follow-up is completed from the turns before it into a question that stands by itself."""

import re
from collections.abc import Sequence

from ingest.words import stems
from retrieval.question.followup import write_about
from retrieval.question.lexicon import Lexicon
from retrieval.question.understanding import BODY_WORDS, find_bodies

OPENING = re.compile(
    r"^\W*+(?:(?:and|but|ok(?:ay)?|so|then|also)\W*+)?(?:(?:what|how) about|and|for|in|with|the same for|same for)\b\W*", re.I
)
GOES_ON = re.compile(
    r"^\W*(?:and|but|so|also|what about|how about|same|how so|which ones?|list (?:them|those)|how many of (?:them|those|these)|really|more|tell me more|go on|any(?:thing)? (?:else|more)|for example|such as|what else)\b",
    re.I,
)
ASKS_ON = re.compile(r"^\W*(?:why|who|when|where|how many of)\b", re.I)  # of what came before, unless the turn says itself of what
POINTS_BACK = re.compile(
    r"\b(?:they|them|their|it|its|that|those|this|these|he|she|him|her|his|there|one|ones|same|then|such|others?)\b", re.I
)
ASKS_ANEW = re.compile(r"\b(?:which|who|why|how (?:many|much|long|often)|is|are|was|were)\b", re.I)
OWN = re.compile(r"\b(?:their|its|his|her)\b", re.I)  # after a word that it may mean: "do victims hear of their case"
FEW_STEMS = 4
FEWER_STEMS = 3
MOST_BESIDE = 1  # stems beside the name that a turn swaps in


def complete(question: str, earlier: Sequence[str], lexicon: Lexicon) -> str:
    """The question as it stands alone; unchanged when it opens a topic of its own."""
    if not earlier or not _follows(question, lexicon):
        return question
    before = earlier[-1]
    swapped = _swap_name(question, before, lexicon)
    if swapped:
        return swapped
    return write_about(re.sub(r"^\W*(?:and|but|so|also|ok(?:ay)?)\b\W*", "", question).strip(), before)


def _follows(question: str, lexicon: Lexicon) -> bool:
    own = stems(question)
    if lexicon.understand(question).answer_kind == "definition" and own:
        return False
    if len(own) <= 1 or (GOES_ON.match(question) and len(own) <= FEW_STEMS + 2):
        return True
    named = bool(find_bodies(question) or lexicon.find_areas(question))
    if ASKS_ON.match(question) and not named and len(own) <= FEWER_STEMS:
        return True
    return len(own) <= FEW_STEMS - named and _points_back(question)


def _points_back(question: str) -> bool:
    """Whether a pronoun means something said before; "their" after words of the turn's own means those."""
    back = POINTS_BACK.search(question)
    return back is not None and not (OWN.fullmatch(back[0]) and stems(question[: back.start()]))


def _swap_name(question: str, before: str, lexicon: Lexicon) -> str | None:
    """A turn like "and for the NPS?" is the question before with the other body; likewise an area or a year."""
    rest = OPENING.sub("", question)
    bodies, areas, years = find_bodies(rest), lexicon.find_areas(rest), re.findall(r"\b(?:19|20)\d\d\b", rest)
    if not (bodies or areas or years) or len(_beside(rest, (*areas, *years), bodies)) > MOST_BESIDE or ASKS_ANEW.search(rest):
        return None
    swapped = before
    if len(bodies) == 1:
        swapped = _with_body(swapped, bodies[0], rest)
    if len(areas) == 1:
        swapped = _with_area(swapped, areas[0], lexicon)
    if len(years) == 1:
        swapped = (
            re.sub(r"\b(?:19|20)\d\d\b", years[0], swapped)
            if re.search(r"\b(?:19|20)\d\d\b", swapped)
            else f"{swapped.rstrip('?. ')} in {years[0]}?"
        )
    return swapped


def _beside(rest: str, names: Sequence[str], bodies: Sequence[str]) -> set[str]:
    """The stems of a turn beside those of the areas, years and bodies it names."""
    without = re.sub("|".join(BODY_WORDS[body] for body in bodies) or r"$", " ", rest.lower())
    return set(stems(without)) - set(stems(" ".join(names)))


def _with_body(before: str, body: str, rest: str) -> str:
    others = [b for b in find_bodies(before) if b != body]
    if others:
        return re.sub(rf"(?i)(?:{BODY_WORDS[others[0]]})\w*", body, before, count=1)
    return f"{before.rstrip('?. ')}, for the {body}?" if body not in find_bodies(before) else before


def _with_area(before: str, area: str, lexicon: Lexicon) -> str:
    held = lexicon.find_areas(before)
    if held:
        return re.sub(rf"(?i)\b{re.escape(held[0])}\b", area, before)
    return f"{before.rstrip('?. ')} in {area}?"
