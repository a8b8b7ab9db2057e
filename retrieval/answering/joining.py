"""Joining: the answers to the two parts of a question, told as one answer that says which part was not found."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from ingest.words import stems
from retrieval.answer import ANSWERED, NOT_IN_REPORTS, PARTIAL, SOURCES_DISAGREE, Answer, Citation, Claim, with_marks
from retrieval.evidence import Evidence, Question
from retrieval.question.understanding import Understanding
from retrieval.search.searcher import Searcher
from retrieval.words.polarity import held_share

MOST = 0.6  # of the weight of what is asked
FOUND = (ANSWERED, PARTIAL, SOURCES_DISAGREE)


def join(question: Question, answers: Sequence[Answer]) -> Answer | None:
    """One answer of several, each part's claims after the other's; None where no part was found or one cannot be asked."""
    found = [a for a in answers if a.status in FOUND]
    if not found or any(a.status not in (*FOUND, NOT_IN_REPORTS) for a in answers):
        return None
    claims, citations = _renumbered(found)
    missing = [f"Not found in these reports: {_asked(a)}" for a in answers if a.status not in FOUND]
    status = PARTIAL if missing or any(a.status == PARTIAL for a in found) else ANSWERED
    return replace(
        found[0],
        question=question,
        status=status,
        text="\n\n".join((with_marks(claims), *missing)),
        claims=claims,
        citations=citations,
        evidence=_interleaved([a.evidence for a in answers]),
        understood=tuple(dict.fromkeys(chain.from_iterable(a.understood for a in answers))),
        dropped={reason: sum(a.dropped.get(reason, 0) for a in answers) for a in answers for reason in a.dropped},
        seconds={step: round(sum(a.seconds[step] for a in answers), 4) for step in answers[0].seconds},
        notice=next((a.notice for a in answers if a.notice), ""),
    )


def tells_both(searcher: Searcher, whole: Answer, parts: Sequence[str]) -> bool:
    """Whether an answer holds most of the words of both parts, neither of which asks what a term means."""
    return whole.status in FOUND and all(_tells(searcher, whole, searcher.understand(Question(part))) for part in parts)


def _tells(searcher: Searcher, whole: Answer, part: Understanding) -> bool:
    own = tuple(s for s in stems(part.asked) if s not in part.names)
    return bool(own) and part.answer_kind != "definition" and held_share(searcher, replace(part, stems=own), whole.text) >= MOST


def _asked(answer: Answer) -> str:
    text = answer.question.text
    return text[:1].lower() + text[1:] if not text[:2].isupper() else text


def _renumbered(answers: Sequence[Answer]) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    """The claims of all answers, none told twice, with marks that count on over the citations of all."""
    claims: list[Claim] = []
    citations: list[Citation] = []
    for answer in answers:
        marks: dict[int, int] = {}
        for claim in answer.claims:
            if any(claim.text in told.text for told in claims):
                continue
            for citation in (c for c in answer.citations if c.marker in claim.markers and c.marker not in marks):
                marks[citation.marker] = len(citations) + 1
                citations.append(replace(citation, marker=marks[citation.marker]))
            claims.append(replace(claim, markers=tuple(marks[m] for m in claim.markers)))
    return tuple(claims), tuple(citations)


def _interleaved(found: Sequence[Sequence[Evidence]]) -> tuple[Evidence, ...]:
    """The evidence of all parts, the best of each first, no passage twice."""
    every = [e for rank in zip_longest(*found) for e in rank if e is not None]
    return tuple({e.passage.passage_id: e for e in reversed(every)}[p] for p in dict.fromkeys(e.passage.passage_id for e in every))
