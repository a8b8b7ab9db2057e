"""Conversation: a follow-up is completed from the turns before it into a question that stands by itself."""

import re
from collections.abc import Callable, Sequence

from ingest.words import stems
from retrieval.question.followup import ABOUT, ASKS, write_about
from retrieval.question.lexicon import Lexicon
from retrieval.question.topic import find_topic, put_topic
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
GOES_WRONG = re.compile(r"^\W*what (?:went|happened|changed|helped|worked)\b", re.I)
NAMED = re.compile(r"(?<!^)\b(?:[A-Z]\w+|(?:19|20)\d\d)\b")
ELSE = re.compile(r"\belse\b", re.I)
LINK = re.compile(r"^\W*(?:and|but|so|also|ok(?:ay)?)\b\W*", re.I)
NOUN_ALONE = re.compile(r"^\W*what(?:['’]s| is| are| was| were) the \w+\W*$", re.I)  # "what is the alternative?"
# Words that take each other's place: "and a bad one?" asks again, with "poor" for "good".
SORTS = (
    ("outstanding", "good", "requires improvement", "inadequate"),
    ("good", "poor", "bad"),
    ("best", "worst"),
    ("strengths", "weaknesses"),
    ("barriers", "enablers"),
    ("women", "men", "children", "young people", "young adults", "boys", "girls"),
)
ONE = re.compile(r"\b(?:an?|any|the|ones?|examples?)\b|\W+$", re.I)
REPORT = re.compile(r"\bthe (?:[\w’'&-]+ ){1,5}?(?:inspection|report|review|thematic|article|commentary|press release)\b", re.I)
GROUP = re.compile(
    r"^(?:the )?(?:\w+ )?(?:women|men|children|adults|people|boys|girls|victims|offenders|abusers|staff|officers|managers|partners)$", re.I
)
SAID_BODY = {"youth": "youth justice"}
Speaks = Callable[[Sequence[str]], bool]
FEW_STEMS = 4
FEWER_STEMS = 3
MOST_BESIDE = 1  # stems beside the name that a turn swaps in


def silent(_: Sequence[str]) -> bool:
    """That nothing is known of what was found before."""
    return False


def complete(question: str, earlier: Sequence[str], lexicon: Lexicon, speaks: Speaks = silent) -> str:
    """The question as it stands alone; unchanged when it opens a topic of its own.

    `speaks` tells whether what was found for the question before speaks of these stems.
    """
    if not earlier:
        return question
    before, turn = earlier[-1], LINK.sub("", question).strip()
    leans = _follows(question, lexicon)
    if not leans and not _goes_into(question, lexicon, speaks):
        return question
    swapped = _swap_name(question, before, lexicon) or _swap_word(question, before) or _swap_topic(question, before, lexicon)
    if swapped:
        return swapped
    topic = next(filter(None, map(find_topic, reversed(earlier[-2:]))), "")
    if set(stems(topic)) & set(stems(turn)) and not leans:
        return question
    return _put_together(turn, before, topic, lexicon)


def _put_together(turn: str, before: str, topic: str, lexicon: Lexicon) -> str:
    """A turn with what it is about: in the place of its pronoun, else behind it; with the whole question before where that has no topic."""
    if not stems(turn) or not ASKS.match(turn) or GOES_ON.match(turn) or ELSE.search(turn):
        return write_about(turn, before)
    if POINTS_BACK.search(turn):
        put = put_topic(turn, topic) if topic else None
    else:
        named = _names_in(before, turn, lexicon)
        put = f"{turn.rstrip('?. ')} for {topic}" if topic else f"{turn.rstrip('?. ')}{named}" if named else None
    return f"{put.rstrip('?. ')}?" if put else write_about(turn, before)


def _names_in(before: str, turn: str, lexicon: Lexicon) -> str:
    """What the question before names and the turn does not: its report, body, area and year, behind the turn."""
    report = REPORT.search(before)
    years = () if report else re.findall(r"\b(?:19|20)\d\d\b", before)
    schemes = [a for a in lexicon.understand(before).abbreviations if not find_bodies(a)]
    names = [f" for {a}" for a in schemes[:1]] + [
        f" for {SAID_BODY.get(body, f'the {body}')}" for body in find_bodies(before)[:1] if not find_bodies(turn)
    ]
    areas = [area for area in lexicon.find_areas(before)[:1] if not report or area not in report[0]]
    names += [f" in {name}" for name in (*areas, *years[:1], *((report[0],) if report else ()))]
    return "".join(name for name in names if name.split()[-1].lower() not in turn.lower())


def _follows(question: str, lexicon: Lexicon) -> bool:
    own = stems(question)
    if lexicon.understand(question).answer_kind == "definition" and own and not NOUN_ALONE.match(question):
        return False
    if len(own) <= 1 or (GOES_ON.match(question) and len(own) <= FEW_STEMS + 2):
        return True
    named = bool(find_bodies(question) or lexicon.find_areas(question))
    if (ASKS_ON.match(question) or GOES_WRONG.match(question)) and not named and len(own) <= FEWER_STEMS:
        return True
    return len(own) <= FEW_STEMS - named and _points_back(question)


def _goes_into(question: str, lexicon: Lexicon, speaks: Speaks) -> bool:
    """Whether a short question that names nothing asks of something said before: "how long is the wait?"."""
    own = stems(question)
    names = find_bodies(question) or lexicon.find_areas(question) or NAMED.search(question)
    if lexicon.understand(question).answer_kind == "definition" and not NOUN_ALONE.match(question):
        return False
    return 0 < len(own) <= FEWER_STEMS and not names and bool(ASKS.match(question)) and speaks(own)


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
    swapped, *about = before.split(ABOUT, 1)
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
    return ABOUT.join((swapped.rstrip("?. "), *about)) if about else swapped


def _swap_word(question: str, before: str) -> str | None:
    """A turn that only names another word of its sort is the question before with that word."""
    word = " ".join(ONE.sub(" ", OPENING.sub("", question)).lower().split())
    for sort in SORTS:
        held = [each for each in sort if each != word and re.search(rf"\b{each}\b", before, re.I)]
        if word in sort and held:
            return re.sub(rf"(?i)\b{held[0]}\b", {"bad": "poor"}.get(word, word), before)
    return None


def _swap_topic(question: str, before: str, lexicon: Lexicon) -> str | None:
    """A turn like "what about sickness?" asks of another matter in the same place, body and year; a group is asked of the same matter."""
    rest = OPENING.sub("", question).strip(" ?.!")
    if not OPENING.match(question) or ASKS.match(rest) or not stems(rest) or GROUP.match(rest) or _points_back(rest) or rest.endswith("ed"):
        return None
    if any(rest.lower() in sort for sort in SORTS):
        return None
    return f"What is said about {rest}{_names_in(before, rest, lexicon)}?"


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
