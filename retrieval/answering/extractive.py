"""The offline writer: picks the words that answer and lays them out by the kind of question. No model, no invention."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.units import TABLE_KINDS
from ingest.words import stems
from retrieval.answering.announced import tell_announced
from retrieval.answering.counting import count_list
from retrieval.answering.disagreement import find_rival, is_later
from retrieval.answering.pairing import FoundSide
from retrieval.answering.writer import Writer
from retrieval.checks.citations import Draft, is_of_another
from retrieval.checks.units import plain_words
from retrieval.evidence import Evidence
from retrieval.lookup.overview import tell_overview
from retrieval.lookup.particulars import tell_of_report
from retrieval.question.understanding import Understanding
from retrieval.search.searcher import Searcher
from retrieval.search.shelf import bodies_over
from retrieval.words.choice import Choice, choose, holds
from retrieval.words.dates import moves, tells_move, years_in
from retrieval.words.defining import find_definition
from retrieval.words.drafting import EXAMPLE_CHARS, WHOLE_CHARS, draft_row, draft_sentence, draft_whole, join_drafts
from retrieval.words.eligible import keep_placed, keep_rating
from retrieval.words.listing import find_listing
from retrieval.words.naming import ASKS_NAME, ASKS_PLACE, names_anew, names_holder, names_place, post_asked
from retrieval.words.need import counts, least_of, need_of, tells_extreme
from retrieval.words.polarity import tell_polarity
from retrieval.words.ranking import find_extreme, find_ranked, rank_rows

SECOND_BEHIND = 0.15  # of unit score: a second unit this close to the best is worth its room
OF_ONE_PLACE_BEHIND = 0.3  # the same for one of the same report and body, where nothing shows that the best is the answer
CLEARLY_AHEAD = 0.33  # of unit score: no sentence after one that stood so far before all others ever said what was asked
MOST_SENTENCES, ENOUGH_CHARS = 3, 420  # of words that show that they answer
MOST_UNSURE, ENOUGH_UNSURE = 4, 600
NEED_BEHIND = 0.5  # of unit score: words that meet the need but stand this far behind those that do not are about something else
COUNT_BEHIND = 0.3  # the same for words that count what is counted


class ExtractiveWriter(Writer):
    """Writes drafts from evidence by selection alone."""

    name = "extractive"

    def __init__(self, searcher: Searcher):
        self.searcher = searcher

    def write(self, understood: Understanding, evidence: Sequence[Evidence]) -> list[Draft]:
        """The drafts that answer, best first; none when there is nothing to draw on."""
        passages = self.searcher.shelf.passages
        known = tell_overview(understood, evidence, passages) or tell_of_report(understood, evidence, passages)
        if known:
            return known
        choices = self._suited(understood, evidence)
        single = self._in_one(choices, understood, evidence)
        if single or not choices:
            return [single] if single else []
        rival = None if understood.side else self._find_rival(choices[0], understood, evidence)
        if rival:
            return _side_by_side(choices[0], rival)
        if choices[0].evidence.passage.kind in TABLE_KINDS:
            return [draft_row(rank_rows(understood.asked, choices)[0], understood)]
        return self._in_sentences(choices, understood)

    def write_sides(self, sides: Sequence[FoundSide]) -> list[Draft]:
        """What is said of each side, under its name."""
        return [_on_side(side.asked, side.choice) for side in sides if side.choice]

    def _suited(self, understood: Understanding, evidence: Sequence[Evidence]) -> list[Choice]:
        """The choices of the right body that give what the question needs, best first."""
        placed = keep_placed(choose(self.searcher, understood, evidence), understood)
        named = keep_rating(_naming(self._of_body(placed, understood), understood.asked), understood)
        return _closest(_meeting(named, least_of(understood.asked)), understood.asked)

    def _in_one(self, choices: list[Choice], understood: Understanding, evidence: Sequence[Evidence]) -> Draft | None:
        """The draft that answers alone: a list counted, a definition, the highest or lowest row of the first table, a list or example."""
        counted = None if any(counts(understood.asked, c.words) for c in choices) else count_list(self.searcher.shelf, understood, evidence)
        if counted or not choices:
            return counted
        ranked = choose(self.searcher, understood, [find_ranked(understood, evidence)])
        row = find_definition(understood, choices) or find_extreme(understood.asked, ranked)
        if row:
            return draft_row(row, understood)
        whole = _whole(understood, evidence, choices[0].evidence)
        return draft_whole(whole, understood) if whole else None

    def _of_body(self, choices: list[Choice], understood: Understanding) -> list[Choice]:
        """The choices that may speak of the one body asked about."""
        if len(understood.bodies) != 1:
            return choices
        return [c for c in choices if not is_of_another(c.words, bodies_over(c.evidence.passage), understood.bodies[0])]

    def _in_sentences(self, choices: list[Choice], understood: Understanding) -> list[Draft]:
        """The best choice and those nearly as good; yes or no comes first where it is plain."""
        close = _close(choices, understood)
        alone = len(choices) == 1 or choices[0].score - choices[1].score > CLEARLY_AHEAD
        first, *others = join_drafts([_draft(choice, understood, alone) for choice in close])
        announced = tell_announced(self.searcher.shelf, first)
        others = announced or others
        said = tell_polarity(self.searcher, understood, choices[0].words) if understood.answer_kind == "yes or no" else ""
        return [replace(first, text=f"{said}. {first.text}") if said else first, *others]

    def _find_rival(self, best: Choice, understood: Understanding, evidence: Sequence[Evidence]) -> Choice | None:
        """What another report says otherwise on the same matter."""
        others = [e for e in evidence if e.report.report_id != best.evidence.report.report_id]
        return find_rival(best, choose(self.searcher, understood, others))


def _whole(understood: Understanding, evidence: Sequence[Evidence], best: Evidence) -> Evidence | None:
    """The passage that is given whole: a list that was asked for, or a practice example, neither too long to read."""
    if understood.answer_kind == "list":
        listing = find_listing(understood, evidence, best)
        if listing:
            return listing
    example = best.passage.kind == "example" and need_of(understood.asked) is None
    short = len(best.passage.text) <= (EXAMPLE_CHARS if example else WHOLE_CHARS)
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


def _closest(choices: list[Choice], question: str) -> list[Choice]:
    """The choices, those first that tell the highest or lowest, the count or the place that is asked for, if not far behind."""
    if not choices or choices[0].unit.kind == "row":
        return choices
    telling = [c for c in choices if c.score >= choices[0].score - NEED_BEHIND and tells_extreme(question, c.words)]
    near = [c for c in choices if c.score >= choices[0].score - COUNT_BEHIND]
    telling = telling or [c for c in near if counts(question, c.words)] or [c for c in near if _places(question, c)][:1]
    return telling + [c for c in choices if c not in telling]


def _places(question: str, choice: Choice) -> bool:
    """Whether words name a place where "which office" asks for one."""
    return bool(ASKS_PLACE.search(question)) and names_place(plain_words(choice.words), question, choice.evidence.report.facts.area)


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
    shows, counted = _shows_itself(best, understood), counts(understood.asked, best.words)
    most, enough = (MOST_SENTENCES, ENOUGH_CHARS) if shows else (MOST_UNSURE, ENOUGH_UNSURE)
    for choice in choices[1:]:
        room = len(kept) < most and sum(len(c.words) for c in (*kept, choice)) <= enough
        behind = SECOND_BEHIND if shows or not _of_one_place(best, choice) else OF_ONE_PLACE_BEHIND
        if counted and _is_neighbour(choice, best) and not counts(understood.asked, choice.words):
            continue
        if room and choice.score >= best.score - behind and not _says_same(choice, kept):
            kept.append(choice)
    return kept


def _is_neighbour(one: Choice, other: Choice) -> bool:
    """Whether both are items of one list: beside "17 managers" stands "78 officers", which would be read as the number asked for."""
    return one.unit.kind == other.unit.kind == "item" and one.evidence.passage == other.evidence.passage


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


def _draft(choice: Choice, understood: Understanding, alone: bool = False) -> Draft:
    return draft_row(choice, understood) if choice.unit.kind == "row" else draft_sentence(choice, understood, alone)
