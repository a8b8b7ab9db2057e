"""Suggestion: questions to ask next, made by rule from what an answer rests on, each tried before it is offered."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from corpus.areas import WHOLE_COUNTRY, with_long_names
from ingest.words import stems
from retrieval.answer import ANSWERED, NEEDS_CLARIFICATION, NOT_IN_REPORTS, OUT_OF_SCOPE, Answer
from retrieval.answering.extractive import ExtractiveWriter
from retrieval.assistant import Assistant
from retrieval.briefing.topics import TOPICS
from retrieval.calls import Stopped, never
from retrieval.evidence import Evidence
from retrieval.question.conversation import complete
from retrieval.question.understanding import BODY_WORDS, Understanding
from retrieval.search.searcher import Searcher

OFFERED = 3
TRIED = 6  # each costs as much as an answer
NEAREST = 3  # passages that speak for what could not be answered
COVERED = 0.4  # of the question's weight: a passage that holds less is not near it
HALF = 0.45  # of the stems asked about must come back, else "answered" says little
SHORT = 90  # characters
OTHER_BODY = {"CRC": "NPS", "NPS": "CRC"}
NATIONWIDE = "across England and Wales"
RECOMMENDED = re.compile(r"\brecommend", re.I)
NAME = re.compile(r"\b[A-Z0-9]")
ABBREVIATION = re.compile(r"\b[A-Z][A-Za-z]{0,5}[A-Z]\b")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, the kind of step it is from the answer, and the stems of which more than a share must come back in its own answer."""

    text: str
    kind: str
    stems: tuple[str, ...] = ()
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What suggestions are made from: the question as it was understood, the passage in view, what the question is on, and where."""

    question: str
    understood: Understanding
    nearest: Evidence
    topics: tuple[str, ...]
    place: str  # "in Arden"; empty where several areas are in view


def suggest(assistant: Assistant, answer: Answer, asked: Sequence[str] = (), stopped: Stopped = never) -> tuple[str, ...]:
    """At most three questions that this library answers; never one of `asked`, the questions of the conversation so far.

    Each is tried as the next turn of the conversation would ask it, by the offline writer, within the limits that are set.
    """
    offline = assistant if not assistant.writer.leaves else Assistant(assistant.searcher, ExtractiveWriter(assistant.searcher))
    earlier = [*asked, answer.question.text]
    taken: list[Suggestion] = []
    found = () if stopped() else _in_turn(find_suggestions(assistant.searcher, answer, earlier))
    for tried, each in enumerate(found):
        if tried == TRIED or len(taken) == OFFERED or stopped():
            break
        if _is_answered(offline, answer, earlier, each):
            taken.append(each)
    return tuple(each.text for each in taken)


def find_suggestions(searcher: Searcher, answer: Answer, earlier: Sequence[str]) -> list[Suggestion]:
    """Every question that could come next, untried; none equal to an earlier one, or that would be read with those."""
    ground = _find_ground(searcher, answer)
    if ground is None:
        return []
    before = {_plain(question) for question in (*earlier, answer.question.text, answer.question.asked)}
    lexicon = searcher.shelf.lexicon
    found: list[Suggestion] = []
    for each in _make(searcher, answer, ground):
        if _plain(each.text) not in before and complete(each.text, earlier, lexicon) == each.text:
            before.add(_plain(each.text))
            found.append(each)
    return found


def _find_ground(searcher: Searcher, answer: Answer) -> Ground | None:
    """What the answer rests on, or what came nearest; None where nothing came near."""
    cited = {c.passage.passage_id for c in answer.citations}
    passages = [e for e in answer.evidence if e.passage.passage_id in cited] or answer.evidence[:NEAREST]
    understood = searcher.understand(answer.question)
    topics = tuple(topic for topic, signs in TOPICS.items() if any(sign in answer.question.text.casefold() for sign in signs))
    if not passages or not (answer.citations or topics or understood.areas or passages[0].covered >= COVERED):
        return None
    held = passages[0].report.facts.area
    local = passages[0].report.facts.local_areas if len(understood.areas) != 1 else understood.areas
    place = f"in {local[0]}" if len(local) == 1 else _of_country(held)
    return Ground(answer.question.text, understood, passages[0], topics, place)


def _of_country(areas: Sequence[str]) -> str:
    """Words for the whole country, where it is among these areas."""
    return NATIONWIDE if WHOLE_COUNTRY & {area.lower() for area in areas} else ""


def _make(searcher: Searcher, answer: Answer, ground: Ground) -> Iterator[Suggestion]:
    """The rules, in the order in which their questions are preferred."""
    if answer.status == NEEDS_CLARIFICATION:
        yield from _other_areas(searcher, answer, ground)
    elif answer.status == OUT_OF_SCOPE or (answer.status == NOT_IN_REPORTS and not ground.understood.areas):
        yield from (_on_topic(topic, _of_country(answer.coverage.areas)) for topic in ground.topics)
    else:
        yield from _other_areas(searcher, answer, ground)
        yield from _other_body(searcher, ground)
        yield from _definitions(searcher, answer)
        yield from _recommendations(ground)
        yield from (_on_topic(topic, ground.place) for topic in _near_topics(ground))


def _other_areas(searcher: Searcher, answer: Answer, ground: Ground) -> Iterator[Suggestion]:
    """The same question of other areas whose passages came up; of those that could be meant, where none was named."""
    named = ground.understood.areas
    if not _is_plain(ground) or ground.understood.years or (len(named) != 1 and answer.status != NEEDS_CLARIFICATION):
        return
    lexicon = searcher.shelf.lexicon
    for area in dict.fromkeys(e.report.facts.local_areas[0] for e in answer.evidence if len(e.report.facts.local_areas) == 1):
        text = complete(f"And in {area}?", [ground.question], lexicon)
        if area not in named and lexicon.find_areas(with_long_names(text)) == (area,):
            yield Suggestion(text, "area", tuple(s for s in ground.understood.stems if s not in ground.understood.names), HALF)


def _other_body(searcher: Searcher, ground: Ground) -> Iterator[Suggestion]:
    """The same question of the other body of the report, and the two beside each other."""
    bodies = ground.understood.bodies
    other = OTHER_BODY.get(bodies[0], "") if len(bodies) == 1 else ""
    if other not in ground.nearest.report.facts.bodies:
        return
    if _is_plain(ground):
        text = complete(f"And for the {other}?", [ground.question], searcher.shelf.lexicon)
        yield Suggestion(text, "body", tuple(s for s in ground.understood.stems if s not in ground.understood.names), HALF)
    if ground.place.startswith("in ") and ground.topics:
        topic = ground.topics[0]
        yield Suggestion(f"How did the CRC and the NPS {ground.place} compare on {topic}?", "comparison", _stems_of(topic))


def _is_plain(ground: Ground) -> bool:
    """Whether a question can be asked of another place as it stands: short, well spelt, and about nobody by name."""
    words = asked = with_long_names(ground.question)
    for name in (*ground.understood.areas, *ground.understood.bodies):
        words = re.sub(rf"\b{re.escape(name)}s?\b", "", words)
    return len(asked) <= SHORT and asked[:1].isupper() and not NAME.search(words[1:]) and ground.understood.text == asked


def _definitions(searcher: Searcher, answer: Answer) -> Iterator[Suggestion]:
    """What an abbreviation of the answer stands for, unless question or answer say so."""
    known = searcher.shelf.lexicon.long_by_short
    said = " ".join(claim.text for claim in answer.claims)
    told = f"{answer.question.text} {said}".casefold()
    for short in dict.fromkeys(ABBREVIATION.findall(said)):
        if short in known and short not in BODY_WORDS and short not in answer.question.text and known[short].casefold() not in told:
            yield Suggestion(f"What does the abbreviation {short} stand for?", "definition", tuple(stems(known[short])), HALF)


def _recommendations(ground: Ground) -> Iterator[Suggestion]:
    """What was recommended where the answer comes from, or, for the country, on what was asked about."""
    bodies = ground.understood.bodies
    to = f"to the {bodies[0]} " if len(bodies) == 1 and bodies[0] in OTHER_BODY else ""
    about = "" if ground.place.startswith("in ") else f"about {ground.topics[0]} " if ground.topics else None
    if about is not None and not RECOMMENDED.search(ground.question):
        yield Suggestion(f"What was recommended {to}{about}{ground.place}".strip() + "?", "recommendation", tuple(stems("recommended")))


def _near_topics(ground: Ground) -> list[str]:
    """Other topics that the report in view speaks of, those first that stand nearest to the passage in view."""
    at = ground.nearest.passage.start
    text = ground.nearest.report.text.casefold()
    nearest = {
        topic: min(abs(found.start() - at) for sign in signs for found in re.finditer(re.escape(sign), text))
        for topic, signs in TOPICS.items()
        if topic not in ground.topics and any(sign in text for sign in signs)
    }
    return sorted(nearest, key=lambda topic: nearest[topic])


def _on_topic(topic: str, place: str) -> Suggestion:
    return Suggestion(" ".join(["What did inspectors find about", topic, place]).strip() + "?", "topic", _stems_of(topic))


def _stems_of(topic: str) -> tuple[str, ...]:
    """The stems of which one must stand in what is said of a topic."""
    return tuple(s for sign in TOPICS[topic] for s in stems(sign))


def _in_turn(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """One of each kind, then the second of each, and so on: three of a kind would say little of what there is."""
    by_kind: dict[str, list[Suggestion]] = {}
    for each in suggestions:
        by_kind.setdefault(each.kind, []).append(each)
    return [each for row in zip_longest(*by_kind.values()) for each in row if each]


def _is_answered(assistant: Assistant, answer: Answer, earlier: Sequence[str], suggestion: Suggestion) -> bool:
    """Whether it is answered, in words that speak of what it asks, and not by the words that were just given."""
    reply = assistant.reply(suggestion.text, earlier, answer.question.filters)
    if reply.status != ANSWERED or {c.quote for c in reply.citations} <= {c.quote for c in answer.citations}:
        return False
    said = set(stems(" ".join([reply.text, *(heading for c in reply.citations for heading in c.passage.headings)])))
    held = sum(stem in said for stem in suggestion.stems)
    return not suggestion.stems or held > suggestion.share * len(suggestion.stems)


def _plain(question: str) -> str:
    """A question without what makes no difference to it."""
    return " ".join(stems(question)) or question.casefold()
