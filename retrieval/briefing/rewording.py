"""Rewording: a language model puts a chapter's findings in its words; what it does not write stands in the report's own words.

A model is given the words that were chosen for the chapter and no others, so that no line can rest on what another chapter says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.units import TABLE_KINDS
from retrieval.answering.writer import Writer
from retrieval.briefing.finding import Finding
from retrieval.calls import Stopped
from retrieval.checks.citations import Draft, find_fault
from retrieval.checks.quoting import lead_in
from retrieval.evidence import Evidence
from retrieval.model.prompt import MOST_CLAIMS
from retrieval.question.understanding import Understanding
from retrieval.search.shelf import bodies_over
from retrieval.words.row import table_heads

MOST_FAILED = 2  # times in a row that a model may write nothing that holds, before it is asked no more


class OwnWords(Writer):
    """Leaves each finding in its report's own words: nothing need be written."""

    name = "extractive"

    @property
    def instead(self) -> str:
        return "What it did not write stands in the reports’ own words."

    def write(self, understood: Understanding, evidence: Sequence[Evidence]) -> list[Draft]:
        return []


@dataclass
class Reworder:
    """One briefing's writer, with what came of it so far."""

    writer: Writer
    understood: Understanding
    asked: tuple[str, ...]  # bodies
    model: str
    dropped: dict[str, int] = field(default_factory=dict)
    written: int = 0  # lines by the model
    left: int = 0  # findings in their own words
    failed: int = 0  # times in a row

    @classmethod
    def of(cls, writer: Writer, understood: Understanding, asked: tuple[str, ...], stopped: Stopped) -> "Reworder":
        return cls(writer.anew(None, stopped).over(OwnWords()), understood, asked, writer.name)

    @property
    def authors(self) -> str:
        """Who wrote the lines so far."""
        own = [OwnWords.name] if self.left or not self.written else []
        return " and ".join([*([self.model] if self.written else []), *own])

    @property
    def notice(self) -> str:
        return self.writer.notice

    def reword(self, heading: str, findings: Sequence[Finding]) -> list[Finding]:
        """The findings of a chapter, each in the model's words where these hold; in the order given."""
        parts = [findings[at : at + MOST_CLAIMS] for at in range(0, len(findings), MOST_CLAIMS)]
        return [line for part in parts for line in self._part(heading, part)]

    def _part(self, heading: str, findings: Sequence[Finding]) -> list[Finding]:
        written = self._written(heading, findings) if self.failed < MOST_FAILED else []
        rested = {n for places, _ in written for n in places}
        left = [((n,), finding) for n, finding in enumerate(findings) if n not in rested]
        self.written += len(written)
        self.left += len(left)
        return [line for _, line in sorted([*written, *left], key=lambda placed: placed[0][0])]

    def _written(self, heading: str, findings: Sequence[Finding]) -> list[tuple[tuple[int, ...], Finding]]:
        """The lines of the model that hold, each with the places of the findings it rests on."""
        asked = replace(self.understood, text=f"What is to be said on {self.understood.text} under “{heading}”?", bodies=self.asked)
        alone = [_alone(finding) for finding in findings]
        place_of = {evidence.passage.passage_id: n for n, evidence in enumerate(alone)}
        written: list[tuple[tuple[int, ...], Finding]] = []
        for draft in self.writer.write(asked, alone):
            places = tuple(sorted({place_of[quote.evidence.passage.passage_id] for quote in draft.quotes}))
            rested = [findings[n] for n in places]
            known = any(n in before for before, _ in written for n in places)
            if fault := draft.fault or ("repeat" if known else self._fault(draft, rested)):
                self.dropped[fault] = self.dropped.get(fault, 0) + 1
            else:
                written.append((places, _line(draft, rested)))
        self.failed = 0 if written else self.failed + 1
        return written

    def _fault(self, draft: Draft, rested: Sequence[Finding]) -> str:
        """The first check that a line fails once it says where and when; of two places or addressees it could name only one."""
        if len({_filed(finding) for finding in rested}) > 1:
            return "area"
        line = _line(draft, rested)
        over = {q.evidence.passage.passage_id: bodies_over(q.evidence.passage) for q in line.quotes}
        return find_fault(line.draft, self.asked, over) or ""


def _filed(finding: Finding) -> tuple[object, ...]:
    facts = finding.report.facts
    return facts.area, facts.year, finding.bodies, "" if finding.facet == "figures" else finding.label


def _alone(finding: Finding) -> Evidence:
    """A finding's own words as evidence by themselves, with what they hang from: a lead-in, or the heads of a row's columns."""
    evidence = finding.evidence
    quote = next(q for q in reversed(finding.quotes) if q.evidence is evidence)
    heads = table_heads(evidence) if "\t" in quote.words else []
    over = " | ".join(heads) if evidence.passage.kind in TABLE_KINDS else lead_in(quote)
    passage = replace(evidence.passage, start=quote.start, end=quote.end, text=quote.words, context=over)
    return replace(evidence, passage=passage)


def _line(draft: Draft, rested: Sequence[Finding]) -> Finding:
    """The model's words on all that the findings rest on, filed where the first of them is."""
    quotes = dict.fromkeys(quote for finding in rested for quote in finding.quotes)
    return replace(rested[0], text=draft.text, quotes=tuple(quotes))
