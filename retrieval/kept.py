"""Kept: an answer or a briefing read back from its JSON without asking again, its citations checked anew against the library."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.passages import Passage
from retrieval.answer import Answer, Citation, Claim, Coverage
from retrieval.briefing.briefing import Briefing, Chapter, Line
from retrieval.evidence import Evidence, Filters, Question
from retrieval.search.shelf import Shelf

GONE = "The report is not in this library any more."
CHANGED = "The report was changed since, and these words do not stand there any more."


@dataclass(frozen=True, slots=True)
class Lost:
    """A citation whose words do not stand where they were found, and why; `quote` is what stood there."""

    marker: int
    report_id: str
    title: str
    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was given, with only the citations that still hold; the others are lost."""

    answer: Answer
    lost: tuple[Lost, ...] = ()

    @property
    def holding(self) -> Answer:
        """The answer without the claims that rest on a lost citation, which are counted among the dropped."""
        gone = {lost.marker for lost in self.lost}
        claims = tuple(c for c in self.answer.claims if not gone.intersection(c.markers))
        text = self.answer.text
        for claim in self.answer.claims:
            if claim not in claims:
                text = re.sub(re.escape(claim.text) + r"(?:\s*\[\d+\])*\s*", "", text, count=1)
        left_out = len(self.answer.claims) - len(claims)
        dropped = {**self.answer.dropped, **({"source": left_out} if left_out else {})}
        return replace(self.answer, claims=claims, text=text.strip(), dropped=dropped)


def read_back(fields: Mapping[str, Any], question: Question, shelf: Shelf) -> Kept:
    """The answer that `retrieval.answer.to_json` wrote, as far as the reports still bear it out."""
    named = {x["report_id"] for x in (*fields["citations"], *fields["evidence"])}
    passages = [p for p in shelf.passages if p.report_id in named]
    found = [(c, _stand(c, passages, shelf)) for c in fields["citations"]]
    lost = tuple(_lost(c, shelf) for c, citation in found if citation is None)
    asked = replace(question, without=frozenset(fields.get("without", ())))
    answer = Answer(
        asked, fields["status"], fields["text"],
        tuple(Claim(c["text"], tuple(c["citations"])) for c in fields["claims"]),
        tuple(citation for _, citation in found if citation),
        tuple(_evidence(fields["evidence"], passages, shelf)),
        _coverage(fields["coverage"], question.filters, shelf),
        fields["model"], tuple(fields.get("understood", ())), tuple(fields.get("suggestions", ())),
        dict(fields.get("dropped", {})), dict(fields.get("seconds", {})), fields.get("notice", ""),
    )  # fmt: skip
    return Kept(answer, lost)


@dataclass(frozen=True, slots=True)
class KeptBriefing:
    """A briefing as it was kept, without the lines that rest on words which are no longer held; these are counted."""

    briefing: Briefing
    lost: int = 0


def read_briefing(fields: Mapping[str, Any], filters: Filters, shelf: Shelf) -> KeptBriefing:
    """The briefing that `retrieval.briefing.briefing.to_json` wrote, as far as the reports still bear it out."""
    named = {x["report_id"] for x in fields["citations"]}
    passages = [p for p in shelf.passages if p.report_id in named]
    citations = [found for c in fields["citations"] if (found := _stand(c, passages, shelf))]
    marks = {c.marker for c in citations}
    every = [_chapter(section) for section in fields["sections"]]
    held = [replace(c, lines=tuple(line for line in c.lines if marks.issuperset(line.claim.markers))) for c in every]
    chapters = tuple(chapter for chapter in held if chapter.lines or chapter.notes)
    used = {m for chapter in chapters for line in chapter.lines for m in line.claim.markers}
    made = Briefing(
        fields["topic"], chapters, tuple(c for c in citations if c.marker in used), _coverage(fields["coverage"], filters, shelf),
        fields["model"], dict(fields.get("dropped", {})), dict(fields.get("seconds", {})), fields.get("notice", ""),
    )  # fmt: skip
    return KeptBriefing(made, sum(len(c.lines) for c in every) - sum(len(c.lines) for c in chapters))


def _chapter(section: Mapping[str, Any]) -> Chapter:
    lines = (Line(Claim(c["text"], tuple(c["citations"])), c["label"], c["verified"]) for c in section["claims"])
    return Chapter(section["heading"], section["kind"], tuple(lines), tuple(section["notes"]))


def read_filters(fields: Mapping[str, Sequence[Any]]) -> Filters:
    """The limits that an answer's JSON names."""
    return Filters(**{name: frozenset(values) for name, values in fields.items()})


def _stand(cited: Mapping[str, Any], passages: Sequence[Passage], shelf: Shelf) -> Citation | None:
    """The citation at the place where its words stand under the same headings, the nearest to where they stood."""
    quote, report_id = cited["quote"], cited["report_id"]
    if report_id not in shelf.reports or not quote.strip():
        return None
    report = shelf.reports[report_id]
    places = [
        (start, passage)
        for passage in passages
        if passage.report_id == report_id and list(passage.headings) == cited["headings"]
        for start in _starts(report.text, quote, passage)
    ]
    if not places:
        return None
    start, passage = min(places, key=lambda place: abs(place[0] - cited["start"]))
    return Citation(cited["marker"], report, passage, start, start + len(quote))


def _starts(text: str, quote: str, passage: Passage) -> Iterator[int]:
    """Where a quote begins within a passage."""
    at = text.find(quote, passage.start, passage.end)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1, passage.end)


def _lost(cited: Mapping[str, Any], shelf: Shelf) -> Lost:
    why = CHANGED if cited["report_id"] in shelf.reports else GONE
    return Lost(cited["marker"], cited["report_id"], cited["title"], cited["quote"], why)


def _evidence(kept: Sequence[Mapping[str, Any]], passages: Sequence[Passage], shelf: Shelf) -> Iterator[Evidence]:
    """The passages put forward then that are still the same."""
    same = {(p.report_id, p.start, p.text): p for p in passages}
    for each in kept:
        passage = same.get((each["report_id"], each["start"], each["text"]))
        if passage:
            yield Evidence(passage, shelf.reports[passage.report_id], each["score"], each.get("lexical_rank"), each.get("dense_rank"))


def _coverage(kept: Mapping[str, Any], filters: Filters, shelf: Shelf) -> Coverage:
    """How far the search looked then; the areas are those that the same limits admit now."""
    areas = {area for report in shelf.reports.values() if filters.admit(report) for area in report.facts.area}
    return Coverage(kept["reports_searched"], kept["reports_total"], filters, tuple(sorted(areas)), kept.get("newest"))
