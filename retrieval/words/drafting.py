"""Drafting: the words of a sentence, a table row or a whole list as a claim, with all that they need to be understood."""

import re

from ingest.units import Unit, split_units
from retrieval.checks.citations import Draft, Quote
from retrieval.checks.units import plain_words
from retrieval.evidence import Evidence
from retrieval.question.understanding import Understanding
from retrieval.words.choice import Choice
from retrieval.words.dates import moves, tells_move
from retrieval.words.need import FIGURE, sought_in
from retrieval.words.row import row_items, row_text, table_heads
from retrieval.words.trimming import end_of_answer, is_within_speech

WHOLE_CHARS = 650  # a list told in prose is given whole up to here
EXAMPLE_CHARS = 1000  # an example, which is a story
LONGEST_LIST = 14
MOST_RUN_ON = 4
SOON_READ = 420  # characters
ENDED = re.compile(r"[.!?][’”'\")\]¹²³⁴-⁹⁰\d]*\s*$")
COUNTS_FROM = re.compile(r"^\W*(?:the )?(?:first|firstly|one)\b", re.I)
COUNTS_ON = re.compile(r"^\W*(?:and )?(?:the |an)?(?:first|second|third|fourth|fifth|sixth|other|final|last)(?:ly)?\b", re.I)
JOINING = r"(?:(?:But|And),? |(?:However|Also|Moreover|Nevertheless|Nonetheless|Therefore|Thus|Yet|Still), )"
JOINS, JOINED = re.compile(rf"{JOINING}(?=[A-Za-z])"), re.compile(rf"{JOINING}$")
LATER_LEANS = re.compile(r"^[A-Z][^,.;]{2,50}, (?:it|they|he|she|this|these|those)\b")  # "In practice, it ..."
LEANS_BACK = re.compile(
    r"^(?:this|that|these|those|it|its|they|their|them|he|she|his|her|such|both|neither|the latter|in this|for this|as a result|however|also|moreover|nor|instead|here|similarly|in contrast|by contrast|one)\b",
    re.I,
)


def draft_sentence(choice: Choice, understood: Understanding | None = None, alone: bool = False) -> Draft:
    """The sentence, with the one before it where it leans on that ("This had ...") and those it runs on into ("(i) gender (ii) ...").

    Where the question needs nothing that can be told from the words alone (a figure, a date), the sentence after it comes too.
    """
    units = split_units(choice.evidence.passage)
    at = next(i for i, u in enumerate(units) if u == choice.unit)
    start, end = choice.unit.start + joined_by(choice.words), choice.unit.end
    words = plain_words(choice.evidence.report.text[start:end])
    if at and (LEANS_BACK.match(words) or LATER_LEANS.match(words)):
        start = units[at - 1].start
    for following in units[at + 1 : at + 1 + MOST_RUN_ON]:
        if choice.unit.kind == following.kind == "item" or ENDED.search(choice.evidence.report.text[start:end]):
            break
        end = following.end
    counted = _end_of_count(choice, units, end)
    if counted == end and understood and not alone and not _is_enough(choice.evidence.report.text[start:end], understood):
        counted = _end_of_thought(choice, units, start, end)
    if counted == choice.unit.end and start >= choice.unit.start and understood:
        end = start + end_of_answer(choice.evidence.report.text[start:counted], understood)
        if end < counted:
            words = told(choice.evidence, start, end)
            return Draft(f"{words}.”" if is_within_speech(words) else f"{words}.", (Quote(choice.evidence, start, end),))
    end = counted
    if understood and understood.side and not _holds_sought(choice.evidence.report.text[start:end], understood):
        end = _end_of_leaning(choice, units, start, end)
    return Draft(told(choice.evidence, start, end), (Quote(choice.evidence, start, end),))


def told(evidence: Evidence, start: int, end: int) -> str:
    """A part of a report as a person reads it; where only the word that joined it is left off, it begins with a capital."""
    words = plain_words(evidence.report.text[start:end])
    return words[:1].upper() + words[1:] if JOINED.search(evidence.report.text[max(0, start - 20) : start]) else words


def joined_by(words: str) -> int:
    """How many characters of a sentence only join it to the one before: "But the CRC ..." stands alone without them."""
    joined = JOINS.match(words)
    return joined.end() if joined else 0


def _end_of_count(choice: Choice, units: list[Unit], end: int) -> int:
    """Where what a sentence announces ends: "three wider issues. The first is ... The second ..."."""
    text = choice.evidence.report.text
    after = [u for u in units if u.start >= end]
    if not after or not COUNTS_FROM.match(text[after[0].start : after[0].end]):
        return end
    counted = [u.end for u in after if COUNTS_ON.match(text[u.start : u.end]) and u.end - choice.unit.start <= WHOLE_CHARS * 2]
    return max(counted, default=end)


def _is_enough(words: str, understood: Understanding) -> bool:
    """Whether a sentence holds what the question needs; a side of a comparison is best told in figures."""
    if moves(understood) and tells_move(words):
        return True
    return bool(FIGURE.search(words)) if understood.side else _holds_sought(words, understood)


def _holds_sought(words: str, understood: Understanding) -> bool:
    """Whether words are known to hold what the question needs; False where nothing is known to be needed."""
    sought = sought_in(understood.asked, understood.answer_kind)
    return sought is not None and bool(sought.search(words))


def _end_of_thought(choice: Choice, units: list[Unit], start: int, end: int) -> int:
    """Where the next sentence of the same paragraph ends, if both together are soon read: it often names what this one speaks of."""
    following = next((u for u in units if u.start >= end), None)
    if following is None or following.kind != "sentence" or following.end - start > SOON_READ:
        return end
    return end if "\n\n" in choice.evidence.report.text[end : following.start] else following.end


def _end_of_leaning(choice: Choice, units: list[Unit], start: int, end: int) -> int:
    """Where the next sentence ends, if it leans on this one ("This was twice ...") and both together are soon read."""
    text, following = choice.evidence.report.text, next((u for u in units if u.start >= end), None)
    leans = following is not None and following.kind == "sentence" and LEANS_BACK.match(text[following.start : following.end])
    return (
        following.end if leans and following and following.end - start <= SOON_READ and "\n\n" not in text[end : following.start] else end
    )


def join_drafts(drafts: list[Draft]) -> list[Draft]:
    """Drafts whose quotes overlap or touch become one, where the first of them stands, so that no sentence is said twice."""
    kept: list[Draft] = []
    for draft in drafts:
        touching = [k for k in kept if _touch(k.quotes[0], draft.quotes[0])]
        place = kept.index(touching[0]) if touching else len(kept)
        kept = [k for k in kept if k not in touching]
        kept.insert(place, _together([*touching, draft]) if touching else draft)
    return kept


def _together(drafts: list[Draft]) -> Draft:
    quotes = [draft.quotes[0] for draft in drafts]
    start, end = min(q.start for q in quotes), max(q.end for q in quotes)
    return Draft(told(quotes[0].evidence, start, end), (Quote(quotes[0].evidence, start, end),))


def _touch(a: Quote, b: Quote) -> bool:
    return a.evidence.passage.passage_id == b.evidence.passage.passage_id and a.start <= b.end + 2 and b.start <= a.end + 2


def draft_whole(evidence: Evidence, understood: Understanding) -> Draft:
    """All of a list or table under one citation, an item a line."""
    units = split_units(evidence.passage)
    quote = Quote(evidence, units[0].start, units[-1].end)
    lines: list[str] = []
    for unit in units:
        words = evidence.report.text[unit.start : unit.end]
        if unit.kind == "item":
            lines.append(f"• {plain_words(words)}")
        elif unit.kind == "row":
            lines += [f"• {cell}" for cell in row_items(words, table_heads(evidence), understood)]
        elif unit.kind == "sentence" and lines:
            lines[-1] = f"{lines[-1]} {plain_words(words)}"
        elif unit.kind != "head":
            lines.append(plain_words(words))
    lead_in = [plain_words(evidence.passage.context)] if evidence.passage.context else []
    return Draft("\n".join([*lead_in, *lines[: LONGEST_LIST + 1]]), (quote,))


def draft_row(choice: Choice, understood: Understanding) -> Draft:
    """A table row, each cell under the head of its column."""
    text = row_text(choice.words, table_heads(choice.evidence), understood)
    return Draft(text, (Quote(choice.evidence, choice.unit.start, choice.unit.end),))
