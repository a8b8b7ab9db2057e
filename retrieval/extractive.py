"""The offline writer: picks the words that answer and lays them out by the kind of question. No model, no invention."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.embedding import Embedder
from retrieval.citations import Draft, Quote
from retrieval.evidence import Evidence
from retrieval.lexical import LexicalIndex
from retrieval.understanding import Understanding
from retrieval.units import LIST_KINDS, TABLE_KINDS, Unit, cells, plain_words, split_units
from retrieval.words import NUMBER_WORDS, stems
from retrieval.writer import Writer

READ_PASSAGES = 4
SECOND_BEHIND = 0.15  # a second unit this close to the best is worth its room
NEARNESS = 0.4  # weight of the cosine of unit and question
BEHIND = 4.0  # of passage score: a passage that far behind the best is hardly the right one
MOST_SENTENCES = 3
ENOUGH_CHARS = 420
WHOLE_CHARS = 650  # a list or an example told in prose is given whole up to here
LONGEST_LIST = 14
LEANS_BACK = re.compile(
    r"^(?:this|that|these|those|it|its|they|their|them|he|she|his|her|such|both|neither|the latter|in this|for this|as a result|however|also|moreover|nor|instead|here|similarly|in contrast|by contrast|one)\b",
    re.I,
)
FIGURE = re.compile(r"\d|\b(?:half|third|quarter|thirds|quarters|majority|most|all|none|every|" + "|".join(NUMBER_WORDS) + r")\b", re.I)
DATE = re.compile(r"\b(?:19|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit of a piece of evidence and how well it answers."""

    evidence: Evidence
    unit: Unit
    score: float
    cosine: float

    @property
    def words(self) -> str:
        return self.evidence.report.text[self.unit.start : self.unit.end]


class ExtractiveWriter(Writer):
    """Writes drafts from evidence by selection alone."""

    name = "extractive"

    def __init__(self, lexical: LexicalIndex, embedder: Embedder):
        self.lexical, self.embedder = lexical, embedder

    def write(self, understood: Understanding, evidence: Sequence[Evidence]) -> list[Draft]:
        """The drafts that answer, best first; none when there is nothing to draw on."""
        choices = self.choose(understood, evidence)
        if not choices:
            return []
        best = choices[0]
        if best.evidence.passage.kind == "glossary":
            return [_row_draft(best, understood)]
        if understood.answer_kind == "list" and best.evidence.passage.kind in LIST_KINDS | TABLE_KINDS:
            return [_whole_draft(best.evidence, understood)]
        if understood.answer_kind in ("list", "example") and len(best.evidence.passage.text) <= WHOLE_CHARS:
            return [_whole_draft(best.evidence, understood)]
        if best.evidence.passage.kind in TABLE_KINDS:
            return [_row_draft(choice, understood) for choice in _close(choices, 1 if understood.answer_kind != "list" else 4)]
        return _joined([_sentence_draft(choice) for choice in _close(choices, MOST_SENTENCES)])

    def choose(self, understood: Understanding, evidence: Sequence[Evidence]) -> list[Choice]:
        """Every unit of the best evidence, best first."""
        units = [(e, u) for e in evidence[:READ_PASSAGES] for u in split_units(e.passage) if u.kind not in ("caption", "head")]
        if not units:
            return []
        words = [e.report.text[u.start : u.end] for e, u in units]
        vectors = self.embedder.embed([understood.text, *map(plain_words, words)])
        cosines = vectors[1:] @ vectors[0]
        top = evidence[0].score
        choices = [
            Choice(e, unit, self._score(understood, e, unit, said, top) + NEARNESS * float(cosine), float(cosine))
            for (e, unit), said, cosine in zip(units, words, cosines, strict=True)
        ]
        return sorted(choices, key=lambda c: (-c.score, c.evidence.passage.passage_id, c.unit.start))

    def _score(self, understood: Understanding, evidence: Evidence, unit: Unit, words: str, top: float) -> float:
        """How well a unit answers: its share of the question's weight, how far its passage stands behind the best, its shape."""
        behind = min(1.0, (top - evidence.score) / BEHIND)
        return 0.6 * self._held(understood, evidence, words) - 0.5 * behind + _suits(understood.answer_kind, words, unit)

    def _held(self, understood: Understanding, evidence: Evidence, words: str) -> float:
        """Share of the question's weight that the words hold; names may stand over them, other words count less there."""
        facts = evidence.report.facts
        own = set(stems(words))
        over = set(stems(" ".join((*evidence.passage.headings, evidence.passage.context))))
        placed = over | set(stems(" ".join((facts.title, *facts.area, *facts.bodies, facts.published_on or ""))))
        weight = {s: self.lexical.weight(s) for s in understood.stems}
        held = sum(
            w * (1.0 if s in own or (s in understood.names and s in placed) else 0.35 if s in over else 0.0) for s, w in weight.items()
        )
        return held / (sum(weight.values()) or 1.0)


def _suits(kind: str, words: str, unit: Unit) -> float:
    """A small bonus for a unit of the shape asked for."""
    if kind == "figure" and FIGURE.search(words):
        return 0.12
    if kind == "list" and unit.kind in ("item", "lead-in", "row"):
        return 0.1
    return -0.5 if words.rstrip().endswith(":") and unit.kind == "sentence" else 0.0


def _close(choices: list[Choice], most: int) -> list[Choice]:
    """The best choice and those nearly as good, in the order of the text where they share a passage."""
    kept = [choices[0]]
    for choice in choices[1:]:
        room = sum(len(c.words) for c in kept) + len(choice.words) <= ENOUGH_CHARS
        if len(kept) < most and room and choice.score >= choices[0].score - SECOND_BEHIND and not _says_same(choice, kept):
            kept.append(choice)
    return kept


def _says_same(choice: Choice, kept: list[Choice]) -> bool:
    mine = set(stems(choice.words))
    return any(len(mine & set(stems(k.words))) >= 0.6 * max(1, min(len(mine), len(set(stems(k.words))))) for k in kept)


def _sentence_draft(choice: Choice) -> Draft:
    """The sentence, with the one before it where it leans on that ("This had ...")."""
    units = split_units(choice.evidence.passage)
    at = next(i for i, u in enumerate(units) if u == choice.unit)
    start = choice.unit.start
    if at and LEANS_BACK.match(plain_words(choice.words)):
        start = units[at - 1].start
    text = plain_words(choice.evidence.report.text[start : choice.unit.end])
    return Draft(text, (Quote(choice.evidence, start, choice.unit.end),))


def _joined(drafts: list[Draft]) -> list[Draft]:
    """Drafts whose quotes overlap or touch become one, so that no sentence is said twice."""
    kept: list[Draft] = []
    for draft in drafts:
        quote = draft.quotes[0]
        at = next((i for i, k in enumerate(kept) if _touch(k.quotes[0], quote)), None)
        if at is None:
            kept.append(draft)
        else:
            start, end = min(kept[at].quotes[0].start, quote.start), max(kept[at].quotes[0].end, quote.end)
            kept[at] = Draft(plain_words(quote.evidence.report.text[start:end]), (Quote(quote.evidence, start, end),))
    return kept


def _touch(a: Quote, b: Quote) -> bool:
    return a.evidence.passage.passage_id == b.evidence.passage.passage_id and a.start <= b.end + 2 and b.start <= a.end + 2


def _whole_draft(evidence: Evidence, understood: Understanding) -> Draft:
    """All of a list or table under one citation, an item a line."""
    units = split_units(evidence.passage)
    quote = Quote(evidence, units[0].start, units[-1].end)
    lines: list[str] = []
    for unit in units:
        words = evidence.report.text[unit.start : unit.end]
        if unit.kind == "item":
            lines.append(f"• {plain_words(words)}")
        elif unit.kind == "row":
            lines += [f"• {cell}" for cell in _row_cells(words, _heads(evidence), understood)]
        elif unit.kind == "sentence" and lines:
            lines[-1] = f"{lines[-1]} {plain_words(words)}"
        elif unit.kind != "head":
            lines.append(plain_words(words))
    lead_in = [plain_words(evidence.passage.context)] if evidence.passage.context else []
    return Draft("\n".join([*lead_in, *lines[: LONGEST_LIST + 1]]), (quote,))


def _row_draft(choice: Choice, understood: Understanding) -> Draft:
    """A table row: its first cell, then the others under the heads of their columns."""
    heads = _heads(choice.evidence)
    row = [c for c in cells(choice.words) if c]
    named = [h for h in heads if h]
    if len(named) == len(row) == 2 and row[0].endswith("."):
        text = f"{named[0]}: {row[0]} {named[1]}: {row[1]}"
    elif len(row) == 2 and len(named) == 2:
        text = f"{row[0]}: {row[1]} ({named[1]})"
    elif len(named) == len(row) > 2:
        text = f"{row[0]}: " + "; ".join(f"{head}: {cell}" for head, cell in zip(named[1:], row[1:], strict=True))
    else:
        text = ": ".join(row) if len(row) == 2 else "; ".join(row)
    return Draft(text, (Quote(choice.evidence, choice.unit.start, choice.unit.end),))


def _heads(evidence: Evidence) -> list[str]:
    head = next((u for u in split_units(evidence.passage) if u.kind == "head"), None)
    if head:
        return cells(evidence.report.text[head.start : head.end])
    return [part.strip() for part in evidence.passage.context.split(" | ")] if " | " in evidence.passage.context else []


def _row_cells(words: str, heads: list[str], understood: Understanding) -> list[str]:
    """The cells of a row that hold words; only those under the column the question names, if it names one."""
    row = cells(words)
    column = ""
    columns = []
    for i in range(len(row)):
        column = heads[i] if i < len(heads) and heads[i] else column
        columns.append(column)
    asked = {h for h in heads if h and set(stems(h)) & set(understood.stems)}
    pick = asked if asked and len(asked) < len({h for h in heads if h}) else set()
    if not pick and len([c for c in row if c]) == 2:
        return [": ".join(c for c in row if c)]
    return [c for c, head in zip(row, columns, strict=True) if re.search(r"[A-Za-z]{2}", c) and (not pick or head in pick)]
