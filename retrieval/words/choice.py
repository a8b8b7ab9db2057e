"""Choice: which sentence, list item or table row of the evidence answers, from measured signs of each."""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from ingest.passages import Passage
from ingest.units import Unit
from ingest.words import split_words, stem, stems
from retrieval.checks.units import answering_units, cells, plain_words, text_over
from retrieval.evidence import Evidence
from retrieval.question.understanding import Understanding
from retrieval.search.searcher import Searcher
from retrieval.search.shelf import bodies_named_over
from retrieval.words.naming import names_anew, names_role
from retrieval.words.need import DATE, FIGURE, IN_HEADS
from retrieval.words.row import table_heads

READ_PASSAGES = 4
WHEN = re.compile(r"^\W*(?:and |so )?when\b|\b(?:what|which) (?:date|day|month|year)\b", re.I)
ORGANISATIONS = "office|university|town|city|county|company|organisation|prison|provider|firm|agency|unit"
WHO = re.compile(rf"\b(?:who|whose|where)\b|\bwhich (?:[\w’'-]+ ){{0,3}}(?:{ORGANISATIONS})\b", re.I)
ASKS_SPEECH = re.compile(
    r"\bwhat (?:do|does|did|have|had) (?:[\w’'-]+ ){0,6}?(?:say|said|tell|told|think|thought|feel|felt|complain|remark)\b", re.I
)
SPEECH = re.compile(r"[“\"]|\b(?:told|said|remarked|commented|complained|thought|felt|described|praised|observed)\b")
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ENUMERATED = re.compile(r",|\band\b|;")


@dataclass(frozen=True, slots=True)
class Signs:
    """What is measured of a unit, each about 0 to 1."""

    held: float  # share of the question's weight in its words; names may stand over it
    meant: float  # share that it holds in other words
    aligned: float  # how near the question's word pieces, names aside, come to the unit's
    ahead: float  # how far its passage stands before the others
    shaped: float  # whether it has the shape asked for: a figure, an item
    named: float  # of a table row: how fully the question names it; 1.5 where it asks for the fifth and this is number 5


# Fitted on the cases one may tune on, a softmax over the units of a question's best passages; the last was tried in steps.
WEIGHTS = Signs(0.35, 0.5, 1.3, 0.4, 0.14, 0.35)
BEHIND = 4.0  # of passage score: a passage that far behind the best is hardly the right one
OF_OTHERS = 0.1  # of unit score, taken from the rows of a table on other bodies


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit of a piece of evidence and how well it answers."""

    evidence: Evidence
    unit: Unit
    score: float
    signs: Signs

    @property
    def words(self) -> str:
        return self.evidence.report.text[self.unit.start : self.unit.end]


def holds(choice: Choice, need: re.Pattern[str]) -> bool:
    """Whether a unit holds what is needed; a table row may leave the sign of a share or an average to the head of its column."""
    return bool(need.search(choice.words)) or (need in IN_HEADS and choice.unit.kind == "row")


def choose(searcher: Searcher, understood: Understanding, evidence: Sequence[Evidence], read: int = READ_PASSAGES) -> list[Choice]:
    """Every unit of the best evidence, best first."""
    choices = [choice for e in evidence[:read] for choice in _units_of(searcher, understood, e, evidence[0].score)]
    return sorted(choices, key=lambda c: (-c.score, c.evidence.passage.passage_id, c.unit.start))


def _units_of(searcher: Searcher, understood: Understanding, evidence: Evidence, top: float) -> list[Choice]:
    units = answering_units(evidence.passage)
    aligned = searcher.compare_units(understood, evidence, units)
    ahead = 1.0 - min(1.0, (top - evidence.score) / BEHIND)
    choices = []
    other = OF_OTHERS if evidence.passage.kind == "table" and _is_of_others(evidence.passage, understood) else 0.0
    for unit, near in zip(units, aligned, strict=True):
        words = evidence.report.text[unit.start : unit.end]
        signs = Signs(
            *_held(searcher, understood, evidence, words),
            near,
            ahead,
            _shaped(understood, words, unit),
            _named(searcher, understood, evidence, unit),
        )
        choices.append(Choice(evidence, unit, _weigh(signs) - other, signs))
    return choices


def _weigh(signs: Signs) -> float:
    return float(sum(weight * sign for weight, sign in zip(astuple(WEIGHTS), astuple(signs), strict=True)))


def _held(searcher: Searcher, understood: Understanding, evidence: Evidence, words: str) -> tuple[float, float]:
    """Shares of the question's weight that the words hold, and that they hold in other words.

    Names may stand over the words; other words count less there.
    """
    facts = evidence.report.facts
    own = set(stems(words))
    over = set(stems(" ".join((*evidence.passage.headings, evidence.passage.context, text_over(evidence.passage)))))
    placed = over | set(stems(" ".join((facts.title, *facts.area, *facts.bodies, facts.published_on or ""))))
    weight = {s: searcher.shelf.lexical.weight(s) for s in understood.stems}
    total = sum(weight.values()) or 1.0
    held = sum(w * (1.0 if s in own or (s in understood.names and s in placed) else 0.35 if s in over else 0.0) for s, w in weight.items())
    return held / total, searcher.weigh_meant(understood, own) / total


def _is_of_others(table: Passage, understood: Understanding) -> bool:
    """Whether a table names other bodies than those asked about, or more of them."""
    named = bodies_named_over(table)
    return bool(named and understood.bodies) and set(named) != set(understood.bodies)


def _place_asked(question: str, evidence: Evidence) -> int:
    """The number of the row asked for, 0 for none: "the fifth enabler" under "Enablers", or what "came fifth", but no "first hearing"."""
    heads = {*stems(" ".join(table_heads(evidence))), "row", "item"}
    words = split_words(question)
    at = next((n for n, word in enumerate(words) if word in PLACES), len(words))
    asked = any(stem(word) in heads for word in words[at + 1 : at + 4]) or words[at - 1 : at] in (["came"], ["was"], ["ranked"])
    return PLACES.index(words[at]) + 1 if asked and at < len(words) else 0


def _named(searcher: Searcher, understood: Understanding, evidence: Evidence, unit: Unit) -> float:
    """The square of the share, by weight, of a row's words that the question uses: a row is asked for by its name."""
    if unit.kind != "row" or evidence.passage.kind != "table":
        return 0.0
    words = evidence.report.text[unit.start : unit.end]
    row = cells(words)
    place = _place_asked(understood.asked, evidence)
    if place and re.match(rf"\s*{place}(?:\.|\t)", words):
        return 1.5
    weight = {s: searcher.shelf.lexical.weight(s) for cell in row if not cell[:1].isdigit() for s in stems(cell)}
    used = sum(w for s, w in weight.items() if s in understood.stems or s in understood.added)
    return (used / (sum(weight.values()) or 1.0)) ** 2


def _shaped(understood: Understanding, words: str, unit: Unit) -> float:
    """Whether a unit has the shape asked for; a sentence that only leads in to something answers nothing."""
    if unit.kind == "sentence" and words.rstrip().endswith(":"):
        return -4.0
    question = understood.asked
    if WHEN.search(question):
        return float(bool(DATE.search(words)))
    if WHO.search(question):
        return float(names_anew(plain_words(words), question) or (question.lower().startswith("who") and names_role(words, question)))
    if ASKS_SPEECH.search(question):
        return float(bool(SPEECH.search(words)))
    if understood.answer_kind == "figure" and FIGURE.search(words):
        return 1.0
    if understood.answer_kind == "list":
        return 0.8 if unit.kind in ("item", "lead-in", "row") or len(ENUMERATED.findall(words)) > 1 else 0.0
    return 0.0
