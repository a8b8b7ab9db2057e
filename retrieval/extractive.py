"""The offline writer: picks the words that answer and lays them out by the kind of question. No model, no invention."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.words import stems
from retrieval.choice import Choice, choose
from retrieval.citations import Draft, Quote
from retrieval.disagreement import find_rival, is_later
from retrieval.evidence import Evidence
from retrieval.need import FIGURE, need_of
from retrieval.polarity import tell_polarity
from retrieval.ranking import rank_rows
from retrieval.search import Searcher
from retrieval.understanding import Understanding
from retrieval.units import LIST_KINDS, TABLE_KINDS, Unit, cells, plain_words, split_units
from retrieval.writer import Writer

SECOND_BEHIND = 0.15  # a second unit this close to the best is worth its room
MOST_SENTENCES = 3
ENOUGH_CHARS = 420
WHOLE_CHARS = 650  # a list or an example told in prose is given whole up to here
LONGEST_LIST = 14
NEED_BEHIND = 0.5  # of unit score: words that meet the need but stand this far behind those that do not are about something else
MOST_RUN_ON = 4
ENDED = re.compile(r"[.!?][’”'\")\]¹²³⁴-⁹⁰\d]*\s*$")
ORDINAL = re.compile(r"\d{1,2}\.")
COUNTS_FROM = re.compile(r"^\W*(?:the )?(?:first|firstly|one)\b", re.I)
COUNTS_ON = re.compile(r"^\W*(?:and )?(?:the |an)?(?:first|second|third|fourth|fifth|sixth|other|final|last)(?:ly)?\b", re.I)
LEANS_BACK = re.compile(
    r"^(?:this|that|these|those|it|its|they|their|them|he|she|his|her|such|both|neither|the latter|in this|for this|as a result|however|also|moreover|nor|instead|here|similarly|in contrast|by contrast|one)\b",
    re.I,
)


class ExtractiveWriter(Writer):
    """Writes drafts from evidence by selection alone."""

    name = "extractive"

    def __init__(self, searcher: Searcher):
        self.searcher = searcher

    def write(self, understood: Understanding, evidence: Sequence[Evidence]) -> list[Draft]:
        """The drafts that answer, best first; none when there is nothing to draw on."""
        choices = choose(self.searcher, understood, evidence)
        choices = _meeting(choices, need_of(understood.text))
        if not choices:
            return []
        best = choices[0]
        if best.evidence.passage.kind == "glossary":
            return [draft_row(best)]
        if understood.answer_kind == "list":
            for listing in (evidence[0], best.evidence):
                if listing.passage.kind in LIST_KINDS | TABLE_KINDS:
                    return [_whole_draft(listing, understood)]
        if best.evidence.passage.kind == "example" and need_of(understood.text) is None and len(best.evidence.passage.text) <= WHOLE_CHARS:
            return [_whole_draft(best.evidence, understood)]
        if understood.answer_kind in ("list", "example") and len(best.evidence.passage.text) <= WHOLE_CHARS:
            return [_whole_draft(best.evidence, understood)]
        rival = self._find_rival(best, understood, evidence)
        if rival:
            return _side_by_side(best, rival)
        if best.evidence.passage.kind in TABLE_KINDS:
            choices = rank_rows(understood.text, choices)
            return [draft_row(choice) for choice in _close(choices, 1 if understood.answer_kind != "list" else 4)]
        drafts = _joined([_draft(choice, understood) for choice in _close(choices, MOST_SENTENCES)])
        said = tell_polarity(self.searcher, understood, best.words) if understood.answer_kind == "yes or no" else ""
        return [replace(drafts[0], text=f"{said}. {drafts[0].text}"), *drafts[1:]] if said else drafts

    def _find_rival(self, best: Choice, understood: Understanding, evidence: Sequence[Evidence]) -> Choice | None:
        """What another report says otherwise on the same matter."""
        others = [e for e in evidence if e.report.report_id != best.evidence.report.report_id]
        return find_rival(best, choose(self.searcher, understood, others))


def _meeting(choices: list[Choice], need: re.Pattern[str] | None) -> list[Choice]:
    """The choices that hold what is needed; none where the best of them stand far behind: "how many" is not met by a figure nearby."""
    if need is None:
        return choices
    meeting = [choice for choice in choices if need.search(choice.words)]
    return meeting if meeting and meeting[0].score >= choices[0].score - NEED_BEHIND else []


def _side_by_side(one: Choice, other: Choice) -> list[Draft]:
    """Two statements that exclude each other, each with its source and date: of one year they disagree, of two they show a change."""
    later = is_later(one, other)
    ordered = [other, one] if later is False else [one, other]
    return [replace(draft, text=f"{_source(c)}: {draft.text}", dissents=later is None) for c in ordered for draft in [draft_sentence(c)]]


def _source(choice: Choice) -> str:
    facts = choice.evidence.report.facts
    return ", ".join(part for part in ((facts.kind or "report").capitalize(), facts.published_on or facts.inspected_on) if part)


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


def _draft(choice: Choice, understood: Understanding) -> Draft:
    return draft_row(choice) if choice.unit.kind == "row" else draft_sentence(choice, understood)


def draft_sentence(choice: Choice, understood: Understanding | None = None) -> Draft:
    """The sentence, with the one before it where it leans on that ("This had ...") and those it runs on into ("(i) gender (ii) ...")."""
    units = split_units(choice.evidence.passage)
    at = next(i for i, u in enumerate(units) if u == choice.unit)
    start, end = choice.unit.start, choice.unit.end
    if at and LEANS_BACK.match(plain_words(choice.words)):
        start = units[at - 1].start
    for following in units[at + 1 : at + 1 + MOST_RUN_ON]:
        if ENDED.search(choice.evidence.report.text[start:end]):
            break
        end = following.end
    end = _end_of_count(choice, units, end)
    if understood and understood.side:
        end = _end_of_figures(choice, units, end)
    return Draft(plain_words(choice.evidence.report.text[start:end]), (Quote(choice.evidence, start, end),))


def _end_of_count(choice: Choice, units: list[Unit], end: int) -> int:
    """Where what a sentence announces ends: "three wider issues. The first is ... The second ..."."""
    text = choice.evidence.report.text
    after = [u for u in units if u.start >= end]
    if not after or not COUNTS_FROM.match(text[after[0].start : after[0].end]):
        return end
    counted = [u.end for u in after if COUNTS_ON.match(text[u.start : u.end]) and u.end - choice.unit.start <= WHOLE_CHARS * 2]
    return max(counted, default=end)


def _end_of_figures(choice: Choice, units: list[Unit], end: int) -> int:
    """A side of a comparison told in words alone takes the figures of the next sentence along."""
    text = choice.evidence.report.text
    following = next((u for u in units if u.start >= end), None)
    if following is None or FIGURE.search(text[choice.unit.start : end]) or "\n\n" in text[end : following.start]:
        return end
    return following.end if FIGURE.search(text[following.start : following.end]) else end


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
            lines += [f"• {cell}" for cell in _row_cells(words, table_heads(evidence), understood)]
        elif unit.kind == "sentence" and lines:
            lines[-1] = f"{lines[-1]} {plain_words(words)}"
        elif unit.kind != "head":
            lines.append(plain_words(words))
    lead_in = [plain_words(evidence.passage.context)] if evidence.passage.context else []
    return Draft("\n".join([*lead_in, *lines[: LONGEST_LIST + 1]]), (quote,))


def draft_row(choice: Choice) -> Draft:
    """A table row: its first cell, then the others under the heads of their columns."""
    heads = table_heads(choice.evidence)
    row = [c for c in cells(choice.words) if c and not ORDINAL.fullmatch(c)]
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


def table_heads(evidence: Evidence) -> list[str]:
    """The heads of a table's columns in order; none where the table has no head."""
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
