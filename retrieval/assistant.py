"""The story of asking: understand, search, write from the evidence, check every claim, and end honestly."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from corpus.library import Library
from ingest.embedding import Embedder
from ingest.words import stems
from retrieval import answer as endings
from retrieval.answer import Answer, Citation, Claim, Coverage, with_marks
from retrieval.answering.ambiguity import find_ambiguity
from retrieval.answering.answerable import carries
from retrieval.answering.change import carries_sides, find_change
from retrieval.answering.contrast import find_contrast
from retrieval.answering.extractive import ExtractiveWriter
from retrieval.answering.joining import join, tells_both
from retrieval.answering.pairing import FoundSide
from retrieval.answering.writer import Writer
from retrieval.calls import Stopped, never
from retrieval.checks.citations import Draft, check_claims
from retrieval.evidence import Evidence, Filters, Question
from retrieval.lookup.holdings import tell_holdings
from retrieval.lookup.overview import tell_overview
from retrieval.question.conversation import POINTS_BACK, complete
from retrieval.question.halves import halves_of
from retrieval.question.scope import find_reason_outside
from retrieval.question.understanding import Understanding
from retrieval.search.searcher import Searcher
from retrieval.search.shelf import Shelf, bodies_over

EVIDENCE = 20
SPOKEN = 3  # passages found for the question before
OnClaim = Callable[[Answer], None]  # is given the answer as far as it is checked, each time a claim is added to it
OUTSIDE = {
    "opinion": "The reports give findings, not opinions of mine. Ask what inspectors found, and the answer will quote them.",
    "advice": "The reports cannot advise on a person's case. Ask what inspectors found about such work, or speak to your manager.",
    "talk": "This answers questions about probation inspection reports. Ask about a finding, a figure, a recommendation or a term.",
}


@dataclass(frozen=True)
class Assistant:
    """One library, opened for asking."""

    searcher: Searcher
    writer: Writer

    @classmethod
    def open(cls, library: Library, embedder: Embedder) -> Self:
        shelf = Shelf.open(library)
        searcher = Searcher(shelf, embedder)
        return cls(searcher, ExtractiveWriter(searcher))

    def ask(self, question: Question, on_claim: OnClaim | None = None, stopped: Stopped = never) -> Answer:
        """One question, answered from verified words or ended with one of the other statuses; one in two parts is asked part by part.

        A language model's claims are handed to `on_claim` one by one; once `stopped` is true, the offline writer ends the answer.
        """
        halves = halves_of(question.text, self.searcher.shelf.lexicon)
        whole = self._ask_once(question, on_claim, stopped)
        if not halves or tells_both(self.searcher, whole, halves):
            return whole
        parts = [self._ask_once(replace(question, text=half), None, stopped) for half in halves]
        return join(question, [part if part.claims or not whole.claims else whole for part in parts]) or whole

    def _ask_once(self, question: Question, on_claim: OnClaim | None, stopped: Stopped) -> Answer:
        begun = time.perf_counter()
        so_far: list[Draft] = []
        seconds: dict[str, float] = {}

        def conclude(drafts: list[Draft], writer: Writer) -> Answer:
            claims, citations, dropped = check_claims(
                drafts, understood.bodies, self._bodies_over(evidence), understood.areas, () if sides else understood.years
            )
            missing = _missing(sides, citations)
            status, text = self._settle(question, outside, claims, understood, meant, missing)
            return Answer(
                question, status, text, tuple(claims), tuple(citations), tuple(evidence), self._coverage(question),
                writer.name, understood.chips(), (), dropped, seconds, writer.notice,
            )  # fmt: skip

        def grow(draft: Draft) -> None:
            so_far.append(draft)
            if on_claim:
                on_claim(conclude(so_far, writer))

        writer = self.writer.anew(grow if on_claim else None, stopped)
        outside = find_reason_outside(question.text)
        understood = self.searcher.understand(question)
        evidence = self.searcher.search(question, EVIDENCE, understood)
        searched = time.perf_counter()
        meant = () if outside or question.asked or question.filters != Filters() else find_ambiguity(understood, evidence)
        sides = self._find_sides(question, understood, evidence) if not outside and not meant else []
        answerable = not outside and not meant and bool(understood.stems) and self._carries(question, understood, evidence, sides)
        drafts = (writer.write_sides(sides) if sides else writer.write(understood, evidence)) if answerable else []
        done = time.perf_counter()
        took = {"search": searched - begun, "rerank": 0.0, "compose": done - searched, "total": done - begun}
        seconds.update({k: round(v, 4) for k, v in took.items()})
        return conclude(drafts, writer)

    def converse(self, turns: Sequence[str], filters: Filters | None = None) -> list[Answer]:
        """One answer a turn; each turn is completed from those before it."""
        answers: list[Answer] = []
        for turn in turns:
            answers.append(self.reply(turn, [answer.question.text for answer in answers], filters))
        return answers

    def reply(
        self, turn: str, earlier: Sequence[str] = (), filters: Filters | None = None,
        on_claim: OnClaim | None = None, stopped: Stopped = never,
    ) -> Answer:  # fmt: skip
        """The next turn of a conversation, whose earlier questions stand alone already."""
        text = self._completed(turn, earlier, stopped)
        return self.ask(Question(text, filters or Filters(), turn if text != turn else ""), on_claim, stopped)

    def _completed(self, turn: str, earlier: Sequence[str], stopped: Stopped) -> str:
        """A follow-up made whole, by the language model where there is one and it keeps to what was asked."""
        if find_reason_outside(turn):
            return turn  # "what can I ask?" is about nothing said before
        completed = complete(turn, earlier, self.searcher.shelf.lexicon, lambda own: self._spoke_of(own, earlier[-1]))
        if not earlier or not (completed != turn or POINTS_BACK.search(turn)):
            return completed
        return self.writer.anew(None, stopped).rewrite(turn, earlier) or completed

    def _spoke_of(self, own: Sequence[str], before: str) -> bool:
        """Whether a passage found for the question before holds all of these stems but one."""
        found = self.searcher.search(Question(before), SPOKEN)
        return any(len(set(own) - set(stems(e.passage.text))) <= (len(set(own)) > 1) for e in found)

    def _find_sides(self, question: Question, understood: Understanding, evidence: list[Evidence]) -> list[FoundSide]:
        """What a question sets side by side, bodies, areas or dates, with what is said of each; empty for any other question."""
        if tell_overview(understood, evidence, self.searcher.shelf.passages):
            return []
        return find_contrast(self.searcher, question, understood) or find_change(self.searcher, question, understood, evidence)

    def _carries(self, question: Question, understood: Understanding, evidence: list[Evidence], sides: Sequence[FoundSide]) -> bool:
        """Whether to answer at all; no passage need name all the dates of a change that each has its own."""
        return carries(self.searcher, question, understood, evidence) or carries_sides(self.searcher, question, sides)

    def _bodies_over(self, evidence: list[Evidence]) -> dict[str, tuple[str, ...]]:
        return {e.passage.passage_id: bodies_over(e.passage) for e in evidence}

    def _settle(
        self, question: Question, outside: str | None, claims: list[Claim], understood: Understanding,
        meant: Sequence[str], missing: Sequence[str],
    ) -> tuple[str, str]:  # fmt: skip
        if outside:
            return endings.OUT_OF_SCOPE, OUTSIDE.get(outside) or tell_holdings(self.searcher.shelf.reports.values())
        if meant:
            return (
                endings.NEEDS_CLARIFICATION,
                f"Reports on several areas answer this, each for its own: {', '.join(meant)}. Name the area you mean.",
            )
        if not understood.stems:
            return (
                endings.NEEDS_CLARIFICATION,
                "That names nothing to look for. Ask in a few words what you want to know, for example about home visits.",
            )
        if not claims:
            return endings.NOT_IN_REPORTS, self._not_in_reports(question)
        if sum(c.dissents for c in claims) > 1:
            return endings.SOURCES_DISAGREE, f"The sources disagree.\n\n{with_marks(claims)}"
        text = with_marks(claims)
        if missing:
            return endings.PARTIAL, text + "\n\n" + "\n\n".join(f"{name}: not found in these reports." for name in missing)
        return endings.ANSWERED, text

    def _not_in_reports(self, question: Question) -> str:
        coverage = self._coverage(question)
        reach = f"Searched {coverage.reports_searched} of {coverage.reports_total} reports"
        newest = f", the newest from {coverage.newest}" if coverage.newest else ""
        return f"The reports do not say. {reach}{newest}. The nearest passages are listed with this answer."

    def _coverage(self, question: Question) -> Coverage:
        return self.searcher.shelf.coverage(question.filters)


def _missing(sides: Sequence[FoundSide], citations: Sequence[Citation]) -> list[str]:
    """The sides on whose passages no claim rests."""
    cited = {citation.passage.passage_id for citation in citations}
    return [side.name for side in sides if not cited & {e.passage.passage_id for e in side.evidence}]
