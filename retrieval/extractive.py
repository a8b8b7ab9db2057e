"""The offline writer: picks the words that answer and lays them out by the kind of question. No model, no invention."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.units import LIST_KINDS, TABLE_KINDS
from ingest.words import stems
from retrieval.choice import Choice, choose, holds
from retrieval.citations import Draft, is_of_another
from retrieval.dates import moves, tells_move, years_in
from retrieval.disagreement import find_rival, is_later
from retrieval.drafting import WHOLE_CHARS, draft_row, draft_sentence, draft_whole, join_drafts
from retrieval.evidence import Evidence
from retrieval.naming import ASKS_NAME, names_anew, names_holder, post_asked
from retrieval.need import need_of
from retrieval.pairing import FoundSide
from retrieval.polarity import tell_polarity
from retrieval.ranking import rank_rows
from retrieval.search import Searcher
from retrieval.shelf import bodies_over
from retrieval.understanding import Understanding
from retrieval.units import plain_words
from retrieval.writer import Writer

SECOND_BEHIND = 0.15  # of unit score: a second unit this close to the best is worth its room
OF_ONE_PLACE_BEHIND = 0.3  # the same for one of the same report and body, where nothing shows that the best is the answer
MOST_SENTENCES, ENOUGH_CHARS = 3, 420  # of words that show that they answer
MOST_UNSURE, ENOUGH_UNSURE = 4, 600
NEED_BEHIND = 0.5  # of unit score: words that meet the need but stand this far behind those that do not are about something else


class ExtractiveWriter(Writer):
    """Writes drafts from evidence by selection alone."""

    name = "extractive"

    def __init__(self, searcher: Searcher):
        self.searcher = searcher

    def write(self, understood: Understanding, evidence: Sequence[Evidence]) -> list[Draft]:
        """The drafts that answer, best first; none when there is nothing to draw on."""
        suited = _naming(self._of_body(choose(self.searcher, understood, evidence), understood), understood.asked)
        choices = _meeting(suited, need_of(understood.asked))
        if not choices:
            return []
        best = choices[0]
        if best.evidence.passage.kind == "glossary":
            return [draft_row(best, understood)]
        whole = _whole(understood, evidence[0], best.evidence)
        if whole:
            return [draft_whole(whole, understood)]
        rival = None if understood.side else self._find_rival(best, understood, evidence)
        if rival:
            return _side_by_side(best, rival)
        if best.evidence.passage.kind in TABLE_KINDS:
            return [draft_row(rank_rows(understood.asked, choices)[0], understood)]
        return self._in_sentences(choices, understood)

    def write_sides(self, sides: Sequence[FoundSide]) -> list[Draft]:
        """What is said of each side, under its name."""
        return [_on_side(side.asked, side.choice) for side in sides if side.choice]

    def _of_body(self, choices: list[Choice], understood: Understanding) -> list[Choice]:
        """The choices that may speak of the one body asked about."""
        if len(understood.bodies) != 1:
            return choices
        return [c for c in choices if not is_of_another(c.words, bodies_over(c.evidence.passage), understood.bodies[0])]

    def _in_sentences(self, choices: list[Choice], understood: Understanding) -> list[Draft]:
        """The best choice and those nearly as good; yes or no comes first where it is plain."""
        first, *others = join_drafts([_draft(choice, understood) for choice in _close(choices, understood)])
        said = tell_polarity(self.searcher, understood, choices[0].words) if understood.answer_kind == "yes or no" else ""
        return [replace(first, text=f"{said}. {first.text}") if said else first, *others]

    def _find_rival(self, best: Choice, understood: Understanding, evidence: Sequence[Evidence]) -> Choice | None:
        """What another report says otherwise on the same matter."""
        others = [e for e in evidence if e.report.report_id != best.evidence.report.report_id]
        return find_rival(best, choose(self.searcher, understood, others))


def _whole(understood: Understanding, first: Evidence, best: Evidence) -> Evidence | None:
    """The passage that is given whole: a list that was asked for, or a practice example, neither too long to read."""
    if understood.answer_kind == "list":
        listing = next((e for e in (first, best) if e.passage.kind in LIST_KINDS | TABLE_KINDS), None)
        if listing:
            return listing
    short = len(best.passage.text) <= WHOLE_CHARS
    example = best.passage.kind == "example" and need_of(understood.asked) is None
    return best if short and (example or understood.answer_kind in ("list", "example")) else None


def _naming(choices: list[Choice], question: str) -> list[Choice]:
    """The choices that give the name asked for: "the chief officer was new" says nothing of who it was."""
    post = post_asked(question)
    if post:
        return [c for c in choices if names_holder(c.words, post, c.evidence.report.text)]
    return [c for c in choices if names_anew(plain_words(c.words), question)] if ASKS_NAME.search(question) else choices


def _meeting(choices: list[Choice], need: re.Pattern[str] | None) -> list[Choice]:
    """The choices that hold what is needed; none where the best of them stand far behind: "how many" is not met by a figure nearby."""
    if need is None:
        return choices
    meeting = [choice for choice in choices if holds(choice, need)]
    return meeting if meeting and meeting[0].score >= choices[0].score - NEED_BEHIND else []


def _side_by_side(one: Choice, other: Choice) -> list[Draft]:
    """Two statements that exclude each other, each with its source and date: of one year they disagree, of two they show a change."""
    later = is_later(one, other)
    ordered = [other, one] if later is False else [one, other]
    return [replace(draft, text=f"{_source(c)}: {draft.text}", dissents=later is None) for c in ordered for draft in [draft_sentence(c)]]


def _on_side(side: Understanding, choice: Choice) -> Draft:
    """A draft under the name of its side; a year that neither words nor source bear out gives way to the source with its date."""
    draft, facts = _draft(choice, side), choice.evidence.report.facts
    dates = " ".join((facts.published_on or "", facts.inspected_on or "", draft.text))
    borne_out = not side.side.isdigit() or side.years[0] in years_in(dates)
    return replace(draft, text=f"{side.side if borne_out else _source(choice)}: {draft.text}")


def _source(choice: Choice) -> str:
    facts = choice.evidence.report.facts
    return ", ".join(part for part in ((facts.kind or "report").capitalize(), facts.published_on or facts.inspected_on) if part)


def _close(choices: list[Choice], understood: Understanding) -> list[Choice]:
    """The best choice and those nearly as good: more of them where nothing shows that the best is what was asked for."""
    best, kept = choices[0], [choices[0]]
    shows = _shows_itself(best, understood)
    most, enough = (MOST_SENTENCES, ENOUGH_CHARS) if shows else (MOST_UNSURE, ENOUGH_UNSURE)
    for choice in choices[1:]:
        room = len(kept) < most and sum(len(c.words) for c in (*kept, choice)) <= enough
        behind = SECOND_BEHIND if shows or not _of_one_place(best, choice) else OF_ONE_PLACE_BEHIND
        if room and choice.score >= best.score - behind and not _says_same(choice, kept):
            kept.append(choice)
    return kept


def _shows_itself(best: Choice, understood: Understanding) -> bool:
    """Whether words can be seen to be of the kind asked for: they hold a figure, a date, a name, tell how something moved.

    Of a list there may be more.
    """
    if moves(understood) or understood.answer_kind in ("list", "change"):
        return moves(understood) and tells_move(best.words)
    return understood.answer_kind == "figure" or need_of(understood.asked) is not None or best.signs.shaped > 0


def _of_one_place(one: Choice, other: Choice) -> bool:
    """Whether both stand in one report under headings of the same body."""
    a, b = one.evidence, other.evidence
    return a.report.report_id == b.report.report_id and bodies_over(a.passage) == bodies_over(b.passage)


def _says_same(choice: Choice, kept: list[Choice]) -> bool:
    mine = set(stems(choice.words))
    return any(len(mine & set(stems(k.words))) >= 0.6 * max(1, min(len(mine), len(set(stems(k.words))))) for k in kept)


def _draft(choice: Choice, understood: Understanding) -> Draft:
    return draft_row(choice, understood) if choice.unit.kind == "row" else draft_sentence(choice, understood)
