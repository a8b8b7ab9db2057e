"""Briefings: measures of what a briefing on a curated topic says, and their scorecard.

A line is everything in a chapter that states a finding; notes and questions of our own are not lines.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from corpus.report import Report
from evals.metrics import reaches
from evals.span import Span, overlap
from evals.topic import Point, Topic, locate_point
from evals.wording import points_covered
from ingest.progress import Progress
from retrieval.answer import Citation
from retrieval.briefing.briefing import Briefing, Line
from retrieval.question.understanding import BODY_WORDS, find_bodies
from retrieval.search.shelf import bodies_over

SCORECARD = Path(__file__).with_name("briefings.md")
REPEATED = 85.0  # rapidfuzz token_sort_ratio, of 100


@dataclass(frozen=True, slots=True)
class ScoredBriefing:
    """What was measured of one briefing; `missed` are the first words of each point that no line makes."""

    topic_id: str
    split: str
    points: int
    covered: int
    lines: int
    unverified: int
    repeated: int
    wrong_body: int
    seconds: float
    missed: tuple[str, ...] = ()


def score_briefing(topic: Topic, briefing: Briefing, reports: Mapping[str, Report]) -> ScoredBriefing:
    """Every measure of one briefing."""
    lines = [line for chapter in briefing.chapters for line in chapter.lines]
    citation_of = {c.marker: c for c in briefing.citations}
    made = [_makes(point, lines, citation_of, reports) for point in topic.points]
    return ScoredBriefing(
        topic.topic_id,
        topic.split,
        len(topic.points),
        sum(made),
        len(lines),
        sum(not _is_verified(line, citation_of) for line in lines),
        count_repeated(lines, citation_of),
        sum(_is_of_wrong_body(line, citation_of) for line in lines),
        briefing.seconds.get("total", 0.0),
        tuple(point.gold[0].quote[:70] for point, is_made in zip(topic.points, made, strict=True) if not is_made),
    )


def score_topics(
    topics: Sequence[Topic], make: Callable[[str], Briefing], reports: Mapping[str, Report], progress: Progress
) -> list[ScoredBriefing]:
    """A briefing on each topic, scored."""
    scored = []
    for n, topic in enumerate(topics):
        progress("Briefing", n, len(topics))
        scored.append(score_briefing(topic, make(topic.topic), reports))
    progress("Briefing", len(topics), len(topics))
    return scored


def count_repeated(lines: Sequence[Line], citation_of: Mapping[int, Citation]) -> int:
    """Lines that an earlier one already says: nearly the same words (85 of 100), or all their quotes overlap its quotes by half or more."""
    return sum(any(_repeats(line, earlier, citation_of) for earlier in lines[:n]) for n, line in enumerate(lines))


def _repeats(line: Line, earlier: Line, citation_of: Mapping[int, Citation]) -> bool:
    said = _spans(earlier, citation_of)
    again = [any(2 * overlap(a, b) >= max(1, min(a.length, b.length)) for b in said) for a in _spans(line, citation_of)]
    return fuzz.token_sort_ratio(line.claim.text, earlier.claim.text) >= REPEATED or (bool(again) and all(again))


def render_briefings(scored: Sequence[ScoredBriefing], report_count: int) -> str:
    """A row a topic, then the sums of each split."""
    rows = [_row(s.topic_id, s.split, [s]) for s in scored]
    for split in dict.fromkeys(s.split for s in scored):
        rows.append(_row(f"**all {split}**", split, [s for s in scored if s.split == split]))
    told = (
        f"Offline, over a library of {report_count} reports. A key point is covered when a line says it or rests on words that reach one "
        "of its gold quotes. A repeated line has nearly the words of an earlier one or rests on the same words. `held` topics are used "
        "only to report."
    )
    head = "| topic | split | key points covered | lines | without verified citation | repeated | wrong body | seconds |"
    return "\n".join(
        ["# Briefings on curated topics", "", told, "", head, "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |", *rows, ""]
    )


def _row(name: str, split: str, scored: Sequence[ScoredBriefing]) -> str:
    covered, points, lines = (sum(getattr(s, field) for s in scored) for field in ("covered", "points", "lines"))
    unverified, repeated, wrong = (sum(getattr(s, field) for s in scored) for field in ("unverified", "repeated", "wrong_body"))
    seconds = sum(s.seconds for s in scored) / len(scored)
    shares = f"{covered}/{points} ({100 * covered / points:.0f}%)"
    again = f"{repeated} ({100 * repeated / max(1, lines):.1f}%)"
    return f"| {name} | {split} | {shares} | {lines} | {unverified} | {again} | {wrong} | {seconds:.1f} |"


def _makes(point: Point, lines: Sequence[Line], citation_of: Mapping[int, Citation], reports: Mapping[str, Report]) -> bool:
    places = locate_point(point, reports)
    if any(reaches(span, places) for line in lines for span in _spans(line, citation_of)):
        return True
    return bool(point.says) and any(points_covered(line.claim.text, [point.says])[0] for line in lines)


def _spans(line: Line, citation_of: Mapping[int, Citation]) -> list[Span]:
    cited = [citation_of[marker] for marker in line.claim.markers if marker in citation_of]
    return [Span(c.report.report_id, c.start, c.end) for c in cited]


def _is_verified(line: Line, citation_of: Mapping[int, Citation]) -> bool:
    """At least one citation, and every one of them words of its report that stand within the passage cited."""
    cited = [citation_of.get(marker) for marker in line.claim.markers]
    return line.verified and bool(cited) and all(c is not None and c.quote.strip() and c.quote in c.passage.text for c in cited)


def _is_of_wrong_body(line: Line, citation_of: Mapping[int, Citation]) -> bool:
    """A line told of one body, by its words or its label, that rests on words under another body's heading which do not name it."""
    told = set(find_bodies(line.claim.text)) | ({line.label} & BODY_WORDS.keys())
    for citation in (citation_of[marker] for marker in line.claim.markers if marker in citation_of):
        over = set(bodies_over(citation.passage))
        if told and over and not told & over and not told & set(find_bodies(citation.quote)):
            return True
    return False
